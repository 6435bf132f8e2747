"""Finds the known elements whose answer still counts: another one in its place could give another outcome."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from immunote.engine.diagram.graph import NOT_KNOWN, Graph


def counting_levels(graph: Graph, known: Sequence[int]) -> set[int]:
    """The levels with a known cell of which another cell would lead elsewhere, from a node that can be met.

    Two branches lead to the same end where, with what is known below, they are the same function of what is not.
    """
    met, looked_at = _nodes(graph, known)
    same = _numbers(graph, known, looked_at)
    found: set[int] = set()
    for node in met:
        kids = graph.kids[node]
        level = graph.level[node]
        if not kids or known[level] == NOT_KNOWN or level in found:
            continue
        here = same[kids[known[level]]]
        if here and any(same[kid] not in (0, here) for kid in kids):
            found.add(level)
    return found


def _nodes(graph: Graph, known: Sequence[int]) -> tuple[set[int], set[int]]:
    """The nodes that can be met with what is known; and these with all that is below the branches to compare."""
    met, looked_at = {graph.root}, {graph.root}
    for level, first, end in reversed(graph.bands):
        cell = known[level]
        for node in range(first, end):
            if node not in looked_at:
                continue
            kids = graph.kids[node]
            if node in met:
                looked_at.update(kids)
                met.update(kids if cell == NOT_KNOWN else (kids[cell],))
            else:
                looked_at.update(kids if cell == NOT_KNOWN else (kids[cell],))
    return met, looked_at


def _numbers(graph: Graph, known: Sequence[int], looked_at: set[int]) -> Mapping[int, int]:
    """For each node a number that nodes share where they are the same function of what is unknown; 0: impossible."""
    number = {node: node for node in looked_at if not graph.kids[node]}
    seen: dict[tuple[int, tuple[int, ...]], int] = {}
    for level, first, end in graph.bands:
        cell = known[level]
        for node in range(first, end):
            if node not in looked_at:
                continue
            kids = graph.kids[node]
            if cell != NOT_KNOWN:
                number[node] = number[kids[cell]]
                continue
            below = tuple([number[kid] for kid in kids])
            number[node] = below[0] if len(set(below)) == 1 else seen.setdefault((level, below), node)
    return number
