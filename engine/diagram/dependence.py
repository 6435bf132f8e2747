"""On which unknown elements the outcome still depends, and what each answer would leave reachable."""

from __future__ import annotations

from itertools import repeat

from engine.diagram.graph import Graph
from engine.diagram.store import IMPOSSIBLE


def outcomes_by_answer(graph: Graph) -> dict[int, list[int]]:
    """For each level that the diagram asks for: the outcomes (bits) reachable under each cell.

    A path that does not ask for an element leads to the same outcome under each of its cells; `passing` collects,
    for each set of outcomes, the levels that some path with those outcomes passes over.
    """
    passing: dict[int, int] = {}
    answers: dict[int, list[int]] = {}
    outcomes, level_of = graph.outcomes, graph.level
    passing[outcomes[graph.root]] = (1 << level_of[graph.root]) - 1
    for band in graph.bands:
        level = band[0]
        below = 1 << (level + 1)
        found = [0] * len(next(graph.nodes_of(band)))
        for kids in graph.nodes_of(band):
            for cell, kid in enumerate(kids):
                reach = outcomes[kid]
                found[cell] |= reach
                passed = (1 << level_of[kid]) - below
                if passed:
                    passing[reach] = passing.get(reach, 0) | passed
        answers[level] = found
    for level, found in answers.items():
        anyway = 0
        for reach, levels in passing.items():
            if levels >> level & 1:
                anyway |= reach
        answers[level] = [reach | anyway for reach in found]
    return answers


def levels_that_matter(graph: Graph) -> list[int]:
    """The levels at which two answers, both possible with the same rest, give different outcomes."""
    compared: dict[tuple[int, int], bool] = {}
    return [
        band[0]
        for band in reversed(graph.bands)
        if any(_some_pair_differs(graph, kids, compared) for kids in graph.nodes_of(band))
    ]


def _some_pair_differs(graph: Graph, kids: tuple[int, ...], compared: dict[tuple[int, int], bool]) -> bool:
    return any(_differ(graph, one, other, compared) for i, one in enumerate(kids) for other in kids[i + 1 :])


def _differ(graph: Graph, one: int, other: int, compared: dict[tuple[int, int], bool]) -> bool:
    """Whether, for some rest, both nodes are possible and their outcomes differ."""
    if one == other or IMPOSSIBLE in (one, other):
        return False
    ones, others, certain = graph.outcomes[one], graph.outcomes[other], graph.certain
    if certain[one] and (certain[other] or others & ~ones):
        return True  # Different numbers are different functions; or the other leads where this one never does.
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
