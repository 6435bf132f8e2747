"""What is reachable and what it hangs on, over columns: equal to trying every patient, and to the diagram of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from random import Random

import polars as pl
import pytest

from immunote.engine.columns.bits import Program
from immunote.engine.columns.circuit import Circuit
from immunote.engine.columns.levels import Cells, Levels
from immunote.engine.diagram import Diagram, ImpossibleFactsError
from immunote.engine.elements import Constraint, Element
from immunote.engine.tree import Always, And, Facts, Is, Node, Not
from tests.columns.evaluated import facts_frame, real, some_patients, soup
from tests.support.random_lists import HERE, SmallList, all_values, boolean, random_lists, some_facts, tied_lists

A, B = Is("a"), Is("b")


def diagram_of(small: SmallList) -> Diagram:
    return Diagram(small.rows, small.program, small.elements, small.constraints)


def small_list(rows: Sequence[tuple[str, Node]], *constraints: tuple[Node, ...]) -> SmallList:
    clauses = tuple(Constraint(literals, "", HERE) for literals in constraints)
    return SmallList(tuple(rows), {}, {name: boolean(name) for name in "ab"}, clauses)


def by_columns(small: SmallList, patients: Sequence[Facts]) -> list[tuple[set[str], set[str]]]:
    """Of each patient the outcomes reachable and the elements that matter."""
    return answers(diagram_of(small), small.elements, facts_frame(small.elements.values(), patients))


def answers(diagram: Diagram, elements: Mapping[str, Element], frame: pl.DataFrame) -> list[tuple[set[str], set[str]]]:
    circuit = Circuit()
    cells = Cells(diagram, elements, circuit)
    levels = Levels(diagram, cells)
    reached = {f"reached {name}": bit for name, bit in zip(diagram.outcomes, levels.outcomes, strict=True)}
    found = Program(circuit, {**reached, **levels.missing}).run(frame.with_columns(cells.columns))
    return [
        (
            {name for name in diagram.outcomes if found[f"reached {name}"][row]},
            {name for name in levels.missing if found[name][row]},
        )
        for row in range(frame.height)
    ]


def by_trying(small: SmallList, facts: Facts) -> tuple[set[str], set[str]]:
    return small.outcomes_of(facts), small.missing(facts)


def any_facts(rng: Random, small: SmallList) -> Facts:
    """Facts that no constraint was asked about: perhaps nobody is like this."""
    known = rng.random()
    return {name: rng.choice(all_values(e)) for name, e in small.elements.items() if rng.random() < known}


def test_reachable_and_missing_are_what_trying_every_patient_finds() -> None:
    seen = set()
    for small, rng in chain(random_lists(250), tied_lists(250)):
        patients = [some_facts(rng, small, rng.random()) for _ in range(6)]
        for facts, (outcomes, missing) in zip(patients, by_columns(small, patients), strict=True):
            assert (outcomes, missing) == by_trying(small, facts), (small, facts)
            alone = all(small.depends_on_alone(facts, name) for name in missing)
            seen.add((len(outcomes) > 1, len(missing) > 1, bool(small.constraints), alone))
    assert len(seen) >= 6, "the lists are too much alike to test anything"


def test_facts_that_nobody_has_reach_nothing_and_miss_nothing() -> None:
    impossible = 0
    for small, rng in chain(random_lists(150), tied_lists(150)):
        patients = [any_facts(rng, small) for _ in range(6)]
        for facts, found in zip(patients, by_columns(small, patients), strict=True):
            assert found == by_trying(small, facts)
            impossible += not found[0]
    assert impossible > 30


def test_of_two_unknowns_that_a_constraint_makes_equal_both_matter_where_the_rows_read_both() -> None:
    small = small_list([("both", And((A, B))), ("neither", Always())], (A, Not(B)), (Not(A), B))
    patients: list[Facts] = [{}, {"a": True}, {"b": False}, {"a": True, "b": False}]
    expected = [({"both", "neither"}, {"a", "b"}), ({"both"}, set()), ({"neither"}, set()), (set(), set())]
    assert by_columns(small, patients) == expected


def test_what_only_constraints_read_matters_through_what_it_implies() -> None:
    small = small_list([("yes", B), ("no", Always())], (A, Not(B)), (Not(A), B))
    assert by_columns(small, [{}, {"a": True}]) == [({"yes", "no"}, {"b"}), ({"yes"}, set())]


def test_a_list_of_one_outcome_asks_nothing() -> None:
    assert by_columns(small_list([("always", Always())]), [{}, {"a": True}]) == [({"always"}, set())] * 2


def test_an_impossible_rule_base_reaches_nothing() -> None:
    assert by_columns(small_list([("x", A), ("y", Always())], (A,), (Not(A),)), [{}]) == [(set(), set())]


@pytest.mark.parametrize("which", [real, soup])
def test_a_rule_base_gives_each_row_what_its_diagram_gives_one_patient(which) -> None:  # type: ignore[no-untyped-def]
    engine, columns = which()
    patients = some_patients(engine, 600, seed=1)
    frame = facts_frame([engine.rulebase.elements[name] for name in columns.inputs], patients)
    several = 0
    for facts, (found, missing) in zip(patients, answers(engine.diagram, engine.rulebase.elements, frame), strict=True):
        try:
            expected = engine.diagram.reachable(facts)
        except ImpossibleFactsError:
            expected = ()
        assert found == set(expected)
        assert missing == (set(engine.diagram.missing(facts)) if len(expected) > 1 else set())
        several += len(expected) > 1
    assert 100 < several < 500


def test_each_element_that_decides_is_missing_somewhere() -> None:
    """Dropped in turn from patients who are otherwise whole, and from nobody at all."""
    engine, columns = real()
    patients: list[Facts] = [{}]
    for facts in some_patients(engine, 40, seed=2):
        patients += [{name: value for name, value in facts.items() if name != dropped} for dropped in list(facts)[::5]]
    frame = facts_frame([engine.rulebase.elements[name] for name in columns.inputs], patients)
    found = answers(engine.diagram, engine.rulebase.elements, frame)
    for facts, (_, missing) in zip(patients, found, strict=True):
        assert missing == set(engine.diagram.missing(facts))


def test_rows_keep_their_order_and_their_answers_over_many_slices() -> None:
    engine, columns = soup()
    frame = facts_frame([engine.rulebase.elements[name] for name in columns.inputs], some_patients(engine, 500))
    places = pl.Series([Random(4).randrange(500)] * 3 + [Random(i).randrange(500) for i in range(300_000)])
    once, many = columns.evaluate(frame), columns.evaluate(frame[places])
    assert many.equals(once[places])
