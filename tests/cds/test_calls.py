"""What a call of a service must hold, and what it may hold."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.cds.conftest import Make
from tests.cds.support import SELECT, SICK, SIGN, TOKEN, VIEW, bundle, prefetch, request


def ask(client: TestClient, service: str = VIEW, **fields: Any) -> Any:
    whole = {"prefetch": prefetch(conditions=bundle(SICK)), **fields}
    return client.post(f"/cds-services/{service}", json=request(service, **whole))


def faults(answer: Any) -> list[tuple[str, str]]:
    assert answer.headers["content-type"] == "application/problem+json"
    return [(fault["code"], fault["pointer"]) for fault in answer.json()["faults"]]


def test_everything_wrong_with_a_request_is_told_at_once(client: TestClient) -> None:
    answer = client.post(f"/cds-services/{VIEW}", json={"context": {}})
    assert answer.status_code == 400
    assert faults(answer) == [("S60", "/hook"), ("S60", "/hookInstance"), ("S60", "/context/patientId")]


@pytest.mark.parametrize("body", [b"", b"nonsense", b"[]", b"null", b'{"hook": NaN}', b"\xff", b"1" * 5000])
def test_what_is_no_json_object_is_refused(client: TestClient, body: bytes) -> None:
    answer = client.post(f"/cds-services/{VIEW}", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400
    assert {code for code, _ in faults(answer)} <= {"S60", "S32"}


@pytest.mark.parametrize("id", ["", ".", "..", "a/b", "a?b", "../../admin", "x" * 65, "1\n2", "%2e%2e", "ü", 7, None])
def test_a_patient_id_that_is_no_fhir_id_is_refused(client: TestClient, id: Any) -> None:
    answer = ask(client, context={"patientId": id})
    assert answer.status_code == 400
    assert faults(answer) == [("S60", "/context/patientId")]


def test_a_service_that_does_not_exist_is_said_so(client: TestClient) -> None:
    answer = client.post("/cds-services/ssc_ivig-patient-view", json=request())
    assert answer.status_code == 404
    assert answer.json()["faults"][0]["help"] == f"did you mean `{VIEW}`?"


def test_a_request_for_another_hook_is_refused(client: TestClient) -> None:
    answer = ask(client, hook="order-sign")
    assert answer.status_code == 400
    assert faults(answer) == [("S62", "/hook")]


def test_a_token_without_a_server_is_refused_and_not_repeated(client: TestClient) -> None:
    answer = ask(client, fhirAuthorization={"access_token": TOKEN, "token_type": "Bearer"})
    assert answer.status_code == 400
    assert TOKEN not in answer.text


def test_a_value_that_is_refused_is_not_repeated(client: TestClient) -> None:
    answer = ask(client, fhirServer="https://x.example.org", fhirAuthorization={"access_token": [TOKEN]})
    assert answer.status_code == 400
    assert TOKEN not in answer.text


def test_more_than_is_known_is_passed_over(client: TestClient) -> None:
    answer = ask(client, extension={"com.example.timestamp": "2017-11-27"}, somethingNew=[1], hookInstance="no-uuid")
    assert answer.status_code == 200


@pytest.mark.parametrize("service", [VIEW, SELECT, SIGN])
def test_each_service_gives_one_card(client: TestClient, service: str) -> None:
    answer = ask(client, service)
    assert answer.status_code == 200
    assert len(answer.json()["cards"]) == 1


def test_nobody_unknown_is_answered_outside_development(make: Make) -> None:
    client = make(development=False)
    for answer in (
        client.get("/cds-services"),
        client.post(f"/cds-services/{VIEW}", json=request()),
        client.post(f"/cds-services/{VIEW}/feedback", json={"feedback": []}),
        client.get("/v1/feedback/summary"),
    ):
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"].startswith("Bearer")


def test_the_rule_base_stands_on_each_answer(client: TestClient) -> None:
    for answer in (client.get("/cds-services"), ask(client), ask(client, hook="order-sign")):
        assert len(answer.headers["immunote-rule-base-hash"]) == 64


def test_cards_are_counted_by_hook_and_urgency(client: TestClient) -> None:
    ask(client)
    page = client.get("/metrics").text
    assert 'immunote_cds_cards_total{hook="patient-view",kind="info"}' in page


def test_a_database_that_is_lost_gives_no_card(make: Make) -> None:
    client = make()
    client.app.state.context.database.dispose()  # type: ignore[attr-defined]
    path = client.app.state.context.settings.storage.url.removeprefix("sqlite:///")  # type: ignore[attr-defined]
    with open(path, "wb") as file:  # noqa: PTH123
        file.write(b"this is no database" * 1000)
    answer = ask(client)
    assert answer.status_code == 503
    assert "cards" not in answer.json()
