"""Everything that is given is valid FHIR R4, by models made from the specification (fhirclient; FHIR 4.0.1)."""

from __future__ import annotations

import importlib
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from immunote.engine.api import Engine
from immunote.service.questionnaire.extract import extracted
from immunote.service.questionnaire.populate import populate_asked, populated
from tests.questionnaire.conftest import AS_OF, BASE, SETTINGS, Filling, Json, given, opened
from tests.questionnaire.test_populate import RECORD, bundle
from tests.support.interviews import completed


def everything(engine: Engine, client: TestClient) -> Iterator[Json]:
    """One of each thing that is given, and every step of one patient."""
    yield client.get("/fhir/Questionnaire").json()
    yield client.get("/fhir/metadata").json()
    for operation in ("next-question", "populate", "extract", "ivig-note"):
        yield client.get(f"/fhir/OperationDefinition/{operation}").json()
    case = next(each for each in engine.rulebase.cases.values() if each.completed)
    found = Filling(engine, completed(engine, {**case.profile, **case.completed}), by_group=True).fill()
    yield from found.calls
    yield client.post("/fhir/$ivig-note", params={"_format": "fhir"}, json=found.calls[-1]).json()
    yield populated(SETTINGS, engine, populate_asked(bundle(*RECORD)), BASE, AS_OF)
    weight: Json = {"linkId": "weight_kg", "answer": [{"valueQuantity": {"value": 70, "unit": "kg"}}]}
    numbers = {**opened(engine), "status": "completed", "item": [weight, given(engine, "is_smoker", True)]}
    yield extracted(SETTINGS, engine.rulebase, numbers, AS_OF)
    yield client.post("/fhir/Questionnaire/$next-question", json={}).json()


def test_all_that_is_given_is_valid_r4(engine: Engine, client: TestClient) -> None:
    pytest.importorskip("fhirclient", reason="fhirclient (models made from FHIR 4.0.1) is not installed")
    kinds: set[str] = set()
    for made in everything(engine, client):
        kind = made["resourceType"]
        model = getattr(importlib.import_module(f"fhirclient.models.{kind.lower()}"), kind)
        assert model(made, strict=True).as_json() == made
        kinds.add(kind)
    assert kinds == {
        "Bundle",
        "CapabilityStatement",
        "OperationDefinition",
        "QuestionnaireResponse",
        "Parameters",
        "OperationOutcome",
        "GuidanceResponse",
    }
