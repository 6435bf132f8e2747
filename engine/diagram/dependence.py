"""Finds the unknown elements on which the outcome depends, and the outcomes that each answer would leave reachable."""

from __future__ import annotations

from collections.abc import Container, Mapping
from functools import reduce
from itertools import chain, repeat
from operator import or_

from immunote.engine.diagram.graph import Band, Graph
from immunote.engine.diagram.leaving_open import SearchState, States, pair_of


def outcomes_by_answer(graph: Graph) -> dict[int, list[int]]:
    """Return, for each level that has nodes, the outcomes (bits) reachable under each cell.

    A path that skips a level leads to the same outcome under each of its cells; `passing` collects, for each set of
    outcomes, the levels that some path with those outcomes skips.
    """
    passing: dict[int, int] = {}
    answers: dict[int, list[int]] = {}
    outcomes, level_of = graph.outcomes, graph.level
    passing[outcomes[graph.root]] = (1 << level_of[graph.root]) - 1
    for band in graph.bands:
        level = band[0]
        below = 1 << (level + 1)
        nodes = list(graph.nodes_of(band))
        answers[level] = [reduce(or_, set(map(outcomes.__getitem__, kids))) for kids in zip(*nodes, strict=True)]
        for kid in set(chain.from_iterable(nodes)):
            if passed := (1 << level_of[kid]) - below:
                reach = outcomes[kid]
                passing[reach] = passing.get(reach, 0) | passed
    for level, found in answers.items():
        anyway = 0
        for reach, levels in passing.items():
            if levels >> level & 1:
                anyway |= reach
        answers[level] = [reach | anyway for reach in found]
    return answers


class Mattering:
    """Finds level by level whether its element matters: all else can be recorded so that the outcome is still open.

    An element matters alone, or in a set with elements that constraints tie to it; see
    `immunote.engine.diagram.leaving_open`. `tied`: the groups that `forced_both_ways` returns. `read`: the levels that
    the decision list reads; an element that only constraints read never matters. `before`: that of the same patient
    with fewer facts; what did not matter then does not matter now. Answers are kept.
    """

    def __init__(
        self, graph: Graph, tied: Mapping[int, int], read: Container[int], before: Mattering | None = None
    ) -> None:
        self.bands = {band[0]: band for band in reversed(graph.bands)}
        self._graph, self._tied, self._read = graph, tied, read
        self._compared: dict[tuple[int, int], bool] = {}
        self._search = _TiedSearch(graph, self.bands, tied, self._compared)
        found = {} if before is None else before._found.copy()  # another thread may add to it
        self._found: dict[int, bool] = {level: False for level, matters in found.items() if not matters}

    def of(self, level: int) -> bool:
        """Return whether the element of this level matters."""
        found = self._found.get(level)
        if found is None:
            found = self._found[level] = self._look(level)
        return found

    def _look(self, level: int) -> bool:
        band = self.bands.get(level)
        if band is None:
            return False
        graph, compared = self._graph, self._compared
        for kids in graph.nodes_of(band):
            if _some_pair_differs(graph, kids, compared):
                return True
        return level in self._tied and level in self._read and self._search.finds(level)


class _TiedSearch:
    """Searches for sets of tied elements that leave the outcome open. `compared`: a cache for `_differ`."""

    def __init__(
        self,
        graph: Graph,
        bands: Mapping[int, Band],
        tied: Mapping[int, int],
        compared: dict[tuple[int, int], bool],
    ) -> None:
        self._graph = graph
        self._bands = bands
        self._states = States(graph, tied)
        self._compared = compared
        self._seen: dict[SearchState, bool] = {}

    def finds(self, level: int) -> bool:
        """Return whether this level's element is one of a set of tied elements that leaves the outcome open."""
        return any(
            self._ends_well(self._states.start(first, kids, must))
            for first, must in self._states.tied(level)
            if first in self._bands and must in self._bands
            for kids in self._graph.nodes_of(self._bands[first])
        )

    def _ends_well(self, state: SearchState | None) -> bool:
        if state is None:
            return False
        if (pair := pair_of(state)) is not None:
            return _differ(self._graph, *pair, self._compared)
        found = self._seen.get(state)
        if found is None:
            found = self._seen[state] = self._states.is_done(state) or self._some_step_does(state)
        return found

    def _some_step_does(self, state: SearchState) -> bool:
        steps = self._states.steps(state)
        return self._ends_well(steps.joins) or any(map(self._ends_well, steps.recorded))


def _some_pair_differs(graph: Graph, kids: tuple[int, ...], compared: dict[tuple[int, int], bool]) -> bool:
    if len(kids) == 2:
        return _differ(graph, kids[0], kids[1], compared)
    different = tuple(dict.fromkeys(kids))
    return any(_differ(graph, one, other, compared) for i, one in enumerate(different) for other in different[i + 1 :])


def _differ(graph: Graph, one: int, other: int, compared: dict[tuple[int, int], bool]) -> bool:
    """Return whether some answers to the elements below lead both nodes to an outcome, and not to the same one."""
    if one == other or not (one and other):  # IMPOSSIBLE is 0
        return False
    ones, others, certain = graph.outcomes[one], graph.outcomes[other], graph.certain
    if certain[one] and (certain[other] or others & ~ones):
        return True  # two nodes are never the same function; or `other` reaches an outcome that `one` does not
    if certain[other] and ones & ~others:
        return True
    together = ones | others
    if together & (together - 1) == 0:
        return False
    key = (one, other) if one < other else (other, one)
    found = compared.get(key)
    if found is None:
        found = compared[key] = _branches_differ(graph, one, other, compared)
    return found


def _branches_differ(graph: Graph, one: int, other: int, compared: dict[tuple[int, int], bool]) -> bool:
    high, low = graph.level[one], graph.level[other]
    kids, facing = graph.kids[one], graph.kids[other]
    if high < low:
        facing = (other,) * len(kids)
    elif low < high:
        kids = (one,) * len(facing)
    return any(map(_differ, repeat(graph), kids, facing, repeat(compared)))
