"""What discovery says of the services."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from pydantic import ValidationError
from starlette.testclient import TestClient

from immunote.engine.api import Engine
from immunote.service.cds.services import services_of, templates
from immunote.service.settings.cds import CdsSettings
from tests.cds.support import KEYS, empty_values

LITERAL = re.compile(r"[A-Za-z]+(/\{\{context\.patientId\}\}|\?patient=\{\{context\.patientId\}\}(&[^{}]*)?)")


def services(client: TestClient) -> list[dict[str, object]]:
    answer = client.get("/cds-services")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    found = answer.json()
    assert list(found) == ["services"]
    listed: list[dict[str, object]] = found["services"]
    return listed


def test_there_is_one_service_a_hook_each_with_an_id_of_its_own(client: TestClient) -> None:
    listed = services(client)
    assert [each["hook"] for each in listed] == ["patient-view", "order-select", "order-sign"]
    assert len({each["id"] for each in listed}) == 3
    for each in listed:
        assert client.post(f"/cds-services/{each['id']}", json={}).status_code == 400  # it is there, and asks for more


def test_each_service_is_described(client: TestClient) -> None:
    for each in services(client):
        assert set(each) == {"hook", "title", "description", "id", "prefetch", "usageRequirements"}
        assert all(each.values())


def test_prefetch_asks_only_in_ways_that_are_widely_supported(client: TestClient) -> None:
    for each in services(client):
        templates = each["prefetch"]
        assert isinstance(templates, dict)
        assert set(templates) == set(KEYS)
        for template in templates.values():
            assert LITERAL.fullmatch(template), template
            parameters = [part.partition("=")[0] for part in template.partition("?")[2].split("&") if part]
            assert set(parameters) <= {"patient", "code", "_sort", "_count"}


def test_prefetch_asks_for_every_code_of_the_data_dictionary(client: TestClient, engine: Engine) -> None:
    asked = json.dumps(services(client))
    assert "code=urn:immunote:element%7C&" in asked  # every local code
    for element in engine.rulebase.elements.values():
        assert all(code in asked for code in element.codes.get("loinc", ()))


def test_prefetch_asks_for_panels_and_for_earlier_results(client: TestClient, engine: Engine) -> None:
    """A blood pressure is a panel that a search by the code of its component does not find."""
    records = engine.rulebase.records
    assert records is not None
    wanted = [code for codes in records.panels.values() for code in codes]
    wanted += [
        code
        for name in ("creatinine_mg_dl", "platelets_10_9_l", "diastolic_mmhg")
        for code in engine.rulebase.elements[name].codes["loinc"]
    ]
    template = templates(engine.rulebase)["observations"]
    assert set(wanted) <= set(re.split(r"[=,&]", template))
    assert template.endswith("&_sort=-date&_count=100")  # no one code is limited to its latest result


def test_each_key_that_is_asked_for_may_be_left_out_and_no_other(engine: Engine) -> None:
    keys = templates(engine.rulebase)
    assert CdsSettings(may_be_left_out=set(keys)).may_be_left_out == set(keys)
    with pytest.raises(ValidationError):
        CdsSettings(may_be_left_out={"patients"})


def test_no_template_is_longer_than_servers_take(client: TestClient) -> None:
    for each in services(client):
        templates = each["prefetch"]
        assert isinstance(templates, dict)
        assert all(len(template) < 1000 for template in templates.values())


def test_a_rule_base_that_knows_no_orders_has_no_service_about_orders(engine: Engine) -> None:
    without = replace(engine.rulebase, ordered_as=None)
    assert [each.hook for each in services_of(without).values()] == ["patient-view"]


def test_nothing_in_discovery_is_null_or_empty(client: TestClient) -> None:
    assert empty_values(client.get("/cds-services").json()) == []
