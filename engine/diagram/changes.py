"""Finds the smallest sets of changes to known facts that leave exactly one other outcome. Exact; no heuristics.

At each level an element is *held* (it is known: it keeps its cell, or takes another one for one change) or *free* (it
is not known and stays so). After some decisions a set of nodes is left: those that the possible cells lead to. It is
settled when it holds one leaf besides IMPOSSIBLE.

Sets of nodes are visited level by level, those with the fewest changes first. `bounds` gives, for each node, the
outcomes that so many changes could settle it on if each path chose its own changes. It never leaves out an outcome
that is possible, so pruning by it loses no set. Only one outcome is left before any change, so nearly everything is
pruned; for several outcomes immunote.engine.diagram.settling is far quicker. A set of changes is an integer with one
bit for each (element, cell), the first declared highest; sets of one size are ordered from the largest integer down.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from immunote.engine.diagram.graph import NOT_KNOWN, Graph
from immunote.engine.diagram.store import IMPOSSIBLE

State = tuple[int, ...]
"""Nodes, highest number first, none of them IMPOSSIBLE. The first one is on the level to decide next."""


Step = tuple[int, int, State, int, int]
"""Bit of a change or 0, its cost, the state after it, what that state could be settled on, and its level."""


@dataclass(frozen=True, slots=True)
class Question:
    """The input of a search for changes. `held[level]`: the known cell, or NOT_KNOWN.

    `bits[level][cell]`: the bit of a change to that cell, or 0 where the element may not change to it. `wanted`: the
    outcomes to settle on, one bit each. `limit`, `most` and `effort`: as `smallest` describes them.
    """

    graph: Graph
    bits: Sequence[Sequence[int]]
    held: Sequence[int]
    wanted: int
    limit: int
    most: int
    effort: int


def smallest(question: Question) -> dict[int, list[int]]:
    """Return, for each wanted outcome (bit), the first `limit` of the smallest sets of at most `most` changes.

    An outcome without such a set is left out. The search is given up after `effort` states; outcomes for which it has
    found no set by then are left out too.
    """
    search = _ChangeSearch(question)
    left = question.wanted
    for most in range(question.most + 1):
        possible = search.could_settle(most) & left
        if possible:
            search.run(most, possible)
            for outcome in search.found:
                left &= ~outcome
        if not left or search.given_up:
            break
    return search.found


def bounds(question: Question) -> list[int]:
    """Return, for each node, the outcomes on which each number of changes could settle it, as one integer a node.

    Slot k of the integer holds two bit sets: the outcomes on which k changes could settle the node or make it
    impossible, and those on which they could settle it and keep it possible.
    """
    graph = question.graph
    width = max(graph.outcomes).bit_length()
    slots = range(question.most + 1)
    step = 2 * width
    loose = sum(((1 << width) - 1) << (step * k) for k in slots)
    every = loose | (loose << width)
    leaves = graph.bands[0][1] if graph.bands else len(graph.kids)
    bound = [loose]
    for mark in graph.outcomes[1:leaves]:
        bound.append(sum((mark | mark << width) << (step * k) for k in slots))
    for band in graph.bands:
        held, bits = question.held[band[0]], question.bits[band[0]]
        new: list[int] = []
        for kids in graph.nodes_of(band):
            either, both = 0, every
            if held != NOT_KNOWN:
                for kid, bit in zip(kids, bits, strict=True):
                    either |= bound[kid] if bit else 0
                new.append(bound[kids[held]] | (either << step) & every)
            else:
                for kid in kids:
                    either |= bound[kid]
                    both &= bound[kid]
                both &= loose
                new.append(both | (both << width) & either)
        bound += new
    return bound


class _ChangeSearch:
    """One search: `found` is outcome bit -> its smallest sets, in fixed order."""

    def __init__(self, question: Question) -> None:
        self.found: dict[int, list[int]] = {}
        self.given_up = False
        self._question = question
        self._graph = question.graph
        self._width = max(question.graph.outcomes).bit_length()
        self._bound = bounds(question)
        self._steps: dict[State, list[Step]] = {}
        self._looked_at = 0
        self._start = (self._graph.root,)

    def could_settle(self, changes: int) -> int:
        """Return the outcomes (bits) on which so many changes might settle: perhaps too many, never too few."""
        return self._settles(self._start) >> (2 * self._width * changes) & ((1 << self._width) - 1)

    def run(self, most: int, wanted: int) -> None:
        """Find the sets of exactly `most` changes that settle on a wanted outcome. Call it for fewer first."""
        limit, effort, deepest = self._question.limit, self._question.effort, self._graph.level[0]
        slot = 2 * self._width
        # waiting[cost][level]: state -> the first sets of changes that lead to it.
        waiting: list[list[dict[State, list[int]]]] = [[{} for _ in range(deepest + 1)] for _ in range(most + 1)]
        waiting[0][self._graph.level[self._graph.root]][self._start] = [0]
        for cost in range(most + 1):
            for level in range(deepest):
                for state, sets in waiting[cost][level].items():
                    self._looked_at += 1
                    if self._looked_at > effort:
                        self.given_up = True
                        return
                    for bit, extra, after, settles, below in self._steps_from(level, state):
                        total = cost + extra
                        if total > most or not settles >> (slot * (most - total)) & wanted:
                            continue
                        there = waiting[total][below]
                        more = [s | bit for s in sets] if bit else sets
                        before = there.get(after)
                        there[after] = more if before is None else sorted(before + more, reverse=True)[:limit]
        for state, sets in waiting[most][deepest].items():
            if len(state) == 1:
                self.found[self._graph.outcomes[state[0]]] = sets

    def _settles(self, state: State) -> int:
        """Return in slot k the outcomes on which k changes could settle all nodes and keep one possible."""
        all_of, one_of = -1, 0
        for node in state:
            here = self._bound[node]
            all_of &= here
            one_of |= here
        return all_of & (one_of >> self._width)

    def _steps_from(self, level: int, state: State) -> list[Step]:
        found = self._steps.get(state)
        if found is None:
            found = self._steps[state] = [
                (bit, 1 if bit else 0, after, self._settles(after), self._graph.level[after[0]])
                for bit, after in self._decisions(level, state)
                if after
            ]
        return found

    def _decisions(self, level: int, state: State) -> list[tuple[int, State]]:
        """Return what can be decided at a level: pairs of the bit of a change (0 for none) and the state after it."""
        question, level_of = self._question, self._graph.level
        here = [self._graph.kids[node] for node in state if level_of[node] == level]
        below = state[len(here) :]
        bits = question.bits[level]
        held = question.held[level]
        if held == NOT_KNOWN:
            return [(0, _state([kid for kids in here for kid in kids], below))]
        stays = _state([kids[held] for kids in here], below)
        return [
            (0, stays),
            *(
                (bit, _state([kids[cell] for kids in here], below))
                for cell, bit in enumerate(bits)
                if bit and cell != held
            ),
        ]


def _state(nodes: list[int], below: State) -> State:
    if len(nodes) == 1 and not below:
        return (nodes[0],) if nodes[0] != IMPOSSIBLE else ()
    together = {*nodes, *below}
    together.discard(IMPOSSIBLE)
    return tuple(sorted(together, reverse=True))
