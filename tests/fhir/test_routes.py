"""The route, on the whole application in this process."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from immunote.engine.api import Engine
from immunote.engine.noting.digest import plain
from immunote.service.fhir.guidance import OperationOutcome
from immunote.service.server.app import create_app
from immunote.service.settings.service import Settings
from immunote.service.settings.storage import StorageSettings
from tests.fhir.conftest import RXNORM, SNOMED, condition, medication

PATH = "/fhir/$ivig-note"
FHIR = "application/fhir+json"
DATA = Path(__file__).parents[3] / "shared" / "data" / "fhir"


Make = Callable[..., TestClient]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """The application with other settings."""
    open_clients: list[TestClient] = []

    def made(**fields: Any) -> TestClient:
        storage = StorageSettings(url=f"sqlite:///{tmp_path / f'kept{len(open_clients)}.sqlite'}")
        settings = Settings(**{"development": True, "storage": storage, **fields})
        client = TestClient(create_app(settings), base_url="http://localhost", raise_server_exceptions=False)
        open_clients.append(client.__enter__())
        return client

    yield made
    for client in open_clients:
        client.__exit__(None, None, None)


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
    assert body["note"] == plain(engine.note({"age_years": 66, "has_systemic_sclerosis": True}))
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
    assert client.post(PATH, json=parameters, params={"as_of": "2020-01-01"}).json()["mapping"]["as_of"] == "2020-01-01"
    for wrong in ("2021", "2021-02-30", "01.02.2021", "20210101", ""):
        response = client.post(PATH, json=record(), params={"as_of": wrong}, headers={"Accept": "application/json"})
        assert response.status_code == 422
        assert [each["code"] for each in response.json()["faults"]] == ["S44"]


def codes(response: Any) -> list[str]:
    """The codes of an OperationOutcome, which has to be one."""
    assert response.headers["content-type"] == FHIR, response.text
    outcome = OperationOutcome.model_validate(response.json())
    assert response.headers["content-length"] == str(len(response.content))
    return [coding.code for issue in outcome.issue if issue.details for coding in issue.details.coding or ()]


def test_two_days_that_differ_are_refused_wherever_they_stand(client: TestClient) -> None:
    def stated(*days: dict[str, Any]) -> dict[str, Any]:
        named = [{"name": name, **value} for day in days for name, value in [("asOf", day)]]
        return {"resourceType": "Parameters", "parameter": [*named, {"name": "as_of", "valueDate": "2020-01-01"}]}

    one, other = {"valueDate": "2020-01-01"}, {"valueDate": "2021-01-01"}
    assert client.post(PATH, json=stated(one, one), params={"asOf": "2020-01-01"}).status_code == 200
    for body, query in ((stated(other), {}), (stated(one, other), {}), (stated(one), {"asOf": "2021-01-01"}),
                        (stated({}), {}), (stated({"valueDate": None}), {})):  # fmt: skip
        refused = client.post(PATH, json=body, params=query)
        assert (refused.status_code, codes(refused)) == (422, ["S44"])


def test_a_key_that_stands_twice_is_refused_with_its_path(client: TestClient) -> None:
    patient = b'{"resourceType": "Patient", "id": "1", "id": "2"}'
    body = b'{"resourceType": "Bundle", "entry": [{"resource": %s}], "type": 1, "type": 2}' % patient
    refused = client.post(PATH, content=body, headers={"Content-Type": FHIR, "Accept": "application/json"})
    assert [(each["code"], each["pointer"]) for each in refused.json()["faults"]] == [
        ("P03", "/type"),
        ("P03", "/entry/0/resource/id"),
    ]


def test_the_day_has_two_names_and_no_third(client: TestClient) -> None:
    for name in ("as_of", "asOf"):
        day = client.post(PATH, json=record(), params={name: "2021-01-01"}).json()["mapping"]["as_of"]
        assert day == "2021-01-01"
        body = {"resourceType": "Parameters", "parameter": [{"name": name, "valueDate": "2020-01-01"}]}
        assert client.post(PATH, json=body).json()["mapping"]["as_of"] == "2020-01-01"
    both = client.post(PATH, json=record(), params={"as_of": "2021-01-01", "asOf": "2021-01-02"})
    assert (both.status_code, codes(both)) == (422, ["S44"])
    for wrong in ("asof", "date", "periodEnd"):
        refused = client.post(PATH, json=record(), params={wrong: "2021-01-01"})
        assert (refused.status_code, codes(refused)) == (422, ["S45"])
        body = {"resourceType": "Parameters", "parameter": [{"name": wrong, "valueDate": "2020-01-01"}]}
        refused = client.post(PATH, json=body)
        assert (refused.status_code, codes(refused)) == (422, ["S45"])


def test_a_byte_order_mark_changes_nothing(client: TestClient) -> None:
    body = json.dumps(record(condition(SNOMED, "89155008"))).encode()
    plain, marked = (
        client.post(PATH, content=content, headers={"Content-Type": FHIR}) for content in (body, b"\xef\xbb\xbf" + body)
    )
    assert marked.status_code == 200
    assert marked.json() == plain.json()


def test_every_error_below_fhir_is_an_operation_outcome(make: Make) -> None:
    client = make(security={"caller_rate": 0, "large_body_bytes": 2000})
    shut = make(development=False)
    given = json.dumps(record())
    media = {"Content-Type": FHIR}
    errors = {
        400: client.post(PATH, content=b'{"a": "\x00"}', headers=media),
        401: shut.post(PATH, content=given, headers=media),
        404: client.get("/fhir/Patient"),
        405: client.get(PATH),
        406: client.post(PATH, content=given, headers={**media, "Accept": "text/html"}),
        413: client.post(PATH, content=" " * 3000, headers=media),
        415: client.post(PATH, content=given, headers={"Content-Type": "text/xml"}),
        422: client.post(PATH, content="{}", headers=media),
    }
    for status, response in errors.items():
        assert response.status_code == status
        assert codes(response), status
    assert shut.post(PATH, content=given, headers=media).headers["www-authenticate"].startswith("Bearer")
    assert client.get(PATH).headers["allow"] == "POST"
    assert shut.get("/v1/rules").headers["content-type"] == "application/problem+json"


def test_who_asks_for_json_by_name_gets_problem_details(client: TestClient) -> None:
    for more in ({"headers": {"Accept": "application/json"}}, {"params": {"_format": "json"}}):
        response = client.post(PATH, content="{", **more)  # type: ignore[arg-type]
        assert response.headers["content-type"] == "application/problem+json"


def test_what_can_be_asked_is_described_as_fhir_has_it(client: TestClient) -> None:
    stated = client.get("/fhir/metadata").json()
    assert stated["resourceType"] == "CapabilityStatement"
    assert (stated["fhirVersion"], stated["kind"], stated["status"]) == ("4.0.1", "instance", "active")
    ((rest),) = stated["rest"]
    ((offered),) = rest["operation"]
    assert "Patient" not in {each["type"] for each in rest["resource"]}  # no server is set to read patients from
    path = offered["definition"].removeprefix("http://localhost")
    defined = client.get(path).json()
    assert (defined["resourceType"], defined["code"], defined["url"]) == (
        "OperationDefinition",
        "ivig-note",
        offered["definition"],
    )
    assert (defined["system"], defined["type"], defined["instance"], defined["affectsState"]) == (
        True,
        False,
        False,
        False,
    )
    assert [(each["name"], each["use"], each["type"]) for each in defined["parameter"]] == [
        ("asOf", "in", "date"),
        ("record", "in", "Resource"),
        ("return", "out", "GuidanceResponse"),
    ]


def test_answers_are_compressed_for_who_takes_that(client: TestClient) -> None:
    given = record(condition(SNOMED, "89155008"))
    packed = client.post(PATH, json=given, headers={"Accept-Encoding": "gzip"})
    plain = client.post(PATH, json=given, headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.json() == plain.json()
    assert int(packed.headers["content-length"]) * 3 < len(plain.content)


def test_no_patient_is_read_where_no_server_is_set(client: TestClient) -> None:
    response = client.get("/fhir/Patient/1/$ivig-note")
    assert (response.status_code, codes(response)) == (404, ["S46"])


@pytest.mark.parametrize("body", ["", "{", "5", "null", "{}", '{"resourceType":"Bundle","entry":[1,2]}'])
def test_what_cannot_be_read_is_refused_in_the_form_asked_for(client: TestClient, body: str) -> None:
    response = client.post(PATH, content=body, headers={"Content-Type": FHIR, "Accept": "application/json"})
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
