"""The order of questions, and the count of answers: following it settles the note after just as many, never earlier."""

from __future__ import annotations

from random import Random

import pytest

from immunote.engine.api import Engine
from immunote.engine.faults import Refused
from immunote.engine.note import Note
from immunote.engine.profile import value_json
from immunote.engine.questions import AnswerStep, asked_by_flags, flags_open, in_order, steps_to_a_settled_note
from tests.engine.bad_rules import SOUP
from tests.engine.test_properties import ENGINE
from tests.support.patients import random_patient

SOUPS = Engine.load(SOUP)


def patients(engine: Engine, count: int) -> list[dict[str, object]]:
    """Patients of whom little or much is recorded; what is refused is no patient."""
    found = []
    for seed in range(count):
        raw = random_patient(engine, Random(seed), (seed % 9) / 10)
        try:
            engine.note(raw)
        except Refused:
            continue
        found.append(raw)
    return found


def followed(engine: Engine, raw: dict[str, object], steps: tuple[AnswerStep, ...]) -> list[Note]:
    """The notes on the way: before the first answer, and after each."""
    notes = [engine.note(raw)]
    for step in steps:
        raw = {
            **raw,
            **{name: value_json(engine.rulebase.elements[name], value) for name, value in step.answers.items()},
        }
        notes.append(engine.note(raw))
    return notes


@pytest.mark.parametrize(("engine", "count"), [(ENGINE, 25), (SOUPS, 60)], ids=["real", "soup"])
def test_following_the_count_settles_the_note_after_exactly_that_many_answers(engine: Engine, count: int) -> None:
    counted = 0
    for raw in patients(engine, count):
        steps = steps_to_a_settled_note(engine, engine.patient(raw))
        if steps is None:
            assert engine is SOUPS  # a flag there asks for a value that has no meaning after a no to its host
            continue
        notes = followed(engine, raw, steps)
        assert [note.status == "settled" for note in notes] == [False] * len(steps) + [True]
        assert notes[0].answers_needed == (len(steps) or None)
        counted += bool(steps)
    assert counted


@pytest.mark.parametrize("engine", [ENGINE, SOUPS], ids=["real", "soup"])
def test_the_count_falls_by_one_with_each_answer_of_its_way(engine: Engine) -> None:
    for raw in patients(engine, 6):
        steps = steps_to_a_settled_note(engine, engine.patient(raw)) or ()
        counts = [note.answers_needed for note in followed(engine, raw, steps)]
        assert counts == [*range(len(steps), 0, -1), None]


def test_questions_follow_the_groups_and_those_that_decide_come_first() -> None:
    for raw in patients(ENGINE, 25):
        note = ENGINE.note(raw)
        asked = (
            asked_by_flags(flags_open(ENGINE.rulebase, ENGINE.patient(raw).facts)) if note.status != "settled" else ()
        )
        order = [group.id for group in in_order(ENGINE.rulebase, asked)]
        deciding = [group.group for group in note.questions if group.changes_outcome]
        rest = [group.group for group in note.questions if not group.changes_outcome]
        assert deciding == [name for name in order if name in deciding]
        assert rest == [name for name in order if name in rest]
        assert [group.group for group in note.questions] == deciding + rest


def test_none_of_these_stores_what_is_open_and_overrides_no_answer() -> None:
    raw = {"has_systemic_sclerosis": True, "age_years": 50, "is_smoker": True}
    clots = next(group for group in ENGINE.note(raw).questions if group.group == "clots")
    assert clots.none_of_these == "None of these"
    assert "is_smoker" not in clots.stores
    assert "had_thrombosis" in clots.stores
    assert "months_since_thrombosis" not in clots.stores
    after = ENGINE.note({**raw, **dict.fromkeys(clots.stores, False)})
    assert not any(group.group == "clots" and group.stores for group in after.questions)


def test_an_open_flag_moves_its_group_to_the_front_with_its_value_and_its_further_questions() -> None:
    raw = {"has_systemic_sclerosis": True, "age_years": 56, "sex": "other", "platelets_10_9_l": 80}
    plain = ENGINE.note({name: value for name, value in raw.items() if name != "platelets_10_9_l"})
    assert plain.questions[0].group != "acutely_unwell"
    first = ENGINE.note(raw).questions[0]
    assert first.group == "acutely_unwell"
    assert "80" in first.title
    assert first.title.endswith("?")
    assert {"has_acute_kidney_injury", "has_active_renal_crisis", "creatinine_age_days"} <= set(first.elements)


def test_a_creatinine_too_old_for_a_flag_counts_as_one_answer() -> None:
    raw = {"has_systemic_sclerosis": True, "age_years": 56, "platelets_10_9_l": 80, "creatinine_age_days": 20}
    steps = steps_to_a_settled_note(ENGINE, ENGINE.patient(raw))
    assert steps is not None
    assert any("creatinine_age_days" in step.answers for step in steps)


def test_a_no_that_does_not_count_yet_asks_for_what_it_needs() -> None:
    case = {
        "has_systemic_sclerosis": True,
        "age_years": 56,
        "joints_are_active": True,
        "has_synovitis": True,
        "methotrexate_outcome": "failed",
        "failed_for_joints": True,
        "has_acute_kidney_injury": False,
    }
    steps = steps_to_a_settled_note(ENGINE, ENGINE.patient(case))
    assert steps is not None
    assert not any("has_acute_kidney_injury" in step.answers for step in steps)
    assert sum("creatinine_age_days" in step.answers for step in steps) == 1


def test_without_groups_nothing_is_counted(tmp_path: pytest.TempPathFactory) -> None:
    from tests.engine.bad_rules import copy_of_soup

    folder = copy_of_soup(tmp_path)  # type: ignore[arg-type]
    (folder / "questions.yaml").unlink()
    note = Engine.load(folder).note({})
    assert note.answers_needed is None
    assert note.questions == ()


def test_the_count_answers_what_opens_a_question_though_no_outcome_hangs_on_it_alone() -> None:
    """That some drug failed is known, so no outcome hangs on which; whether it failed for the bowel waits for that."""
    raw = {"bowel_is_active": True, "has_bowel_dysmotility_on_test": True, "failed_for_skin": True}
    steps = steps_to_a_settled_note(ENGINE, ENGINE.patient(raw))
    assert steps is not None
    order = [name for step in steps for name in step.answers]
    assert order.index("tocilizumab_outcome") < order.index("failed_for_bowel")
    notes = followed(ENGINE, raw, steps)
    assert [note.status == "settled" for note in notes] == [False] * len(steps) + [True]
    assert notes[0].answers_needed == len(steps)


def test_a_count_is_found_for_every_patient_of_whom_something_is_recorded() -> None:
    for seed in (*range(40), 892, 1060):
        patient = ENGINE.patient(random_patient(ENGINE, Random(seed), Random(seed).random() * 0.9))
        assert steps_to_a_settled_note(ENGINE, patient) is not None, seed
