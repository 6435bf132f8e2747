"""Beyond the latest value: the lower of two readings, the result before, the laboratory's limit, the age of values."""

from __future__ import annotations

from typing import Any

import pytest

from tests.fhir.conftest import Mapping, answers, observation, quantity, reasons


def pressure(systolic: float, diastolic: float, when: str) -> Any:
    parts = [
        {"code": {"coding": [{"system": "http://loinc.org", "code": code}]}, "valueQuantity": quantity(value, "mm[Hg]")}
        for code, value in (("8480-6", systolic), ("8462-4", diastolic))
    ]
    return observation("85354-9", when, component=parts)


def creatinine(value: float, when: str, unit: str = "mg/dL", **more: Any) -> Any:
    return observation("2160-0", when, valueQuantity=quantity(value, unit), **more)


def test_of_two_readings_five_minutes_apart_the_lower_one_counts(mapped: Mapping) -> None:
    first = pressure(172, 96, "2026-06-10T09:00:00Z")
    found = mapped(first, pressure(188, 112, "2026-06-10T09:05:00Z")).profile
    assert (found["systolic_mmhg"], found["diastolic_mmhg"]) == (172, 96)


def test_readings_less_than_five_minutes_apart_are_one(mapped: Mapping) -> None:
    first = pressure(172, 96, "2026-06-10T09:00:00Z")
    found = mapped(first, pressure(188, 112, "2026-06-10T09:04:00Z")).profile
    assert (found["systolic_mmhg"], found["diastolic_mmhg"]) == (188, 112)


def test_a_reading_of_another_day_does_not_lower_the_latest(mapped: Mapping) -> None:
    found = mapped(pressure(132, 80, "2026-06-09T09:00:00Z"), pressure(188, 112, "2026-06-10T09:00:00Z")).profile
    assert (found["systolic_mmhg"], found["diastolic_mmhg"]) == (188, 112)


@pytest.mark.parametrize(
    ("element", "code", "value", "unit"),
    [
        ("systolic_mmhg", "8480-6", 128, "mm[Hg]"),
        ("diastolic_mmhg", "8462-4", 78, "mm[Hg]"),
        ("haemoglobin_g_dl", "718-7", 12.9, "g/dL"),
        ("sodium_mmol_l", "2951-2", 139, "mmol/L"),
        ("platelets_10_9_l", "777-3", 250, "10*9/L"),
    ],
)
def test_a_value_older_than_thirty_days_is_left_out_and_the_report_says_so(
    mapped: Mapping, element: str, code: str, value: float, unit: str
) -> None:
    def found(when: str | None) -> Any:
        return mapped(observation(code, when, valueQuantity=quantity(value, unit)))

    assert found("2026-05-16").profile[element] == value  # thirty days before the day of the assessment
    old = found("2026-05-15")
    assert element not in old.profile
    assert reasons(old, element) == ["too_old"]
    assert reasons(found(None), element) == ["undated"]


def test_an_older_creatinine_is_kept_with_its_age(mapped: Mapping) -> None:
    assert mapped(creatinine(1.1, "2025-06-15")).profile == {"creatinine_mg_dl": 1.1, "creatinine_age_days": 365}


def test_the_result_before_the_latest_is_the_earlier_creatinine(mapped: Mapping) -> None:
    found = mapped(creatinine(0.9, "2026-06-03"), creatinine(0.8, "2026-01-03"), creatinine(1.3, "2026-06-10"))
    assert found.profile["creatinine_mg_dl"] == 1.3
    assert found.profile["creatinine_before_mg_dl"] == 0.9
    assert found.profile["creatinine_before_days"] == 7
    assert "has_acute_kidney_injury" not in found.patient.facts  # 1.44 times in seven days is under the limit


def test_the_earlier_creatinine_may_be_in_the_other_unit(mapped: Mapping) -> None:
    found = mapped(creatinine(70.5, "2026-06-08", "umol/L"), creatinine(97, "2026-06-10", "umol/L"))
    assert found.profile["creatinine_before_mg_dl"] == 0.8
    assert str(found.patient.facts["creatinine_rise_mg_dl"]) == "0.30"
    assert found.patient.facts["has_acute_kidney_injury"] is True


def test_the_upper_end_of_the_reference_range_is_the_limit_of_the_laboratory(mapped: Mapping) -> None:
    in_words = mapped(creatinine(1.3, "2026-06-10", referenceRange=[{"high": {"value": 1.1}}]))
    assert in_words.profile["creatinine_upper_limit_mg_dl"] == 1.1
    other = mapped(creatinine(1.3, "2026-06-10", referenceRange=[{"high": quantity(97, "umol/L")}]))
    assert other.profile["creatinine_upper_limit_umol_l"] == 97
    two = [{"high": {"value": 1.1}}, {"high": {"value": 0.9}}]
    assert "creatinine_upper_limit_mg_dl" not in mapped(creatinine(1.3, "2026-06-10", referenceRange=two)).profile


WOMAN = {"resourceType": "Patient", "id": "1", "gender": "female", "birthDate": "1968-05-14"}
FEMALE, MALE = ({"appliesTo": [{"text": each}]} for each in ("female", "male"))


@pytest.mark.parametrize(
    ("ranges", "limit"),
    [
        ([{"high": quantity(1.1, "mg/dL"), **FEMALE}, {"high": quantity(1.3, "mg/dL"), **MALE}], 1.1),
        ([{"high": quantity(1.3, "mg/dL"), **MALE}], None),
        ([{"high": quantity(1.3, "mg/dL"), "text": "male: up to 1.3"}], None),
        ([{"high": quantity(1.1, "mg/dL"), "appliesTo": [{"text": "pregnant"}]}], None),
        ([{"high": quantity(1.1, "mg/dL"), "type": {"coding": [{"code": "normal"}]}},
          {"high": quantity(5, "mg/dL"), "type": {"text": "critical"}}], 1.1),
        ([{"high": quantity(2.4, "mg/dL"), "type": {"coding": [{"code": "therapeutic"}]}}], None),
        ([{"high": quantity(2.4, "mg/dL"), "meaning": {"coding": [{"code": "treatment"}]}}], None),
        ([{"high": quantity(0.4, "mg/dL"), "age": {"high": quantity(11, "mo")}},
          {"high": quantity(1.1, "mg/dL"), "age": {"low": quantity(18, "a")}}], 1.1),
        ([{"high": quantity(1.1, "mg/dL"), "age": {"low": quantity(18, "furlong")}}], None),
        ([{"high": quantity(0.5, "mg/dL"), "low": quantity(1.1, "mg/dL")}], None),
        ([{"text": "0.5 to 1.1"}], None),
    ],
)  # fmt: skip
def test_a_reference_range_counts_only_where_it_is_of_this_person(mapped: Mapping, ranges: Any, limit: Any) -> None:
    found = mapped(WOMAN, creatinine(1.3, "2026-06-10", referenceRange=ranges))
    assert found.profile["creatinine_mg_dl"] == 1.3
    assert found.profile.get("creatinine_upper_limit_mg_dl") == limit
    assert bool(reasons(found, "creatinine_upper_limit_mg_dl")) is (limit is None)


def test_without_gender_or_birth_a_range_of_some_people_does_not_count(mapped: Mapping) -> None:
    for more in (FEMALE, {"age": {"low": quantity(18, "a")}}):
        given = [{"high": quantity(1.1, "mg/dL"), **more}]
        found = mapped(creatinine(1.3, "2026-06-10", referenceRange=given))
        assert reasons(found, "creatinine_upper_limit_mg_dl") == ["range_of_others"]


def test_a_limit_that_is_answered_counts_before_the_one_beside_the_result(mapped: Mapping) -> None:
    said = answers(creatinine_upper_limit_mg_dl={"valueQuantity": quantity(1.2, "mg/dL")})
    found = mapped(creatinine(1.3, "2026-06-10", referenceRange=[{"high": {"value": 1.1}}]), said)
    assert found.profile["creatinine_upper_limit_mg_dl"] == 1.2


@pytest.mark.parametrize(
    "more", [{"valueString": ">60"}, {"valueQuantity": quantity(90, "mL/min/{1.73_m2}", comparator=">")}]
)
def test_a_filtration_rate_over_some_number_is_none(mapped: Mapping, more: Any) -> None:
    found = mapped(observation("98979-8", **more))
    assert "egfr_ml_min_1_73m2" not in found.profile


def test_a_filtration_rate_of_the_same_day_counts_and_an_older_one_does_not(mapped: Mapping) -> None:
    rate = {"valueQuantity": quantity(72, "mL/min/{1.73_m2}")}
    person = {"resourceType": "Patient", "id": "p", "gender": "female", "birthDate": "1970-01-01"}
    latest = creatinine(0.9, "2026-06-10")
    same = mapped(person, latest, observation("98979-8", "2026-06-10", **rate))
    assert same.patient.facts["egfr_ml_min_1_73m2"] == 72
    older = mapped(person, latest, observation("98979-8", "2024-06-10", **rate))
    assert "egfr_ml_min_1_73m2" not in older.profile
    assert reasons(older, "egfr_ml_min_1_73m2") == ["worked_out"]
    assert "CKD-EPI 2021" in older.patient.because["egfr_ml_min_1_73m2"]
