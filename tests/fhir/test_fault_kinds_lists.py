"""A "no" by a list or by "none known": never over what was not understood, never beside a contradiction."""

from __future__ import annotations

from typing import Any

import pytest

from tests.fhir.conftest import (
    ATC,
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
    status,
)
from tests.fhir.test_allergies import allergy
from tests.fhir.test_lists import problem_list

SSC = "89155008"


def listed(*ids: str, **more: Any) -> list[Any]:
    return [condition(SNOMED, SSC), problem_list(f"c-{SSC}", *ids, **more)]


def test_the_list_alone_closes_what_the_siblings_below_keep_open(mapped: Mapping) -> None:
    found = mapped(*listed()).profile
    assert (found["has_diabetes"], found["has_chronic_kidney_disease"], found["has_hypertension"]) == (False,) * 3


@pytest.mark.parametrize(
    "seen",
    [
        condition("http://example.org/local-problems", "4711", id="x", code=concept("http://example.org/p", "4711")),
        condition(SNOMED, "x", id="x", code={"text": "Type 2 diabetes mellitus"}),
        condition(SNOMED, "x", id="x", code={"text": "Zuckerkrankheit"}),
        condition(SNOMED, "x", id="x", code={"text": "something in words"}),
        condition("http://hl7.org/fhir/sid/icd-9-cm", "250.00", id="x"),
        condition(SNOMED, "73211009", id="x", modifierExtension=[{"url": "urn:x", "valueBoolean": True}]),
        condition(SNOMED, "73211009", id="x", verificationStatus="confirmed"),
        condition(SNOMED, "73211009", id="x", verificationStatus=status("provisional")),
        condition(SNOMED, "73211009", id="x", subject={"reference": "Group/1"}),
        medication(ATC, "A10AB05"),
        medication(RXNORM, "x", medicationCodeableConcept={"text": "Insulin glargine 100 U/mL"}),
        medication(RXNORM, "x", medicationCodeableConcept={"text": "a drug that no list names"}),
        medication(RXNORM, "x", medicationCodeableConcept=None, medicationReference={"reference": "Medication/gone"}),
        observation("4548-4", valueQuantity=quantity(9.1, "%")),
    ],
    ids=lambda each: str(each)[:60],
)
def test_what_speaks_for_diabetes_or_is_not_understood_keeps_it_open(mapped: Mapping, seen: Any) -> None:
    found = mapped(*listed(), seen)
    assert "has_diabetes" not in found.profile
    assert "has_diabetes" not in found.patient.facts


@pytest.mark.parametrize(
    "seen",
    [
        observation("33914-3", valueQuantity=quantity(22, "mL/min/{1.73_m2}")),
        observation("33914-3", valueQuantity=quantity(59, "mL/min/{1.73_m2}")),
        observation("33914-3", valueQuantity=quantity(15, "mL/min/{1.73_m2}", comparator="<")),
        observation("33914-3", valueQuantity=quantity(22, "mL/min")),
        observation("33914-3", valueString="22"),
        observation("own-gfr", system="http://example.org/lab", valueQuantity=quantity(22, "mL/min")),
        condition(SNOMED, "x", id="x", code={"text": "dialysis since 2020"}),
        condition(SNOMED, "14669001", id="x", code=concept(SNOMED, "14669001", text="renal insufficiency (CKD)")),
    ],
    ids=lambda each: str(each)[:60],
)
def test_what_speaks_for_kidney_disease_keeps_it_open(mapped: Mapping, seen: Any) -> None:
    found = mapped(*listed(), seen)
    assert found.profile.get("has_chronic_kidney_disease") is not False
    assert found.patient.facts.get("has_chronic_kidney_disease") is not False


def test_a_filtration_rate_at_the_threshold_speaks_for_nothing(mapped: Mapping) -> None:
    found = mapped(*listed(), observation("33914-3", valueQuantity=quantity(60, "mL/min/{1.73_m2}")))
    assert found.profile["has_chronic_kidney_disease"] is False


def test_a_high_creatinine_speaks_for_kidney_disease_through_what_follows_from_it(mapped: Mapping) -> None:
    person = {"resourceType": "Patient", "id": "p", "gender": "female", "birthDate": "1960-01-01"}
    found = mapped(person, *listed(), observation("2160-0", valueQuantity=quantity(3.1, "mg/dL")))
    assert found.patient.facts.get("has_chronic_kidney_disease") is not False


@pytest.mark.parametrize("code", ["38341003", "73211009", "709044004", "53741008", "266261006"])
def test_a_list_that_lacks_a_present_condition_closes_nothing(mapped: Mapping, code: str) -> None:
    found = mapped(*listed(), condition(SNOMED, code, recordedDate="2020-01-01"))
    assert False not in found.profile.values()
    assert "list_contradicted" in reasons(found, None)


@pytest.mark.parametrize("clinical", ["resolved", "inactive", "remission"])
def test_what_is_over_may_be_missing_from_a_list(mapped: Mapping, clinical: str) -> None:
    found = mapped(*listed(), condition(SNOMED, "709044004", clinicalStatus=status(clinical)))
    assert found.profile["has_diabetes"] is False
    assert "has_chronic_kidney_disease" not in found.profile


@pytest.mark.parametrize(("day", "closes"), [("2025-06-15", True), ("2025-06-14", False), ("2019", False)])
def test_a_list_closes_for_a_year(mapped: Mapping, day: str, closes: bool) -> None:
    assert ("has_diabetes" in mapped(*listed(date=day)).profile) is closes


NONE_KNOWN = allergy(SNOMED, "716186003", recordedDate="2024-01-01")


@pytest.mark.parametrize(
    "other",
    [
        {"code": {"text": "Corn (maize)"}, "recordedDate": "2026-01-01"},
        {"code": {"text": "Corn (maize)"}, "recordedDate": "2010-01-01"},
        {"code": {"text": "Maïs"}},
        {"code": concept(SNOMED, "300913006")},
        {"code": concept("http://example.org/allergens", "17")},
        {"code": {"text": "something"}, "verificationStatus": status("unconfirmed")},
        {"code": 5},
        {"code": concept(SNOMED, "300913006"), "modifierExtension": [{"url": "urn:x"}]},
    ],
    ids=str,
)
def test_none_known_beside_any_other_allergy_answers_nothing(mapped: Mapping, other: Any) -> None:
    found = mapped(NONE_KNOWN, {**allergy(SNOMED, "x"), **other})
    assert "has_corn_allergy" not in found.profile
    assert "contradicted" in reasons(found, "has_corn_allergy")


@pytest.mark.parametrize("verification", ["refuted", "entered-in-error"])
def test_an_allergy_that_was_refuted_contradicts_nothing(mapped: Mapping, verification: str) -> None:
    other = allergy(SNOMED, "300913006", verificationStatus=status(verification))
    assert mapped(NONE_KNOWN, other).profile == {"has_corn_allergy": False}


@pytest.mark.parametrize(
    "text",
    [
        "Immune globulin (IVIG)",
        "IMMUNE GLOBULIN (HUMAN) (IGG)",
        "Privigen",
        "Immunoglobuline humaine normale",
        "Inmunoglobulina humana",
        "Immunglobulin vom Menschen",
        "Gamunex-C 10 %",
    ],
)
def test_an_allergy_to_the_product_in_words_is_asked_for(mapped: Mapping, text: str) -> None:
    found = mapped({**allergy(SNOMED, "x", "severe"), "code": {"text": text}})
    assert "immunoglobulin_reaction" not in found.profile
    assert reasons(found, "immunoglobulin_reaction") == ["words"]
    (seen,) = [each for each in found.report.seen if each.element == "immunoglobulin_reaction"]
    assert seen.words == "seen, not read with certainty: its words speak of this, and words alone are not read"
    assert seen.sources[0].text == text
    assert "immunoglobulin_reaction" not in found.report.not_recorded


def test_no_allergy_to_the_product_in_words_is_not_read_as_one(mapped: Mapping) -> None:
    found = mapped({**allergy(ATC, "x", "severe"), "code": concept(ATC, "J06BA02", text="No allergy to IVIG")})
    assert found.profile == {}
    assert reasons(found, "immunoglobulin_reaction") == ["words_against"]


def test_none_said_of_reactions_does_not_stand_beside_an_allergy_in_words(mapped: Mapping) -> None:
    said = answers(immunoglobulin_reaction={"valueCoding": {"code": "none"}})
    assert mapped(said).profile == {"immunoglobulin_reaction": "none"}
    found = mapped(said, {**allergy(SNOMED, "x", "severe", recordedDate="2020-01-01"), "code": {"text": "IVIG"}})
    assert "immunoglobulin_reaction" not in found.profile
