"""Finds the known elements whose answer still counts: another one in its place could give another outcome."""

from __future__ import annotations

from collections.abc import Sequence

from immunote.engine.diagram.graph import NOT_KNOWN, Graph


def counting_levels(graph: Graph, known: Sequence[int]) -> set[int]:
    """The levels with a known cell of which another cell would lead elsewhere, from a node that can be met.

    Two branches lead to the same end where, with what is known below, they are the same function of what is not.
    """
    same = _restricted_numbers(graph, known)
    met = {graph.root}
    found: set[int] = set()
    for band in reversed(graph.bands):
        level, first, end = band
        cell = known[level]
        for node in range(first, end):
            if node not in met:
                continue
            kids = graph.kids[node]
            if cell == NOT_KNOWN:
                met.update(kids)
                continue
            here = same[kids[cell]]
            met.add(kids[cell])
            if here and level not in found and any(same[kid] not in (0, here) for kid in kids):
                found.add(level)
    return found


def _restricted_numbers(graph: Graph, known: Sequence[int]) -> list[int]:
    """For each node a number that nodes share where they are the same function of what is unknown; 0: impossible."""
    number = list(range(len(graph.kids)))
    seen: dict[tuple[int, tuple[int, ...]], int] = {}
    for level, first, end in graph.bands:
        cell = known[level]
        for node in range(first, end):
            kids = graph.kids[node]
            if cell != NOT_KNOWN:
                number[node] = number[kids[cell]]
                continue
            below = tuple([number[kid] for kid in kids])
            number[node] = below[0] if len(set(below)) == 1 else seen.setdefault((level, below), node)
    return number
