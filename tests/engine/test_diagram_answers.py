"""What could settle an outcome and what would change it: the smallest sets, all of them, in a fixed order."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from immunote.engine.diagram import Diagram
from immunote.engine.tree import Always, Facts, Is, Not, Or
from tests.engine.test_diagram import CORRELATED, clause, diagram_of
from tests.support.random_lists import SmallList, boolean, random_lists, some_facts

ROOT = Path(__file__).parent.parent.parent
EVERY = 10_000


def test_settled_by_is_the_first_of_all_smallest_sets() -> None:
    for small, rng in random_lists(250, most_elements=4):
        diagram = diagram_of(small)
        for limit in (2, EVERY):
            facts = some_facts(rng, small, rng.random() * 0.7)
            expected = small.smallest(facts, diagram.cells, limit, known=False)
            found = diagram.settled_by(facts, limit=limit, max_size=9)
            assert found == ({} if len(diagram.reachable(facts)) == 1 else expected)
            assert found.needs_more == ()


def test_would_change_is_the_first_of_all_smallest_sets_of_changes() -> None:
    for small, rng in random_lists(250, most_elements=4):
        diagram = diagram_of(small)
        facts = some_facts(rng, small, 1 - rng.random() * 0.5)
        reachable = diagram.reachable(facts)
        found = diagram.would_change(facts, limit=3, max_size=9)
        if len(reachable) > 1:
            assert found == {}
            continue
        expected = small.smallest(facts, diagram.cells, 3, known=True)
        assert found == {o: sets for o, sets in expected.items() if o not in reachable}
        assert set(found.needs_more) == set(diagram.outcomes) - set(found) - set(reachable)


def test_answers_that_settle_leave_that_outcome_and_each_of_them_is_needed() -> None:
    for small, rng in random_lists(200):
        diagram = diagram_of(small)
        facts = some_facts(rng, small, 0.3)
        for outcome, sets in diagram.settled_by(facts).items():
            for answers in sets:
                told = {cell.element: cell.sample for cell in answers}
                assert not set(told) & set(facts)
                assert diagram.reachable({**facts, **told}) == (outcome,)
                for left_out in told:
                    fewer = {e: v for e, v in told.items() if e != left_out}
                    assert len(diagram.reachable({**facts, **fewer})) > 1


def test_changes_give_the_other_outcome_and_none_of_them_is_idle() -> None:
    for small, rng in random_lists(200):
        diagram = diagram_of(small)
        facts = some_facts(rng, small, 0.9)
        for outcome, sets in diagram.would_change(facts).items():
            for answers in sets:
                told = {cell.element: cell.sample for cell in answers}
                assert set(told) <= set(facts)
                assert all(not cell.holds(facts[cell.element]) for cell in answers)
                assert diagram.reachable({**facts, **told}) == (outcome,) != diagram.reachable(facts)


def test_an_answer_can_settle_through_a_constraint() -> None:
    # `had_iga_test` is not in the rows; that it rules `low` out is the constraint's work.
    small = SmallList(
        rows=(("yes", Is("low")), ("no", Always())),
        program={},
        elements={name: boolean(name) for name in ("normal", "low")},
        constraints=(clause(Not(Is("normal")), Not(Is("low"))),),
    )
    found = diagram_of(small).settled_by({})
    assert [[(c.element, c.sample) for c in answers] for answers in found["no"]] == [
        [("normal", True)],
        [("low", False)],
    ]


def test_an_outcome_that_takes_more_answers_than_allowed_is_named() -> None:
    found = diagram_of(CORRELATED).settled_by({}, max_size=1)
    assert list(found) == ["third"]
    assert found.needs_more == ("first", "second")


def test_many_forced_answers_are_found_without_a_search() -> None:
    names = [f"e{i}" for i in range(40)]
    rows = (("bad", Or(tuple(map(Is, names)))), ("good", Always()))
    diagram = Diagram(rows, {}, {n: boolean(n) for n in names}, [])
    found = diagram.settled_by({}, max_size=40)
    assert len(found["good"]) == 1
    assert len(found["good"][0]) == 40


def test_what_is_returned_is_the_callers_own() -> None:
    diagram = diagram_of(CORRELATED)
    diagram.settled_by({})["third"].clear()
    assert diagram.settled_by({})["third"]


def all_answers(seed: int) -> str:
    """Everything the diagram says of one random list and patient, as text."""
    lines = []
    for small, rng in random_lists(seed):
        diagram = diagram_of(small)
        facts: Facts = some_facts(rng, small)
        lines += [repr(diagram.order), str(diagram.nodes), repr(diagram.missing(facts))]
        lines += [repr(diagram.settled_by(facts)), repr(diagram.would_change(facts))]
    return "\n".join(lines)


def test_answers_do_not_depend_on_the_seed_of_hashes() -> None:
    code = "from tests.engine.test_diagram_answers import all_answers; print(all_answers(30))"
    texts = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(texts) == 1
    assert texts.pop().strip() == all_answers(30)


def test_only_what_an_element_may_become_is_offered_and_what_could_change_is_never_less() -> None:
    tried = 0
    for small, rng in random_lists(150):
        names = list(small.elements)
        small.elements.update(
            {name: replace(small.elements[name], may_become="any") for name in names if rng.random() < 0.5}
        )
        allowed = {name for name in names if small.elements[name].may_become}
        if not allowed:
            continue
        diagram = diagram_of(small)
        facts = some_facts(rng, small, 0.9)
        if len(diagram.reachable(facts)) > 1:
            continue
        could = diagram.could_change(facts)
        for outcome, sets in diagram.would_change(facts).items():
            assert outcome in could
            assert all({cell.element for cell in answers} <= allowed for answers in sets)
            tried += 1
    assert tried > 10
