"""The smallest sets of answers, or of changes, that leave exactly one outcome. Exact; no heuristics.

Both questions are one search. At each level an element is either *open* (not known: every cell stays possible,
or one is chosen, which costs one answer), *held* (known: keeps its cell, or takes another at the cost of one
change) or *free* (not known and not to be answered). What is left after some decisions is a set of nodes, those
that the cells still possible lead to; it is settled when only one leaf, apart from IMPOSSIBLE, is in it.

Sets of nodes are met level by level, cheapest first. A bound computed once for each node says which outcomes it
could still be settled on at what cost if every path could choose for itself; it is never too high, so that what
it cuts off is no loss. A set of answers is an integer with one bit a (element, cell), the first declared highest:
of two sets of one size the larger integer comes first in the fixed order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.diagram.graph import NOT_KNOWN, Graph
from engine.diagram.store import IMPOSSIBLE

State = tuple[int, ...]
"""Nodes, highest number first, none of them IMPOSSIBLE. The first one is on the level to decide next."""


@dataclass(frozen=True, slots=True)
class Question:
    """What may be decided. `bits[level][cell]`: the bit of that answer.

    `held[level]`: the cell of a known element; None: the graph holds unknown elements only, to be answered.
    `must`: levels that have to be answered, with the cells that may be.
    """

    graph: Graph
    bits: Sequence[Sequence[int]]
    held: Sequence[int] | None
    wanted: int
    limit: int
    most: int
    effort: int
    must: Mapping[int, Sequence[int]]


@dataclass(slots=True)
class _Found:
    """`answers`: outcome bit -> the smallest sets, first first. `states`: how many sets of nodes were looked at."""

    answers: dict[int, list[int]]
    states: int = 0


def smallest(question: Question) -> dict[int, list[int]]:
    """For each wanted outcome (bit) the first `limit` of the smallest sets of at most `most` answers.

    An outcome without such a set is left out; so is one for which `effort` states were looked at in vain.
    """
    bound = _Bound(question)
    found = _Found({})
    graph = question.graph
    left = question.wanted
    start = (graph.root,)
    for most in range(question.most + 1):
        possible = bound.settles(start, most) & left
        if possible:
            _search(question, bound, most, possible, found)
            for outcome in found.answers:
                left &= ~outcome
        if not left or found.states > question.effort:
            break
    return found.answers


class _Bound:
    """For each node and number of answers, the outcomes it could be settled on: one integer a node.

    Slot k holds two bit sets: outcomes on which k answers could settle the node or make it impossible, and those
    on which they could settle it and keep it possible.
    """

    def __init__(self, question: Question) -> None:
        graph = question.graph
        self._width = width = max(graph.outcomes).bit_length()
        self._one = one = (1 << width) - 1
        slots = range(question.most + 1)
        step = 2 * width
        loose = sum(one << (step * k) for k in slots)
        strict = loose << width
        every = loose | strict
        leaves = graph.bands[0][1] if graph.bands else len(graph.kids)
        bound = [loose]
        for leaf in range(1, leaves):
            mark = graph.outcomes[leaf]
            bound.append(sum((mark | mark << width) << (step * k) for k in slots))
        for band in graph.bands:
            held = NOT_KNOWN if question.held is None else question.held[band[0]]
            must = question.must.get(band[0])
            new: list[int] = []
            for kids in graph.nodes_of(band):
                if must is not None:
                    either = 0
                    for cell in must:
                        either |= bound[kids[cell]]
                    new.append((either << step) & every)
                    continue
                either, both = 0, every
                for kid in kids:
                    either |= bound[kid]
                    both &= bound[kid]
                if held != NOT_KNOWN:
                    new.append(bound[kids[held]] | (either << step) & every)
                    continue
                both &= loose
                stays = both | (both << width) & either
                new.append(stays if question.held is not None else stays | (either << step) & every)
            bound += new
        self._bound = bound

    def settles(self, state: State, answers: int) -> int:
        """The outcomes on which that many answers could settle all nodes of a state, and keep one possible."""
        shift = answers * 2 * self._width
        all_of, one_of = self._one, 0
        for node in state:
            here = self._bound[node] >> shift
            all_of &= here
            one_of |= here >> self._width
        return all_of & one_of


def _search(question: Question, bound: _Bound, most: int, wanted: int, found: _Found) -> None:
    """All sets of exactly `most` answers that settle on a wanted outcome; fewer are known not to do."""
    graph = question.graph
    level_of = graph.level
    deepest = level_of[0]
    # waiting[cost][level]: state -> the first sets of answers that lead to it.
    waiting: list[list[dict[State, list[int]]]] = [
        [{} for _ in range(deepest + 1)] for _ in range(most + 1)
    ]
    waiting[0][level_of[graph.root]][(graph.root,)] = [0]
    for cost in range(most + 1):
        for level in range(deepest):
            for state, sets in waiting[cost][level].items():
                found.states += 1
                if found.states > question.effort:
                    return
                for bit, extra, after in _steps(question, level, state, most - cost):
                    if bound.settles(after, most - cost - extra) & wanted:
                        there = waiting[cost + extra][level_of[after[0]]]
                        _keep(there, after, [s | bit for s in sets] if bit else sets, question.limit)
    for state, sets in waiting[most][deepest].items():
        if len(state) == 1:
            found.answers[graph.outcomes[state[0]]] = sets


def _keep(there: dict[State, list[int]], state: State, sets: list[int], limit: int) -> None:
    before = there.get(state)
    there[state] = sets if before is None else sorted(before + sets, reverse=True)[:limit]


def _steps(question: Question, level: int, state: State, left: int) -> list[tuple[int, int, State]]:
    """What can be decided at a level: (bit of the answer or 0, its cost, the state after it)."""
    graph = question.graph
    level_of, kids_of = graph.level, graph.kids
    here = [kids_of[node] for node in state if level_of[node] == level]
    below = state[len(here) :]
    width = range(len(here[0]))
    held = NOT_KNOWN if question.held is None else question.held[level]
    free = question.held is not None and held == NOT_KNOWN
    bits = question.bits[level]
    if level in question.must:
        return [
            (bits[cell], 1, after)
            for cell in question.must[level]
            if (after := _state([kids[cell] for kids in here], below))
        ] if left else []
    if held == NOT_KNOWN:
        steps = [(0, 0, _state([kid for kids in here for kid in kids], below))]
    else:
        steps = [(0, 0, _state([kids[held] for kids in here], below))]
    if left and not free:
        steps += [
            (bits[cell], 1, _state([kids[cell] for kids in here], below)) for cell in width if cell != held
        ]
    return [step for step in steps if step[2]]


def _state(nodes: list[int], below: State) -> State:
    if len(nodes) == 1 and not below:
        return (nodes[0],) if nodes[0] != IMPOSSIBLE else ()
    together = {*nodes, *below}
    together.discard(IMPOSSIBLE)
    return tuple(sorted(together, reverse=True))
