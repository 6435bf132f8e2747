"""The GuidanceResponse: valid R4, `success` or `data-required`, and what is missing as data requirements."""

from __future__ import annotations

import importlib
import json
from collections.abc import Iterator
from typing import Any

import pytest

from immunote.engine.api import Engine
from immunote.engine.noting.digest import plain
from immunote.service.fhir.guidance import guidance
from tests.fhir.conftest import ICD, SNOMED, Mapping, answers, concept, condition, observation, quantity

ON_ANOTHER_REQUEST: Any = {"ivig_requested_for": {"valueString": "other_disease"}}


def answer(engine: Engine, mapped: Mapping, *resources: Any) -> dict[str, Any]:
    found = mapped(*resources)
    return guidance(engine.note_of(found.patient), found, engine.rulebase)


def no_diagnosis(mapped: Mapping, engine: Engine) -> dict[str, Any]:
    return answer(engine, mapped, {"resourceType": "Patient", "id": "p-1", "birthDate": "1960-05-05"})


def test_what_is_missing_is_asked_for_by_resource_and_code(mapped: Mapping, engine: Engine) -> None:
    given = no_diagnosis(mapped, engine)
    assert given["status"] == "data-required"
    assert given["subject"] == {"reference": "Patient/p-1"}
    asked = {each["id"]: each for each in given["dataRequirement"]}
    diagnosis = asked["has_systemic_sclerosis.Condition"]
    assert diagnosis["type"] == "Condition"
    (wanted,) = diagnosis["codeFilter"]
    assert wanted["path"] == "code"
    assert {"system": SNOMED, "code": "89155008"} in wanted["code"]
    assert asked["immunoglobulin_reaction.AllergyIntolerance"]["type"] == "AllergyIntolerance"


def test_what_answers_a_requirement_is_then_found(mapped: Mapping, engine: Engine) -> None:
    """Each code asked for is one that the intake reads, or at least does not count as unknown."""
    for each in no_diagnosis(mapped, engine)["dataRequirement"]:
        for coding in each.get("codeFilter", [{"code": []}])[0]["code"]:
            code = {"coding": [coding]}
            resource = {
                "Condition": condition(SNOMED, "1", code=code),
                "Observation": observation("1", code=code),
                "MedicationRequest": {"resourceType": "MedicationRequest", "medicationCodeableConcept": code},
                "AllergyIntolerance": {"resourceType": "AllergyIntolerance", "code": code},
            }[each["type"]]
            assert mapped(resource).report.unknown_codes == (), coding


def test_age_and_sex_are_asked_of_the_patient(mapped: Mapping, engine: Engine) -> None:
    given = answer(engine, mapped, condition(SNOMED, "89155008"))
    asked = {each["id"]: each for each in given["dataRequirement"]}
    assert asked["age_years.Patient"]["mustSupport"] == ["birthDate"]


def test_a_settled_outcome_is_a_success(mapped: Mapping, engine: Engine) -> None:
    given = answer(engine, mapped, condition(SNOMED, "89155008"), answers(**ON_ANOTHER_REQUEST))
    assert given["status"] == "success"
    assert "dataRequirement" not in given


def test_the_note_and_the_mapping_are_in_it(mapped: Mapping, engine: Engine) -> None:
    found = mapped(condition(SNOMED, "89155008"))
    note = engine.note_of(found.patient)
    given = guidance(note, found, engine.rulebase)
    parts = {each["name"]: each["valueString"] for each in given["contained"][0]["parameter"]}
    assert json.loads(parts["note"]) == plain(note)
    assert json.loads(parts["mapping"]) == found.report.model_dump(mode="json")
    assert parts["digest"] == given["id"] == note.digest


def test_clashes_are_warnings(mapped: Mapping, engine: Engine) -> None:
    given = answer(
        engine, mapped, condition(SNOMED, "38341003"), answers(None, has_hypertension={"valueBoolean": False})
    )
    (outcome,) = [each for each in given["contained"] if each["resourceType"] == "OperationOutcome"]
    assert {(each["severity"], each["code"]) for each in outcome["issue"]} == {("warning", "conflict")}
    assert given["evaluationMessage"] == [{"reference": f"#{outcome['id']}"}]


def test_each_fact_says_where_it_came_from(mapped: Mapping, engine: Engine) -> None:
    found = mapped(
        {"resourceType": "Patient", "id": "p-1", "birthDate": "1960-05-05"},
        condition(SNOMED, "89155008", id="ssc"),
    )
    given = guidance(engine.note_of(found.patient), found, engine.rulebase)
    facts = [each for each in given["contained"] if each["resourceType"] == "Provenance"]
    assert len(facts) == len(found.report.elements) == len({each["id"] for each in facts})
    for fact, element in zip(facts, found.report.elements, strict=True):
        assert fact["target"][0]["display"].startswith(f"{element.element}: ")
        assert fact["activity"]["text"] == f"{element.how}, by {element.source.by}"
        assert fact["entity"][0]["what"].get("reference", element.source.resource) == element.source.resource
        assert fact["recorded"] == f"{found.report.as_of}T00:00:00Z"
    disease = next(each for each in facts if "has_systemic_sclerosis" in each["target"][0]["display"])
    assert disease["target"][0]["display"] == "has_systemic_sclerosis: yes"
    assert disease["entity"][0]["what"]["reference"] == "Condition/ssc"
    assert "89155008" in disease["entity"][0]["what"]["display"]


def test_each_fact_says_by_what_it_was_recognised_and_when(mapped: Mapping, engine: Engine) -> None:
    creatinine = observation("2160-0", None, valueQuantity=quantity(1.1, "mg/dL"),
                           effectivePeriod={"start": "2026-05-01", "end": "2026-05-02"})  # fmt: skip
    found = mapped(condition(ICD, "E11.65", recordedDate="2026-01-02", id="dm"), creatinine)
    given = guidance(engine.note_of(found.patient), found, engine.rulebase)
    facts = {each["target"][0]["display"].partition(":")[0]: each for each in given["contained"] if "target" in each}
    diabetes, kidney = facts["has_diabetes"], facts["creatinine_mg_dl"]
    assert (diabetes["activity"]["text"], diabetes["occurredDateTime"]) == ("read, by category", "2026-01-02")
    assert kidney["activity"]["text"] == "read, by code"
    assert kidney["occurredPeriod"] == {"start": "2026-05-01", "end": "2026-05-02"}
    assert "occurredDateTime" not in kidney


def various(mapped: Mapping, engine: Engine) -> Iterator[dict[str, Any]]:
    """Answers of several kinds."""
    near = condition(SNOMED, "236502006", code=concept(SNOMED, "236502006", "Renal\u200b involvement"))
    for resources in (
        (),
        ({"resourceType": "Patient", "id": "p"},),
        (condition(SNOMED, "89155008"), near),
        (condition(SNOMED, "89155008"), answers(**ON_ANOTHER_REQUEST)),
        ({"resourceType": "Bundle", "link": [{"relation": "next"}]},),
    ):
        yield answer(engine, mapped, *resources)


def test_it_holds_to_the_invariants_of_r4(mapped: Mapping, engine: Engine) -> None:
    for given in various(mapped, engine):
        facts = [each for each in given["contained"] if each["resourceType"] == "Provenance"]
        assert all(each["target"][0]["reference"] == "#" for each in facts)  # dom-3: they point at what holds them
        contained = [each["id"] for each in given["contained"] if each not in facts]
        referred = {each["reference"].removeprefix("#") for each in given.get("evaluationMessage", [])}
        assert {*referred, given["outputParameters"]["reference"].removeprefix("#")} == set(contained)  # dom-3
        assert not any("meta" in each or "contained" in each for each in given["contained"])  # dom-2, dom-4, dom-5
        ids = [each["id"] for each in given.get("dataRequirement", [])]
        assert len(ids) == len(set(ids))
        for each in given.get("dataRequirement", []):
            for wanted in each.get("codeFilter", []):
                assert "path" in wanted  # drq-1
                assert "searchParam" not in wanted
        assert no_empty_value(given)  # ele-1


def no_empty_value(part: Any) -> bool:
    if isinstance(part, dict):
        return bool(part) and all(no_empty_value(each) for each in part.values())
    if isinstance(part, list):
        return bool(part) and all(no_empty_value(each) for each in part)
    return part not in ("", None)


def test_it_is_valid_against_the_models_of_r4(mapped: Mapping, engine: Engine) -> None:
    pytest.importorskip("fhirclient", reason="fhirclient (models made from FHIR 4.0.1) is not installed")
    model = importlib.import_module("fhirclient.models.guidanceresponse").GuidanceResponse
    for given in various(mapped, engine):
        assert model(given, strict=True).as_json() == given
