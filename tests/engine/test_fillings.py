"""What absence means is filled in after all that follows, names its reason and never breaks a constraint."""

from __future__ import annotations

import pytest

from immunote.engine.api import Engine
from tests.engine.bad_rules import SOUP


@pytest.fixture(scope="module")
def soup() -> Engine:
    return Engine.load(SOUP)


def test_a_filling_stands_where_its_condition_is_true_and_says_why(soup: Engine) -> None:
    patient = soup.patient({"spoon_material": "wood"})
    assert patient.facts["spoon_is_dry"] is True
    assert patient.because["spoon_is_dry"] == "wood dries by itself"
    assert "spoon_is_dry" not in patient.given


def test_the_first_that_holds_counts_and_what_follows_follows(soup: Engine) -> None:
    both = {"spoon_material": "wood", "spoon_is_cracked": True, "is_a_soup": True}
    assert soup.patient(both).facts["spoon_is_dry"] is False
    assert soup.patient({"spoon_material": "wood"}).facts["has_mould"] is False


@pytest.mark.parametrize("raw", [{}, {"spoon_material": "silver"}, {"spoon_material": "silver", "is_a_soup": True}])
def test_where_no_condition_is_true_it_stays_unknown(soup: Engine, raw: dict[str, object]) -> None:
    assert "spoon_is_dry" not in soup.patient(raw).facts


def test_a_recorded_answer_is_kept(soup: Engine) -> None:
    assert soup.patient({"spoon_material": "wood", "spoon_is_dry": False}).facts["spoon_is_dry"] is False


def test_a_filling_that_breaks_a_constraint_is_not_made(soup: Engine) -> None:
    mouldy = {"spoon_material": "wood", "has_mould": True}
    assert soup.patient(mouldy).facts["spoon_is_dry"] is False  # by the constraint, before anything is filled in
    assert soup.patient(mouldy).because["spoon_is_dry"] == "a dry spoon gathers no mould"


def test_dialysis_fills_in_a_stable_creatinine_and_a_recorded_no_stands(engine: Engine) -> None:
    crisis = {"had_renal_crisis": True, "is_on_dialysis": True}
    patient = engine.patient(crisis)
    assert patient.facts["creatinine_is_stable"] is True
    assert patient.facts["has_active_renal_crisis"] is False
    assert engine.patient({**crisis, "creatinine_is_stable": False}).facts["creatinine_is_stable"] is False
    assert engine.patient({**crisis, "has_active_renal_crisis": True}).facts["creatinine_is_stable"] is False
    assert "creatinine_is_stable" not in engine.patient({"had_renal_crisis": True}).facts


def test_with_the_filling_the_deferral_is_no_longer_reachable(engine: Engine) -> None:
    base = {
        "has_systemic_sclerosis": True,
        "age_years": 55,
        "had_renal_crisis": True,
        "has_volume_depletion": False,
        "has_sepsis": False,
        "has_acute_kidney_injury": False,
        "creatinine_age_days": 3,
        "had_thrombosis": False,
        "has_heart_failure": False,
        "has_severe_hypertension": False,
        "has_hypotension": False,
        "has_severe_anaemia": False,
        "has_severe_hyponatraemia": False,
        "has_chronic_kidney_disease": True,
    }
    without = engine.diagram.reachable(engine.patient(base).facts)
    on_dialysis = engine.diagram.reachable(engine.patient({**base, "is_on_dialysis": True}).facts)
    assert "deferred" in without
    assert "deferred" not in on_dialysis
