"""Entries that contradict each other: none of them is used, each is named, and there is still a note."""

from __future__ import annotations

from random import Random
from typing import Any

from immunote.engine.api import Engine
from tests.fhir.conftest import ICD, SNOMED, Mapping, answers, condition, observation, quantity, reasons
from tests.support.patients import samples

PERSON = {"resourceType": "Patient", "id": "p", "gender": "female", "birthDate": "1970-01-01"}


def test_a_value_and_a_diagnosis_that_cannot_both_be_are_both_left_out(mapped: Mapping) -> None:
    found = mapped(condition(ICD, "D80.2"), observation("2458-8", valueQuantity=quantity(2.1, "g/L")))
    assert found.profile == {}
    assert reasons(found, "iga_g_l") == reasons(found, "has_iga_deficiency") == ["contradicts"]


def test_a_filtration_rate_far_from_its_creatinine_leaves_both_out(mapped: Mapping) -> None:
    """Which of the two is mistaken nobody can tell here; without a creatinine there is none of a known age."""
    day = "2026-06-14"
    found = mapped(
        PERSON,
        observation("2160-0", day, valueQuantity=quantity(70, "umol/L")),
        observation("2160-0", "2026-06-01", valueQuantity=quantity(65, "umol/L")),
        observation("33914-3", day, valueQuantity=quantity(25, "mL/min/{1.73_m2}")),
    )
    assert set(found.profile) == {"age_years", "sex"}
    assert reasons(found, "egfr_ml_min_1_73m2") == reasons(found, "creatinine_umol_l") == ["contradicts"]


def test_what_follows_from_an_entry_can_contradict_another(mapped: Mapping) -> None:
    found = mapped(
        answers(
            has_heart_failure={"valueBoolean": False},
            heart_failure_is_decompensated={"valueBoolean": True},
            mrss={"valueInteger": 4},
        )
    )
    assert found.profile == {"mrss": 4}


def test_doses_in_the_wrong_order_are_left_out(mapped: Mapping) -> None:
    found = mapped(
        answers(
            prednisone_mg_day={"valueDecimal": 30},
            prednisone_highest_3_months_mg_day={"valueDecimal": 10},
        )
    )
    assert "prednisone_mg_day" not in found.profile
    assert reasons(found, "prednisone_highest_3_months_mg_day") == ["contradicts"]


def test_months_since_something_that_never_was_are_left_out(mapped: Mapping) -> None:
    found = mapped(
        answers(
            had_thrombosis={"valueBoolean": False},
            months_on_ivig={"valueDecimal": 3},
            on_ivig_now={"valueBoolean": False},
        )
    )
    assert found.profile == {"had_thrombosis": False}


def test_no_set_of_answers_is_refused(mapped: Mapping, engine: Engine) -> None:
    """Whatever a record claims at once, the rest of it is still read."""
    rng = Random(7)
    names = list(engine.rulebase.elements)
    for _ in range(150):
        given: dict[str, Any] = {}
        for name in rng.sample(names, 60):
            value = rng.choice(samples(engine, name))
            key = (
                "valueBoolean"
                if isinstance(value, bool)
                else "valueString"
                if isinstance(value, str)
                else "valueDecimal"
            )
            given[name] = {key: value if isinstance(value, bool | str) else float(value)}
        found = mapped(answers("2026-06-15", **given))
        assert engine.patient(found.profile).facts == found.patient.facts


def test_a_yes_and_its_history_fit(mapped: Mapping) -> None:
    found = mapped(
        condition(SNOMED, "59282003", onsetDateTime="2020-06-15"), answers(had_thrombosis={"valueBoolean": True})
    )
    assert found.profile == {"had_thrombosis": True, "months_since_thrombosis": 72}
