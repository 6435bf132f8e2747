"""Hash-consed functions from the open elements to one outcome, for the search in `immunote.engine.diagram.settling`.

A function maps each complete set of answers to WANTED, OTHER or IMPOSSIBLE; equal functions have the same number. To
leave an element unanswered is to take the *meet* of its branches: OTHER where some branch is OTHER, else WANTED where
some branch is WANTED. Few functions are made, since different sets of branches often have the same meet: where most
conditions depend on an element in one direction only, the meet of its branches is one of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import repeat

from immunote.engine.diagram.graph import NOT_KNOWN, Graph, levels_reached
from immunote.engine.diagram.store import IMPOSSIBLE

WANTED, OTHER = 1, 2
"""Numbers of leaves, here and in a focused diagram."""
NEVER = 1 << 20


class TooMuchEffortError(Exception):
    """The search took more meets of two functions than its effort allows."""


class Functions:
    """Makes the functions of one search and their meets.

    `left[level]`: the most answers that may be given at this level and below it; a function that needs more is replaced
    by OTHER. `effort`: the most meets of two functions; not a time limit, since results must not depend on a clock.
    """

    def __init__(self, left: Sequence[int], effort: int) -> None:
        self.kids: list[tuple[int, ...]] = [(), (), ()]
        self.level = [len(left)] * 3
        self.least = [0, 0, NEVER]
        """For each function a lower bound on the number of answers that rule OTHER out."""
        self.wanted = [False, True, False]
        """For each function whether it leads to WANTED at all."""
        self._left = left
        self._effort = effort
        self._known: dict[tuple[int, tuple[int, ...]], int] = {}
        self._met: dict[tuple[int, int], int] = {}

    def of(self, graph: Graph, known: Sequence[int]) -> int:
        """Return the function that is left of a diagram made by `focused` once elements are known."""
        number = {IMPOSSIBLE: IMPOSSIBLE, WANTED: WANTED, OTHER: OTHER}
        kids = graph.kids
        for level, nodes in reversed(levels_reached(graph, known)):
            cell = known[level]
            for node in nodes:
                if cell == NOT_KNOWN:
                    number[node] = self._node(level, tuple([number[kid] for kid in kids[node]]))
                else:
                    number[node] = number[kids[node][cell]]
        return number[graph.root]

    def meet_of(self, functions: Iterable[int]) -> int:
        """Return the meet of the functions (see the module's docstring). Raises TooMuchEffortError."""
        met = IMPOSSIBLE
        for each in functions:
            met = self._meet(met, each)
        return met

    def _node(self, level: int, kids: tuple[int, ...]) -> int:
        if kids.count(kids[0]) == len(kids):
            return kids[0]
        key = (level, kids)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._new(level, kids)
        return found

    def _new(self, level: int, kids: tuple[int, ...]) -> int:
        least = [self.least[kid] for kid in kids]
        fewest = min(max(least), min(least) + 1)
        if fewest > self._left[level]:
            return OTHER
        self.kids.append(kids)
        self.level.append(level)
        self.least.append(fewest)
        self.wanted.append(any(map(self.wanted.__getitem__, kids)))
        return len(self.kids) - 1

    def _meet(self, one: int, other: int) -> int:
        if one > other:
            one, other = other, one
        if one in (IMPOSSIBLE, other):
            return other
        if OTHER in (one, other):
            return OTHER
        key = (one, other)
        found = self._met.get(key)
        if found is None:
            if len(self._met) >= self._effort:
                raise TooMuchEffortError
            high, low = self.level[one], self.level[other]
            ones: Iterable[int] = self.kids[one] if high <= low else repeat(one)
            others: Iterable[int] = self.kids[other] if low <= high else repeat(other)
            kids = tuple(map(self._meet, ones, others))
            found = self._met[key] = self._node(min(high, low), kids)
        return found
