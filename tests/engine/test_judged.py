"""What is judged before a note is written is what the note says, and costs no more than that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest

from immunote.engine.api import Engine, Judged
from immunote.engine.diagram import Diagram, ImpossibleFactsError
from immunote.engine.faults import Refused
from immunote.engine.note import Missing
from immunote.engine.noting.outcome import corrected_facts
from immunote.engine.tree import Facts
from tests.engine.test_properties import ENGINE, complete_patients
from tests.engine.test_second_rulebase import SOUP
from tests.support.patients import random_patient

SOUPS = Engine.load(SOUP)
FIRST = SOUPS.rulebase.cases["FIRST"]
HOT = {**FIRST.profile, **FIRST.completed, "temperature_c": 95, "temperature_highest_c": 95}


def judged_patients(engine: Engine) -> Iterator[Judged]:
    """Patients of whom little, much or, for the real rule base, all is recorded."""
    raws = [random_patient(engine, Random(seed), (seed % 10 + 1) / 10) for seed in range(120)]
    if engine is ENGINE:
        raws += complete_patients(80)
    for raw in raws:
        yield engine.judge(engine.patient(raw))


@pytest.mark.parametrize("engine", [ENGINE, SOUPS], ids=["real", "soup"])
def test_a_written_note_says_of_the_outcome_what_its_verdict_says(engine: Engine) -> None:
    met = set()
    for judged in judged_patients(engine):
        verdict, note = judged.verdict, engine.write(judged).note
        assert note.status == verdict.status
        assert note.outcome == verdict.outcome
        assert note.leaning == verdict.leaning
        assert note.certainty == verdict.certainty
        assert note.reachable == verdict.reachable
        assert note.decision.rules == verdict.rules
        assert note.decision.rows == tuple(row.name for row in verdict.rows)
        assert {each.element: _leads(each) for each in note.missing if each.outcomes or each.flags} == {
            name: list(cells.values()) for name, cells in verdict.missing.items()
        }
        assert note.reachable_once_corrected == verdict.once_corrected
        met |= {verdict.status, bool(verdict.once_corrected)}
    assert met == {"settled", "provisional", "insufficient_data", True, False}


def _leads(missing: Missing) -> list[tuple[str, ...]]:
    return [each.outcomes for each in missing.answers]


def test_deciding_is_judging_and_writing() -> None:
    for raw in complete_patients(5):
        patient = ENGINE.patient(raw)
        judged, decided = ENGINE.judge(patient), ENGINE.decide(patient)
        assert decided.truths == judged.truths
        assert decided.note == ENGINE.write(judged).note
        assert ENGINE.whole(decided) == ENGINE.note(raw)


def test_only_a_written_note_compiles_the_list_once_corrected() -> None:
    engine = Engine(SOUPS.rulebase)
    judged = engine.judge(engine.patient(HOT))
    assert judged.verdict.outcome == engine.rulebase.once_corrected.outcome
    assert "corrected_diagram" not in vars(engine)
    note = engine.write(judged).note
    assert "corrected_diagram" in vars(engine)
    assert note.reachable_once_corrected


def contradicting() -> Engine:
    """Once corrected, a soup that was salted little is salty and smells good without herbs: no soup is like this."""
    once = replace(SOUPS.rulebase.once_corrected, assume={**SOUPS.rulebase.once_corrected.assume, "flavour": "salty"})
    return Engine(replace(SOUPS.rulebase, once_corrected=once))


def test_a_correction_that_contradicts_the_record_is_refused_before_a_note_is_written() -> None:
    engine = contradicting()
    raw = {**HOT, "has_herbs": False, "salt_g": 2}
    assert SOUPS.note(raw).outcome == "wait"
    for ask in (engine.judge, engine.decide):
        with pytest.raises(Refused) as refused:
            ask(engine.patient(raw))
        assert [(fault.place, fault.code) for fault in refused.value.faults] == [("$", "P09")]
    assert engine.decide(engine.patient({**raw, "has_herbs": True})).note.reachable_once_corrected


def test_what_is_impossible_once_corrected_both_diagrams_find() -> None:
    engine = contradicting()
    found = set()
    for seed in range(300):
        facts = corrected_facts(engine.intake, engine.patient(random_patient(engine, Random(seed), 0.8)))
        sides = [_is_possible(each, facts) for each in (engine.diagram, engine.corrected_diagram)]
        assert sides[0] == sides[1]
        found.add(sides[0])
    assert found == {True, False}


def _is_possible(diagram: Diagram, facts: Facts) -> bool:
    try:
        return bool(diagram.reachable(facts))
    except ImpossibleFactsError:
        return False
