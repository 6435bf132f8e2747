"""`/fhir/Patient/{id}/$ivig-note`: the record is read from the FHIR server in the settings."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from immunote.engine.api import Engine
from tests.cds.conftest import Make
from tests.cds.support import PATIENT, SICK, TOKEN, FhirServer, bundle

PATH = f"/fhir/Patient/{PATIENT}/$ivig-note"
FHIR = "application/fhir+json"


@pytest.fixture
def reading(make: Make, fhir: FhirServer) -> TestClient:
    fhir.answers["Condition"] = bundle(SICK)
    return make(fhir={"server": fhir.url, "token": TOKEN})


def test_the_note_is_of_the_record_on_the_server(reading: TestClient, fhir: FhirServer, engine: Engine) -> None:
    for answer in (
        reading.get(PATH, params={"asOf": "2026-06-15"}),
        reading.post(PATH, params={"as_of": "2026-06-15"}),
        reading.post(
            PATH,
            json={"resourceType": "Parameters", "parameter": [{"name": "asOf", "valueDate": "2026-06-15"}]},
        ),
    ):
        assert answer.status_code == 200, answer.text
        assert answer.json()["note"]["digest"] == engine.note({"has_systemic_sclerosis": True}).digest
        assert answer.json()["mapping"]["as_of"] == "2026-06-15"
    assert {authorization for _, authorization in fhir.asked} == {f"Bearer {TOKEN}"}
    given = reading.get(PATH, headers={"Accept": FHIR}).json()
    assert (given["resourceType"], given["subject"]) == ("GuidanceResponse", {"reference": f"Patient/{PATIENT}"})
    (rest,) = reading.get("/fhir/metadata").json()["rest"]
    assert "Patient" in {each["type"] for each in rest["resource"]}
    assert reading.get("/fhir/OperationDefinition/ivig-note").json()["resource"] == ["Patient"]


def test_a_server_that_wants_no_token_is_sent_none(make: Make, fhir: FhirServer) -> None:
    client = make(fhir={"server": fhir.url})
    assert client.get(PATH).status_code == 200
    assert {authorization for _, authorization in fhir.asked} == {None}


@pytest.mark.parametrize("wrong", [404, 500])
def test_a_patient_that_cannot_be_read_is_an_operation_outcome(
    reading: TestClient, fhir: FhirServer, wrong: int
) -> None:
    fhir.answers["Patient/"] = lambda _: (wrong, {}, b"{}")
    answer = reading.get(PATH)
    assert (answer.status_code, answer.headers["content-type"]) == (412, FHIR)
    (issue,) = answer.json()["issue"]
    assert issue["code"] == "incomplete"
    assert TOKEN not in answer.text


@pytest.mark.parametrize("id", ["a%2Fb", "x" * 65, "ü"])
def test_an_id_that_is_none_is_not_asked_for(reading: TestClient, fhir: FhirServer, id: str) -> None:
    answer = reading.get(f"/fhir/Patient/{id}/$ivig-note")
    assert answer.status_code in (400, 404, 422)
    assert answer.json()["resourceType"] == "OperationOutcome"
    assert fhir.asked == []


def test_it_asks_for_a_key_outside_development(make: Make, fhir: FhirServer) -> None:
    client: Any = make(development=False, fhir={"server": fhir.url})
    assert client.get(PATH).status_code == 401
    assert client.get("/fhir/metadata").status_code == 200
