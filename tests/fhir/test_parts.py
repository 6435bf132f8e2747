"""One part that is broken never takes away what is good beside it, and is named."""

from __future__ import annotations

from typing import Any

import pytest

from tests.fhir.conftest import (
    LOINC,
    RXNORM,
    SNOMED,
    Mapping,
    answers,
    concept,
    condition,
    medication,
    observation,
    quantity,
    reasons,
)

BROKEN: list[Any] = ["120", [120], {"v": 1}, True]
SYSTOLIC, DIASTOLIC = concept(LOINC, "8480-6"), concept(LOINC, "8462-4")
NULL_IN = {
    "condition": (condition(SNOMED, "89155008"), "has_systemic_sclerosis", True),
    "observation": (observation("2160-0", valueQuantity=quantity(1.2, "mg/dL")), "creatinine_mg_dl", 1.2),
    "medication": (medication(RXNORM, "8640"), "takes_corticosteroid", True),
}
OPTIONAL = ["contained", "note", "category", "interpretation", "referenceRange", "component", "dosageInstruction",
            "reaction", "extension", "bodySite", "specimen", "issued", "onsetDateTime", "abatementString"]  # fmt: skip


def pressure(*components: Any) -> dict[str, Any]:
    return observation("85354-9", component=list(components))


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_component_leaves_the_others_and_is_named(mapped: Mapping, broken: Any) -> None:
    good = {"code": SYSTOLIC, "valueQuantity": quantity(132, "mm[Hg]")}
    bad = {"code": DIASTOLIC, "valueQuantity": {**quantity(80, "mm[Hg]"), "value": broken}}
    for components in ([good, bad], [bad, good]):
        found = mapped(pressure(*components))
        assert found.profile["systolic_mmhg"] == 132
        assert "diastolic_mmhg" not in found.profile
        assert reasons(found, "diastolic_mmhg") == ["unreadable"]


def test_a_component_that_is_none_leaves_the_others_in_their_places(mapped: Mapping) -> None:
    """The reason for a missing value stands beside its own component, whatever was taken out before it."""
    absent = {"code": DIASTOLIC, "valueQuantity": quantity(80, "mm[Hg]"), "dataAbsentReason": {"text": "error"}}
    good = {"code": SYSTOLIC, "valueQuantity": quantity(132, "mm[Hg]")}
    found = mapped(pressure(None, absent, good))
    assert found.profile["systolic_mmhg"] == 132
    assert reasons(found, "diastolic_mmhg") == ["value_absent"]


@pytest.mark.parametrize("broken", [{"valueInteger": "5"}, {"valueBoolean": "true"}, None, 5])
def test_a_broken_answer_leaves_the_others_and_is_named(mapped: Mapping, broken: Any) -> None:
    response = answers(skin_is_active={"valueBoolean": False})
    inner = [
        {"linkId": "muscle_is_active", "answer": broken or "x"},
        {"linkId": "has_reflux", "answer": [{"valueBoolean": True}]},
    ]
    response["item"] += [{"linkId": "mrss", "answer": [broken]}, {"linkId": "g", "item": inner}]
    found = mapped(response)
    assert found.profile["skin_is_active"] is False
    assert found.profile["has_reflux"] is True
    assert not {"mrss", "muscle_is_active"} & found.profile.keys()
    assert {"mrss", "muscle_is_active"} <= {each.element for each in found.report.seen}


def test_a_broken_answer_is_not_closed_by_none_of_these(mapped: Mapping) -> None:
    response = answers(has_sepsis={"valueBoolean": "true"})
    response["item"].append({"linkId": "none_of_these.acutely_unwell", "answer": [{"valueBoolean": True}]})
    found = mapped(response)
    assert found.profile["has_volume_depletion"] is False
    assert "has_sepsis" not in found.profile
    assert "has_sepsis" in {each.element for each in found.report.seen}


def test_an_answer_that_is_said_to_be_absent_is_none(mapped: Mapping) -> None:
    absent = {
        "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason", "valueCode": "unknown"}]
    }
    found = mapped(answers(muscle_is_active={"valueBoolean": False, "_valueBoolean": absent}))
    assert reasons(found, "muscle_is_active") == ["value_absent"]
    both = mapped(answers(muscle_is_active={"valueBoolean": False, "valueString": "yes"}))
    assert reasons(both, "muscle_is_active") == ["several_values"]


@pytest.mark.parametrize("name", OPTIONAL)
@pytest.mark.parametrize("kind", NULL_IN)
def test_a_null_is_as_if_the_field_were_not_there(mapped: Mapping, kind: str, name: str) -> None:
    resource, element, value = NULL_IN[kind]
    without = mapped({key: each for key, each in resource.items() if key != name})
    found = mapped({**resource, name: None})
    assert found.profile[element] == value
    assert found.profile == without.profile


def test_a_patient_with_nulls_has_an_age(mapped: Mapping) -> None:
    patient = {"resourceType": "Patient", "id": "1", "birthDate": "1968-05-14", "contained": None, "name": None}
    assert mapped(patient).profile["age_years"] == 58


def test_one_interpretation_as_in_stu3_is_read(mapped: Mapping) -> None:
    positive = concept("http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation", "POS")
    assert mapped(observation("47322-3", interpretation=positive)).profile["has_anti_scl_70"] is True


@pytest.mark.parametrize("broken", [[{"high": {"value": "1.1"}}], {"high": {"value": 1.1}}, "0.6-1.1"])
def test_a_broken_reference_range_leaves_the_value_and_is_named(mapped: Mapping, broken: Any) -> None:
    result = observation("2160-0", valueQuantity=quantity(1.2, "mg/dL"), referenceRange=broken)
    found = mapped(result)
    assert found.profile["creatinine_mg_dl"] == 1.2
    assert "creatinine_upper_limit_mg_dl" not in found.profile
    assert reasons(found, "creatinine_upper_limit_mg_dl") == ["unreadable"]


def test_of_ranges_one_of_which_is_broken_none_counts(mapped: Mapping) -> None:
    ranges = [{"high": {"value": "1.1"}}, {"high": quantity(1.3, "mg/dL")}]
    found = mapped(observation("2160-0", valueQuantity=quantity(1.2, "mg/dL"), referenceRange=ranges))
    assert "creatinine_upper_limit_mg_dl" not in found.profile
