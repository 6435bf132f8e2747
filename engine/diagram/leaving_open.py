"""Searches for elements that leave the outcome open when all else is recorded, and any one of which would settle it.

An unknown element matters if it is one of such a set. Mostly the set is that element alone: all others can be recorded
so that two answers to it give different outcomes. Constraints can tie elements together so that none of them can
change alone; then the set has several elements. A set never has more elements than are needed: an element with an
answer that would leave the outcome open is no part of it.

`States.start` leaves two tied elements open; `States.steps` goes down the diagram, and at each level either records a
cell or adds the element to the set. A set of one element needs no such search: two branches of its node are compared.
A search also ends in such a comparison once two single nodes are left (`pair_of`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from immunote.engine.diagram.graph import Graph
from immunote.engine.diagram.store import IMPOSSIBLE

NONE = -1
"""In a state: no more elements may join the set (`group`), or no element still has to (`must`)."""


class SearchState(NamedTuple):
    """A state of the search: the nodes that can still be reached under each answer to each element of the set.

    The search succeeds where each block comes to one outcome, and not all blocks to the same one. `blocks`: a set of
    nodes for each answer; one that another block contains is left out. `group`: number of the tied levels whose
    elements may still join the set; `must`: the level whose element still has to.
    """

    blocks: tuple[tuple[int, ...], ...]
    group: int
    must: int


class NextSteps(NamedTuple):
    """The states that can follow a state at `level`, the next level that some node of it asks for.

    `recorded[cell]`: the state if that cell is recorded; `joins`: the state if the element joins the set. None: the
    search cannot succeed from there.
    """

    level: int
    recorded: list[SearchState | None]
    joins: SearchState | None


class States:
    """Makes the search states of one diagram. `tied`: level -> number of its group, as from `forced_both_ways`."""

    def __init__(self, graph: Graph, tied: Mapping[int, int]) -> None:
        self._graph = graph
        self._group_of = dict(tied)
        self._groups: dict[int, list[int]] = {}
        for level in sorted(tied):
            self._groups.setdefault(tied[level], []).append(level)

    def tied(self, level: int) -> Iterator[tuple[int, int]]:
        """Yield this level paired with each level tied to it; the upper level of a pair comes first."""
        for other in self._groups.get(self._group_of.get(level, NONE), ()):
            if other != level:
                yield min(level, other), max(level, other)

    def start(self, level: int, kids: tuple[int, ...], must: int) -> SearchState | None:
        """Return the first state of a search for a set with the elements of `level` and `must`; tied ones may join.

        `kids`: the branches of the node at which it starts. None where the search cannot succeed.
        """
        return self._state([(kid,) for kid in kids], self._group_of[level], must)

    def is_done(self, state: SearchState) -> bool:
        """Return whether only leaves are left, so that each block has come to its outcome."""
        kids = self._graph.kids
        return all(not kids[node] for block in state.blocks for node in block)

    def steps(self, state: SearchState) -> NextSteps:
        """Return the states that follow at the next level. The state must not be done (`is_done`)."""
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
                return None  # this answer leaves two possible patients with no outcome in common: it does not settle
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
    """Return the two nodes that are all that is left of a state, or None where more is left.

    The search then succeeds if some answers to the elements below lead the two nodes to different outcomes.
    """
    if state.group != NONE or len(state.blocks) != 2 or any(len(block) != 1 for block in state.blocks):
        return None
    (one,), (other,) = state.blocks
    return one, other
