"""Both forms in the Smart Forms renderer (npm, @aehrc/smart-forms-renderer), in Chromium: loaded, filled, submitted.

Nobody here wrote that renderer. It has no network: its files are given by the test, bundled by esbuild.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from immunote.engine.api import Engine
from immunote.service.fhir.index import Index
from immunote.service.fhir.mapping import map_resources
from immunote.service.questionnaire.filled import answered_groups, answers_of
from immunote.service.questionnaire.forms import form_url, static_form
from immunote.service.questionnaire.next_question import next_response
from tests.questionnaire.conftest import AS_OF, BASE, SETTINGS, Json, form_in, line_in, opened, questions_in
from tests.questionnaire.renderers import answered_in, completed_profile, page_with
from tests.support.npm import installed

PACKAGES = {
    "@aehrc/smart-forms-renderer": "1.4.0",
    "react": "19.3.1",
    "react-dom": "19.3.1",
    "esbuild": "0.28.2",
}
PAGE = """<!doctype html><html><head><meta charset="utf-8"><link rel="stylesheet" href="bundle.css"></head>
<body><div id="form"></div><script src="bundle.js"></script></body></html>"""
ENTRY = """
import {createRoot} from 'react-dom/client';
import {jsx} from 'react/jsx-runtime';
import {BaseRenderer, RendererThemeProvider, buildForm, getResponse} from '@aehrc/smart-forms-renderer';
import {QueryClient, QueryClientProvider} from '@tanstack/react-query';
let root = null;
window.show = async ([questionnaire, response]) => {
  if (root) root.unmount();
  await buildForm({questionnaire, questionnaireResponse: response || undefined});
  root = createRoot(document.getElementById('form'));
  const form = jsx(QueryClientProvider, {client: new QueryClient(), children: jsx(BaseRenderer, {})});
  root.render(jsx(RendererThemeProvider, {children: form}));
};
window.submitted = getResponse;
"""


@pytest.fixture(scope="module")
def renderer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A page with the renderer on it."""
    modules, made = installed(PACKAGES), tmp_path_factory.mktemp("smart-forms")
    (made / "entry.js").write_text(ENTRY)
    fonts = [f"--loader:.{kind}=dataurl" for kind in ("woff", "woff2", "ttf", "svg")]
    options = [
        "--bundle",
        "--format=iife",
        f"--outfile={made / 'bundle.js'}",
        '--define:process.env.NODE_ENV="production"',
    ]
    command = [str(modules / ".bin" / "esbuild"), str(made / "entry.js"), *options, *fonts]
    subprocess.run(
        command, check=True, capture_output=True, cwd=modules.parent, env={"NODE_PATH": str(modules)}, timeout=300
    )

    with page_with(made, PAGE, "() => Boolean(window.show)") as page:
        yield page


def submitted(page: Page) -> Json:
    response: Json = page.evaluate("() => window.submitted()")
    return response


def test_the_static_form_is_filled_and_submitted_and_gives_the_same_note(
    renderer: Page, engine: Engine, index: Index
) -> None:
    profile = completed_profile(engine)
    items = answered_groups(index, answers_of(index, profile))
    url = form_url(engine.rulebase, BASE)
    response = {"resourceType": "QuestionnaireResponse", "status": "in-progress", "questionnaire": url, "item": items}
    renderer.evaluate("given => window.show(given)", [static_form(index, BASE), response])
    renderer.get_by_text("Which organ, and how active").first.wait_for()
    back = {**submitted(renderer), "status": "completed", "authored": AS_OF.isoformat()}
    assert set(answered_in(back["item"])) == set(profile)
    patient = map_resources([back], engine.rulebase, AS_OF).patient
    assert engine.note_of(patient).digest == engine.note(profile).digest


def test_a_person_answers_the_adaptive_form_group_by_group(renderer: Page, engine: Engine) -> None:
    response = next_response(SETTINGS, engine, opened(engine), BASE, AS_OF)
    renderer.evaluate("given => window.show(given)", [form_in(response), None])
    renderer.get_by_text(line_in(response)).first.wait_for()
    renderer.locator('[data-linkid="has_systemic_sclerosis"]').get_by_text("Yes", exact=True).first.click()
    renderer.locator('[data-linkid="age_years"] input').first.fill("54")
    known = {"has_systemic_sclerosis": True, "age_years": 54}
    renderer.wait_for_function("() => JSON.stringify(window.submitted()).includes('\"valueInteger\":54')")
    answers = submitted(renderer)["item"]
    assert answered_in(answers) == known
    after = next_response(SETTINGS, engine, {**response, "item": answers}, BASE, AS_OF)
    assert line_in(after) == engine.note(known).headline
    assert set(questions_in(after)) > set(questions_in(response))
    renderer.evaluate("given => window.show(given)", [form_in(after), {**after, "contained": []}])
    renderer.get_by_text(line_in(after)).first.wait_for()
    assert answered_in(submitted(renderer)["item"]) == known
