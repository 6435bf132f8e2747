"""What is reachable and what it hangs on: equal to trying every patient."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import chain
from random import Random

import pytest

from immunote.engine import reference
from immunote.engine.api import Engine
from immunote.engine.diagram import Diagram, DiagramTooLargeError, ImpossibleFactsError
from immunote.engine.elements import Constraint
from immunote.engine.tree import Always, And, Compare, Facts, Is, Known, Node, Not, Or
from immunote.engine.truth import FALSE, TRUE
from tests.support.random_lists import HERE, SmallList, boolean, integer, random_lists, some_facts, tied_lists

TARGET, REFRACTORY, SPARING = Is("target"), Is("refractory"), Is("sparing")
CORRELATED = SmallList(
    rows=(
        ("first", And((TARGET, REFRACTORY))),
        ("second", And((TARGET, Not(REFRACTORY), SPARING))),
        ("third", Always()),
    ),
    program={},
    elements={name: boolean(name) for name in ("target", "refractory", "sparing")},
    constraints=(),
)


def diagram_of(small: SmallList) -> Diagram:
    return Diagram(small.rows, small.program, small.elements, small.constraints)


def rows_not_false(small: SmallList, facts: Facts) -> set[str]:
    """The outcomes that Kleene's logic alone leaves open: rows not false, up to the first true one."""
    rows = {f"row {i}": when for i, (_, when) in enumerate(small.rows)}
    truths = reference.evaluate({**small.program, **rows}, facts)
    found = set()
    for name, (outcome, _) in zip(rows, small.rows, strict=True):
        if truths[name] is not FALSE:
            found.add(outcome)
        if truths[name] is TRUE:
            break
    return found


def clause(*literals: Node) -> Constraint:
    return Constraint(literals, "", HERE)


def test_reachable_is_exactly_what_some_patient_with_these_facts_has() -> None:
    for small, rng in random_lists(400):
        diagram = diagram_of(small)
        for _ in range(4):
            facts = some_facts(rng, small, rng.random())
            expected = small.outcomes_of(facts)
            assert diagram.reachable(facts) == tuple(o for o in diagram.outcomes if o in expected)


def test_learning_a_fact_never_enlarges_reachable() -> None:
    for small, rng in random_lists(200):
        diagram = diagram_of(small)
        patient = rng.choice(small.patients)[0]
        facts: dict[str, object] = {}
        before = set(diagram.outcomes)
        for element in rng.sample(list(patient), len(patient)):
            facts[element] = patient[element]
            now = set(diagram.reachable({e: patient[e] for e in facts}))
            assert now <= before
            before = now
        assert len(before) == 1


def test_reachable_is_within_the_rows_that_kleene_leaves_open() -> None:
    for small, rng in random_lists(300):
        facts = some_facts(rng, small)
        assert set(diagram_of(small).reachable(facts)) <= rows_not_false(small, facts)


def test_reachable_leaves_out_what_kleene_alone_would_add() -> None:
    facts = {"target": True, "sparing": True}
    assert rows_not_false(CORRELATED, facts) == {"first", "second", "third"}
    assert diagram_of(CORRELATED).reachable(facts) == ("first", "second")


def open_cases(count: int) -> Iterator[tuple[SmallList, Random, Diagram, Facts]]:
    """Random lists, with constraints that tie elements together and without, and what is known of someone."""
    for small, rng in chain(random_lists(count), tied_lists(2 * count)):
        yield small, rng, diagram_of(small), some_facts(rng, small, rng.random() * 0.7)


def test_missing_is_exactly_what_the_outcome_depends_on_and_each_answer_leads_where_it_says() -> None:
    tied = 0
    for small, _, diagram, facts in open_cases(250):
        missing = diagram.missing(facts)
        expected = small.missing(facts)
        assert list(missing) == [e for e in diagram.cells if e in expected]
        tied += any(not small.depends_on_alone(facts, e) for e in missing)
        for element, answers in missing.items():
            for cell in diagram.cells[element]:
                reached = small.outcomes_of(facts, (cell,))
                assert set(answers.get(cell, ())) == reached
                assert (cell in answers) == bool(reached)
    assert tied > 20, "hardly any constraint ties unknown elements together"


def test_something_is_missing_just_where_more_than_one_outcome_is_reachable() -> None:
    for _, _, diagram, facts in open_cases(250):
        assert bool(diagram.missing(facts)) == (len(diagram.reachable(facts)) > 1)


def test_once_all_that_is_missing_is_recorded_one_outcome_is_left_whatever_the_answers() -> None:
    for small, _, diagram, facts in open_cases(250):
        missing = list(diagram.missing(facts))
        for patient, outcome in small.kinds(facts):
            assert diagram.reachable({**facts, **{e: patient[e] for e in missing}}) == (outcome,)


def test_learning_a_fact_never_adds_to_what_is_missing() -> None:
    for small, rng, diagram, facts in open_cases(250):
        patient = rng.choice(small.like(facts))[0]
        told = {e: v for e, v in patient.items() if e in facts or rng.random() < 0.4}
        assert set(diagram.missing(told)) <= set(diagram.missing(facts))


def test_what_an_element_implies_is_missing_and_not_what_implies_it() -> None:
    """`measured` and `found` are one; the rows read `found`. What only constraints read is shown by `settled_by`."""
    small = SmallList(
        rows=(("yes", Is("found")), ("no", Always())),
        program={},
        elements={name: boolean(name) for name in ("measured", "found")},
        constraints=(clause(Not(Is("measured")), Is("found")), clause(Is("measured"), Not(Is("found")))),
    )
    diagram = diagram_of(small)
    assert diagram.missing({}) == {
        "found": {cell: (outcome,) for cell, outcome in zip(diagram.cells["found"], ("no", "yes"), strict=True)}
    }
    assert {cells[0].element for cells in diagram.settled_by({})["yes"]} == {"measured", "found"}


def test_of_two_that_rows_read_and_constraints_tie_both_are_missing() -> None:
    tie = (clause(Not(Is("a")), Is("b")), clause(Is("a"), Not(Is("b"))))
    small = SmallList(
        rows=(("both", And((Is("a"), Is("b")))), ("neither", Always())),
        program={},
        elements={name: boolean(name) for name in "ab"},
        constraints=tie,
    )
    assert list(diagram_of(small).missing({})) == ["a", "b"]
    assert diagram_of(small).missing({"a": True}) == {}


def test_what_leaves_the_outcome_open_beside_a_tied_element_that_settles_it_is_not_missing() -> None:
    """A dose settles all; that some dose is taken says less, and is known with it."""
    small = SmallList(
        rows=(("high", at_least(3)), ("low", And((at_least(1), Is("takes")))), ("none", Always())),
        program={},
        elements={"takes": boolean("takes"), "dose": integer("dose")},
        constraints=(clause(Not(Is("takes")), at_least(1)), clause(Is("takes"), Not(at_least(1)))),
    )
    assert list(diagram_of(small).missing({})) == ["dose"]


def at_least(limit: int) -> Node:
    return Compare("dose", ">=", Decimal(limit), "t")


def test_an_element_tied_to_a_known_one_is_not_missing() -> None:
    small = SmallList(
        rows=(("yes", Is("late")), ("no", Always())),
        program={},
        elements={name: boolean(name) for name in ("early", "late")},
        constraints=(clause(Not(Is("early")), Is("late")),),
    )
    assert diagram_of(small).missing({"early": True}) == {}
    assert list(diagram_of(small).missing({"early": False})) == ["late"]


def test_facts_against_the_constraints_are_refused_by_name() -> None:
    small = SmallList(
        rows=(("always", Always()),),
        program={},
        elements={name: boolean(name) for name in ("active", "ever", "other")},
        constraints=(clause(Not(Is("active")), Is("ever")),),
    )
    diagram = diagram_of(small)
    assert diagram.reachable({"active": True}) == ("always",)
    with pytest.raises(ImpossibleFactsError, match="`active`, `ever`"):
        diagram.reachable({"active": True, "ever": False, "other": True})


def test_constraints_that_nobody_meets_are_refused() -> None:
    small = SmallList((("x", Always()),), {}, {"a": boolean("a")}, (clause(Is("a")), clause(Not(Is("a")))))
    with pytest.raises(ImpossibleFactsError, match="no patient"):
        diagram_of(small).reachable({})


def test_a_list_of_one_row_needs_no_element() -> None:
    diagram = Diagram([("only", Always())], {}, {"a": boolean("a")}, [])
    assert (diagram.reachable({"a": True}), diagram.missing({}), diagram.variables) == (("only",), {}, 0)


def test_an_element_that_no_condition_reads_is_ignored() -> None:
    assert diagram_of(CORRELATED).reachable({"shoe_size": Decimal(43), "target": False}) == ("third",)


def test_a_value_that_the_element_cannot_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="`target`"):
        diagram_of(CORRELATED).reachable({"target": Decimal(1)})


def test_whether_something_is_recorded_cannot_reach_an_outcome() -> None:
    with pytest.raises(NotImplementedError, match="`Known`"):
        Diagram([("a", Or((Is("x"), Known("x")))), ("b", Always())], {}, {"x": boolean("x")}, [])


def test_too_large_a_list_is_refused_with_its_size() -> None:
    elements = {f"e{i}": boolean(f"e{i}") for i in range(12)}
    pairs = Or(tuple(And((Is(f"e{i}"), Is(f"e{i + 6}"))) for i in range(6)))
    with pytest.raises(DiagramTooLargeError) as refused:
        Diagram([("a", pairs), ("b", Always())], {}, elements, [], node_cap=5)
    assert refused.value.nodes > refused.value.cap == 5


def test_what_is_read_together_is_asked_together() -> None:
    # In the declared order this list takes 2**10 nodes and more; with each pair together, two a pair.
    elements = {f"e{i}": boolean(f"e{i}") for i in range(20)}
    pairs = Or(tuple(And((Is(f"e{i}"), Is(f"e{i + 10}"))) for i in range(10)))
    assert Diagram([("a", pairs), ("b", Always())], {}, elements, []).nodes <= 23


def test_the_shipped_decision_list_stays_small(engine: Engine) -> None:
    assert engine.diagram.nodes < 7_500
