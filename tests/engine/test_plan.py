"""A planned course never improves the outcome, and one within what was studied changes nothing."""

from __future__ import annotations

from immunote.engine.note import Note
from immunote.engine.profile import value_json
from immunote.engine.questions import steps_to_a_settled_note
from tests.engine.test_properties import ENGINE, complete_patients

GRADES = [name for name, outcome in ENGINE.rulebase.outcomes.items() if outcome.is_grade]
NONE = ("planned_g_kg", "planned_days", "planned_grams", "planned_grams_day", "plan_is_above_studied_dose")


def with_plan(raw: dict[str, object], **plan: float) -> Note:
    """The note of a patient with this plan and no other."""
    return ENGINE.note({**{name: value for name, value in raw.items() if name not in NONE}, **plan})


def refractory() -> dict[str, object]:
    """A refractory arthritis, all else answered as unremarkable."""
    raw: dict[str, object] = {
        "has_systemic_sclerosis": True,
        "age_years": 50,
        "sex": "male",
        "jurisdiction": "us",
        "joints_are_active": True,
        "has_synovitis": True,
        "methotrexate_outcome": "failed",
        "failed_for_joints": True,
    }
    elements = ENGINE.rulebase.elements
    for step in steps_to_a_settled_note(ENGINE, ENGINE.patient(raw)) or ():
        raw |= {name: value_json(elements[name], value) for name, value in step.answers.items()}
    return raw


def test_a_plan_above_the_studied_dose_caps_what_may_be_considered() -> None:
    raw = refractory()
    found = {dose: with_plan(raw, planned_g_kg=dose).outcome for dose in (2, 2.1, 2.2, 2.3, 5)}
    assert found == {
        2: "may_consider",
        2.1: "may_consider",
        2.2: "may_consider",
        2.3: "uncertain",
        5: "uncertain",
    }
    assert with_plan(raw).outcome == "may_consider"


def test_a_plan_never_improves_the_grade() -> None:
    for raw in [refractory(), *complete_patients(40)]:
        without, high = with_plan(raw), with_plan(raw, planned_g_kg=3)
        if without.grade is None or high.grade is None:
            assert without.outcome == high.outcome
            continue
        assert GRADES.index(high.grade) >= GRADES.index(without.grade)
        if high.grade != without.grade:
            assert without.grade in ("may_consider", "may_consider_with_precautions")
            assert high.grade == "uncertain"


def test_a_plan_within_what_was_studied_changes_no_outcome() -> None:
    plans: list[dict[str, float]] = [{"planned_g_kg": 2.2}, {"planned_g_kg": 2, "planned_days": 4}, {"planned_days": 1}]
    for raw in [refractory(), *complete_patients(20)]:
        for plan in plans:
            assert with_plan(raw, **plan).outcome == with_plan(raw).outcome


def test_an_absent_plan_opens_no_row() -> None:
    missing = ENGINE.note({"has_systemic_sclerosis": True}).missing
    assert not {"planned_g_kg", "plan_is_above_studied_dose"} & {each.element for each in missing if each.outcomes}
