"""Under which conditions an element matters, as columns: the walk of `engine.diagram.dependence` for all patients.

Pairs of branches that differ under the same conditions share a column: of 9,652 pairs that meet in one rule base, some
2,200 columns were left.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations, repeat
from typing import NamedTuple

from engine.columns.flags import Flag, Source, cell_column, visited_column
from engine.diagram import Diagram
from engine.diagram.leaving_open import State, States, pair_of
from engine.diagram.store import IMPOSSIBLE

MISSING = "missing."

NEVER, ALWAYS = 0, 1
"""Numbers of the two conditions without a column: no rest, and every rest, tells two branches apart."""


class _Condition(NamedTuple):
    """What has to hold at a level: what `recorded` has for a possible cell, or, while that is not known, `joins`."""

    level: int
    recorded: tuple[int, ...]
    joins: int


class Differences:
    """The conditions under which the outcome stays open below the branches of a node, each numbered once."""

    def __init__(self, diagram: Diagram) -> None:
        self._graph = diagram.graph
        self._order = diagram.order
        self._read = diagram.read
        self._bands = {band[0]: band for band in diagram.graph.bands}
        self._states = States(diagram.graph, diagram.tied)
        self._pairs: dict[tuple[int, int], int] = {}
        self._walked: dict[State, int] = {}
        self._numbers: dict[_Condition, int] = {}

    def flags(self) -> list[Flag]:
        """The columns of all conditions, then for each element that may matter its column."""
        matters = [flag for level in self._bands if level in self._read and (flag := self._matters(level)) is not None]
        unknown = sorted({condition.level for condition in self._numbers if condition.joins != NEVER})
        return [
            *(Flag(_unknown(level), {None: [None]}, unknown=self._order[level]) for level in unknown),
            *(_flag(number, condition) for condition, number in self._numbers.items()),
            *matters,
        ]

    def _matters(self, level: int) -> Flag | None:
        terms: dict[Source, list[Source]] = {}
        for node, condition in self._starts(level):
            if condition != NEVER:
                terms.setdefault(_differ(condition), []).append(visited_column(self._graph, node))
        element = self._order[level]
        return Flag(MISSING + element, terms, unknown=element) if terms else None

    def _starts(self, level: int) -> Iterator[tuple[int, int]]:
        """Nodes, each with a condition under which this element matters where the node is visited."""
        for node, kids in self._nodes(level):
            for condition in sorted({self._of_pair(*pair) for pair in combinations(kids, 2)}):
                yield node, condition
        for first, must in self._states.tied(level):
            for node, kids in self._nodes(first):
                joins = self._of_state(self._states.start(first, kids, must))
                yield node, self._numbered(_Condition(first, (NEVER,), joins))

    def _nodes(self, level: int) -> Iterable[tuple[int, tuple[int, ...]]]:
        band = self._bands.get(level)
        return () if band is None else enumerate(self._graph.nodes_of(band), band[1])

    def _of_pair(self, one: int, other: int) -> int:
        """The number of the condition under which two branches differ, with the same rest."""
        if one == other or IMPOSSIBLE in (one, other):
            return NEVER
        graph = self._graph
        outcomes = graph.outcomes[one] | graph.outcomes[other]
        if outcomes & (outcomes - 1) == 0:
            return NEVER
        level = min(graph.level[one], graph.level[other])
        if level == graph.level[IMPOSSIBLE]:
            return ALWAYS
        pair = (min(one, other), max(one, other))
        if pair not in self._pairs:
            kids = [graph.kids[node] if graph.level[node] == level else repeat(node) for node in pair]
            self._pairs[pair] = self._numbered(_Condition(level, tuple(map(self._of_pair, *kids)), NEVER))
        return self._pairs[pair]

    def _of_state(self, state: State | None) -> int:
        """The number of the condition under which a state comes to a good end."""
        if state is None:
            return NEVER
        if (pair := pair_of(state)) is not None:
            return self._of_pair(*pair)
        if self._states.is_done(state):
            return ALWAYS
        if state not in self._walked:
            level, recorded, joins = self._states.steps(state)
            condition = _Condition(level, tuple(map(self._of_state, recorded)), self._of_state(joins))
            self._walked[state] = self._numbered(condition)
        return self._walked[state]

    def _numbered(self, condition: _Condition) -> int:
        recorded = condition.recorded
        if recorded.count(recorded[0]) == len(recorded) and condition.joins in (NEVER, recorded[0]):
            return recorded[0]  # some cell is always possible
        return self._numbers.setdefault(condition, len(self._numbers) + 2)


def _flag(number: int, condition: _Condition) -> Flag:
    level, recorded, joins = condition
    terms: dict[Source, list[Source]] = {
        cell_column(level, cell): [_differ(below)] for cell, below in enumerate(recorded) if below != NEVER
    }
    if joins != NEVER:
        terms[_unknown(level)] = [_differ(joins)]
    return Flag(f"differ.{number}", terms)


def _differ(condition: int) -> Source:
    return None if condition == ALWAYS else f"differ.{condition}"


def _unknown(level: int) -> str:
    return f"unknown.{level}"
