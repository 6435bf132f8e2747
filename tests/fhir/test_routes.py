"""The route, on the whole application in this process."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from immunote.engine.api import Engine
from immunote.service.server.app import create_app
from immunote.service.settings.service import Settings
from immunote.service.settings.storage import StorageSettings
from tests.fhir.conftest import RXNORM, SNOMED, condition, medication

PATH = "/fhir/$ivig-note"
FHIR = "application/fhir+json"
DATA = Path(__file__).parents[3] / "shared" / "data" / "fhir"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    file = tmp_path_factory.mktemp("fhir") / "kept.sqlite"
    settings = Settings(
        development=True,
        storage=StorageSettings(url=f"sqlite:///{file}"),
        security={"caller_rate": 0},
    )
    with TestClient(create_app(settings), base_url="http://localhost", raise_server_exceptions=False) as client:
        yield client


def record(*resources: Any) -> dict[str, Any]:
    return {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": each} for each in resources]}


def test_the_answer_is_the_note_and_the_mapping(client: TestClient, engine: Engine) -> None:
    given = record({"resourceType": "Patient", "id": "p", "birthDate": "1960-05-05"}, condition(SNOMED, "89155008"))
    response = client.post(PATH, params={"as_of": "2026-06-15"}, json=given)
    assert response.status_code == 200
    body = response.json()
    assert body["note"] == engine.note({"age_years": 66, "has_systemic_sclerosis": True}).model_dump(mode="json")
    assert body["mapping"]["as_of"] == "2026-06-15"
    assert response.headers["cache-control"] == "no-store"


def test_fhir_is_answered_to_who_asks_for_it(client: TestClient) -> None:
    given = record(condition(SNOMED, "89155008"))
    for more in ({"headers": {"Accept": FHIR}}, {"params": {"_format": "fhir"}}, {"params": {"_format": FHIR}}):
        response = client.post(PATH, json=given, **more)  # type: ignore[arg-type]
        assert response.headers["content-type"] == FHIR
        assert response.json()["status"] == "data-required"
    assert "note" in client.post(PATH, json=given, params={"_format": "json"}, headers={"Accept": FHIR}).json()
    assert client.post(PATH, json=given, headers={"Accept": "application/xml"}).status_code == 406
    for unknown_format in ("", "xml", "*/*"):
        assert client.post(PATH, json=given, params={"_format": unknown_format}).status_code == 406


def test_the_body_is_fhir_or_json(client: TestClient) -> None:
    given = json.dumps(record())
    for media, status in ((FHIR, 200), (f"{FHIR}; charset=utf-8", 200), ("application/json", 200), ("text/xml", 415)):
        assert client.post(PATH, content=given, headers={"Content-Type": media}).status_code == status


def test_the_day_comes_from_the_query_or_a_parameter(client: TestClient) -> None:
    parameters = {
        "resourceType": "Parameters",
        "parameter": [{"name": "asOf", "valueDate": "2020-01-01"}, {"name": "record", "resource": record()}],
    }
    assert client.post(PATH, json=parameters).json()["mapping"]["as_of"] == "2020-01-01"
    assert client.post(PATH, json=parameters, params={"as_of": "2021-01-01"}).json()["mapping"]["as_of"] == "2021-01-01"
    for wrong in ("2021", "2021-02-30", "01.02.2021", "20210101", ""):
        response = client.post(PATH, json=record(), params={"as_of": wrong})
        assert response.status_code == 422
        assert [each["code"] for each in response.json()["faults"]] == ["S44"]


@pytest.mark.parametrize("body", ["", "{", "5", "null", "{}", '{"resourceType":"Bundle","entry":[1,2]}'])
def test_what_cannot_be_read_is_refused_in_the_form_asked_for(client: TestClient, body: str) -> None:
    response = client.post(PATH, content=body, headers={"Content-Type": FHIR})
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    response = client.post(PATH, content=body, headers={"Content-Type": FHIR, "Accept": FHIR})
    assert response.status_code == 422
    assert response.json()["resourceType"] == "OperationOutcome"


def test_unknown_codes_are_counted(client: TestClient) -> None:
    before = unknown(client)
    client.post(PATH, json=record(*(medication(RXNORM, "999999999", id=str(each)) for each in range(3))))
    assert unknown(client) == before + 3


def unknown(client: TestClient) -> float:
    lines = client.get("/metrics").text.splitlines()
    found = [line for line in lines if line.startswith("immunote_unknown_codes_total") and 'system="rxnorm"' in line]
    return sum(float(line.split()[-1]) for line in found)


def test_it_is_logged_as_a_decision_without_identity(client: TestClient) -> None:
    patient = {
        "resourceType": "Patient",
        "id": "planted-id",
        "birthDate": "1961-02-03",
        "name": [{"family": "Plantedname"}],
    }
    digest = client.post(PATH, json=record(patient, condition(SNOMED, "89155008"))).json()["note"]["digest"]
    kept = client.get(f"/v1/notes/{digest}").text
    assert '"has_systemic_sclerosis":true' in kept
    assert '"entry":"fhir"' in kept
    for planted in ("planted-id", "Plantedname", "1961"):
        assert planted not in kept


@pytest.mark.skipif(not DATA.is_dir(), reason="the example records stand in shared/, beside the checkout")
def test_whole_records_go_through(client: TestClient) -> None:
    bodies = [gzip.decompress(file.read_bytes()) for file in sorted((DATA / "synthea-bundles").glob("*.gz"))]
    bodies += [file.read_bytes() for file in sorted((DATA / "us-core-examples").glob("*.json"))]
    for index, body in enumerate(bodies):
        accept = (FHIR, "application/json")[index % 2]
        response = client.post(PATH, content=body, headers={"Content-Type": FHIR, "Accept": accept})
        assert response.status_code == 200, response.text[:300]
