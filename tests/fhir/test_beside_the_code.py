"""What stands beside a code in the same entry and speaks against it: other codes, displays, categories, notes."""

from __future__ import annotations

from typing import Any

import pytest

from tests.fhir.conftest import (
    ICD,
    LOCAL,
    LOINC,
    RXNORM,
    SNOMED,
    Mapping,
    concept,
    condition,
    medication,
    observation,
    quantity,
    reasons,
)

PE, DIABETES, SSC, CREATININE = "59282003", "44054006", "89155008", "2160-0"
GM = "http://fhir.de/CodeSystem/bfarm/icd-10-gm"
INTERPRETATION = "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation"


def codes(*pairs: tuple[str, str]) -> dict[str, Any]:
    return {"coding": [{"system": system, "code": code} for system, code in pairs]}


@pytest.mark.parametrize(
    ("code", "element", "reason"),
    [
        (codes((ICD, "E11.9"), (ICD, "Z13.1")), "has_diabetes", "codes_against"),
        (codes((ICD, "E11.9"), (ICD, "Z83.3")), "has_diabetes", "codes_against"),
        (codes((SNOMED, PE), (ICD, "Z82.49")), "had_thrombosis", "codes_against"),
        (codes((SNOMED, PE), (GM, "Z03.5")), "had_thrombosis", "codes_against"),
        (codes((SNOMED, DIABETES), (ICD, "Z86.39")), "has_diabetes", "words_past"),
        (codes((SNOMED, SSC), (ICD, "L94.0")), "has_systemic_sclerosis", "codes_disagree"),
        (codes((SNOMED, SSC), (SNOMED, "201048007")), "has_systemic_sclerosis", "codes_disagree"),
        (codes((SNOMED, SSC), (SNOMED, "38341003")), "has_systemic_sclerosis", "codes_disagree"),
        (codes((SNOMED, SSC), (ICD, "E11.9")), "has_systemic_sclerosis", "codes_disagree"),
        (codes((SNOMED, PE), (ICD, "Z86.711")), "had_thrombosis", None),
        (codes((SNOMED, SSC), (ICD, "M34.9")), "has_systemic_sclerosis", None),
        (codes((SNOMED, SSC), ("urn:hospital", "17")), "has_systemic_sclerosis", None),
        (codes((ICD, "M34.81"), (ICD, "J84.10")), "has_systemic_sclerosis", None),
        (codes((ICD, "E11.A")), "has_diabetes", "near"),
        (codes((ICD, "E10.A0")), "has_diabetes", "near"),
        (codes((ICD, "M34.2")), "has_systemic_sclerosis", None),
        (codes((ICD, " e11.9 ")), "has_diabetes", None),
    ],
)
def test_codes_of_one_entry_that_disagree_leave_it_open(
    mapped: Mapping, code: dict[str, Any], element: str, reason: str | None
) -> None:
    found = mapped(condition(SNOMED, SSC, code=code))
    assert (element in found.profile) is (reason is None)
    assert reason is None or reason in reasons(found, element)


@pytest.mark.parametrize(
    ("resource", "element"),
    [
        (condition(SNOMED, SSC, code=concept(SNOMED, SSC, "Localized scleroderma")), "has_systemic_sclerosis"),
        (condition(SNOMED, SSC, code=concept(SNOMED, SSC, "Morphea")), "has_systemic_sclerosis"),
        (condition(SNOMED, SSC, code=concept(SNOMED, SSC, text="Multiple sclerosis")), "has_systemic_sclerosis"),
        (condition(SNOMED, DIABETES, code=concept(SNOMED, DIABETES, "Hypertension")), "has_diabetes"),
        (condition(SNOMED, DIABETES, code=concept(SNOMED, DIABETES, text="Diabetes insipidus")), "has_diabetes"),
        (condition(SNOMED, DIABETES, code=concept(SNOMED, DIABETES, text="Gestational diabetes")), "has_diabetes"),
        (condition(ICD, "I10", code=concept(ICD, "I10", text="Pulmonary hypertension")), "has_hypertension"),
        (observation(CREATININE, code=concept(LOINC, CREATININE, "Hemoglobin"), valueQuantity=quantity(1.1, "mg/dL")),
         "creatinine_mg_dl"),
        (observation("718-7", code=concept(LOINC, "718-7", text="Creatinine"), valueQuantity=quantity(11, "g/dL")),
         "haemoglobin_g_dl"),
        (medication(RXNORM, "8640", medicationCodeableConcept=concept(RXNORM, "8640", text="Warfarin 5 mg")),
         "takes_corticosteroid"),
        *((observation("29463-7", code=concept(LOINC, "29463-7", text=each), valueQuantity=quantity(60, "kg")),
           "weight_kg") for each in ("Ideal body weight", "Birth weight")),
        (observation(CREATININE, code=concept(LOINC, CREATININE, "Creatinine clearance"),
                     valueQuantity=quantity(1.1, "mg/dL")), "creatinine_mg_dl"),
        (observation("718-7", code=concept(LOINC, "718-7", text="Hemoglobin A1c"), valueQuantity=quantity(11, "g/dL")),
         "haemoglobin_g_dl"),
    ],
)  # fmt: skip
def test_words_of_something_else_leave_a_code_open(mapped: Mapping, resource: Any, element: str) -> None:
    found = mapped(resource)
    assert element not in found.profile
    assert reasons(found, element)[0] == "words_of_another"


@pytest.mark.parametrize("words", ["Goal weight", "Zielgewicht", "Weight (goal)", "Poids cible"])
def test_a_goal_is_no_measurement(mapped: Mapping, words: str) -> None:
    goal = observation("29463-7", code=concept(LOINC, "29463-7", text=words), valueQuantity=quantity(60, "kg"))
    assert reasons(mapped(goal), "weight_kg") == ["words_against"]


@pytest.mark.parametrize(
    "words",
    ["Scleroderma with Raynaud", "SSc, ILD", "Systemische Sklerose mit Raynaud", "Diffuse scleroderma", "M34.9"],
)
def test_a_name_with_more_in_it_is_still_its_name(mapped: Mapping, words: str) -> None:
    found = mapped(condition(SNOMED, SSC, code=concept(SNOMED, SSC, text=words)))
    assert found.profile["has_systemic_sclerosis"] is True


@pytest.mark.parametrize(
    "code",
    ["89155008|Systemic sclerosis|", "89155008 |Systemic sclerosis (disorder)|", "89155008:246112005=24484000",
     "89155008+59282003", "=== 89155008", "{89155008}"],
)  # fmt: skip
def test_a_composed_or_decorated_code_is_named(mapped: Mapping, code: str) -> None:
    found = mapped(condition(SNOMED, code, id="x"))
    assert found.profile == {}
    assert reasons(found, None) == ["expression"]


def test_two_codes_of_two_analytes_give_neither(mapped: Mapping) -> None:
    both = codes((LOINC, CREATININE), (LOINC, "718-7"))
    found = mapped(observation(CREATININE, code=both, valueQuantity=quantity(1.1, "mg/dL")))
    assert found.profile == {}
    assert "codes_disagree" in reasons(found, "creatinine_mg_dl")


@pytest.mark.parametrize("words", ["Creatinine, urine", "Kreatinin im Urin", "Créatinine urinaire"])
def test_a_result_that_its_name_lays_in_urine_is_none_of_blood(mapped: Mapping, words: str) -> None:
    urine = concept(LOINC, CREATININE, text=words)
    found = mapped(observation(CREATININE, code=urine, valueQuantity=quantity(1.1, "mg/dL")))
    assert found.profile == {}
    assert "specimen" in reasons(found, "creatinine_mg_dl")


@pytest.mark.parametrize(
    "category",
    ["Differential diagnosis", "Working diagnosis", "Rule out", "Referral question", "Verdachtsdiagnose", "Risk",
     "Screening", "Past medical history", "Resolved problems"],
)  # fmt: skip
def test_a_category_that_doubts_or_lies_in_the_past_leaves_now_open(mapped: Mapping, category: str) -> None:
    found = mapped(condition(SNOMED, DIABETES, category=[{"text": category}]))
    assert found.profile == {}
    assert reasons(found, "has_diabetes")[0] in ("words_against", "words_past")


@pytest.mark.parametrize("category", ["Encounter Diagnosis", "Problem List Item", "Admission diagnosis"])
def test_a_plain_category_changes_nothing(mapped: Mapping, category: str) -> None:
    assert mapped(condition(SNOMED, DIABETES, category=[{"text": category}])).profile == {"has_diabetes": True}


def test_a_category_of_the_past_supports_what_asks_for_ever(mapped: Mapping) -> None:
    entry = condition(SNOMED, PE, category=[{"text": "Past medical history"}])
    assert mapped(entry).profile == {"had_thrombosis": True}


@pytest.mark.parametrize(
    "note",
    ["PE was ruled out by CT", "CT negative, no PE", "entered for billing only, PE excluded", "Wrong patient!",
     "Lungenembolie: Verdacht, LAE ausgeschlossen", "entered in error by ward", "Ruled out 2025", "excluded",
     "nicht bestätigt", "?"],
)  # fmt: skip
def test_a_note_that_denies_the_entry_leaves_it_open(mapped: Mapping, note: str) -> None:
    found = mapped(condition(SNOMED, PE, note=[{"text": note}]))
    assert found.profile == {}
    assert reasons(found, "had_thrombosis") == ["note_against"]


@pytest.mark.parametrize("note", ["No complications. Treated with apixaban.", "PE in both lungs. Denies chest pain."])
def test_a_note_about_something_else_denies_nothing(mapped: Mapping, note: str) -> None:
    assert mapped(condition(SNOMED, PE, note=[{"text": note}])).profile == {"had_thrombosis": True}


@pytest.mark.parametrize("note", ["wrong patient", "Sample mislabelled", "Result invalid", "Probe verwechselt"])
def test_a_result_that_its_note_withdraws_is_not_used(mapped: Mapping, note: str) -> None:
    found = mapped(observation(CREATININE, valueQuantity=quantity(1.1, "mg/dL"), note=[{"text": note}]))
    assert found.profile == {}
    assert reasons(found, "creatinine_mg_dl") == ["note_against"]


@pytest.mark.parametrize(
    "more",
    [
        {"interpretation": [concept(INTERPRETATION, "POS"), concept(INTERPRETATION, "NEG")]},
        {"valueBoolean": True, "interpretation": [concept(INTERPRETATION, "NEG")]},
        {"valueCodeableConcept": concept(SNOMED, "10828004"), "interpretation": [concept(INTERPRETATION, "NEG")]},
        {"valueCodeableConcept": concept(SNOMED, "10828004", text="Negative")},
        {"valueCodeableConcept": concept(SNOMED, "260385009", "Positive")},
        {"valueQuantity": quantity(180, "U/mL"), "referenceRange": [{"high": quantity(20, "U/mL")}],
         "interpretation": [concept(INTERPRETATION, "NEG")]},
        {"valueQuantity": quantity(3, "U/mL"), "referenceRange": [{"high": {"value": 20}}],
         "interpretation": [concept(INTERPRETATION, "POS")]},
    ],
)  # fmt: skip
def test_a_result_that_says_yes_and_no_is_neither(mapped: Mapping, more: dict[str, Any]) -> None:
    found = mapped(observation("has-anti-scl-70", system=LOCAL, **more))
    assert found.profile == {}
    assert reasons(found, "has_anti_scl_70") == ["interpretation_against"]


@pytest.mark.parametrize(
    "text",
    ["false positive", "biologically false positive", "positive control", "no result", "no sample received",
     "Nein, nicht durchgeführt", "doubtful positive", "fraglich positiv", "cancelled: positive", "preliminary positive",
     "unable to report positive", "was positive in 2012", "negative in 2012", "no longer positive", "1:320", "+", "Y",
     "not tested", "test not performed"],
)  # fmt: skip
def test_a_result_in_doubtful_or_old_words_is_no_answer(mapped: Mapping, text: str) -> None:
    found = mapped(observation("has-anti-scl-70", system=LOCAL, valueString=text))
    assert found.profile == {}
    assert reasons(found, "has_anti_scl_70")
