"""The deciding rules and the certainty over columns are those of one patient's verdict."""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import replace
from random import Random

import pytest

from immunote.engine.api import Disagreement, Engine
from immunote.engine.columns import Columns
from immunote.engine.columns.circuit import TRUE as EVERYBODY
from immunote.engine.columns.circuit import Circuit
from immunote.engine.columns.deciding import Deciding
from immunote.engine.columns.levels import Cells, Levels
from immunote.engine.columns.verdict import VerdictColumns
from immunote.engine.diagram import Diagram
from immunote.engine.noting.outcome import deciding_rows
from immunote.engine.rulebase import Row
from immunote.engine.sentences import Text
from immunote.engine.tree import And, AtLeast, Facts, Not, Or, Ref
from immunote.engine.truth import TRUE
from tests.columns.evaluated import alone, differences, facts_frame, random_engine, real, some_patients, soup, together
from tests.support.patients import random_patient, samples
from tests.support.random_lists import HERE

SEEDS = range(1000, 1060)


def test_random_rule_bases_name_the_same_rules_and_the_same_certainty() -> None:
    seen: Counter[object] = Counter()
    for seed in SEEDS:
        made = random_engine(seed)
        if made is not None:
            engine, columns, patients = made
            assert differences(engine, columns, patients) == []
            answers = together(columns, patients)
            seen.update((each.status, bool(each.deciding), each.certainty) for each in answers)
    certainties = {certainty for status, deciding, certainty in seen if status == "settled" and deciding}
    assert certainties == {"none", "very_low", "low", "not_rated"}, "too much alike to test anything"
    assert {("provisional", False, "low"), ("insufficient_data", False, "not_rated")} <= set(seen)


@pytest.mark.parametrize("which", [real, soup])
def test_rule_bases_name_the_rules_of_each_patients_verdict(which) -> None:  # type: ignore[no-untyped-def]
    engine, columns = which()
    patients = some_patients(engine, 700, seed=3)
    assert differences(engine, columns, patients) == []
    assert len({answer.deciding for answer in together(columns, patients)}) > 6


def test_rows_that_decide_while_open_name_every_rule_below_them_that_may_hold() -> None:
    """Two rows with one outcome, the first of them not known: which of them it is nobody knows, and both are named."""
    open_, named = 0, 0
    for seed in SEEDS:
        made = random_engine(seed)
        if made is None:
            continue
        engine, columns, patients = made
        for facts, answer in zip(patients, together(columns, patients), strict=True):
            if answer.outcome is not None:
                truths = engine.reference(facts)
                rows = deciding_rows(engine.rulebase, truths, answer.outcome)
                if any(truths[f"row.{row.name}"] is not TRUE for row in rows):
                    assert answer == alone(engine, facts)
                    open_ += 1
                    named += bool(answer.deciding)
    assert open_ > 100, "too much alike to test anything"
    assert named > 20


def test_a_false_condition_is_explained_by_what_made_it_false() -> None:
    """A row that says `not x` rests on the false parts of x, not on the true ones."""
    engine, _ = soup()
    parts = [Ref(name) for name in engine.rulebase.rules]
    denied = Row(
        "denied", "wait", Not(Or((And(tuple(parts[:3])), AtLeast(5, tuple(parts[3:]), "t")))), Text("", HERE), HERE
    )
    other = Engine(replace(engine.rulebase, rows=(denied, engine.rulebase.rows[-1])))
    rng = Random(5)
    patients = [engine.patient(random_patient(engine, rng, 1)).facts for _ in range(300)]
    columns = Columns(other)
    assert differences(other, columns, patients) == []
    assert sum(answer.outcome == "wait" for answer in together(columns, patients)) > 50


def test_impossible_facts_have_no_verdict_and_no_certainty() -> None:
    found = 0
    for seed in SEEDS:
        made = random_engine(seed)
        if made is None:
            continue
        engine, columns, _ = made
        rng = Random(seed)
        odd: list[Facts] = [{name: rng.choice(samples(engine, name)) for name in engine.cells} for _ in range(20)]
        odd = [facts for facts in odd if alone(engine, facts).status is None]
        if odd:
            elements = [engine.rulebase.elements[name] for name in columns.inputs]
            evaluated = columns.evaluate(facts_frame(elements, odd))
            assert evaluated["reachable"].to_list() == [0] * len(odd)
            assert differences(engine, columns, odd) == []
            found += len(odd)
    assert found > 20


def test_a_diagram_that_reaches_what_no_row_leaves_open_raises_an_alarm(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, columns = soup()
    elements = [engine.rulebase.elements[name] for name in columns.inputs]
    frame = facts_frame(elements, some_patients(engine, 50))
    columns.evaluate(frame)

    class Flipped(Levels):
        def __init__(self, diagram: Diagram, cells: Cells) -> None:
            super().__init__(diagram, cells)
            self.outcomes = [cells.circuit.but_not(EVERYBODY, outcome) for outcome in self.outcomes]

    monkeypatch.setattr("immunote.engine.columns.answers.Levels", Flipped)
    wrong = Columns(engine)
    with caplog.at_level(logging.CRITICAL, "immunote.engine"), pytest.raises(Disagreement, match="rows are false"):
        wrong.evaluate(frame)
    assert "evaluators disagree" in caplog.text


def test_an_unknown_node_is_refused_by_name() -> None:
    engine, columns = soup()

    class Twice:
        pass

    circuit = Circuit()
    levels = Levels(engine.diagram, Cells(engine.diagram, engine.rulebase.elements, circuit))
    verdict = VerdictColumns(engine.rulebase, engine.diagram.outcomes, levels, circuit)
    last = engine.rulebase.rows[-1]
    odd = replace(engine.rulebase, rows=(replace(last, when=Twice()),))  # type: ignore[arg-type]
    with pytest.raises(NotImplementedError, match="back end has no translation for `Twice`"):
        Deciding(odd, engine.diagram.outcomes, columns._conditions, levels, verdict, circuit)
