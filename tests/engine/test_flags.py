"""Recorded values that ask before any grade: what holds a grade back, what does not, and what every note names."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from immunote.engine.api import Engine
from immunote.engine.faults import Refused
from immunote.engine.flags import any_open, flags_of
from immunote.engine.note import Note
from immunote.service.cds.cards import summary_of
from immunote.service.render.text import render_text
from immunote.service.rulebases.in_use import engine_of
from tests.columns.evaluated import SOUP, some_patients
from tests.conftest import RULES
from tests.support.patients import consistent

ENGINE = engine_of(RULES)
SOUPS = Engine.load(SOUP)
FAVOURABLE = {"may_consider", "may_consider_with_precautions", "uncertain"}
ANSWERED = {"has_severe_hypertension": False, "has_severe_hyponatraemia": False, "has_severe_anaemia": False}
CASE = ENGINE.rulebase.cases["A01"]
GOOD: dict[str, Any] = {**CASE.profile, **CASE.completed, **ANSWERED}
"""A published patient, completed, and answered further until a favourable grade is settled."""


def changed(**values: Any) -> dict[str, Any]:
    """The same patient with one thing changed. An answer that a value contradicts was not given."""
    tied = {
        "systolic_mmhg": ("has_severe_hypertension", "has_hypotension"),
        "haemoglobin_g_dl": ("has_severe_anaemia",),
        "sodium_mmol_l": ("has_severe_hyponatraemia",),
        "creatinine_umol_l": (
            "creatinine_mg_dl",
            "egfr_ml_min_1_73m2",
            "has_acute_kidney_injury",
            "has_chronic_kidney_disease",
        ),
        "creatinine_upper_limit_umol_l": ("creatinine_upper_limit_mg_dl",),
        "platelets_10_9_l": ("has_acute_kidney_injury", "has_active_renal_crisis", "had_renal_crisis"),
        "creatinine_before_mg_dl": ("egfr_ml_min_1_73m2", "has_acute_kidney_injury"),
    }
    without = {name for each in values for name in tied.get(each, ())}
    return {name: value for name, value in GOOD.items() if name not in without} | values


def test_the_patient_changed_below_is_favourable_unchanged() -> None:
    note = ENGINE.note(GOOD)
    assert note.status == "settled"
    assert note.outcome in FAVOURABLE
    assert note.flags == ()
    assert note.also_now == ()


ONE_DANGER = {
    "creatinine 600 umol/L without an estimated GFR": changed(creatinine_umol_l=600),
    "blood pressure 220": changed(systolic_mmhg=220),
    "haemoglobin 5": changed(haemoglobin_g_dl=5),
    "sodium 115": changed(sodium_mmol_l=115),
    "platelets 40": changed(platelets_10_9_l=40),
    "creatinine doubled": changed(creatinine_mg_dl=1.6, creatinine_before_mg_dl=0.8),
}


@pytest.mark.parametrize("raw", ONE_DANGER.values(), ids=ONE_DANGER)
def test_one_dangerous_value_and_nothing_else_wrong_settles_and_leans_to_nothing_favourable(
    raw: dict[str, Any],
) -> None:
    note = ENGINE.note(raw)
    assert note.outcome not in FAVOURABLE
    assert note.leaning is None
    assert note.flags or note.outcome == "deferred"


def test_a_pregnancy_and_a_plan_far_above_what_was_studied_take_the_grade_down() -> None:
    pregnant = ENGINE.note(changed(is_pregnant=True, age_years=40))
    planned = ENGINE.note(changed(planned_g_kg=5, planned_days=1))
    assert "may_consider" not in (pregnant.outcome, pregnant.leaning)
    assert not {planned.outcome, planned.leaning} & {"may_consider", "may_consider_with_precautions"}


def test_a_card_names_the_value_and_what_it_asks() -> None:
    for raw in ONE_DANGER.values():
        note = ENGINE.note(raw)
        summary = summary_of(note, ENGINE.rulebase)
        assert len(summary) < 140
        if any(flag.open for flag in note.flags):
            assert note.flags[0].heading.split(" ")[1] in summary
            assert "AKI?" in summary


@pytest.mark.parametrize("outcome_of", [ENGINE, SOUPS], ids=["real", "soup"])
def test_nothing_recorded_makes_more_outcomes_possible(outcome_of: Engine) -> None:
    rng = Random(20261128)
    for facts in some_patients(outcome_of, 60, seed=7):
        order = rng.sample(list(facts), len(facts))
        before: set[str] | None = None
        was_settled = False
        for start in range(0, len(order) + 1, 5):
            wanted = [(name, facts[name]) for name in order[:start]]
            known = consistent(outcome_of, wanted)
            try:
                judged = outcome_of.judge(outcome_of.patient(known))
            except Refused:  # each is possible, all together are not
                break
            now = set(judged.verdict.reachable)
            assert before is None or now <= before
            if was_settled and judged.verdict.status != "settled":
                assert any_open(
                    judged.verdict.flags
                )  # a value newly recorded withholds a grade so, and in no other way
            before, was_settled = now, judged.verdict.status == "settled"


def test_a_grade_that_stood_is_held_back_by_a_value_and_given_back_by_the_answers() -> None:
    asked = ("has_acute_kidney_injury", "has_active_renal_crisis", "had_renal_crisis", "creatinine_is_stable")
    raw = {name: value for name, value in GOOD.items() if name not in asked}
    with_value = raw | {"platelets_10_9_l": 99}
    held = ENGINE.note(with_value)
    assert held.status == "provisional"
    assert held.outcome is None
    assert held.leaning is None
    assert [flag.open for flag in held.flags] == [True]
    assert held.headline.startswith("Cannot be graded yet. Platelets 99 10^9/L: AKI? Renal crisis?")
    assert [each.element for each in held.missing[:2]] == ["has_acute_kidney_injury", "has_active_renal_crisis"]
    assert all("low_platelets" in each.flags for each in held.missing[:2])
    given = ENGINE.note(GOOD | {"platelets_10_9_l": 99})
    assert (given.status, given.outcome) == ("settled", ENGINE.note(GOOD).outcome)
    assert [flag.open for flag in given.flags] == [False]
    assert {each.element for each in given.flags[0].answers} >= {"has_acute_kidney_injury", "has_active_renal_crisis"}


def test_one_outcome_alone_is_held_back_too_where_a_creatinine_is_too_old() -> None:
    note = ENGINE.note(GOOD | {"platelets_10_9_l": 99, "creatinine_age_days": 8})
    assert len(note.reachable) == 1
    assert (note.status, note.outcome, note.leaning) == ("provisional", None, None)
    assert [question.element for question in note.flags[0].questions] == ["creatinine_age_days"]
    assert "Creatinine of 7 days or less?" in note.headline


def test_a_no_that_does_not_count_is_no_answer_and_one_that_follows_is() -> None:
    old = ENGINE.note(GOOD | {"platelets_10_9_l": 99, "creatinine_age_days": 31})
    assert "has_acute_kidney_injury" in {each.element for each in old.flags[0].questions}
    stable = {
        name: value for name, value in GOOD.items() if name not in ("has_active_renal_crisis", "had_renal_crisis")
    }
    note = ENGINE.note(stable | {"creatinine_is_stable": True, "platelets_10_9_l": 99})
    assert "has_active_renal_crisis" in {each.element for each in note.flags[0].answers}
    assert not note.flags[0].open


def test_what_no_answer_can_change_is_settled_beside_an_open_flag() -> None:
    for raw, outcome in (
        (changed(creatinine_umol_l=600, creatinine_upper_limit_umol_l=90, age_years=15), "out_of_scope"),
        (changed(creatinine_umol_l=600, immunoglobulin_reaction="severe"), "contraindicated"),
    ):
        note = ENGINE.note(raw)
        assert (note.status, note.outcome) == ("settled", outcome)
        assert any(flag.open for flag in note.flags)
        assert "600 umol/L" in note.headline
        assert _above_the_fold(note, "600 umol/L")


def test_a_deferral_that_holds_is_named_beside_a_contraindication_and_out_of_scope() -> None:
    for more in ({"immunoglobulin_reaction": "severe"}, {"age_years": 15}):
        note = ENGINE.note(changed(systolic_mmhg=220, **more))
        assert note.outcome in ("contraindicated", "out_of_scope")
        assert note.also_now
        assert "Also now" in note.headline
        assert any(each.rule == "severe_hypertension" for each in note.statements)


def test_it_is_never_headed_cannot_be_graded_where_everything_left_stops_a_start() -> None:
    raw = {name: value for name, value in GOOD.items() if name != "immunoglobulin_reaction"}
    note = ENGINE.note(raw | {"has_sepsis": True})
    assert set(note.reachable) == {"contraindicated", "deferred"}
    assert note.status == "provisional"
    assert "annot be graded" not in note.headline
    assert note.also_now


@pytest.mark.parametrize(
    "raw",
    [
        changed(creatinine_mg_dl=1.2, creatinine_before_mg_dl=0.8, creatinine_before_days=7)
        | {"has_acute_kidney_injury": False},
        changed(systolic_mmhg=220) | {"has_severe_hypertension": False},
        changed(haemoglobin_g_dl=5) | {"has_severe_anaemia": False},
        changed(sodium_mmol_l=115) | {"has_severe_hyponatraemia": False},
        changed(egfr_ml_min_1_73m2=29) | {"has_chronic_kidney_disease": False},
    ],
)
def test_an_answer_that_a_value_contradicts_is_refused(raw: dict[str, Any]) -> None:
    with pytest.raises(Refused, match=r"P09|P15"):
        ENGINE.note(raw)


def test_a_heading_shows_the_unit_recorded_and_no_value_is_kept_for_others() -> None:
    first = ENGINE.note(changed(creatinine_umol_l=600, creatinine_upper_limit_umol_l=90))
    assert "Creatinine 600 umol/L (limit 90 umol/L)" in {flag.heading for flag in first.flags}
    second = ENGINE.note(changed(creatinine_umol_l=700, creatinine_upper_limit_umol_l=100))
    assert "Creatinine 700 umol/L (limit 100 umol/L)" in {flag.heading for flag in second.flags}
    assert not any("600" in words for words in ENGINE.wording.filled)


def test_insufficient_data_comes_first_whatever_a_flag_says() -> None:
    raw = {name: value for name, value in GOOD.items() if name != "has_systemic_sclerosis"}
    note = ENGINE.note(raw | {"platelets_10_9_l": 40})
    assert note.status == "insufficient_data"
    assert note.flags
    assert "Platelets 40" in note.headline


def test_no_open_flag_stands_beside_a_leaning_or_a_settled_outcome_that_it_holds_back() -> None:
    seen = set()
    for engine in (ENGINE, SOUPS):
        for facts in some_patients(engine, 300, seed=11):
            try:
                judged = engine.judge(engine.patient(facts))
            except Refused:  # each is possible, all together are not
                continue
            verdict, flags = judged.verdict, flags_of(engine.rulebase, judged.patient.facts, judged.truths)
            assert verdict.flags == flags
            if any_open(flags):
                assert verdict.leaning is None
                assert verdict.outcome not in engine.rulebase.flags.holds_back
                seen.add((engine is ENGINE, verdict.status))
    assert len(seen) >= 4


def _above_the_fold(note: Note, words: str) -> bool:
    first = render_text(note, ENGINE.rulebase).split("\n\n")[:3]
    return words in " ".join(" ".join(first).split())
