"""The form of questions: nothing is asked in vain, nothing that matters is left out, each question stands once."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from immunote.engine.api import Engine
from immunote.engine.form import QuestionForm, QuestionState
from immunote.engine.tree import Facts, Value, elements_in
from tests.engine.bad_rules import SOUP
from tests.engine.test_properties import ENGINE
from tests.support.interviews import completed, interview, of_the_groups, of_the_page
from tests.support.patients import random_patient, samples

SOUPS = Engine.load(SOUP)
BOTH = pytest.mark.parametrize("engine", [ENGINE, SOUPS], ids=["real", "soup"])
SEEDS = st.integers(0, 10**6)
CALM = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


def patient_of(engine: Engine, seed: int) -> dict[str, Value]:
    return random_patient(engine, Random(seed), (seed % 10) / 10)


def form_of(engine: Engine, raw: dict[str, Any]) -> QuestionForm:
    patient = engine.patient(raw)
    return engine.forms.form(patient, engine.compiled_reference(patient.facts))


def witness(engine: Engine, facts: Facts, element: str) -> Facts | None:
    """Facts with which the outcome hangs on the element alone, or on it and what is tied to it; None: none found."""
    known = dict(facts)
    while others := [name for name in engine.diagram.missing(known) if name != element]:
        for name in others:
            found = _one_more(engine, known, name, element)
            if found is not None:
                known = found
                break
        else:  # each of the others takes it along: constraints tie them
            return known
    return known if len(engine.diagram.reachable(known)) > 1 else None


def _one_more(engine: Engine, known: Facts, name: str, element: str) -> dict[str, Value] | None:
    for cell in engine.diagram.cells[name]:
        trial = {**known, name: cell.sample}
        is_possible = element not in trial and engine.diagram.narrowing(trial).reachable
        if is_possible and element in engine.diagram.missing(trial):
            return trial
    return None


def comes_before(engine: Engine, name: str) -> set[str]:
    """The elements on which it hangs whether a question has a meaning."""
    element = engine.rulebase.elements[name]
    asked = () if element.asked_when is None else elements_in(element.asked_when)
    return {each for each in (element.only_if, *asked) if each is not None}


@BOTH
@CALM
@given(seed=SEEDS)
def test_no_question_is_asked_that_could_not_change_the_outcome(engine: Engine, seed: int) -> None:
    raw = patient_of(engine, seed)
    patient = engine.patient(raw)
    missing = engine.diagram.missing(patient.facts)
    needed = {name for aside, needs in patient.set_aside.items() if aside in missing for name in needs}
    opening = {name for each in missing for name in comes_before(engine, each)}
    for question in form_of(engine, raw).asked:
        name = question.element
        assert name not in patient.facts
        through = {*question.leads_to, name} & missing.keys()
        assert through or question.is_flagged or name in needed or name in opening, name


@BOTH
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=SEEDS)
def test_for_each_question_asked_there_is_a_patient_whose_outcome_hangs_on_it(engine: Engine, seed: int) -> None:
    raw = patient_of(engine, seed)
    facts = engine.patient(raw).facts
    asked = [each.element for each in form_of(engine, raw).asked if not (each.leads_to or each.is_flagged)]
    for name in Random(seed).sample(asked, min(3, len(asked))):
        if name not in engine.diagram.missing(facts):
            continue  # needed by a recorded no, or the host of a question that matters
        known = witness(engine, facts, name)
        assert known is not None
        left = {engine.diagram.reachable({**known, name: value}) for value in _possible(engine, known, name)}
        assert left - {engine.diagram.reachable(known)}, name


def _possible(engine: Engine, known: Facts, name: str) -> list[Value]:
    return [
        cell.sample
        for cell in engine.diagram.cells[name]
        if engine.diagram.narrowing({**known, name: cell.sample}).reachable
    ]


@BOTH
@CALM
@given(seed=SEEDS)
def test_each_question_that_matters_and_has_a_meaning_is_asked(engine: Engine, seed: int) -> None:
    raw = patient_of(engine, seed)
    form = form_of(engine, raw)
    states = {each.element: each.state for each in form.questions}
    for name in engine.diagram.missing(engine.patient(raw).facts):
        if name not in raw:  # given and no answer, or a no that does not count yet
            assert states.get(name, QuestionState.WAITS) in (QuestionState.ASKED, QuestionState.WAITS)


@BOTH
@CALM
@given(seed=SEEDS)
def test_each_question_stands_just_once_whatever_is_asked_first(engine: Engine, seed: int) -> None:
    raw = patient_of(engine, seed)
    names = [each.element for each in form_of(engine, raw).questions]
    grouped = [name for group in engine.rulebase.question_groups for name in group.elements]
    assert len(names) == len(set(names))
    assert set(grouped) <= set(names)
    assert set(names) == {*grouped, *raw}


@BOTH
@CALM
@given(seed=SEEDS)
def test_once_the_note_is_settled_nothing_is_asked(engine: Engine, seed: int) -> None:
    raw = patient_of(engine, seed)
    note, form = engine.note(raw), form_of(engine, raw)
    if note.status == "settled":
        assert not form.asked
        assert form.next is None


@BOTH
@CALM
@given(seed=SEEDS)
def test_red_flags_are_asked_before_all_else(engine: Engine, seed: int) -> None:
    form = form_of(engine, patient_of(engine, seed))
    flagged = [each.element for each in form.asked if each.is_flagged]
    if flagged:
        assert form.next is not None
        assert form.next.is_flagged


@BOTH
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=SEEDS)
def test_an_answer_counts_where_another_in_its_place_could_give_another_outcome(engine: Engine, seed: int) -> None:
    raw = patient_of(engine, seed)
    facts = engine.patient(raw).facts
    counting = engine.diagram.counting(facts)
    for name in Random(seed).sample(sorted(facts), min(6, len(facts))):
        if name not in engine.diagram.cells:
            continue
        others = [{**facts, name: value} for value in samples(engine, name) if value != facts[name]]
        possible = [each for each in others if engine.diagram.narrowing(each).reachable]
        moved = any(engine.diagram.reachable(each) != engine.diagram.reachable(facts) for each in possible)
        assert name in counting or not moved


def test_an_answer_that_decides_counts_and_one_that_changes_nothing_does_not() -> None:
    case = ENGINE.rulebase.cases["A01"]
    form = form_of(ENGINE, {**case.profile, **case.completed})
    counts = {each.element: each.counts for each in form.questions}
    assert counts["muscle_is_active"]
    assert counts["ck_u_l"]  # through what is worked out from it
    assert not counts["has_raynaud"]


@BOTH
@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=SEEDS)
def test_the_page_never_asks_more_than_the_same_form_without_folding(engine: Engine, seed: int) -> None:
    truth = completed(engine, patient_of(engine, seed))
    page = interview(engine, truth, of_the_page, together=False)
    paper = interview(engine, truth, of_the_groups, together=False)
    assert len(page.asked) <= len(paper.asked)
    assert page.is_settled or not paper.is_settled


@BOTH
def test_none_of_these_overrides_no_answer_and_contradicts_nothing(engine: Engine) -> None:
    stored = 0
    for seed in range(20):
        patient = engine.patient(patient_of(engine, seed))
        for group in engine.rulebase.question_groups:
            answers = engine.forms.none_of_these(patient, group.id)
            assert answers.keys() <= set(group.stores) - patient.given.keys()
            engine.intake.complete_given({**patient.given, **answers})
            stored += len(answers)
    assert stored


def test_parts_say_how_questions_stand_and_the_rest_is_a_list() -> None:
    groups = {group.id: group for group in form_of(ENGINE, {}).groups}
    assert [part.shown_as for part in groups["organs"].parts] == ["tiles", "list"]
    assert [part.shown_as for part in groups["drugs"].parts] == ["rows", "ticks", "ticks", "list"]
    pot = {group.id: group for group in form_of(SOUPS, {}).groups}["pot"]
    assert [each.element for each in pot.parts[1].questions] == ["has_mould", "had_boil_over"]


def test_a_group_that_begins_with_what_stands_in_no_part_shows_that_first() -> None:
    groups = {group.id: group for group in form_of(ENGINE, {}).groups}
    assert [part.shown_as for part in groups["ivig_before"].parts] == ["list", "ticks"]
    assert groups["ivig_before"].parts[0].questions[0].element == "immunoglobulin_reaction"


def test_what_opens_a_question_that_matters_is_asked_though_no_outcome_hangs_on_it_alone() -> None:
    """Whether a drug failed for the bowel is asked once one failed: until then the drugs are asked."""
    for case in ENGINE.rulebase.cases.values():
        truth = completed(ENGINE, {**case.profile, **case.completed})
        assert interview(ENGINE, truth, of_the_page, together=False).is_settled, case.name


def test_a_no_that_does_not_count_says_what_it_needs() -> None:
    form = form_of(ENGINE, {"has_acute_kidney_injury": False})
    found = next(each for each in form.questions if each.element == "has_acute_kidney_injury")
    assert found.state is QuestionState.SET_ASIDE
    assert "creatinine_age_days" in found.needs
