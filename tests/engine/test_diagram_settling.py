"""The search for settling answers, on any function of a few elements: equal to trying every set of answers."""

from dataclasses import dataclass
from functools import reduce
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from immunote.engine.api import Engine
from immunote.engine.diagram import Diagram
from immunote.engine.diagram.functions import OTHER, WANTED, Functions
from immunote.engine.diagram.graph import NOT_KNOWN, Graph, finished, focused
from immunote.engine.diagram.settling import smallest
from immunote.engine.diagram.store import IMPOSSIBLE, Store
from immunote.engine.tree import Always, And, Is, Or
from tests.engine.test_diagram import CORRELATED, diagram_of
from tests.support.random_lists import boolean, random_lists, some_facts

ENOUGH = 1_000_000
LEAVES = st.sampled_from((IMPOSSIBLE, WANTED, WANTED, OTHER))


@dataclass(frozen=True)
class Table:
    """A leaf for each way to answer every element; `sizes`: how many cells each element has."""

    sizes: tuple[int, ...]
    leaves: tuple[int, ...]

    @property
    def bits(self) -> list[list[int]]:
        """One bit an answer, spread so that the order of answers is not that of the levels."""
        count = sum(self.sizes)
        places = iter(sorted(range(count), key=lambda i: (i * 7 % count, i)))
        return [[1 << next(places) for _ in range(size)] for size in self.sizes]

    def graph(self) -> Graph:
        """The same as a diagram of three outcomes of which the first is wanted."""
        store = Store(len(self.sizes), ENOUGH)
        outcomes = [store.leaf() for _ in range(3)]
        leaf = {IMPOSSIBLE: [IMPOSSIBLE], WANTED: outcomes[:1], OTHER: outcomes[1:]}
        nodes = [leaf[each][i % len(leaf[each])] for i, each in enumerate(self.leaves)]
        for level in reversed(range(len(self.sizes))):
            size = self.sizes[level]
            nodes = [store.node(level, tuple(nodes[i : i + size])) for i in range(0, len(nodes), size)]
        return focused(finished(store, nodes[0], outcomes), 1)

    def smallest(self, most: int, limit: int) -> list[int]:
        """By trying every set of answers, the small ones first."""
        ways = dict(zip(product(*map(range, self.sizes)), self.leaves, strict=True))
        bits = self.bits
        for size in range(most + 1):
            found = []
            for levels in combinations(range(len(self.sizes)), size):
                for cells in product(*(range(self.sizes[level]) for level in levels)):
                    told = dict(zip(levels, cells, strict=True))
                    left = {leaf for way, leaf in ways.items() if all(way[at] == cell for at, cell in told.items())}
                    if left - {IMPOSSIBLE} == {WANTED}:
                        found.append(sum(bits[level][cell] for level, cell in told.items()))
            if found:
                return sorted(found, reverse=True)[:limit]
        return []


@st.composite
def tables(draw: st.DrawFn, sizes: st.SearchStrategy[list[int]]) -> Table:
    each = draw(sizes)
    count = reduce(lambda a, b: a * b, each)
    return Table(tuple(each), tuple(draw(st.lists(LEAVES, min_size=count, max_size=count))))


SIZES = st.lists(st.integers(2, 3), min_size=1, max_size=4)


def searched(table: Table, most: int, limit: int, effort: int = ENOUGH) -> list[int]:
    return smallest(table.graph(), [NOT_KNOWN] * len(table.sizes), table.bits, [most] * len(table.sizes), limit, effort)


@settings(max_examples=300, deadline=None)
@given(tables(SIZES), st.integers(0, 4), st.sampled_from((1, 3, ENOUGH)))
def test_the_sets_found_are_the_first_of_all_smallest_ones(table: Table, most: int, limit: int) -> None:
    assert searched(table, most, limit) == table.smallest(most, limit)


@settings(max_examples=200, deadline=None)
@given(tables(SIZES), st.integers(0, 60))
def test_a_search_given_up_finds_nothing_rather_than_something_else(table: Table, effort: int) -> None:
    assert searched(table, 4, ENOUGH, effort) in ([], table.smallest(4, ENOUGH))


@settings(max_examples=200, deadline=None)
@given(tables(st.just([2, 3, 2])), tables(st.just([2, 3, 2])))
def test_the_meet_is_other_where_one_is_other_and_else_wanted_where_one_is_wanted(one: Table, other: Table) -> None:
    by_rank = (IMPOSSIBLE, WANTED, OTHER)
    met = tuple(max(pair, key=by_rank.index) for pair in zip(one.leaves, other.leaves, strict=True))
    functions = Functions([ENOUGH] * 3, ENOUGH)
    tables_ = (one, other, Table(one.sizes, met))
    ours, theirs, both = (functions.of(table.graph(), [NOT_KNOWN] * 3) for table in tables_)
    assert functions.meet_of((ours, theirs)) == functions.meet_of((theirs, ours)) == both


def test_fewer_answers_allowed_leave_out_what_takes_more_and_change_nothing_else() -> None:
    for small, rng in random_lists(250):
        diagram = diagram_of(small)
        facts = some_facts(rng, small, rng.random() * 0.5)
        if len(diagram.reachable(facts)) == 1:
            continue
        every = small.smallest(facts, diagram.cells, 5, known=False)
        for most in range(4):
            found = diagram.settled_by(facts, max_size=most)
            assert found == {outcome: sets for outcome, sets in every.items() if len(sets[0]) <= most}
            assert set(found.needs_more) == set(diagram.reachable(facts)) - set(found)


def test_needs_of_many_conditions_that_overlap_are_met_together() -> None:
    # Each of 30 elements is in two pairs: every other one of them answered with no rules all pairs out.
    names = [f"e{i}" for i in range(30)]
    ring = Or(tuple(And((Is(names[i]), Is(names[(i + 1) % 30]))) for i in range(30)))
    diagram = Diagram([("bad", ring), ("good", Always())], {}, {n: boolean(n) for n in names}, [])
    found = diagram.settled_by({}, max_size=15)
    assert [[(cell.element, cell.sample) for cell in answers] for answers in found["good"]] == [
        [(name, False) for name in names[first::2]] for first in (0, 1)
    ]
    assert diagram.settled_by({}, max_size=14).needs_more == ("good",)


def test_an_outcome_of_which_the_search_was_given_up_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("immunote.engine.diagram.diagram.EFFORT", 0)
    diagram = diagram_of(CORRELATED)
    found = diagram.settled_by({})
    assert set(found.needs_more) == set(diagram.outcomes) - set(found)
    assert found.needs_more


def test_the_search_is_given_up_for_no_published_case(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """With ten times the effort nothing more is found: what needs more answers is known to need them."""
    cases = [engine.patient(case.profile).facts for case in engine.rulebase.cases.values()]
    before = [engine.diagram.settled_by(facts) for facts in cases]
    monkeypatch.setattr("immunote.engine.diagram.diagram.EFFORT", 100_000)
    engine.forget()
    after = [engine.diagram.settled_by(facts) for facts in cases]
    assert after == before
    assert [found.needs_more for found in after] == [found.needs_more for found in before]
    assert any(found.needs_more for found in before)
