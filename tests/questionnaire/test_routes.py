"""The routes, on the whole application in this process."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from immunote.engine.api import Engine
from immunote.service.fhir.guidance import OperationOutcome
from tests.fhir.conftest import SNOMED, condition
from tests.questionnaire.conftest import AS_OF, Filling, Json, form_in, opened
from tests.questionnaire.constraints import broken_in_questionnaire, broken_in_response
from tests.support.interviews import completed

FHIR = "application/fhir+json"
FORMS = "/fhir/Questionnaire"
DAY = {"as_of": AS_OF.isoformat()}


def codes(response: Any) -> list[str]:
    assert response.headers["content-type"] == FHIR, response.text
    outcome = OperationOutcome.model_validate(response.json())
    return [coding.code for issue in outcome.issue if issue.details for coding in issue.details.coding or ()]


def test_a_form_is_read_and_found_by_its_url_and_version(client: TestClient, engine: Engine) -> None:
    read = client.get(f"{FORMS}/ssc-ivig")
    assert (read.status_code, read.headers["content-type"]) == (200, FHIR)
    form = read.json()
    hash_ = engine.rulebase.content_hash
    for query in ({"url": form["url"]}, {"url": f"{form['url']}|{hash_}"}, {"url": form["url"], "version": hash_}):
        bundle = client.get(FORMS, params=query).json()
        assert (bundle["type"], bundle["total"]) == ("searchset", 1)
        assert bundle["entry"][0]["resource"] == form
    assert client.get(FORMS).json()["total"] == 3
    for other in ({"url": "http://elsewhere/q"}, {"url": f"{form['url']}|{'0' * 64}"}, {"version": "0" * 64}):
        assert client.get(FORMS, params=other).json() == {"resourceType": "Bundle", "type": "searchset", "total": 0}


def test_the_forms_meet_the_profiles_that_they_claim(client: TestClient) -> None:
    for entry in client.get(FORMS).json()["entry"]:
        assert entry["resource"]["meta"]["profile"]
        assert list(broken_in_questionnaire(entry["resource"])) == []


def test_a_form_that_is_not_there_and_a_parameter_that_is_none(client: TestClient) -> None:
    for path in (f"{FORMS}/phq9", f"{FORMS}/ssc-ivig-adaptive/$populate"):
        response = client.post(path, json={"resourceType": "Bundle"}) if "$" in path else client.get(path)
        assert (response.status_code, codes(response)) == (404, ["S90"])
    for query in ({"titel": "x"}, [("version", "0" * 64), ("version", "1" * 64)]):
        refused = client.get(FORMS, params=query)
        assert (refused.status_code, codes(refused)) == (422, ["S45"])


@pytest.mark.parametrize("wrapped", [False, True])
def test_a_response_comes_back_with_the_next_questions(client: TestClient, engine: Engine, wrapped: bool) -> None:
    body = opened(engine)
    part = {"name": "questionnaire-response", "resource": body}
    sent = {"resourceType": "Parameters", "parameter": [part]} if wrapped else body
    answered = client.post(f"{FORMS}/$next-question", params=DAY, json=sent)
    assert (answered.status_code, answered.headers["content-type"]) == (200, FHIR)
    assert answered.headers["cache-control"] == "no-store"
    response = answered.json()
    assert (response["resourceType"], response["status"]) == ("QuestionnaireResponse", "in-progress")
    assert list(broken_in_response(response)) == []
    assert form_in(response)["derivedFrom"][0].startswith("http://localhost/fhir/Questionnaire/ssc-ivig-adaptive|")


@pytest.mark.parametrize(
    "body",
    [
        {},
        [],
        {"resourceType": "Patient"},
        {"resourceType": "Parameters"},
        {"resourceType": "Parameters", "parameter": [{"name": "questionnaire-response"}] * 2},
        {"resourceType": "QuestionnaireResponse", "item": "none"},
        {"resourceType": "QuestionnaireResponse", "meta": 5},
        {"resourceType": "QuestionnaireResponse", "contained": "x"},
        {"resourceType": "QuestionnaireResponse", "item": [{"linkId": 5}]},
    ],
)
def test_what_is_no_response_is_refused(client: TestClient, body: Any) -> None:
    for path in (f"{FORMS}/$next-question", "/fhir/QuestionnaireResponse/$extract"):
        refused = client.post(path, json=body)
        assert (refused.status_code, codes(refused)[:1]) == (422, ["S92"]), refused.text


def test_answers_to_another_form_are_refused(client: TestClient, engine: Engine) -> None:
    refused = client.post(f"{FORMS}/$next-question", json={**opened(engine), "questionnaire": "http://a/b"})
    assert (refused.status_code, codes(refused)) == (422, ["S91"])
    assert client.post(f"{FORMS}/$next-question", content="{", headers={"Content-Type": FHIR}).status_code == 422
    assert client.post(f"{FORMS}/$next-question", content="{}", headers={"Content-Type": "text/xml"}).status_code == 415


def test_a_response_gives_the_note_the_guidance_and_its_provenance(client: TestClient, engine: Engine) -> None:
    case = next(each for each in engine.rulebase.cases.values() if each.completed)
    found = Filling(engine, completed(engine, {**case.profile, **case.completed})).fill()
    note = client.post("/fhir/$ivig-note", params=DAY, json=found.response).json()["note"]
    assert note["status"] == "settled"
    made = client.post("/fhir/$ivig-note", params={**DAY, "_format": "fhir"}, json=found.response).json()
    assert (made["resourceType"], made["status"], made["id"]) == ("GuidanceResponse", "success", note["digest"])
    facts = [each for each in made["contained"] if each["resourceType"] == "Provenance"]
    assert {each["activity"]["text"] for each in facts} == {"read, by question"}
    assert len(facts) == len(found.answered)


def test_a_record_fills_the_form(client: TestClient) -> None:
    record: Json = {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [{"resource": condition(SNOMED, "89155008")}],
    }
    whole, one = (
        client.post(path, params=DAY, json=record) for path in (f"{FORMS}/$populate", f"{FORMS}/ssc-ivig/$populate")
    )
    assert whole.status_code == 200
    assert whole.json() == one.json()
    assert [each["name"] for each in whole.json()["parameter"]] == ["response", "issues"]


def test_the_operations_are_described_as_fhir_has_it(client: TestClient) -> None:
    (rest,) = client.get("/fhir/metadata").json()["rest"]
    kinds = {each["type"]: each for each in rest["resource"]}
    assert [each["code"] for each in kinds["Questionnaire"]["interaction"]] == ["read", "search-type"]
    offered = [each for kind in kinds.values() for each in kind["operation"]]
    assert {each["name"] for each in offered} == {"next-question", "populate", "extract"}
    for each in offered:
        defined = client.get(each["definition"].removeprefix("http://localhost")).json()
        assert (defined["resourceType"], defined["url"], defined["code"]) == (
            "OperationDefinition",
            each["definition"],
            each["name"],
        )
        assert defined["base"].startswith("http://hl7.org/fhir/uv/sdc/OperationDefinition/Questionnaire")
        assert (defined["system"], defined["type"]) == (False, True)
