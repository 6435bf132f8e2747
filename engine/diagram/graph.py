"""A finished diagram, and the smaller one that is left once some elements are known.

Nodes are numbered from the leaves up, level by level, so that one pass over the numbers sees every node after all
that it leads to. Leaf 0 is IMPOSSIBLE; leaf i + 1 is outcome i. Nothing here recurses.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from immunote.engine.diagram.store import IMPOSSIBLE, Store

NOT_KNOWN = -1

Band = tuple[int, int, int]
"""A level, its first node, and the node after its last."""


@dataclass(frozen=True, slots=True)
class Graph:
    """`bands`: deepest level first; only levels that have nodes."""

    root: int
    kids: list[tuple[int, ...]]
    level: list[int]
    bands: list[Band]
    outcomes: list[int]
    """For each node the outcomes that it can lead to, one bit each; 0 only for IMPOSSIBLE."""
    certain: list[bool]
    """For each node whether no path below it is impossible."""

    def nodes_of(self, band: Band) -> Iterator[tuple[int, ...]]:
        """The branches of each node of a band."""
        _, first, end = band
        return iter(self.kids[first:end])


def finished(store: Store, root: int, leaves: Sequence[int]) -> Graph:
    """The part of a store that `root` leads to. `leaves`: the leaf of each outcome."""
    reached: list[dict[int, None]] = [{} for _ in range(store.depth + 1)]
    reached[store.level[root]][root] = None
    for level in range(store.depth):
        for node in reached[level]:
            for kid in store.kids[node]:
                reached[store.level[kid]][kid] = None
    number = {IMPOSSIBLE: 0, **{leaf: i + 1 for i, leaf in enumerate(leaves)}}
    graph = _leaves_only(len(leaves), store.depth)
    for level in reversed(range(store.depth)):
        first = len(graph.kids)
        for node in reached[level]:
            number[node] = _add(graph, level, tuple(number[kid] for kid in store.kids[node]))
        _close_band(graph, level, first)
    return _with_root(graph, number[root])


def focused(graph: Graph, outcome: int) -> Graph:
    """The diagram of one outcome (bit): leaf 1 is this outcome, leaf 2 stands for every other one."""
    small = _leaves_only(2, graph.level[0])
    number = [2] * len(graph.kids)
    number[IMPOSSIBLE] = IMPOSSIBLE
    number[outcome.bit_length()] = 1
    for level, first, end in graph.bands:
        start = len(small.kids)
        same: dict[tuple[int, ...], int] = {}
        for node in range(first, end):
            if graph.outcomes[node] & outcome or not graph.certain[node]:
                number[node] = _joined(small, level, tuple([number[kid] for kid in graph.kids[node]]), same)
        _close_band(small, level, start)
    return _with_root(small, number[graph.root])


def outcomes_left(graph: Graph, known: Sequence[int]) -> int:
    """The outcomes that can be reached where `known[level]` is a cell, or NOT_KNOWN; one bit each, 0 where none can.

    Nothing is built, and a branch that could add nothing is not followed: far quicker than `restricted`.
    """
    found, seen, waiting = 0, {graph.root}, [graph.root]
    while waiting:
        node = waiting.pop()
        if not graph.outcomes[node] & ~found:
            continue
        kids = graph.kids[node]
        if not kids:
            found |= graph.outcomes[node]
            continue
        cell = known[graph.level[node]]
        for kid in kids if cell == NOT_KNOWN else (kids[cell],):
            if kid not in seen:
                seen.add(kid)
                waiting.append(kid)
    return found


def restricted(graph: Graph, known: Sequence[int]) -> Graph:
    """What is left of the diagram where `known[level]` is a cell, or NOT_KNOWN."""
    needed = bytearray(len(graph.kids))
    needed[graph.root] = 1
    for level, first, end in reversed(graph.bands):
        cell = known[level]
        for node in range(first, end):
            if needed[node]:
                if cell == NOT_KNOWN:
                    for kid in graph.kids[node]:
                        needed[kid] = 1
                else:
                    needed[graph.kids[node][cell]] = 1
    leaves = sum(1 for kids in graph.kids if not kids)
    small = _leaves_only(leaves - 1, graph.level[0])
    number = [*range(leaves), *[0] * (len(graph.kids) - leaves)]
    for level, first, end in graph.bands:
        cell = known[level]
        start = len(small.kids)
        same: dict[tuple[int, ...], int] = {}
        for node in range(first, end):
            if not needed[node]:
                continue
            if cell != NOT_KNOWN:
                number[node] = number[graph.kids[node][cell]]
                continue
            number[node] = _joined(small, level, tuple([number[kid] for kid in graph.kids[node]]), same)
        _close_band(small, level, start)
    return _with_root(small, number[graph.root])


def _leaves_only(outcomes: int, depth: int) -> Graph:
    count = outcomes + 1
    return Graph(
        root=0,
        kids=[()] * count,
        level=[depth] * count,
        bands=[],
        outcomes=[0, *(1 << i for i in range(outcomes))],
        certain=[False, *[True] * outcomes],
    )


def _joined(graph: Graph, level: int, kids: tuple[int, ...], same: dict[tuple[int, ...], int]) -> int:
    """The node with these branches; `same`: those of its level so far."""
    if kids.count(kids[0]) == len(kids):
        return kids[0]
    found = same.get(kids)
    if found is None:
        found = same[kids] = _add(graph, level, kids)
    return found


def _add(graph: Graph, level: int, kids: tuple[int, ...]) -> int:
    outcomes, certain = 0, True
    for kid in kids:
        outcomes |= graph.outcomes[kid]
        certain = certain and graph.certain[kid]
    graph.kids.append(kids)
    graph.level.append(level)
    graph.outcomes.append(outcomes)
    graph.certain.append(certain)
    return len(graph.kids) - 1


def _close_band(graph: Graph, level: int, first: int) -> None:
    if len(graph.kids) > first:
        graph.bands.append((level, first, len(graph.kids)))


def _with_root(graph: Graph, root: int) -> Graph:
    return Graph(root, graph.kids, graph.level, graph.bands, graph.outcomes, graph.certain)
