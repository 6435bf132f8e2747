"""What a correction takes out counts as not recorded, with what followed from it, and is never impossible."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from random import Random

import pytest

from immunote.engine.api import Engine
from immunote.engine.diagram import ImpossibleFactsError
from immunote.engine.intake import Patient
from immunote.engine.noting.outcome import corrected_facts
from tests.support.patients import consistent, samples

WOMAN = {"sex": "female", "age_years": 50, "creatinine_age_days": 2}


def corrected(engine: Engine, **raw: object) -> dict[str, object]:
    return dict(corrected_facts(engine.intake, engine.patient({**WOMAN, **raw})))


def test_a_severe_value_goes_with_the_fact_that_hangs_on_it(engine: Engine) -> None:
    facts = corrected(engine, systolic_mmhg=220, diastolic_mmhg=118, haemoglobin_g_dl=5, sodium_mmol_l=115)
    assert not {"systolic_mmhg", "diastolic_mmhg", "haemoglobin_g_dl", "sodium_mmol_l"} & set(facts)
    for name in ("has_severe_hypertension", "has_hypotension", "has_severe_anaemia", "has_severe_hyponatraemia"):
        assert facts[name] is False


def test_after_an_injury_creatinine_and_what_was_worked_out_of_it_are_gone(engine: Engine) -> None:
    facts = corrected(engine, creatinine_mg_dl=1.3, creatinine_before_mg_dl=0.9, creatinine_before_days=2)
    assert facts["has_acute_kidney_injury"] is False
    gone = ("creatinine_mg_dl", "creatinine_rise_mg_dl", "creatinine_times_before", "egfr_ml_min_1_73m2")
    assert not set(gone) & set(facts)


@pytest.mark.parametrize("value", [{"creatinine_mg_dl": 0.9}, {"egfr_ml_min_1_73m2": 75}])
def test_without_an_injury_or_a_crisis_the_kidney_values_stay(engine: Engine, value: dict[str, float]) -> None:
    facts = corrected(engine, has_sepsis=True, **value)
    assert "egfr_ml_min_1_73m2" in facts
    assert facts["has_sepsis"] is False


def test_an_active_crisis_becomes_an_earlier_one(engine: Engine) -> None:
    facts = corrected(engine, has_active_renal_crisis=True)
    assert (facts["has_active_renal_crisis"], facts["had_renal_crisis"]) == (False, True)
    assert facts["creatinine_is_stable"] is True


def test_heart_failure_that_is_decompensated_is_heart_failure_still(engine: Engine) -> None:
    facts = corrected(engine, heart_failure_is_decompensated=True)
    assert (facts["heart_failure_is_decompensated"], facts["has_heart_failure"]) == (False, True)


def test_dialysis_for_an_injury_alone_ends_with_it_and_that_of_a_lasting_disease_does_not(engine: Engine) -> None:
    injured = {"is_on_dialysis": True, "has_acute_kidney_injury": True}
    assert corrected(engine, **injured, has_chronic_kidney_disease=False)["is_on_dialysis"] is False
    assert corrected(engine, **injured, has_chronic_kidney_disease=True)["is_on_dialysis"] is True


DANGERS = [
    "has_volume_depletion",
    "has_sepsis",
    "has_acute_kidney_injury",
    "has_active_renal_crisis",
    "had_renal_crisis",
    "creatinine_is_stable",
    "heart_failure_is_decompensated",
    "has_heart_failure",
    "has_severe_hypertension",
    "has_hypotension",
    "has_severe_anaemia",
    "has_severe_hyponatraemia",
    "systolic_mmhg",
    "diastolic_mmhg",
    "haemoglobin_g_dl",
    "sodium_mmol_l",
    "egfr_ml_min_1_73m2",
    "is_on_dialysis",
    "has_chronic_kidney_disease",
    "creatinine_rise_mg_dl",
    "creatinine_before_days",
]


def test_no_record_that_is_possible_becomes_impossible(engine: Engine) -> None:
    rng, waiting = Random(7), list[Patient]()
    certain = {
        "has_systemic_sclerosis": True,
        "age_years": Decimal(50),
        "ivig_requested_for": "systemic_sclerosis",
        "route_requested": "intravenous",
        "immunoglobulin_reaction": "none",
        "has_iga_deficiency": False,
        "has_anti_iga": False,
        "on_ivig_now": True,
        "creatinine_age_days": Decimal(3),
    }
    for _ in range(400):
        names = rng.sample(DANGERS, rng.randint(1, 12))
        wanted = [*certain.items(), *((name, rng.choice(samples(engine, name))) for name in names)]
        patient = engine.intake.complete_given(consistent(engine, wanted))
        with suppress(ImpossibleFactsError):  # such a record is refused before anything is corrected
            if engine.diagram.reachable(patient.facts) == ("deferred",):
                waiting.append(patient)
    for patient in waiting:
        assert engine.corrected_diagram.reachable(corrected_facts(engine.intake, patient))
    assert len(waiting) >= 100
