"""What README.md and docs/cds-hooks.md tell an EHR engineer to type, as it is written there."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from engine.api import Engine
from service.cds.services import services_of, templates
from tests.cds.conftest import Make

HOUSE = Path(__file__).parents[2]
PAGES = ("README.md", "docs/cds-hooks.md")


def page(name: str) -> str:
    return (HOUSE / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_the_call_that_is_shown_gives_a_card(name: str, client: TestClient, engine: Engine) -> None:
    ((path, body),) = re.findall(
        r"curl -s localhost:8000(/cds-services/\S+) .*?-d '(\{.*?\})'\n", page(name), re.DOTALL
    )
    sent: dict[str, Any] = json.loads(body)
    assert path.rpartition("/")[2] in services_of(engine.rulebase)
    assert set(sent["prefetch"]) == set(templates(engine.rulebase)) - {"lists"}
    answer = client.post(path, json=sent)
    assert answer.status_code == 200
    (card,) = answer.json()["cards"]
    assert "cannot be graded yet" in card["summary"]


@pytest.mark.parametrize("name", PAGES)
def test_the_sandbox_may_call_with_the_setting_that_is_shown(name: str, make: Make) -> None:
    (shown,) = re.findall(r"IMMUNOTE_SECURITY__CORS_ORIGINS='(.*?)'", page(name))
    (origin,) = json.loads(shown)
    client = make(security={"cors_origins": [origin], "address_rate": 0, "caller_rate": 0})
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
