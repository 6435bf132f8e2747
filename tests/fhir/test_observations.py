"""Numbers with units, several values of one analyte, results that mean yes or no."""

from __future__ import annotations

from typing import Any

import pytest

from immunote.engine.api import Engine
from tests.fhir.conftest import (
    LOCAL,
    SNOMED,
    UCUM,
    Mapping,
    concept,
    condition,
    observation,
    quantity,
    reasons,
)

CREATININE, IGA = "2160-0", "2458-8"


def creatinine(value: float, unit: str | None = "mg/dL", when: str | None = "2026-06-01", **more: Any) -> Any:
    return observation(CREATININE, when, valueQuantity=quantity(value, unit), **more)


def test_a_value_is_read_with_its_age(mapped: Mapping) -> None:
    assert mapped(creatinine(1.1)).profile == {"creatinine_mg_dl": 1.1, "creatinine_age_days": 14}


def test_an_analyte_is_read_under_each_of_its_codes(mapped: Mapping) -> None:
    found = mapped(observation("38483-4", valueQuantity=quantity(1.1, "mg/dL")))
    assert found.profile["creatinine_mg_dl"] == 1.1


def test_each_unit_goes_to_the_element_that_holds_it(mapped: Mapping) -> None:
    found = mapped(creatinine(97.2, "umol/L"), observation(IGA, valueQuantity=quantity(6, "mg/dL")))
    assert found.profile["creatinine_umol_l"] == 97.2
    assert found.profile["iga_mg_dl"] == 6
    assert "creatinine_mg_dl" not in found.profile
    assert {each.element for each in found.report.follows} >= {"creatinine_mg_dl", "iga_g_l", "has_iga_deficiency"}


def test_a_conversion_is_exact_and_shown(mapped: Mapping) -> None:
    found = mapped(observation("718-7", valueQuantity=quantity(117, "g/L")))
    assert found.profile == {"haemoglobin_g_dl": 11.7}
    conversion = found.report.elements[0].source.conversion
    assert conversion is not None
    assert (conversion.from_unit, conversion.to_unit, conversion.factor) == ("g/L", "g/dL", "0.1")


def test_every_numeric_element_with_a_code_has_a_list_of_units(engine: Engine) -> None:
    records = engine.rulebase.records
    assert records is not None
    coded = [name for name, each in engine.rulebase.elements.items() if each.is_number and each.codes]
    assert [name for name in coded if name not in records.units] == []
    for name, factors in records.units.items():
        assert "1" in factors.values(), name


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (quantity(1.1, None), "no_unit"),
        (quantity(1.1, "mg/dL/h"), "unit"),
        (quantity(1.1, "mg/dL", comparator="<"), "comparator"),
        (quantity(400, "mg/dL"), "implausible"),
        ({"unit": "mg/dL"}, "no_value"),
    ],
)
def test_a_number_is_used_only_with_a_known_unit_and_a_plausible_value(
    mapped: Mapping, value: Any, reason: str
) -> None:
    found = mapped(observation(CREATININE, valueQuantity=value))
    assert found.profile == {}
    assert reasons(found, "creatinine_mg_dl") == [reason]


def test_a_filtration_rate_without_its_area_is_another_quantity(mapped: Mapping) -> None:
    found = mapped(observation("33914-3", valueQuantity=quantity(70, "mL/min")))
    assert reasons(found, "egfr_ml_min_1_73m2") == ["unit"]
    assert mapped(observation("33914-3", valueQuantity=quantity(70, "mL/min/{1.73_m2}"))).profile == {
        "egfr_ml_min_1_73m2": 70
    }


def test_the_written_unit_counts_only_where_there_is_no_coded_one(mapped: Mapping) -> None:
    assert (
        mapped(observation(CREATININE, valueQuantity={"value": 1.1, "unit": "mg/dL"})).profile["creatinine_mg_dl"]
        == 1.1
    )
    odd = {"value": 1.1, "unit": "mg/dL", "code": "mmol/mL", "system": UCUM}
    assert reasons(mapped(observation(CREATININE, valueQuantity=odd)), "creatinine_mg_dl") == ["unit"]


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ({"valueRange": {"low": quantity(36, "%"), "high": quantity(40, "%")}}, "range"),
        ({"valueString": "36-40"}, "text"),
        ({"valueString": "38 %"}, "text"),
        ({"valueInteger": 38}, "no_unit"),
        (
            {"dataAbsentReason": concept("http://terminology.hl7.org/CodeSystem/data-absent-reason", "unknown")},
            "value_absent",
        ),
        ({}, "no_value"),
    ],
)
def test_what_is_no_single_number_is_shown_and_not_used(mapped: Mapping, value: Any, reason: str) -> None:
    found = mapped(observation("10230-1", **value))
    assert found.profile == {}
    assert reasons(found, "lvef_pct") == [reason]


def test_a_range_is_shown_as_it_was_written(mapped: Mapping) -> None:
    found = mapped(observation("10230-1", valueRange={"low": quantity(36, "%"), "high": quantity(40, "%")}))
    assert found.report.not_used[0].source.recorded == "36 % to 40 %"


def test_of_several_values_the_newest_is_used_and_the_others_are_shown(mapped: Mapping) -> None:
    found = mapped(creatinine(1.0, when="2026-01-01"), creatinine(2.0, when="2026-06-01"), creatinine(3.0, when="2025"))
    assert found.profile["creatinine_mg_dl"] == 2
    (element,) = [each for each in found.report.elements if each.element == "creatinine_mg_dl"]
    assert sorted(each.recorded or "" for each in element.older) == ["1.0 mg/dL", "3.0 mg/dL"]


def test_the_newest_wins_across_units_and_codes(mapped: Mapping) -> None:
    found = mapped(creatinine(1.0, when="2026-01-01"), creatinine(150, "umol/L", when="2026-06-01"))
    assert found.profile["creatinine_umol_l"] == 150
    assert "creatinine_mg_dl" not in found.profile
    assert found.profile["creatinine_age_days"] == 14


def test_values_of_one_moment_that_differ_leave_it_open(mapped: Mapping) -> None:
    found = mapped(creatinine(1.0), creatinine(2.0))
    assert found.profile == {}
    assert reasons(found, "creatinine_mg_dl") == ["ambiguous", "ambiguous"]
    assert mapped(creatinine(1.0), creatinine(1.0)).profile["creatinine_mg_dl"] == 1


def test_of_one_moment_the_one_issued_later_is_the_newer(mapped: Mapping) -> None:
    first = creatinine(1.0, issued="2026-06-01T10:00:00Z")
    corrected = creatinine(2.0, issued="2026-06-02T10:00:00Z", status="corrected")
    assert mapped(first, corrected).profile["creatinine_mg_dl"] == 2


def test_one_value_in_two_units_at_one_moment_is_one_value(mapped: Mapping) -> None:
    assert mapped(creatinine(1.0), creatinine(88.4, "umol/L")).profile.keys() >= {"creatinine_age_days"}


def test_a_value_without_a_date_has_no_age_and_gives_way_to_any_that_has(mapped: Mapping) -> None:
    found = mapped(creatinine(1.0, when=None))
    assert found.profile == {"creatinine_mg_dl": 1}
    assert reasons(found, "creatinine_age_days") == ["undated"]
    assert mapped(creatinine(1.0, when=None), creatinine(2.0, when="2001")).profile["creatinine_mg_dl"] == 2


def test_a_date_too_wide_for_a_threshold_gives_no_age(mapped: Mapping) -> None:
    found = mapped(creatinine(1.0, when="2026-05"))
    assert found.profile == {"creatinine_mg_dl": 1}
    assert reasons(found, "creatinine_age_days") == ["date_too_wide"]
    assert mapped(creatinine(1.0, when="2020")).profile["creatinine_age_days"] == 1992


@pytest.mark.parametrize(
    ("status", "reason"),
    [("preliminary", "unconfirmed"), ("registered", "unconfirmed"), ("cancelled", "unconfirmed")],
)
def test_a_result_that_is_not_final_is_not_used(mapped: Mapping, status: str, reason: str) -> None:
    assert reasons(mapped(creatinine(1.0, status=status)), "creatinine_mg_dl") == [reason]


def test_a_result_entered_in_error_is_as_if_it_were_not_there(mapped: Mapping) -> None:
    found = mapped(creatinine(1.0, status="entered-in-error"))
    assert (found.profile, reasons(found, None)) == ({}, ["entered_in_error"])


def test_a_value_of_tomorrow_is_not_used(mapped: Mapping) -> None:
    assert reasons(mapped(creatinine(1.0, when="2026-06-16")), "creatinine_mg_dl") == ["future"]


def test_components_are_read_by_their_own_codes(mapped: Mapping) -> None:
    parts = [
        {"code": concept("http://loinc.org", "8480-6"), "valueQuantity": quantity(120, "mm[Hg]")},
        {"code": concept("http://loinc.org", "8462-4"), "valueQuantity": quantity(70, "mm[Hg]")},
    ]
    found = mapped(observation("85354-9", component=parts))
    assert found.profile == {"systolic_mmhg": 120, "diastolic_mmhg": 70}
    assert found.report.unknown_codes == ()


def test_a_component_without_a_value_is_named(mapped: Mapping) -> None:
    parts: list[Any] = [{"code": concept("http://loinc.org", "8480-6")}]
    assert reasons(mapped(observation("85354-9", component=parts)), "systolic_mmhg") == ["no_value"]
    parts[0]["dataAbsentReason"] = concept("http://terminology.hl7.org/CodeSystem/data-absent-reason", "not-performed")
    assert reasons(mapped(observation("85354-9", component=parts)), "systolic_mmhg") == ["value_absent"]


@pytest.mark.parametrize(
    ("value", "answer"),
    [
        ({"valueCodeableConcept": concept(SNOMED, "10828004", "Positive")}, True),
        ({"valueCodeableConcept": concept(SNOMED, "260415000", "Not detected")}, False),
        ({"valueString": "Negative"}, False),
        ({"valueBoolean": True}, True),
        (
            {"interpretation": [concept("http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation", "POS")]},
            True,
        ),
        ({"valueString": "trace"}, None),
        ({"valueCodeableConcept": {"text": "positive, see comment"}}, None),
    ],
)
def test_a_result_is_yes_or_no_only_by_the_list_of_such_results(
    mapped: Mapping, value: Any, answer: bool | None
) -> None:
    assert mapped(observation("5117-7", **value)).profile.get("has_cryoglobulinaemia") is answer


def test_a_yes_to_ever_outlives_a_later_no(mapped: Mapping) -> None:
    found = mapped(
        observation("5117-7", "2020", valueBoolean=True), observation("5117-7", "2026-01-01", valueBoolean=False)
    )
    assert found.profile == {"has_cryoglobulinaemia": True}
    assert reasons(found, "has_cryoglobulinaemia") == ["overruled"]


def test_the_newest_answer_to_now_wins(mapped: Mapping) -> None:
    smokes, stopped = concept(SNOMED, "449868002"), concept(SNOMED, "8517006", "Former smoker")
    found = mapped(
        observation("72166-2", "2020-01-01", valueCodeableConcept=smokes),
        observation("72166-2", "2026-01-01", valueCodeableConcept=stopped),
    )
    assert found.profile == {"is_smoker": False}


def test_yes_and_no_of_which_neither_is_newer_leave_it_open(mapped: Mapping) -> None:
    found = mapped(
        condition(SNOMED, "38341003"),
        observation("has-hypertension", system=LOCAL, valueBoolean=False),
        {
            "resourceType": "QuestionnaireResponse",
            "status": "completed",
            "item": [{"linkId": "has_hypertension", "answer": [{"valueBoolean": False}]}],
        },
    )
    assert found.profile == {}
    assert set(reasons(found, "has_hypertension")) == {"disagree"}


def test_elements_without_a_public_code_have_a_local_one(mapped: Mapping) -> None:
    found = mapped(
        observation("mrss", system=LOCAL, valueQuantity={"value": 12}),
        observation("ssc-subset", system=LOCAL, valueCodeableConcept=concept(LOCAL, "diffuse")),
    )
    assert found.profile == {"mrss": 12, "ssc_subset": "diffuse"}


def test_one_negative_test_of_several_is_no_answer(mapped: Mapping) -> None:
    found = mapped(observation("3281-3", valueString="negative"))
    assert found.profile == {}
    assert reasons(found, "has_antiphospholipid_antibodies") == ["near"]


def test_a_body_mass_index_beside_weight_and_height_is_worked_out(mapped: Mapping) -> None:
    weight, height = (
        observation(code, valueQuantity=quantity(value, unit))
        for code, value, unit in (("29463-7", 80, "kg"), ("8302-2", 1.6, "m"))
    )
    bmi = observation("39156-5", "2001", valueQuantity=quantity(45, "kg/m2"))
    found = mapped(weight, height, bmi)
    assert found.profile == {"weight_kg": 80, "height_cm": 160}
    assert reasons(found, "bmi_kg_m2") == ["worked_out"]
    assert mapped(weight, bmi).profile == {"weight_kg": 80, "bmi_kg_m2": 45}


def test_unknown_codes_are_counted_once_an_entry(mapped: Mapping) -> None:
    found = mapped(*(observation("9999-9", valueQuantity=quantity(1, "kg"), id=str(each)) for each in range(3)))
    assert [(each.code, each.count) for each in found.report.unknown_codes] == [("9999-9", 3)]


def test_the_moments_of_a_timing_date_a_result(mapped: Mapping) -> None:
    def at(value: float, **when: Any) -> dict[str, Any]:
        return observation("718-7", None, valueQuantity=quantity(value, "g/dL"), **when)

    older = at(13, effectiveDateTime="2026-06-01")
    for timing in ({"event": ["2026-06-10"]}, {"event": ["2026-06-10T08:00:00Z", "2026-06-10T09:00:00Z"]},
                   {"repeat": {"boundsPeriod": {"start": "2026-06-10", "end": "2026-06-10"}}}):  # fmt: skip
        assert mapped(older, at(9, effectiveTiming=timing)).profile["haemoglobin_g_dl"] == 9
    assert mapped(at(9, effectiveTiming={"event": ["2026-06-10", "spring"]})).profile == {}


@pytest.mark.parametrize(("codes", "answer"), [(["112144000"], "A"), (["112144000", "278149003"], "A"),
                                               (["112144000", "112149005"], None)])  # fmt: skip
def test_codes_of_one_answer_that_mean_two_answers_are_none(mapped: Mapping, codes: Any, answer: Any) -> None:
    given = {"coding": [{"system": SNOMED, "code": each} for each in codes]}
    found = mapped(observation("883-9", valueCodeableConcept=given))
    assert found.profile.get("abo_group") == answer
    assert answer or reasons(found, "abo_group") == ["coded_value"]


def test_a_coded_answer_with_the_words_of_another_is_none(mapped: Mapping) -> None:
    other = observation("883-9", valueCodeableConcept=concept(SNOMED, "112144000", text="Blutgruppe B"))
    assert reasons(mapped(other), "abo_group") == ["coded_value"]
    same = observation("883-9", valueCodeableConcept=concept(SNOMED, "112144000", text="Blutgruppe A"))
    assert mapped(same).profile == {"abo_group": "A"}
