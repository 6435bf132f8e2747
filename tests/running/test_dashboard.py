"""Each query of the dashboard and of the alarms, asked of a real Prometheus that watches a real service."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Mapping
from pathlib import Path
from signal import SIGHUP

import httpx
import yaml

from immunote.engine.api import Engine
from immunote.engine.profile import value_json
from tests.support.monitoring import asked, watching
from tests.support.server import serving

DEPLOY = Path(__file__).parents[2] / "docs" / "deploy"
SOUP = Path(__file__).parents[1] / "rulebases" / "soup"
SHIPPED = Path(__file__).parents[2] / "rules" / "ssc_ivig"
DASHBOARD = json.loads((DEPLOY / "grafana.json").read_text(encoding="utf-8"))
QUERIES = [target["expr"] for panel in DASHBOARD["panels"] for target in panel["targets"]]
METRIC = re.compile(r"\bimmunote_\w+")


def call(client: httpx.Client, settled: Mapping[str, object]) -> None:
    """Something of each kind that is counted: profiles, a record with a code of elsewhere, a hook."""
    assert client.post("/v1/notes", json=settled).json()["status"] == "settled"
    patient = {"resourceType": "Patient", "id": "p"}
    subject = {"subject": {"reference": "Patient/p"}}
    code = {"coding": [{"system": "urn:elsewhere", "code": "1"}]}
    seen = {
        "resourceType": "Observation",
        "id": "o",
        "status": "final",
        "code": code,
        "subject": {"reference": "Patient/p"},
    }
    ssc = {"coding": [{"system": "http://snomed.info/sct", "code": "89155008"}]}
    active = {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/condition-clinical", "code": "active"}]}
    condition = {"resourceType": "Condition", "id": "c", "code": ssc, "clinicalStatus": active, **subject}
    entries = [{"resource": each} for each in (patient, seen, condition)]
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": entries}
    assert client.post("/fhir/$ivig-note", json=bundle).status_code == 200
    prefetch = {"patient": patient, "conditions": {**bundle, "type": "searchset", "entry": [{"resource": condition}]}}
    services = client.get("/cds-services").json()["services"]
    service = next(each for each in services if each["hook"] == "patient-view")
    for key in service["prefetch"]:
        prefetch.setdefault(key, {"resourceType": "Bundle", "type": "searchset", "entry": []})
    hook = {"hook": "patient-view", "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
            "context": {"userId": "Practitioner/1", "patientId": "p"}, "prefetch": prefetch}  # fmt: skip
    assert client.post(f"/cds-services/{service['id']}", json=hook).status_code == 200


def test_every_query_of_the_dashboard_finds_something(tmp_path: Path, engine: Engine) -> None:
    """The second rule base knows none of the facts, so whoever had an outcome has none under it."""
    case = next(each for each in engine.rulebase.cases.values() if each.completed)
    elements = engine.rulebase.elements
    given = engine.patient({**case.profile, **case.completed}).given
    settled = {name: value_json(elements[name], value) for name, value in given.items()}
    rules = {"rules": SHIPPED, "shadow__rules": SOUP, "shadow__file": tmp_path / "trial.json"}
    with serving(tmp_path, running__metrics="open", **rules) as server:
        with watching(server.url.removeprefix("http://"), tmp_path) as prometheus:
            server.send(SIGHUP)
            with server.client() as client:
                for _ in range(4):
                    call(client, settled)
                    time.sleep(1)
                page = client.get("/metrics").text
            queries = [each.replace("$__rate_interval", "10s") for each in QUERIES]
            until = time.monotonic() + 30
            while missing := [each for each in queries if not asked(prometheus, each)]:
                assert time.monotonic() < until, missing
                time.sleep(1)
            text = (DEPLOY / "prometheus-rules.yaml").read_text(encoding="utf-8")
            alarms = yaml.safe_load(text)["groups"][0]["rules"]
            raised = {each["alert"] for each in alarms if asked(prometheus, each["expr"])}
            assert raised == set()
        families = {*re.findall(r"^# TYPE (\S+)", page, re.MULTILINE)}
        exposed = families | {*re.findall(r"^(immunote_\w+)", page, re.MULTILINE)}
        named = {name for each in [*QUERIES, *(rule["expr"] for rule in alarms)] for name in METRIC.findall(each)}
        assert named <= exposed
        unshown = {name for name in families if name.startswith("immunote_")} - {
            re.sub(r"_(bucket|count|sum)$", "", name) for name in named
        }
        assert unshown == set(), "counted, and neither shown nor watched"


def test_the_panels_do_not_lie_upon_each_other() -> None:
    places = [(panel["gridPos"]["x"], panel["gridPos"]["y"]) for panel in DASHBOARD["panels"]]
    assert len({*places}) == len(places)
    assert len({panel["id"] for panel in DASHBOARD["panels"]}) == len(places)
    assert all(target["datasource"]["uid"] == "${datasource}" for p in DASHBOARD["panels"] for target in p["targets"])
