"""Fetching what a request left out, from a FHIR server that may be slow, broken or lying."""

from __future__ import annotations

import logging
import time
from typing import Any

import pytest
from pydantic import ValidationError
from starlette.testclient import TestClient

from immunote.engine.api import Engine
from immunote.service.settings.cds import CdsSettings
from tests.cds.conftest import Make
from tests.cds.support import (
    KEYS,
    PATIENT,
    SICK,
    SIGN,
    TOKEN,
    Answer,
    FhirServer,
    bundle,
    fhir_server,
    origin,
    prefetch,
    record_of,
    request,
)


def ask(client: TestClient, fhir: FhirServer, **fields: Any) -> Any:
    return client.post(f"/cds-services/{SIGN}", json=request(SIGN, **{"prefetch": ..., **fhir.access(), **fields}))


def test_all_that_was_left_out_is_fetched_with_the_token(asking: TestClient, fhir: FhirServer) -> None:
    answer = ask(asking, fhir)
    assert answer.status_code == 200, answer.text
    asked = [query for query, _ in fhir.asked]
    assert len(asked) == len(KEYS)
    assert f"Patient/{PATIENT}" in asked
    assert all(f"patient={PATIENT}" in query for query in asked if "?" in query)
    assert {authorization for _, authorization in fhir.asked} == {f"Bearer {TOKEN}"}


def test_only_what_was_left_out_is_fetched(asking: TestClient, fhir: FhirServer) -> None:
    given = prefetch(conditions={"resourceType": "OperationOutcome", "issue": [{"severity": "error"}]})
    del given["allergies"]
    assert ask(asking, fhir, prefetch=given).status_code == 200
    assert [query for query, _ in fhir.asked] == [f"AllergyIntolerance?patient={PATIENT}"]


def test_what_is_fetched_reaches_the_note(asking: TestClient, fhir: FhirServer, engine: Engine) -> None:
    fhir.answers["Condition"] = bundle(SICK)
    recorded = record_of(engine.rulebase, {"immunoglobulin_reaction": "severe", "age_years": 50})
    fhir.answers["Observation"] = bundle(*recorded)
    (card,) = ask(asking, fhir).json()["cards"]
    assert "contraindicated" in card["extension"]["immunote.note"]["reachable"]
    assert "may_consider" not in card["extension"]["immunote.note"]["reachable"]


def test_every_page_of_a_search_is_read(asking: TestClient, fhir: FhirServer) -> None:
    more = [{"relation": "next", "url": f"{fhir.url}?page=2"}]
    fhir.answers["Condition"] = bundle(link=more)
    fhir.answers["/fhir?page=2"] = bundle(SICK)
    (card,) = ask(asking, fhir).json()["cards"]
    assert "cannot be graded yet" in card["summary"]
    assert "only a part" not in card["detail"]


def test_the_rest_of_a_prefetched_search_is_fetched(asking: TestClient, fhir: FhirServer) -> None:
    first = bundle(link=[{"relation": "next", "url": "?page=2"}])
    fhir.answers["?page=2"] = bundle(SICK)
    (card,) = ask(asking, fhir, prefetch=prefetch(conditions=first)).json()["cards"]
    assert "cannot be graded yet" in card["summary"]
    assert "only a part" not in card["detail"]


def test_pages_without_end_are_ended_and_said_to_be(asking: TestClient, fhir: FhirServer) -> None:
    fhir.answers["Condition"] = bundle(SICK, link=[{"relation": "next", "url": f"{fhir.url}/Condition?again"}])
    (card,) = ask(asking, fhir).json()["cards"]
    assert "The record system gave only a part of: conditions" in card["detail"]
    assert sum(query.startswith("Condition") for query, _ in fhir.asked) == 4  # the first and three more


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example.org/fhir/Condition?page=2",
        "//evil.example.org/fhir/Condition",
        "http://127.0.0.1:1/fhir/Condition",
        "../admin",
        "/admin",
        "/fhir/../admin",
        "/fhir/%2e%2e/admin",
        "file:///etc/passwd",
    ],
)
def test_a_next_page_elsewhere_is_not_fetched(asking: TestClient, fhir: FhirServer, elsewhere: str) -> None:
    fhir.answers["Condition"] = bundle(link=[{"relation": "next", "url": elsewhere}])
    answer = ask(asking, fhir)
    assert answer.status_code == 412
    assert [fault["pointer"] for fault in answer.json()["faults"]] == ["/prefetch/conditions"]
    assert not any("admin" in query for query, _ in fhir.asked)


def slow(_: str) -> Answer:
    time.sleep(3)
    return 200, {}, b"{}"


def plain(status: int, content: bytes = b"{}", **headers: str) -> Any:
    return lambda _: (status, {name.replace("_", "-"): value for name, value in headers.items()}, content)


FAILURES: dict[str, Any] = {
    "no answer in time": slow,
    "an error of its own": plain(500),
    "a redirect": plain(302, Location="https://evil.example.org/"),
    "a redirect that keeps the method": plain(307, Location="https://evil.example.org/"),
    "no JSON": plain(200, b"<html>login</html>"),
    "an empty answer": plain(200, b""),
    "no resource": plain(200, b"[]"),
    "another resource": plain(200, b'{"resourceType": "Patient", "id": "1288992"}'),
    "not allowed at all": plain(401),
    "too much asked": plain(429),
    "another patient's record": bundle({**SICK, "subject": {"reference": "Patient/other"}}),
    "too much": plain(200, b" " * (9 * 1024**2)),
    "a broken end": plain(200, b'{"resourceType"', Content_Length="10000"),
    "JSON too deep to read": plain(200, b"[" * 100_000),
    "what is no compression": plain(200, b"nonsense", Content_Encoding="gzip"),
}


@pytest.mark.parametrize("kind", FAILURES)
def test_a_server_that_fails_or_lies_ends_in_a_412(asking: TestClient, fhir: FhirServer, kind: str) -> None:
    fhir.answers["Condition"] = FAILURES[kind]
    start = time.monotonic()
    answer = ask(asking, fhir)
    assert answer.status_code == 412, kind
    assert "cards" not in answer.json()
    (fault,) = answer.json()["faults"]
    assert (fault["code"], fault["pointer"]) == ("S64", "/prefetch/conditions")
    assert not any(word in answer.text for word in (TOKEN, "evil", "login"))
    assert time.monotonic() - start < 10


REFUSALS: dict[str, Any] = {
    "not allowed": plain(403),
    "not found": plain(404),
    "not understood": plain(400),
    "not supported": plain(501),
    "an OperationOutcome": plain(200, b'{"resourceType": "OperationOutcome", "issue": [{"severity": "error"}]}'),
    "an OperationOutcome inside": bundle({"resourceType": "OperationOutcome", "issue": [{"severity": "fatal"}]}),
}


@pytest.mark.parametrize("kind", REFUSALS)
def test_a_search_that_is_refused_costs_its_key_and_not_the_call(
    asking: TestClient, fhir: FhirServer, engine: Engine, kind: str
) -> None:
    fhir.answers["AllergyIntolerance"] = REFUSALS[kind]
    fhir.answers["Condition"] = bundle(SICK)
    (card,) = ask(asking, fhir).json()["cards"]
    assert "The record system could not give: allergies" in card["detail"]
    assert card["extension"]["immunote.note"]["digest"] == engine.note({"has_systemic_sclerosis": True}).digest


def test_a_server_that_refuses_every_search_ends_in_a_412(asking: TestClient, fhir: FhirServer) -> None:
    for kind in ("Condition", "AllergyIntolerance", "Medication", "Observation", "Procedure", "Device", "Question"):
        fhir.answers[kind] = plain(403)
    answer = ask(asking, fhir)
    assert answer.status_code == 412
    assert "/prefetch/conditions" in {fault["pointer"] for fault in answer.json()["faults"]}


def test_a_patient_that_is_not_there_ends_in_a_412(asking: TestClient, fhir: FhirServer) -> None:
    fhir.answers["Patient/"] = plain(404)
    assert ask(asking, fhir).json()["faults"][0]["pointer"] == "/prefetch/patient"


def test_another_patient_than_asked_for_ends_in_a_412(asking: TestClient, fhir: FhirServer) -> None:
    fhir.answers["Patient"] = {"resourceType": "Patient", "id": "other"}
    answer = ask(asking, fhir)
    assert answer.status_code == 412
    assert answer.json()["faults"][0]["pointer"] == "/prefetch/patient"


def test_a_small_answer_that_unpacks_to_a_large_one_is_not_read_whole(asking: TestClient, fhir: FhirServer) -> None:
    import gzip

    fhir.answers["Condition"] = plain(200, gzip.compress(b" " * 100 * 1024**2), Content_Encoding="gzip")
    assert ask(asking, fhir).status_code == 412


def test_drops_that_come_one_by_one_end_with_the_time_for_all(asking: TestClient, fhir: FhirServer) -> None:

    def drip(_: str) -> dict[str, Any]:
        time.sleep(1.8)
        return bundle(link=[{"relation": "next", "url": f"{fhir.url}/Condition?again"}])

    fhir.answers["Condition"] = drip
    start = time.monotonic()
    assert ask(asking, fhir).status_code == 412
    assert time.monotonic() - start < 10


def test_no_server_is_asked_that_is_not_on_the_list(client: TestClient, asking: TestClient, fhir: FhirServer) -> None:
    with fhir_server() as other:
        for service, server in ((client, fhir.url), (asking, other.url)):
            answer = ask(service, fhir, fhirServer=server)
            assert answer.status_code == 412
            assert [fault["code"] for fault in answer.json()["faults"]] == ["S38"]
        assert other.asked == fhir.asked == []


@pytest.mark.parametrize(
    "change",
    [
        "{origin}",
        "{origin}/",
        "{origin}/fhirs",
        "{origin}/fhir/../admin",
        "{origin}/fhir?x=",
        "{origin}/fhir#",
        "http://127.0.0.1@evil.example.org/fhir",
        "http://evil.example.org/fhir",
        "http://169.254.169.254/latest/meta-data",
        "http://localhost/fhir",
        "file:///etc/passwd",
        "gopher://127.0.0.1/fhir",
        "https://",
        "http://[",
        "",
    ],
)
def test_an_address_close_to_one_on_the_list_is_not_asked(asking: TestClient, fhir: FhirServer, change: str) -> None:
    answer = ask(asking, fhir, fhirServer=change.format(origin=origin(fhir.url)))
    assert answer.status_code == 412
    assert fhir.asked == []


def test_a_server_without_a_token_is_not_asked(asking: TestClient, fhir: FhirServer) -> None:
    answer = ask(asking, fhir, fhirAuthorization=...)
    assert answer.status_code == 412
    assert fhir.asked == []


def test_a_token_for_another_patient_is_refused(asking: TestClient, fhir: FhirServer) -> None:
    access = fhir.access()
    access["fhirAuthorization"]["patient"] = "somebody-else"
    answer = ask(asking, fhir, **access)
    assert answer.status_code == 400
    assert [fault["code"] for fault in answer.json()["faults"]] == ["S63"]
    assert fhir.asked == []
    access["fhirAuthorization"]["patient"] = PATIENT
    assert ask(asking, fhir, **access).status_code == 200


def test_a_public_server_is_asked_by_https_alone() -> None:
    assert CdsSettings(fhir_servers=("https://fhir.example.org/r4",)).fhir_servers
    with pytest.raises(ValidationError):
        CdsSettings(fhir_servers=("http://fhir.example.org/r4",))


def test_a_server_that_is_not_there_ends_in_a_412(make: Make, fhir: FhirServer) -> None:
    nobody = "http://127.0.0.1:9/fhir"
    client = make(cds={"fhir_servers": [nobody], "connect_seconds": 0.5, "fetch_seconds": 1})
    assert ask(client, fhir, fhirServer=nobody).status_code == 412


def test_a_list_that_may_be_left_out_is_fetched_all_the_same(asking: TestClient, fhir: FhirServer) -> None:
    given = prefetch()
    del given["lists"]
    (card,) = ask(asking, fhir, prefetch=given).json()["cards"]
    assert "searched and found nothing under: answers, lists" in card["detail"]
    fhir.answers["List"] = plain(404)
    (card,) = ask(asking, fhir, prefetch=given).json()["cards"]
    assert "could not give: lists" in card["detail"]


@pytest.mark.parametrize("kind", ["nothing wrong", "an error of its own", "a broken end", "no answer in time"])
def test_neither_the_token_nor_the_patient_reaches_a_log_or_the_database(
    asking: TestClient,
    fhir: FhirServer,
    kind: str,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    tmp_path: Any,
) -> None:
    caplog.set_level(logging.DEBUG)
    if kind in FAILURES:
        fhir.answers["Condition"] = FAILURES[kind]
    ask(asking, fhir)
    out, err = capfd.readouterr()
    ours = [record for record in caplog.records if not record.name.startswith("tests")]
    logged = " ".join([out, err, *(f"{record.getMessage()} {record.exc_text or ''}" for record in ours)])
    assert TOKEN not in logged
    assert PATIENT not in logged
    for path in tmp_path.iterdir():
        content = path.read_bytes() if path.is_file() else b""
        assert TOKEN.encode() not in content
        assert PATIENT.encode() not in content
