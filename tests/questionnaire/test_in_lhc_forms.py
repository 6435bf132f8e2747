"""Both forms in LHC-Forms (npm, lforms), in Chromium: they load, a person fills them in, and what is submitted is read.

Nobody here wrote that renderer. It has no network: its files are given by the test.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from immunote.engine.api import Engine
from immunote.service.fhir.index import Index
from immunote.service.fhir.mapping import map_resources
from immunote.service.questionnaire.filled import answered_groups, answers_of
from immunote.service.questionnaire.forms import static_form
from immunote.service.questionnaire.next_question import next_response
from tests.questionnaire.conftest import AS_OF, BASE, SETTINGS, Json, form_in, line_in, opened, questions_in
from tests.questionnaire.renderers import answered_in, completed_profile, page_with
from tests.support.npm import installed

PAGE = """<!doctype html><html><head><meta charset="utf-8">
<link rel="stylesheet" href="webcomponent/styles.css"></head><body><div id="form"></div>
<script src="webcomponent/assets/lib/zone.min.js"></script>
<script src="webcomponent/lhc-forms.js"></script>
<script src="fhir/lformsFHIRAll.min.js"></script></body></html>"""
SHOW = """async ([form, response]) => {
  let made = LForms.Util.convertFHIRQuestionnaireToLForms(form, 'R4');
  if (response) made = LForms.Util.mergeFHIRDataIntoLForms('QuestionnaireResponse', response, made, 'R4');
  await LForms.Util.addFormToPage(made, 'form', {}).catch(wrong => { throw new Error(String(wrong)); });
}"""
SUBMIT = "() => LForms.Util.getFormFHIRData('QuestionnaireResponse', 'R4', document.getElementById('form'))"


@pytest.fixture(scope="module")
def renderer() -> Iterator[Page]:
    """A page with LHC-Forms on it."""
    files = installed({"lforms": "40.1.3"}) / "lforms" / "dist" / "lforms"

    with page_with(files, PAGE, "window.LForms && LForms.Util && LForms.FHIR") as page:
        yield page


def submitted(page: Page) -> Json:
    response: Json = page.evaluate(SUBMIT)
    return response


def test_the_static_form_is_filled_and_submitted_and_gives_the_same_note(
    renderer: Page, engine: Engine, index: Index
) -> None:
    profile = completed_profile(engine)
    items = answered_groups(index, answers_of(index, profile))
    response = {"resourceType": "QuestionnaireResponse", "status": "in-progress", "item": items}
    renderer.evaluate(SHOW, [static_form(index, BASE), response])
    renderer.get_by_text("Which organ, and how active").first.wait_for()
    back = {**submitted(renderer), "status": "completed", "authored": AS_OF.isoformat()}
    assert set(answered_in(back["item"])) == set(profile)
    patient = map_resources([back], engine.rulebase, AS_OF).patient
    assert engine.note_of(patient).digest == engine.note(profile).digest


def test_a_person_answers_the_adaptive_form_group_by_group(renderer: Page, engine: Engine) -> None:
    response = next_response(SETTINGS, engine, opened(engine), BASE, AS_OF)
    first = questions_in(response)
    renderer.evaluate(SHOW, [form_in(response), None])
    renderer.get_by_text(line_in(response)).first.wait_for()
    question = renderer.locator("lhc-item-question", has_text="systemic sclerosis").first
    question.get_by_text("Yes", exact=True).first.click()
    age = renderer.locator("lhc-item-question", has_text="How old is the patient").first.locator("input").first
    age.fill("54")
    age.blur()
    answers = submitted(renderer)["item"]
    assert answered_in(answers) == {"has_systemic_sclerosis": True, "age_years": 54}
    after = next_response(SETTINGS, engine, {**response, "item": answers}, BASE, AS_OF)
    assert line_in(after) == engine.note({"has_systemic_sclerosis": True, "age_years": 54}).headline
    assert set(questions_in(after)) > set(first)
    renderer.evaluate(SHOW, [form_in(after), {**after, "contained": []}])
    renderer.get_by_text(line_in(after)).first.wait_for()
    assert answered_in(submitted(renderer)["item"]) == {"has_systemic_sclerosis": True, "age_years": 54}
