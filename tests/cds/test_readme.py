"""What docs/first-day.md and docs/cds-hooks.md tell an EHR engineer to type, as it is written there."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from uuid import uuid4

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from immunote.engine.api import Engine
from immunote.service.cds.services import services_of, templates
from immunote.service.settings.cds import CdsSettings
from tests.cds.conftest import Make
from tests.cds.support import SICK, bundle

HOUSE = Path(__file__).parents[2]
PAGES = ("docs/first-day.md", "docs/cds-hooks.md")


def page(name: str) -> str:
    return (HOUSE / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_the_call_that_is_shown_gives_a_card(name: str, client: TestClient, engine: Engine) -> None:
    ((path, body),) = re.findall(
        r"curl -s localhost:8000(/cds-services/\S+) .*?-d '(\{.*?\})'\n", page(name), re.DOTALL
    )
    sent: dict[str, Any] = json.loads(body)
    assert path.rpartition("/")[2] in services_of(engine.rulebase)
    assert set(sent["prefetch"]) == set(templates(engine.rulebase)) - CdsSettings().may_be_left_out
    sent["context"]["userId"] += f"-{uuid4()}"  # the same user is not shown the same card twice
    answer = client.post(path, json=sent)
    assert answer.status_code == 200
    (card,) = answer.json()["cards"]
    assert "cannot be graded yet" in card["summary"]


@pytest.mark.parametrize("name", PAGES)
def test_the_sandbox_may_call_with_the_setting_that_is_shown(name: str, make: Make) -> None:
    (shown,) = re.findall(r"IMMUNOTE_SECURITY__CORS_ORIGINS='(.*?)'", page(name))
    (origin,) = json.loads(shown)
    client = make(security={"cors_origins": [origin], "caller_rate": 0})
    asked = {
        "Origin": origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,content-type",
        "Access-Control-Request-Private-Network": "true",
    }
    for path in ("/cds-services", "/cds-services/ssc-ivig-patient-view"):
        answer = client.options(path, headers=asked)
        assert answer.status_code == 200
        assert answer.headers["access-control-allow-origin"] == origin
        assert answer.headers["access-control-allow-private-network"] == "true"
    given = client.get("/cds-services", headers={"Origin": origin, "Authorization": "Bearer anything"})
    assert given.status_code == 200
    assert given.headers["access-control-allow-origin"] == origin


@pytest.mark.parametrize("name", PAGES)
def test_the_link_to_the_sandbox_names_an_r4_server_and_this_service(name: str) -> None:
    (link,) = set(re.findall(r"\((https://sandbox\.cds-hooks\.org/\?[^)]+)\)", page(name)))
    asked = dict(parse_qsl(urlsplit(link).query, strict_parsing=True))
    assert asked == {
        "fhirServiceUrl": "https://launch.smarthealthit.org/v/r4/fhir",
        "serviceDiscoveryURL": "http://localhost:8000/cds-services",
    }


def as_the_sandbox_asks(client: TestClient, refused: set[str]) -> Response:
    """It sends the server, no token for an open one, and leaves out what the server refused."""
    found = {key: bundle() for key in templates(client.app.state.context.knowledge.engine.rulebase)}  # type: ignore[attr-defined]
    found["patient"] = {"resourceType": "Patient", "id": "smart-1", "gender": "female", "birthDate": "1970-01-01"}
    found["conditions"] = bundle({**SICK, "subject": {"reference": "Patient/smart-1"}})
    body = {
        "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
        "hook": "patient-view",
        "fhirServer": "https://launch.smarthealthit.org/v/r4/fhir",
        "context": {"patientId": "smart-1", "userId": f"Practitioner/{uuid4()}"},
        "prefetch": {key: value for key, value in found.items() if key not in refused},
    }
    headers = {"Accept": "application/json", "Authorization": "Bearer a.b.c"}
    return client.post("/cds-services/ssc-ivig-patient-view", json=body, headers=headers)


def test_the_sandbox_gets_a_card_or_is_told_which_search_failed(client: TestClient, make: Make) -> None:
    assert len(as_the_sandbox_asks(client, set()).json()["cards"]) == 1
    told = as_the_sandbox_asks(client, {"medications", "answers"})
    assert told.status_code == 412
    assert [fault["text"] for fault in told.json()["faults"]] == ["medications", "answers"]
    (shown,) = re.findall(r"IMMUNOTE_CDS__MAY_BE_LEFT_OUT='(.*?)'", page("docs/cds-hooks.md"))
    lenient = make(cds={"may_be_left_out": json.loads(shown)})
    (card,) = as_the_sandbox_asks(lenient, {"medications", "answers"}).json()["cards"]
    assert "The record system left out: medications, answers" in card["detail"]
