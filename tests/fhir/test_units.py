"""Units by analyte: what laboratories of several countries send is converted exactly; any other unit is left open."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from immunote.engine.api import Engine
from immunote.service.fhir.index import index_of
from immunote.service.fhir.unit_spellings import printed_form
from immunote.service.fhir.unit_words import in_symbols
from tests.fhir.conftest import Mapping, medication, observation, quantity, reasons

OMOP = "https://fhir-terminology.ohdsi.org"


def read(mapped: Mapping, code: str, value: float, unit: str, as_code: bool) -> dict[str, Any]:
    """A result with a unit as UCUM code, or in words alone."""
    given_as = {"value": value, "code": unit, "system": "http://unitsofmeasure.org"} if as_code else {"value": value}
    return mapped(observation(code, valueQuantity={**given_as, "unit": unit})).profile


CONVERTED = [
    # creatinine: US; Germany, UK, Scandinavia; France
    ("2160-0", 1.2, "mg/dL", "creatinine_mg_dl", 1.2),
    ("14682-9", 106, "umol/L", "creatinine_umol_l", 106),
    ("14682-9", 0.106, "mmol/L", "creatinine_umol_l", 106),
    ("2160-0", 12, "mg/L", "creatinine_mg_dl", 1.2),
    ("98979-8", 52, "mL/min/{1.73_m2}", "egfr_ml_min_1_73m2", 52),
    ("62238-1", 0.87, "mL/s/{1.73_m2}", "egfr_ml_min_1_73m2", 52.2),
    # creatine kinase: 1 ukat is 60 U
    ("2157-6", 1240, "U/L", "ck_u_l", 1240),
    ("2157-6", 20, "ukat/L", "ck_u_l", 1200),
    ("2157-6", 20000, "nkat/L", "ck_u_l", 1200),
    ("2157-6", 1240, "m[iU]/mL", "ck_u_l", 1240),
    ("1988-5", 12, "mg/L", "crp_mg_l", 12),
    ("1988-5", 1.2, "mg/dL", "crp_mg_l", 12),
    ("1988-5", 12, "ug/mL", "crp_mg_l", 12),
    ("2458-8", 2.1, "g/L", "iga_g_l", 2.1),
    ("2458-8", 210, "mg/dL", "iga_mg_dl", 210),
    ("2458-8", 2.1, "mg/mL", "iga_g_l", 2.1),
    ("2465-3", 1100, "mg/dL", "igg_g_l", 11),
    ("2465-3", 1.1, "g/dL", "igg_g_l", 11),
    ("718-7", 112, "g/L", "haemoglobin_g_dl", 11.2),
    ("2951-2", 138, "mmol/L", "sodium_mmol_l", 138),
    ("2951-2", 138, "meq/L", "sodium_mmol_l", 138),
    ("777-3", 200, "10*9/L", "platelets_10_9_l", 200),
    ("777-3", 200, "10*3/uL", "platelets_10_9_l", 200),
    ("777-3", 200000, "/uL", "platelets_10_9_l", 200),
    ("777-3", 200, "/nL", "platelets_10_9_l", 200),
    ("777-3", 0.2, "10*12/L", "platelets_10_9_l", 200),
    ("3048-6", 2, "g/L", "triglycerides_mg_dl", 200),
    ("3094-0", 200, "mg/L", "bun_mg_dl", 20),
    ("29463-7", 141.1, "[lb_av]", "weight_kg", 64),
    ("8302-2", 65, "[in_i]", "height_cm", 165.1),
    ("8302-2", 1.65, "m", "height_cm", 165),
    ("19872-1", 68, "%", "fvc_pct_predicted", 68),
    ("10230-1", 48, "%", "lvef_pct", 48),
]


@pytest.mark.parametrize("as_code", [True, False])
@pytest.mark.parametrize(("code", "value", "unit", "element", "expected"), CONVERTED)
def test_the_units_of_each_country_are_converted_exactly(
    mapped: Mapping, code: str, value: float, unit: str, element: str, expected: float, as_code: bool
) -> None:
    assert read(mapped, code, value, unit, as_code)[element] == pytest.approx(expected, abs=0.051)


PRINTED = [
    ("2160-0", 106, "µmol/l", "creatinine_umol_l", 106),
    ("2160-0", 106, "μmol/L", "creatinine_umol_l", 106),  # the Greek letter
    ("2160-0", 106, "mcmol/L", "creatinine_umol_l", 106),
    ("2160-0", 1.2, "mg/100 mL", "creatinine_mg_dl", 1.2),
    ("2160-0", 1.2, "mg%", "creatinine_mg_dl", 1.2),
    ("98979-8", 52, "mL/min/1,73 m²", "egfr_ml_min_1_73m2", 52),
    ("98979-8", 52, "ml/min/1.73m2", "egfr_ml_min_1_73m2", 52),
    ("98979-8", 52, "mL/min/1.73m*2", "egfr_ml_min_1_73m2", 52),
    ("98979-8", 52, "mL/min/1.73 m^2", "egfr_ml_min_1_73m2", 52),
    ("98979-8", 52, "ml/min/1,73qm", "egfr_ml_min_1_73m2", 52),
    ("2157-6", 1240, "UI/L", "ck_u_l", 1240),
    ("2157-6", 1240, "IE/l", "ck_u_l", 1240),
    ("2157-6", 20, "µkat/l", "ck_u_l", 1200),
    ("718-7", 11.2, "g%", "haemoglobin_g_dl", 11.2),
    ("718-7", 11.2, "g/100mL", "haemoglobin_g_dl", 11.2),
    ("777-3", 200, "10⁹/L", "platelets_10_9_l", 200),
    ("777-3", 200, "x10^9/L", "platelets_10_9_l", 200),
    ("777-3", 200, "x 10E9/l", "platelets_10_9_l", 200),
    ("777-3", 200, "10³/mm³", "platelets_10_9_l", 200),
    ("777-3", 200, "G/l", "platelets_10_9_l", 200),
    ("777-3", 200, "Gpt/l", "platelets_10_9_l", 200),
    ("777-3", 200, "Tsd./µl", "platelets_10_9_l", 200),
    ("2951-2", 138, "mval/l", "sodium_mmol_l", 138),
    ("8480-6", 134, "mm Hg", "systolic_mmhg", 134),
    ("19872-1", 68, "% predicted", "fvc_pct_predicted", 68),
    ("19872-1", 68, "% Soll", "fvc_pct_predicted", 68),
    # in words, as tables of concepts have them
    ("2160-0", 1.2, "milligram per deciliter", "creatinine_mg_dl", 1.2),
    ("2160-0", 106, "micromole per litre", "creatinine_umol_l", 106),
    ("98979-8", 52, "milliliter per minute per 1.73 square meter", "egfr_ml_min_1_73m2", 52),
    ("2157-6", 1240, "international unit per liter", "ck_u_l", 1240),
    ("2157-6", 1240, "Units per liter", "ck_u_l", 1240),
    ("8480-6", 134, "millimeter mercury column", "systolic_mmhg", 134),
    ("777-3", 200, "thousand per microliter", "platelets_10_9_l", 200),
    ("777-3", 200, "THOU/uL", "platelets_10_9_l", 200),
    ("777-3", 200, "giga/L", "platelets_10_9_l", 200),
    ("777-3", 200, "billion per liter", "platelets_10_9_l", 200),
    ("29463-7", 64, "kilograms", "weight_kg", 64),
    ("10230-1", 48, "percent", "lvef_pct", 48),
    # words beside symbols, and what is counted
    ("2160-0", 106, "micromol/L", "creatinine_umol_l", 106),
    ("2160-0", 1.2, "milligram/dL", "creatinine_mg_dl", 1.2),
    ("2160-0", 1.2, "mg / deciliter", "creatinine_mg_dl", 1.2),
    ("2157-6", 1240, "Units/L", "ck_u_l", 1240),
    ("2157-6", 1240, "international units/l", "ck_u_l", 1240),
    ("718-7", 11.2, "gm/dL", "haemoglobin_g_dl", 11.2),
    ("718-7", 11.2, "gm%", "haemoglobin_g_dl", 11.2),
    ("777-3", 200000, "cells/uL", "platelets_10_9_l", 200),
    ("777-3", 200000, "{platelets}/mm3", "platelets_10_9_l", 200),
    ("777-3", 200, "10*3{cells}/uL", "platelets_10_9_l", 200),
]


@pytest.mark.parametrize(("code", "value", "unit", "element", "expected"), PRINTED)
def test_what_laboratories_print_for_a_unit_is_that_unit(
    mapped: Mapping, code: str, value: float, unit: str, element: str, expected: float
) -> None:
    found = mapped(observation(code, valueQuantity={"value": value, "unit": unit}))
    assert found.profile[element] == pytest.approx(expected)


@pytest.mark.parametrize(
    ("code", "value", "unit", "element"),
    [
        ("2160-0", 1.2, "Mg/dL", "creatinine_mg_dl"),
        ("2160-0", 106, "MMOL/L", "bun_mg_dl"),
        ("2157-6", 12, "ng/mL", "ck_u_l"),  # the mass of a part of it
        ("1988-5", 114, "nmol/L", "crp_mg_l"),  # no factor of a protein is arithmetic
        ("2458-8", 13, "umol/L", "iga_g_l"),
        ("2458-8", 120, "[iU]/mL", "iga_g_l"),
        ("2465-3", 70, "umol/L", "igg_g_l"),
        ("98979-8", 52, "mL/min", "egfr_ml_min_1_73m2"),  # of another area
        ("98979-8", 52, "milliliter per minute", "egfr_ml_min_1_73m2"),
        ("3094-0", 0.4, "g/L", "bun_mg_dl"),  # how urea itself is given
        ("19872-1", 2.1, "L", "fvc_pct_predicted"),
        ("10230-1", 0.48, "1", "lvef_pct"),
        ("8480-6", 17.9, "kPa", "systolic_mmhg"),
        ("2160-0", 1.2, "milligram per decigram", "creatinine_mg_dl"),
        ("2160-0", 1.2, "some words", "creatinine_mg_dl"),
        ("2160-0", 1.2, "milligram/dag", "creatinine_mg_dl"),
        ("98979-8", 52, "milliliter/min", "egfr_ml_min_1_73m2"),
    ],
)
def test_any_other_unit_is_seen_and_not_read(mapped: Mapping, code: str, value: float, unit: str, element: str) -> None:
    for more in ({"unit": unit}, {"unit": unit, "code": unit, "system": "http://unitsofmeasure.org"}):
        found = mapped(observation(code, valueQuantity={"value": value, **more}))
        assert found.profile == {}
        assert found.report.elements == ()
        assert {each.reason for each in found.report.not_used} <= {"unit", "implausible"}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (3.87, None),  # 6.2 by the haem, 24.97 by the molecule: both are possible
        (3.88, 6.25),
        (5, 8.06),
        (7.5, 12.08),
        (1.55, 10),  # 2.5 by the haem is possible too
    ],
)
def test_haemoglobin_in_moles_is_read_where_one_way_of_counting_alone_is_possible(
    mapped: Mapping, value: float, expected: float | None
) -> None:
    for code in ("59260-0", "718-7"):
        found = mapped(observation(code, valueQuantity=quantity(value, "mmol/L")))
        if value < 3.88:
            assert found.profile == {}
            assert reasons(found, "haemoglobin_g_dl") == ["unit_counts_twice"]
        else:
            assert found.profile["haemoglobin_g_dl"] == pytest.approx(expected, abs=0.006)


def test_haemoglobin_in_moles_below_what_one_haem_allows_is_counted_by_the_molecule(mapped: Mapping) -> None:
    found = mapped(observation("59260-0", valueQuantity=quantity(1.2, "mmol/L")))  # 1.9 by the haem
    assert found.profile["haemoglobin_g_dl"] == pytest.approx(7.74, abs=0.006)


def test_a_hospitals_own_code_of_a_unit_leaves_its_words(mapped: Mapping) -> None:
    own = {"value": 1.2, "unit": "mg/dL", "system": "https://fhir.cerner.com/abc/codeSet/54", "code": "254"}
    assert mapped(observation("2160-0", valueQuantity=own)).profile["creatinine_mg_dl"] == 1.2
    table = {"value": 1.2, "unit": "milligram per deciliter", "system": OMOP, "code": "8840"}
    assert mapped(observation("2160-0", valueQuantity=table)).profile["creatinine_mg_dl"] == 1.2
    ucum = {"value": 1.2, "unit": "mg/dL", "system": "http://unitsofmeasure.org", "code": "254"}
    assert mapped(observation("2160-0", valueQuantity=ucum)).profile == {}


def test_a_dose_is_read_with_its_unit_in_words(mapped: Mapping) -> None:
    dosage = {"timing": {"repeat": {"frequency": 1, "period": 1, "periodUnit": "d"}}}
    for unit, expected in (("milligram", 10), ("gram", None), ("tablet", None)):
        dose = {"doseAndRate": [{"doseQuantity": {"value": 10, "unit": unit}}]}
        found = mapped(medication("http://www.nlm.nih.gov/research/umls/rxnorm", "8640",
                                  dosageInstruction=[{**dosage, **dose}]))  # fmt: skip
        assert found.profile.get("prednisone_mg_day") == expected


def test_an_upper_limit_has_the_units_of_its_result(mapped: Mapping) -> None:
    high = [{"high": {"value": 3.3, "unit": "µkat/l"}}]
    found = mapped(observation("2157-6", valueQuantity={"value": 20, "unit": "µkat/l"}, referenceRange=high))
    assert (found.profile["ck_u_l"], found.profile["ck_upper_limit_u_l"]) == (1200, 198)


@given(st.text(max_size=30))
def test_any_text_in_place_of_a_unit_is_looked_up_without_failing(text: str) -> None:
    assert isinstance(printed_form(text), str)
    assert isinstance(in_symbols(text, {}), str | None)


def test_no_spelling_of_a_unit_has_two_factors(engine: Engine) -> None:
    """What stands for several units of one element is none of them, so a spelling never changes an amount."""
    index = index_of(engine.rulebase)
    seen = 0
    for name, factors in index.records.units.items():
        for unit, factor in factors.items():
            for other in {unit, printed_form(unit), unit.replace("/", " / ")}:
                assert index.units[name].get(other) in (factor, None) or printed_form(other) in factors, (name, other)
                seen += 1
    assert seen > 200
