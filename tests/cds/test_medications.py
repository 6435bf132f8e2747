"""Medications that orders refer to: fetched from the record system's server, or the drug is seen and not read."""

from __future__ import annotations

import time
from typing import Any

import pytest
from starlette.testclient import TestClient

from immunote.service.cds.medications import missing_medications
from tests.cds.conftest import Make
from tests.cds.support import PATIENT, SICK, SIGN, TOKEN, Answer, FhirServer, bundle, prefetch, request

RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
PREDNISONE = {"resourceType": "Medication", "id": "m1", "code": {"coding": [{"system": RXNORM, "code": "8640"}]}}


def order(number: int, reference: str, **more: Any) -> dict[str, Any]:
    return {
        "resourceType": "MedicationRequest",
        "id": f"o{number}",
        "status": "active",
        "intent": "order",
        "authoredOn": "2026-05-01",
        "subject": {"reference": f"Patient/{PATIENT}"},
        "medicationReference": {"reference": reference},
        **more,
    }


def ask(client: TestClient, fhir: FhirServer, *orders: dict[str, Any], **more: Any) -> Any:
    given = prefetch(conditions=bundle(SICK), medications=bundle(*orders, **more))
    body = {**request(SIGN), **fhir.access(), "prefetch": given}
    return client.post(f"/cds-services/{SIGN}", json=body)


def test_a_medication_that_did_not_come_is_fetched_with_the_token(asking: TestClient, fhir: FhirServer) -> None:
    fhir.answers["Medication/m1"] = PREDNISONE
    assert ask(asking, fhir, order(1, "Medication/m1")).status_code == 200
    assert fhir.asked == [("Medication/m1", f"Bearer {TOKEN}")]


def test_each_is_fetched_once_and_none_that_came(asking: TestClient, fhir: FhirServer) -> None:
    fhir.answers["Medication/"] = lambda asked: {**PREDNISONE, "id": asked.partition("/")[2]}
    came = {**PREDNISONE, "id": "m9"}
    inside = order(4, "#c", contained=[{**PREDNISONE, "id": "c"}])
    orders = [order(1, "Medication/m1"), order(2, "Medication/m1"), order(3, f"{fhir.url}/Medication/m2"), inside]
    assert ask(asking, fhir, *orders, order(5, "Medication/m9"), came).status_code == 200
    assert sorted(asked for asked, _ in fhir.asked) == ["Medication/m1", "Medication/m2"]


def test_no_other_server_is_asked(asking: TestClient, fhir: FhirServer) -> None:
    elsewhere = [
        "https://evil.example.org/fhir/Medication/m1",
        "Patient/m1",
        "urn:uuid:5",
        "",
        "Medication/../Patient/1",
    ]
    assert ask(asking, fhir, *(order(number, each) for number, each in enumerate(elsewhere))).status_code == 200
    assert fhir.asked == []


def test_a_server_that_is_not_on_the_list_is_not_asked(make: Make, fhir: FhirServer) -> None:
    assert ask(make(), fhir, order(1, "Medication/m1")).status_code == 200
    assert fhir.asked == []


def test_not_more_are_fetched_than_the_settings_say(make: Make, fhir: FhirServer) -> None:
    client = make(cds={"fhir_servers": [fhir.url], "medications": 3})
    assert ask(client, fhir, *(order(number, f"Medication/m{number}") for number in range(9))).status_code == 200
    assert len(fhir.asked) == 3
    fhir.asked.clear()
    assert (
        ask(make(cds={"fhir_servers": [fhir.url], "medications": 0}), fhir, order(1, "Medication/m1")).status_code
        == 200
    )
    assert fhir.asked == []


def slow(_: str) -> Answer:
    time.sleep(3)
    return 200, {}, b"{}"


FAILURES: dict[str, Any] = {
    "no answer in time": slow,
    "an error of its own": lambda _: (500, {}, b"{}"),
    "nothing there": lambda _: (404, {}, b"{}"),
    "a redirect": lambda _: (302, {"Location": "https://evil.example.org/"}, b""),
    "no JSON": lambda _: (200, {}, b"<html>"),
    "another kind": {"resourceType": "Patient", "id": "m1"},
    "another medication": {**PREDNISONE, "id": "m2"},
    "an error as a resource": {"resourceType": "OperationOutcome", "issue": [{"severity": "error"}]},
}


@pytest.mark.parametrize("failure", FAILURES)
def test_one_that_cannot_be_fetched_costs_that_drug_alone(make: Make, fhir: FhirServer, failure: str) -> None:
    client = make(cds={"fhir_servers": [fhir.url], "connect_seconds": 2, "read_seconds": 1, "fetch_seconds": 1.5})
    fhir.answers["Medication/m1"] = FAILURES[failure]
    fhir.answers["Medication/m7"] = {**PREDNISONE, "id": "m7", "code": {"text": "apixaban 5 mg tablet"}}
    started = time.monotonic()
    answer = ask(client, fhir, order(1, "Medication/m1"), order(2, "Medication/m7"))
    assert answer.status_code == 200, answer.text
    assert time.monotonic() - started < 6
    assert len(answer.json()["cards"]) == 1
    assert {asked for asked, _ in fhir.asked} == {"Medication/m1", "Medication/m7"}


def test_the_configured_server_is_asked_for_a_patient_by_id(make: Make, fhir: FhirServer) -> None:
    client = make(fhir={"server": {"url": fhir.url, "private": True}})
    fhir.answers["Medication/m1"] = PREDNISONE
    fhir.answers["Condition"] = bundle(SICK)
    fhir.answers["MedicationRequest"] = bundle(order(1, "Medication/m1"), order(2, "Medication/gone"))
    fhir.answers["Medication/gone"] = FAILURES["nothing there"]
    accept = {"Accept": "application/json"}
    mapping = client.get(f"/fhir/Patient/{PATIENT}/$ivig-note?asOf=2026-06-15", headers=accept).json()["mapping"]
    assert {each["element"]: each["value"] for each in mapping["elements"]}["takes_corticosteroid"] is True
    unread = [each["words"] for each in mapping["not_used"] if each["source"]["resource"] == "MedicationRequest/o2"]
    assert unread == ["it refers to a resource that was not sent"]


def test_what_is_missing_is_found_in_every_form_of_reference() -> None:
    base = "https://fhir.example.org/r4/"
    listed = [
        order(1, "Medication/a"),
        order(2, "https://fhir.example.org/r4/Medication/b/_history/3"),
        order(3, "https://other.example.org/r4/Medication/c"),
        {"resourceType": "MedicationStatement", "medication": {"reference": {"reference": "Medication/d"}}},
        {"resourceType": "Medication", "id": "e"},
        order(4, "Medication/e"),
        {"resourceType": "MedicationRequest", "medicationReference": [1]},
        {"resourceType": "MedicationRequest", "medicationReference": {"reference": 5}},
    ]
    assert missing_medications(listed, base) == ["Medication/a", "Medication/b", "Medication/d"]
