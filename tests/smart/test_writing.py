"""Writing back: only with leave, only when a person says so, only to the patient of the launch."""

from __future__ import annotations

import base64
import importlib
import json
import re
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx

from immunote.engine.api import Engine
from immunote.engine.profile import value_json
from tests.page.visitors import words_of
from tests.questionnaire.constraints import broken_in_response
from tests.smart.conftest import OTHER, PATIENT, App, Visit, code_of
from tests.support.interviews import completed


def _fields_of(page: str) -> dict[str, str]:
    """What a form carries beside the answers."""
    return dict(re.findall(r'<input type="hidden" name="(page\.record)" value="([^"]*)"', page))


def _answers(engine: Engine) -> dict[str, str]:
    """A case with every open question answered, as a person would type it."""
    case = next(each for each in engine.rulebase.cases.values() if each.completed)
    profile = {**case.profile, **case.completed, "has_systemic_sclerosis": True}
    words = {True: "yes", False: "no"}
    return {name: words[value] if isinstance(value, bool) else str(value) for name, value in profile.items()}


def _allowed(app: App, browser: Visit, patient: str = PATIENT) -> httpx.Response:
    """Leave to write, as the page asks for it."""
    asked = browser.asked("/smart/write-access")
    assert {"patient/DocumentReference.c", "patient/QuestionnaireResponse.c"} <= set(asked["scope"].split())
    return browser.get(browser.back(asked, patient))


def _written(app: App, kind: str) -> list[dict[str, Any]]:
    return [each for each in app.system.records[PATIENT] if each["resourceType"] == kind]


def test_without_leave_nothing_is_written_and_the_page_says_how_to_get_it(app: App, engine: Engine) -> None:
    browser = app.browser()
    page = browser.opened()
    answer = browser.post("/smart/write", _fields_of(page.text) | _answers(engine) | {"page.confirmed": "yes"}, page)
    assert "This app was opened to read only" in words_of(answer)
    assert not _written(app, "DocumentReference")


def test_with_leave_it_asks_first_and_then_writes_answers_and_note_once(app: App, engine: Engine) -> None:
    browser = app.browser()
    page = browser.opened()
    fields = _fields_of(page.text) | _answers(engine)
    allowed = _allowed(app, browser)
    assert "Close this tab" in words_of(allowed)
    asked = browser.post("/smart/write", fields, page)
    assert asked.status_code == 200, asked.text
    assert "Write both" in asked.text
    assert not _written(app, "QuestionnaireResponse")
    for _ in range(2):  # pressing twice makes no second copy
        done = browser.post("/smart/write", fields | {"page.confirmed": "yes"}, page)
        assert "Written to the record" in words_of(done), done.text
    (response,) = _written(app, "QuestionnaireResponse")
    (document,) = _written(app, "DocumentReference")
    assert response["subject"] == {"reference": f"Patient/{PATIENT}"}
    assert response["author"] == {"reference": "Practitioner/sandbox"}
    origins = {each["linkId"]: _origin(each) for group in response["item"] for each in group["item"]}
    assert origins["has_systemic_sclerosis"] == "auto"
    assert set(origins.values()) == {"auto", "manual", "override"}
    assert document["context"]["related"] == [{"reference": f"QuestionnaireResponse/{response['id']}"}]
    assert document["docStatus"] == "preliminary"
    assert document["type"]["coding"] == [{"system": "http://loinc.org", "code": "11488-4"}]
    html = base64.b64decode(document["content"][0]["attachment"]["data"]).decode()
    (digest,) = re.findall(r"Digest of the note: ([0-9a-f]{64})", done.text)
    assert digest in html
    _is_the_note_of_the_response(engine, response, digest)
    for made in (response, document):
        kind = made["resourceType"]
        getattr(importlib.import_module(f"fhirclient.models.{kind.lower()}"), kind)(made)  # raises where it is not R4


def _origin(item: dict[str, Any]) -> str:
    return str(item["answer"][0]["extension"][0]["extension"][0]["valueCode"])


def _is_the_note_of_the_response(engine: Engine, response: dict[str, Any], digest: str) -> None:
    """What was written is a record like any other: the same answers, the same note."""
    from datetime import UTC, datetime

    from immunote.service.fhir.mapping import map_resources

    mapped = map_resources([response], engine.rulebase, datetime.now(UTC).date())
    assert engine.note(mapped.profile).digest == digest
    assert list(broken_in_response(response)) == []


def test_leave_for_another_patient_is_refused_and_changes_nothing(app: App, engine: Engine) -> None:
    browser = app.browser()
    page = browser.opened()
    assert code_of(_allowed(app, browser, OTHER)) == "S57"
    assert browser.get("/smart/patient").status_code == 200
    assert "opened to read only" in browser.post("/smart/write", _fields_of(page.text), page).text


def test_a_form_that_came_from_no_record_is_not_written(app: App) -> None:
    browser = app.browser()
    page = browser.opened()
    _allowed(app, browser)
    assert code_of(browser.post("/smart/write", {"page.confirmed": "yes"}, page)) == "S57"


def test_what_was_written_before_a_failure_is_said(app: App, engine: Engine) -> None:
    browser = app.browser()
    page = browser.opened()
    _allowed(app, browser)
    fields = _fields_of(page.text) | _answers(engine) | {"page.confirmed": "yes"}

    def ended(_: Any) -> None:
        for token, (grant, _until) in app.system.tokens.items():
            app.system.tokens[token] = (grant, 0.0)

    app.system.twists["DocumentReference"] = ended
    answer = browser.post("/smart/write", fields, page)
    assert code_of(answer) == "S65"
    assert "written before it: QuestionnaireResponse" in answer.text
    app.system.twists["QuestionnaireResponse"] = ended
    assert code_of(browser.post("/smart/write", fields, page)) in ("S58", "S65")


def test_a_card_leads_to_the_app_while_answers_are_missing_and_is_settled_after_they_are_written(
    app: App, engine: Engine
) -> None:
    card = _card(app, engine)
    (link,) = card["links"]
    assert (link["type"], link["url"]) == ("smart", f"{app.base}/smart/launch")
    assert json.loads(link["appContext"]) == {"ruleBaseHash": engine.rulebase.content_hash}
    assert PATIENT not in json.dumps(link)
    app.system.twists["token"] = lambda found: found | {"appContext": json.dumps({"ruleBaseHash": "0" * 64})}
    browser = app.browser()
    page = browser.opened()
    assert "The rules have changed since the card was shown" in words_of(page)
    _allowed(app, browser)
    done = browser.post("/smart/write", _fields_of(page.text) | _rest(app, engine) | {"page.confirmed": "yes"}, page)
    assert "Written to the record" in words_of(done), done.text
    after = _card(app, engine)
    assert after["extension"]["immunote.note"]["status"] == "settled"
    assert after["links"][0]["type"] == "absolute"


def _rest(app: App, engine: Engine) -> dict[str, str]:
    """Every question answered, those of the record as they stand there."""
    truth = completed(engine, {"has_systemic_sclerosis": True, "age_years": 54, "platelets_10_9_l": 250})
    words = {True: "yes", False: "no"}
    raw = {name: value_json(engine.rulebase.elements[name], value) for name, value in truth.items()}
    return {name: words[value] if isinstance(value, bool) else str(value) for name, value in raw.items()}


def _card(app: App, engine: Engine) -> dict[str, Any]:
    """The card of a hook call on this patient, decided as the service does, over the record system's FHIR server."""
    import asyncio
    import tempfile
    from pathlib import Path
    from uuid import uuid4

    from immunote.service.cds.answering import HookCall, card_for
    from immunote.service.cds.models import HookRequest
    from immunote.service.cds.prefetch import gather
    from immunote.service.cds.services import templates
    from immunote.service.kernel.scopes import DEVELOPER
    from immunote.service.settings.smart import SmartSettings
    from tests.page.visitors import serving
    from tools.smart_sandbox import CLIENT, Grant

    app.system.tokens["cds"] = (Grant(CLIENT, "", "", "patient/*.rs", "", PATIENT), 4e9)
    access = {"access_token": "cds", "token_type": "Bearer", "scope": "patient/*.read", "subject": "cds"}
    request = HookRequest.model_validate(
        {
            "hook": "patient-view",
            "hookInstance": str(uuid4()),
            "context": {"userId": f"Practitioner/{uuid4()}", "patientId": PATIENT},
            "fhirServer": app.system.fhir,
            "fhirAuthorization": access,
        }
    )
    smart = SmartSettings.model_validate(
        {"servers": [{"url": app.system.fhir, "client_id": CLIENT}], "cookie_keys": ["k" * 40]}
    )
    cds = {"fhir_servers": [app.system.fhir]}
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder), smart=smart, cds=cds) as service:
        gathered = asyncio.run(gather(request, templates(engine.rulebase), service.settings.cds))
        call = HookCall(request, DEVELOPER, "test", app.base)
        made = card_for(service.context, service.context.knowledge.engine, call, gathered)
        assert made is not None
        return made.card.model_dump(mode="json", exclude_none=True)


def test_a_record_system_that_may_not_launch_gets_the_link_of_before(engine: Engine) -> None:
    from immunote.service.cds.cards import card_of
    from immunote.service.settings.cds import CdsSettings

    note = engine.note({"has_systemic_sclerosis": True})
    made = card_of(note, engine.rulebase, PATIENT, "https://i.example.org", CdsSettings())
    assert made is not None
    assert made.card.links is not None
    assert made.card.links[0].type == "absolute"


def test_the_launch_url_of_a_redirect_says_nothing_of_the_patient(app: App) -> None:
    browser = app.browser()
    answer = browser.get(app.system.launch(PATIENT))
    asked = dict(parse_qsl(urlsplit(answer.headers["location"]).query))
    assert PATIENT not in json.dumps(asked)
