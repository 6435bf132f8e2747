"""The five ways in which a record system can answer for a prefetch key, and what none of them means."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient

from immunote.engine.api import Engine
from tests.cds.conftest import Make
from tests.cds.support import KEYS, PATIENT, SICK, SIGN, bundle, prefetch, record_of, request

FAILED = {"resourceType": "OperationOutcome", "issue": [{"severity": "error", "code": "exception"}]}
NOTED = {"resourceType": "OperationOutcome", "issue": [{"severity": "information", "code": "informational"}]}


def ask(client: TestClient, **fields: Any) -> Any:
    # about an order, which is answered of whomever it is for
    return client.post(f"/cds-services/{SIGN}", json=request(SIGN, **fields))


def card(client: TestClient, **fields: Any) -> dict[str, Any]:
    answer = ask(client, **fields)
    assert answer.status_code == 200, answer.text
    (found,) = answer.json()["cards"]
    assert isinstance(found, dict)
    return found


def codes(answer: Any) -> set[str]:
    return {fault["code"] for fault in answer.json()["faults"]}


ANSWERS = {
    "null": (None, "The record system has nothing under: conditions"),
    "an empty Bundle": (bundle(), "The record system searched and found nothing under: conditions"),
    "a Bundle without entry": ({"resourceType": "Bundle"}, "searched and found nothing under: conditions"),
    "an OperationOutcome": (FAILED, "The record system could not give: conditions"),
    "an OperationOutcome inside": (bundle(FAILED), "The record system could not give: conditions"),
    "something that is no resource": ({"total": 0}, "The record system could not give: conditions"),
    "a text": ("123", "The record system could not give: conditions"),
    "a first page alone": (
        bundle(link=[{"relation": "next", "url": "https://ehr.example.org/fhir?page=2"}]),
        "The record system gave only a part of: conditions",
    ),
}


@pytest.mark.parametrize("kind", ANSWERS)
def test_each_kind_of_answer_is_told_apart_on_the_card(client: TestClient, kind: str) -> None:
    value, words = ANSWERS[kind]
    detail = card(client, prefetch=prefetch(conditions=value))["detail"]
    assert words in detail
    others = [other for _, other in ANSWERS.values() if other not in words and words not in other]
    assert not any(other in detail for other in others if other.startswith("The"))


@pytest.mark.parametrize("kind", ANSWERS)
def test_no_kind_of_answer_is_taken_as_no(client: TestClient, engine: Engine, kind: str) -> None:
    found = card(client, prefetch=dict.fromkeys(KEYS, ANSWERS[kind][0]))
    assert "could not be assessed" in found["summary"]
    every = set(engine.note({}).reachable)
    assert set(found["extension"]["immunote.note"]["reachable"]) == every
    digest = found["extension"]["immunote.note"]["digest"]
    assert digest == engine.note({}).digest  # the same note as of a patient of whom nothing at all is known


def test_a_whole_prefetch_is_not_remarked_on(client: TestClient) -> None:
    detail = card(client, prefetch={key: bundle(SICK) for key in KEYS})["detail"]
    assert "The record system" not in detail


def test_information_beside_the_resources_is_no_failure(client: TestClient) -> None:
    detail = card(client, prefetch=prefetch(conditions=bundle(SICK, NOTED)))["detail"]
    assert "could not give" not in detail


def test_what_is_prefetched_reaches_the_note(client: TestClient) -> None:
    summary = card(client, prefetch=prefetch(conditions=bundle(SICK)))["summary"]
    assert "cannot be graded yet" in summary


@pytest.mark.parametrize(
    "given",
    [
        {"entry": [{"resource": SICK, "request": {"method": "DELETE", "url": "Condition/c1"}}]},
        {"entry": [{"resource": SICK, "response": {"status": "404 Not Found"}}]},
        {"entry": [{"resource": SICK, "modifierExtension": [{"url": "urn:x"}]}]},
        {"entry": [{"resource": SICK}], "implicitRules": "urn:rules"},
        {"entry": [{"resource": SICK}, {"request": {"method": "DELETE", "url": "Condition/c1"}}]},
    ],
)
def test_what_a_bundle_says_of_its_entries_counts_here_too(client: TestClient, given: dict[str, Any]) -> None:
    found = ask(client, prefetch=prefetch(conditions={"resourceType": "Bundle", "type": "searchset", **given})).json()
    assert not any("cannot be graded yet" in each["summary"] for each in found["cards"])


def test_a_search_that_counts_more_than_it_gave_is_named(client: TestClient) -> None:
    detail = card(client, prefetch=prefetch(conditions=bundle(SICK, total=40)))["detail"]
    assert "The record system gave only a part of: conditions" in detail


def test_a_search_that_withheld_something_is_named(client: TestClient) -> None:
    withheld = {"resourceType": "OperationOutcome", "issue": [{"severity": "warning", "code": "suppressed"}]}
    detail = card(client, prefetch=prefetch(conditions=bundle(SICK, withheld)))["detail"]
    assert "could not give" in detail


def creatinine(value: float, day: date) -> dict[str, Any]:
    return {
        "resourceType": "Observation",
        "id": f"creatinine-{day}",
        "status": "final",
        "subject": {"reference": f"Patient/{PATIENT}"},
        "code": {"coding": [{"system": "http://loinc.org", "code": "2160-0"}]},
        "effectiveDateTime": day.isoformat(),
        "valueQuantity": {"value": value, "system": "http://unitsofmeasure.org", "code": "mg/dL"},
    }


def test_an_earlier_result_of_the_same_code_is_compared_with_the_latest(client: TestClient) -> None:
    today = datetime.now(UTC).date()
    now, before = creatinine(1.1, today - timedelta(days=1)), creatinine(0.7, today - timedelta(days=40))
    risen = card(client, prefetch=prefetch(conditions=bundle(SICK), observations=bundle(now, before)))
    alone = card(client, prefetch=prefetch(conditions=bundle(SICK), observations=bundle(now)))
    assert "AKI?" in risen["detail"]
    assert "AKI?" not in alone["detail"]


def test_a_key_that_is_left_out_ends_in_a_412(client: TestClient) -> None:
    given = prefetch()
    del given["conditions"], given["allergies"]
    answer = ask(client, prefetch=given)
    assert answer.status_code == 412
    assert codes(answer) == {"S64"}
    assert [fault["pointer"] for fault in answer.json()["faults"]] == ["/prefetch/conditions", "/prefetch/allergies"]


@pytest.mark.parametrize("nothing", [..., None, {}])
def test_no_prefetch_at_all_ends_in_a_412(client: TestClient, nothing: Any) -> None:
    assert ask(client, prefetch=nothing).status_code == 412


def test_a_key_that_may_be_left_out_is_named_on_the_card(client: TestClient, make: Make) -> None:
    given = prefetch()
    del given["lists"]
    assert "The record system left out: lists" in card(client, prefetch=given)["detail"]
    strict = make(cds={"may_be_left_out": []})
    assert ask(strict, prefetch=given).status_code == 412


def test_keys_that_nobody_asked_for_are_passed_over(client: TestClient) -> None:
    detail = card(client, prefetch=prefetch(patientToGreet={"resourceType": "Patient", "id": "other"}))["detail"]
    assert "patientToGreet" not in detail


@pytest.mark.parametrize(
    "foreign",
    [
        {**SICK, "subject": {"reference": "Patient/somebody-else"}},
        {**SICK, "subject": {"reference": "https://ehr.example.org/fhir/Patient/somebody-else"}},
        {"resourceType": "AllergyIntolerance", "patient": {"reference": f"Patient/{PATIENT}9"}},
        {"resourceType": "Patient", "id": "somebody-else"},
    ],
)
def test_the_record_of_another_patient_is_refused(client: TestClient, foreign: dict[str, Any]) -> None:
    answer = ask(client, prefetch=prefetch(conditions=bundle(SICK, foreign)))
    assert answer.status_code == 400
    assert codes(answer) == {"S63"}
    assert "somebody-else" not in answer.text


def test_a_list_that_closes_questions_does_not_where_a_part_is_missing(client: TestClient, engine: Engine) -> None:
    reviewed = {
        "resourceType": "List",
        "status": "current",
        "mode": "working",
        "subject": {"reference": f"Patient/{PATIENT}"},
        "date": "2100-01-01",
        "code": {"coding": [{"system": "http://loinc.org", "code": "11450-4"}]},
        "emptyReason": {"coding": [{"code": "nilknown"}]},
    }
    found = card(client, prefetch=prefetch(lists=bundle(reviewed), conditions=FAILED))
    assert found["extension"]["immunote.note"]["digest"] == engine.note({}).digest


def test_what_contradicts_itself_is_named_and_not_used(client: TestClient, engine: Engine) -> None:
    recorded = record_of(engine.rulebase, {"has_systemic_sclerosis": True})
    other = {**recorded[0], "id": "other", "valueBoolean": False}
    detail = card(client, prefetch=prefetch(*recorded, other))["detail"]
    assert "Seen and not used" in detail
    assert "systemic sclerosis" in detail
