"""Codes by kind: whole codes, categories in each ICD-10, classes of the ATC, ingredients in texts, units."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from immunote.engine.api import Engine
from immunote.service.fhir.datatypes import Concept, RecordCoding
from immunote.service.fhir.index import Hit, Index, index_of
from immunote.service.fhir.recognition import MatchedBy
from tests.fhir.conftest import ATC, ICD, LOINC, RXNORM, SNOMED, Mapping, condition, medication, observation, quantity

WHO, GM = "http://hl7.org/fhir/sid/icd-10", "http://fhir.de/CodeSystem/bfarm/icd-10-gm"
CIM = "https://smt.esante.gouv.fr/terminologie-cim-10"
ATC_URIS = [ATC, "https://www.whocc.no/atc", "urn:oid:2.16.840.1.113883.6.73", f"{ATC}|2026"]
ATC_URIS += ["http://fhir.de/CodeSystem/bfarm/atc", "http://fhir.de/CodeSystem/dimdi/atc"]
SYSTEMS = {
    "http://hl7.org/fhir/sid/icd-10-cm",
    "urn:oid:2.16.840.1.113883.6.90",
    WHO,
    "urn:oid:2.16.840.1.113883.6.3",
    GM,
    CIM,
}


@pytest.fixture(scope="module")
def index(engine: Engine) -> Index:
    return index_of(engine.rulebase)


def hits(index: Index, system: str, code: str, text: str | None = None) -> dict[str, Hit]:
    coding = RecordCoding(system=system, code=code, display=text)
    return {hit.element: hit for hit in index.drug_hits(Concept(coding=[coding]))}


def answers(index: Index, system: str, code: str) -> set[str]:
    """The elements that a code says yes to."""
    return {name for name, hit in hits(index, system, code).items() if hit.because is None}


@pytest.mark.parametrize("system", sorted(SYSTEMS))
@pytest.mark.parametrize("code", ["E11.9", "e11.9", "E119", " E11.9 ", "E11"])
def test_a_category_counts_in_every_icd_10_whatever_its_dots_and_case(index: Index, system: str, code: str) -> None:
    assert answers(index, system, code) == {"has_diabetes"}


@pytest.mark.parametrize("code", ["M34.8\u2020", "M34.8+", "M34.8*", "M34.-", "M34.8!", "M34"])
@pytest.mark.parametrize("system", [WHO, GM, CIM])
def test_marks_beside_a_code_of_the_who_do_not_count(index: Index, system: str, code: str) -> None:
    assert "has_systemic_sclerosis" in answers(index, system, code)


@pytest.mark.parametrize("code", ["M34.8 A", "M34.8G", "M34.8Z", "M34..8", "M34.8.1", "34.8", "MM34", "M34.8/9"])
def test_what_has_another_form_is_no_code_of_the_who(index: Index, code: str) -> None:
    """A letter behind a code of ICD-10-GM says how certain it is, or that it is excluded."""
    assert hits(index, GM, code) == {}


@pytest.mark.parametrize(
    ("code", "element"),
    [
        ("M34.81", "has_systemic_sclerosis"),
        ("M34.82", "has_systemic_sclerosis"),
        ("M34.83", "has_systemic_sclerosis"),
        ("M33.21", "has_myositis_overlap"),
        ("M33.12", "has_dermatomyositis_overlap"),
        ("M33.13", "has_amyopathic_dermatomyositis"),
        ("I82.A11", "had_thrombosis"),
        ("I63.40", "had_thrombosis"),
        ("G45.9", "had_thrombosis"),
        ("I50.43", "has_heart_failure"),
        ("I50.43", "has_reduced_ejection_fraction"),
        ("I50.43", "heart_failure_is_decompensated"),
        ("E11.22", "has_chronic_kidney_disease"),
        ("N18.31", "has_chronic_kidney_disease"),
        ("D59.11", "had_autoimmune_haemolysis"),
        ("K63.8219", "has_bacterial_overgrowth"),
        ("F17.218", "is_smoker"),
        ("R65.21", "has_sepsis"),
    ],
)
def test_codes_below_a_category_are_of_its_kind(index: Index, code: str, element: str) -> None:
    assert element in answers(index, ICD, code)
    assert hits(index, ICD, code)[element].by in (MatchedBy.category, MatchedBy.code)


@pytest.mark.parametrize(
    ("code", "element"),
    [
        ("O24.410", "has_diabetes"),
        ("Z83.3", "has_diabetes"),
        ("R73.03", "has_diabetes"),
        ("Z79.4", "has_diabetes"),
        ("E16.2", "has_diabetes"),
        ("E23.2", "has_diabetes"),
        ("M35.1", "has_systemic_sclerosis"),
        ("M35.9", "has_systemic_sclerosis"),
        ("M36.0", "has_dermatomyositis_overlap"),
        ("L94.0", "has_systemic_sclerosis"),
        ("L98.5", "has_systemic_sclerosis"),
        ("M33.13", "has_myositis_overlap"),
        ("M33.13", "has_dermatomyositis_overlap"),
        ("G72.41", "has_myositis_overlap"),
        ("M34.81", "has_interstitial_lung_disease"),
        ("J84.01", "has_interstitial_lung_disease"),
        ("I61.9", "had_thrombosis"),
        ("G45.4", "had_thrombosis"),
        ("I80.00", "had_thrombosis"),
        ("Z82.49", "had_thrombosis"),
        ("O13.9", "has_hypertension"),
        ("R03.0", "has_hypertension"),
        ("E78.1", "has_hypercholesterolaemia"),
        ("E78.41", "has_hypercholesterolaemia"),
        ("F17.211", "is_smoker"),
        ("F17.220", "is_smoker"),
        ("Z87.891", "is_smoker"),
        ("I25.3", "has_coronary_disease"),
        ("I50.32", "has_reduced_ejection_fraction"),
        ("I50.32", "heart_failure_is_decompensated"),
        ("D68.61", "has_hypercoagulable_condition"),
        ("N18.6", "is_on_dialysis"),
        ("N17.9", "has_chronic_kidney_disease"),
        ("E11.21", "has_chronic_kidney_disease"),
        ("G43.A0", "has_migraine"),
        ("C50.911", "has_active_malignancy"),
        ("O20.0", "is_pregnant"),
        ("Z32.00", "is_pregnant"),
        ("D80.2", "other_licensed_indication"),
        ("K90.0", "has_malabsorption"),
    ],
)
def test_a_near_miss_does_not_say_yes(index: Index, code: str, element: str) -> None:
    assert element not in answers(index, ICD, code)


@pytest.mark.parametrize(
    ("code", "element"),
    [
        ("D68.6", "has_antiphospholipid_antibodies"),
        ("I12.9", "has_chronic_kidney_disease"),
        ("E74.1", "has_hereditary_fructose_intolerance"),
        ("G72.4", "has_inclusion_body_myositis"),
    ],
)
def test_a_code_that_says_less_in_the_who_s_version_raises_the_question(index: Index, code: str, element: str) -> None:
    hit = hits(index, WHO, code)[element]
    assert hit.because is not None


def test_the_same_letters_in_another_system_are_another_code(index: Index) -> None:
    assert answers(index, ATC, "M01AE01") == {"takes_nephrotoxic_drugs"}
    assert answers(index, ICD, "M01AE01") == set()
    assert answers(index, ATC, "E11") == set()
    assert answers(index, SNOMED, "E11.9") == set()
    assert answers(index, LOINC, "44054006") == set()


@pytest.mark.parametrize("system", ATC_URIS)
@pytest.mark.parametrize(
    ("code", "element"),
    [
        ("H02AB07", "takes_corticosteroid"),
        ("H02AB02", "takes_corticosteroid"),
        ("M01AE03", "takes_nephrotoxic_drugs"),
        ("B01AF02", "takes_anticoagulant"),
        ("G03CA03", "takes_oestrogens"),
        ("C03CA04", "takes_loop_diuretic"),
        ("L01XC02", "rituximab_outcome"),
    ],
)
def test_a_class_of_the_atc_counts_under_every_uri_of_it(index: Index, system: str, code: str, element: str) -> None:
    assert element in answers(index, system, code)


@pytest.mark.parametrize(
    "code", ["H02AA02", "M01AX05", "B01AB02", "G03CX01", "G03AC09", "S01BA04", "D07AA02", "B01AC06"]
)
def test_a_drug_beside_a_class_of_the_atc_is_not_in_it(index: Index, code: str) -> None:
    assert answers(index, ATC, code) == set()


@pytest.mark.parametrize(
    ("text", "element"),
    [
        ("predniSONE 10 mg tablet", "takes_corticosteroid"),
        ("PREDNISOLON 5 mg Tabl.", "takes_corticosteroid"),
        ("apixaban 5 mg tablet", "takes_anticoagulant"),
        ("estradiol 0.05 mg/24 hr weekly patch", "takes_oestrogens"),
        ("\u00c9nalapril / furos\u00e9mide 40 mg comprim\u00e9", "takes_loop_diuretic"),
        ("KETOPROFENE LP 100 mg", "takes_nephrotoxic_drugs"),
        ("rituximab-abbs 10 MG/ML Injection", "rituximab_outcome"),
        ("mycophenolate mofetil 500 mg tablet", "mycophenolate_outcome"),
    ],
)
def test_an_ingredient_is_read_from_the_text_of_a_drug_whose_code_is_not_known(
    index: Index, text: str, element: str
) -> None:
    for system, code in ((RXNORM, "999999999"), ("urn:oid:1.2.840.114350.1", "4eM1")):
        hit = hits(index, system, code, text)[element]
        assert (hit.because, hit.by) == (None, MatchedBy.ingredient_text)


@pytest.mark.parametrize(
    "text",
    [
        "prednisolone acetate 1 % ophthalmic suspension",
        "dexamethasone 0.1 % eye drops",
        "hydrocortisone 1% cream",
        "diclofenac sodium 1 % topical gel",
        "tacrolimus 0.1 % ointment",
        "heparin lock flush 10 unit/mL",
        "estradiol 0.01 % vaginal cream",
    ],
)
def test_a_form_for_local_use_raises_the_question_alone(index: Index, text: str) -> None:
    found = hits(index, RXNORM, "999999999", text)
    assert found
    assert all(hit.because is not None for hit in found.values())


@pytest.mark.parametrize(
    "text", ["prednicarbate tablets", "methotrexatum", "metformin 500 mg tablet", "estradiolum", ""]
)
def test_a_name_counts_as_a_whole_word_only(index: Index, text: str) -> None:
    assert hits(index, RXNORM, "999999999", text) == {}


def test_a_text_is_not_read_where_a_code_is_known(index: Index) -> None:
    assert set(hits(index, ATC, "B01AF02", "prednisone 5 mg")) == {"takes_anticoagulant"}


def test_a_drug_by_text_carries_its_dose(mapped: Mapping) -> None:
    order = medication(
        "urn:local",
        "4eM1",
        medicationCodeableConcept={"text": "predniSONE 10 mg tablet"},
        dosageInstruction=[
            {
                "timing": {"repeat": {"frequency": 1, "period": 1, "periodUnit": "d"}},
                "doseAndRate": [{"doseQuantity": quantity(10, "mg")}],
            }
        ],
    )
    found = mapped(order)
    assert found.profile == {"takes_corticosteroid": True, "prednisone_mg_day": 10}
    assert found.report.elements[0].source.by is MatchedBy.ingredient_text


def test_a_text_of_an_illness_is_no_drug(mapped: Mapping) -> None:
    assert mapped(condition("urn:local", "X", code={"text": "prednisone dependence"})).profile == {}


@pytest.mark.parametrize(
    ("code", "value", "unit", "expected"),
    [
        ("2160-0", 1.1, "mg/dl", {"creatinine_mg_dl": 1.1}),
        ("2160-0", 1.1, "MG/DL", {"creatinine_mg_dl": 1.1}),
        ("14682-9", 97.2, "umol/l", {"creatinine_umol_l": 97.2}),
        ("22664-7", 7, "mmol/L", {"urea_mmol_l": 7}),
        ("718-7", 112, "g/l", {"haemoglobin_g_dl": 11.2}),
        ("3048-6", 2, "mmol/L", {"triglycerides_mg_dl": 177.14}),
        ("777-3", 200, "10*9/l", {"platelets_10_9_l": 200}),
        ("8480-6", 134, "MM[HG]", {"systolic_mmhg": 134}),
    ],
)
def test_other_valid_spellings_of_a_unit_are_the_unit(
    mapped: Mapping, code: str, value: float, unit: str, expected: dict[str, Any]
) -> None:
    found = mapped(observation(code, valueQuantity=quantity(value, unit)))
    assert {name: each for name, each in found.profile.items() if name in expected} == expected


@pytest.mark.parametrize(
    ("code", "unit"),
    [
        ("2160-0", "Mg/dL"),
        ("2160-0", "MG/dL"),
        ("2160-0", "mg/DL"),
        ("22664-7", "mg/dL"),  # urea, whose mass is another number than that of its nitrogen
        ("2571-8", "mmol/L"),
    ],
)
def test_what_is_no_spelling_of_it_is_another_unit(mapped: Mapping, code: str, unit: str) -> None:
    assert mapped(observation(code, valueQuantity=quantity(5, unit))).profile == {}


@pytest.mark.parametrize(
    ("code", "answer", "expected"),
    [
        ("72166-2", "LA18976-3", {"is_smoker": True}),
        ("72166-2", "LA18978-9", {"is_smoker": False}),
        ("82810-3", "LA15173-0", {"is_pregnant": True}),
        ("82810-3", "LA26683-5", {"is_pregnant": False}),
        ("883-9", "LA28449-9", {"abo_group": "AB"}),
        ("16570-4", "LA6576-8", {"has_anticentromere": True}),
    ],
)
def test_answer_codes_of_loinc_are_read(mapped: Mapping, code: str, answer: str, expected: dict[str, Any]) -> None:
    value = {"coding": [{"system": LOINC, "code": answer}]}
    assert mapped(observation(code, valueCodeableConcept=value)).profile == expected


def test_a_diagnosis_can_mean_a_member_of_an_enumeration(mapped: Mapping) -> None:
    assert mapped(condition(ICD, "M34.1")).profile == {"has_systemic_sclerosis": True, "ssc_subset": "limited"}
    assert mapped(condition(ICD, "G61.81")).profile == {"other_licensed_indication": "cidp"}
    assert mapped(condition(ICD, "M34.0")).profile == {"has_systemic_sclerosis": True}


KNOWN = [(ICD, "E11.9"), (SNOMED, "44054006"), (RXNORM, "8640"), (ATC, "H02AB07"), (LOINC, "2160-0")]


@given(
    system=st.one_of(st.text(max_size=60), st.sampled_from(["urn:local", "http://hl7.org/fhir/sid/icd-9-cm", "atc"])),
    known=st.sampled_from(KNOWN),
)
def test_a_code_of_an_unknown_system_is_never_read(engine: Engine, system: str, known: tuple[str, str]) -> None:
    index = index_of(engine.rulebase)
    coding = RecordCoding(system=system, code=known[1])
    if index.system(coding) is None:
        assert index.hits([Concept(coding=[coding])]) == []


@given(code=st.text(max_size=80), system=st.sampled_from([ICD, WHO, ATC, SNOMED, RXNORM, LOINC]))
def test_any_text_in_place_of_a_code_is_looked_up_without_failing(engine: Engine, code: str, system: str) -> None:
    index = index_of(engine.rulebase)
    for hit in index.hits([Concept(coding=[RecordCoding(system=system, code=code)])]):
        assert hit.element in engine.rulebase.elements


def test_the_time_of_a_look_up_does_not_grow_with_the_record(index: Index) -> None:
    """20,000 entries of every kind, hostile ones among them, each in the same short time."""
    made = [
        Concept(text="x " * 200, coding=[RecordCoding(system=system, code=code, display=f"no drug {number}")])
        for number in range(5000)
        for system, code in ((ICD, "E11.65"), ("http://a/" + "b/" * 140, "1"), (RXNORM, f"{number}"), (ATC, "C09AA"))
    ]
    each = []
    for count in (200, 2000, 20_000):  # the first round warms up
        start = time.process_time()  # of this process alone: others may be at work beside it
        for concept in made[:count]:
            index.drug_hits(concept)
        each.append((time.process_time() - start) / count)
    assert each[2] < 3 * each[1]
    assert each[2] < 0.002
