"""Elements that leave the outcome open when all else is recorded, and of which any one would settle it.

That is what makes an unknown element matter. Mostly it is one element by itself: all others can be recorded in such a
way that two answers to it give different outcomes. Constraints can tie several together, so that none of them can
change alone: then they are found as such a set. No set is found that holds more than is needed: where one answer of a
tied element leaves the outcome open, that element is no part of it.

`States.start` leaves two tied elements out of the record, `steps` walks on down the diagram: at each level either some
cell is recorded, or the element is one more of the set. One element by itself takes no such walk: two of its branches
are compared, as `pair_of` says of what is left of a set in the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from immunote.engine.diagram.graph import Graph
from immunote.engine.diagram.store import IMPOSSIBLE

NONE = -1
"""No group from which more elements may come; no level whose element still has to."""


class SearchState(NamedTuple):
    """`blocks`: for each answer to each element of the set the nodes it leaves. Each has to settle, not all alike.

    A block inside another is left out. `group`: the tied levels that may still join; `must`: one that still has to.
    """

    blocks: tuple[tuple[int, ...], ...]
    group: int
    must: int


class NextSteps(NamedTuple):
    """The next level that some node asks for. None: no good end. `joins`: the state if its element is of the set."""

    level: int
    recorded: list[SearchState | None]
    joins: SearchState | None


class States:
    """The states of one diagram. `tied`: level -> number of the group of levels that constraints tie together."""

    def __init__(self, graph: Graph, tied: Mapping[int, int]) -> None:
        self._graph = graph
        self._group_of = dict(tied)
        self._groups: dict[int, list[int]] = {}
        for level in sorted(tied):
            self._groups.setdefault(tied[level], []).append(level)

    def tied(self, level: int) -> Iterator[tuple[int, int]]:
        """Pairs of levels tied together, this one among them, the upper one first."""
        for other in self._groups.get(self._group_of.get(level, NONE), ()):
            if other != level:
                yield min(level, other), max(level, other)

    def start(self, level: int, kids: tuple[int, ...], must: int) -> SearchState | None:
        """The state of the elements at this level and at `must`, and perhaps others tied to them, from a node."""
        return self._state([(kid,) for kid in kids], self._group_of[level], must)

    def is_done(self, state: SearchState) -> bool:
        """Whether every block has come to its outcome."""
        kids = self._graph.kids
        return all(not kids[node] for block in state.blocks for node in block)

    def steps(self, state: SearchState) -> NextSteps:
        """What the next level leads to, for a state that is not done."""
        blocks, group, must = state
        level = self._level(blocks)
        branches = {node: self._branches(node, level) for block in blocks for node in block}
        cells = range(max(map(len, branches.values())))
        recorded: list[SearchState | None] = []
        for cell in cells:
            after = [tuple([branches[node][cell % len(branches[node])] for node in block]) for block in blocks]
            recorded.append(None if level == must else self._state(after, group, must))
        joins = None
        if group != NONE and self._group_of.get(level) == group:
            answers = [{kids[cell % len(kids)] for kids in branches.values()} for cell in cells]
            before = [{kid for node in block for kid in branches[node]} for block in blocks]
            joins = self._state([*before, *answers], group, NONE if level == must else must)
        return NextSteps(level, recorded, joins)

    def _state(self, blocks: Iterable[Iterable[int]], group: int, must: int) -> SearchState | None:
        graph = self._graph
        possible = {frozenset(block) - {IMPOSSIBLE} for block in blocks}
        kept = sorted(tuple(sorted(b)) for b in possible if b and not any(b < other for other in possible))
        if len(kept) < 2:
            return None
        outcomes = 0
        for block in kept:
            common = -1
            for node in block:
                outcomes |= graph.outcomes[node]
                if graph.certain[node]:
                    common &= graph.outcomes[node]
            if not common:
                return None  # two patients of one answer who are sure to be possible, with no outcome in common
        if outcomes & (outcomes - 1) == 0:
            return None
        level = self._level(kept)
        if must != NONE and level > must:
            return None
        if group != NONE and level > self._groups[group][-1]:
            group = NONE
        return SearchState(tuple(kept), group, must)

    def _level(self, blocks: Iterable[Iterable[int]]) -> int:
        return min(self._graph.level[node] for block in blocks for node in block)

    def _branches(self, node: int, level: int) -> tuple[int, ...]:
        return self._graph.kids[node] if self._graph.level[node] == level else (node,)


def pair_of(state: SearchState) -> tuple[int, int] | None:
    """The two nodes of which it remains to be seen whether some rest leads from them to different outcomes."""
    if state.group != NONE or len(state.blocks) != 2 or any(len(block) != 1 for block in state.blocks):
        return None
    (one,), (other,) = state.blocks
    return one, other
