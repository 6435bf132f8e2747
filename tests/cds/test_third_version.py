"""The ballot of CDS Hooks 3.0 as a setting; 2.0 is spoken without it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError
from starlette.testclient import TestClient

from immunote.service.fhir.guidance import OperationOutcome
from immunote.service.settings.cds import CdsSettings
from tests.cds.conftest import Make
from tests.cds.support import SIGN, VIEW, request

JSON = {"Content-Type": "application/json"}


def test_discovery_names_versions_in_the_third_alone(client: TestClient, make: Make) -> None:
    for each in client.get("/cds-services").json()["services"]:
        assert not each.keys() & {"version", "hookVersion"}
    for each in make(cds={"version": "3.0-ballot"}).get("/cds-services").json()["services"]:
        assert (each["version"], each["hookVersion"]) == ("STU3", "1.0")


def test_errors_are_outcomes_in_the_third_alone(client: TestClient, make: Make) -> None:
    third = make(cds={"version": "3.0-ballot"}, security={"caller_rate": 0, "large_body_bytes": 3000})
    asked: dict[int, Callable[[TestClient], Any]] = {
        400: lambda each: each.post(f"/cds-services/{VIEW}", content="{", headers=JSON),
        404: lambda each: each.post("/cds-services/none", json=request()),
        405: lambda each: each.delete("/cds-services"),
        412: lambda each: each.post(f"/cds-services/{VIEW}", json=request(prefetch={})),
    }
    for status, ask in asked.items():
        assert ask(client).headers["content-type"] == "application/problem+json"
        answer = ask(third)
        assert answer.status_code == ask(client).status_code == status
        assert answer.headers["content-type"] == "application/fhir+json"
        assert OperationOutcome.model_validate(answer.json()).issue
    large = third.post(f"/cds-services/{VIEW}", content=" " * 4000, headers=JSON)
    assert (large.status_code, large.json()["issue"][0]["code"]) == (413, "too-long")
    assert third.get("/v1/rules/none").headers["content-type"] == "application/problem+json"


def test_a_hook_version_in_a_request_does_no_harm_and_cards_stay_as_they_are(make: Make) -> None:
    third = make(cds={"version": "3.0-ballot"})
    answer = third.post(f"/cds-services/{SIGN}", json=request(SIGN, hookVersion="1.0", version="STU3"))
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert len(answer.json()["cards"]) == 1


def test_no_other_version_can_be_set() -> None:
    assert CdsSettings().version == "2.0"
    with pytest.raises(ValidationError):
        CdsSettings.model_validate({"version": "1.0"})


def test_discovery_is_found_with_a_slash_and_by_head(client: TestClient) -> None:
    plain = client.get("/cds-services")
    assert client.get("/cds-services/").json() == plain.json()
    for path in ("/cds-services", "/cds-services/"):
        answer = client.head(path)
        assert (answer.status_code, answer.headers["content-type"]) == (200, plain.headers["content-type"])
    packed = client.get("/cds-services", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"


def test_a_byte_order_mark_before_a_call_changes_nothing(client: TestClient) -> None:
    import orjson

    body = b"\xef\xbb\xbf" + orjson.dumps(request(SIGN))
    answer = client.post(f"/cds-services/{SIGN}", content=body, headers={"Content-Type": "application/json"})
    assert (answer.status_code, len(answer.json()["cards"])) == (200, 1)
