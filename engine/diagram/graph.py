"""A finished decision diagram, and the smaller diagrams that are left of it once some elements are known.

Nodes are numbered from the leaves up, level by level, so that one pass over the numbers sees every node after all
that it leads to. Leaf 0 is IMPOSSIBLE; leaf i + 1 is outcome i. Nothing here recurses.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from immunote.engine.diagram.store import IMPOSSIBLE, Store

NOT_KNOWN = -1

Band = tuple[int, int, int]
"""A level, its first node, and the node after its last."""


@dataclass(frozen=True, slots=True)
class Graph:
    """A decision diagram as lists that are indexed by the number of a node.

    `kids`: the branch for each cell, empty for a leaf. `level`: the place of the element in the diagram's order.
    `bands`: the levels that have nodes, the deepest first.
    """

    root: int
    kids: list[tuple[int, ...]]
    level: list[int]
    bands: list[Band]
    outcomes: list[int]
    """For each node the outcomes that it can lead to, one bit each; 0 only for IMPOSSIBLE."""
    certain: list[bool]
    """For each node whether no path from it leads to IMPOSSIBLE."""
    reached: set[int] | None = None
    """The nodes that the root leads to; None where it leads to all."""

    def nodes_of(self, band: Band) -> Iterator[tuple[int, ...]]:
        """The branches of each node of a band that the root leads to."""
        _, first, end = band
        if self.reached is None:
            return iter(self.kids[first:end])
        return map(self.kids.__getitem__, filter(self.reached.__contains__, range(first, end)))


def finished(store: Store, root: int, leaves: Sequence[int]) -> Graph:
    """Return the nodes of a store that `root` leads to, as a graph. `leaves`: the leaf of each outcome, in order."""
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
    """Return the diagram of one outcome (a bit): leaf 1 is this outcome, leaf 2 stands for all others."""
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
    """Return the outcomes that can be reached, one bit each; 0 where none can. `known[level]`: a cell, or NOT_KNOWN.

    This builds no diagram and skips branches that lead to no new outcome, so it is far quicker than `restricted`.
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
    """Return the diagram that is left once elements are known, numbered anew. `known[level]`: a cell, or NOT_KNOWN."""
    leaves = graph.bands[0][1] if graph.bands else len(graph.kids)
    small = _leaves_only(leaves - 1, graph.level[0])
    number = {leaf: leaf for leaf in range(leaves)}
    for level, nodes in reversed(levels_reached(graph, known)):
        _restrict_level(graph, level, sorted(nodes), known, number, small)
    return _with_root(small, number[graph.root])


def levels_reached(graph: Graph, known: Sequence[int]) -> list[tuple[int, set[int]]]:
    """Return each level with the nodes to which the root leads by cells that the known facts allow, the root first."""
    seen, found, kids_of = {graph.root}, [], graph.kids
    for level, first, end in reversed(graph.bands):
        nodes = seen.intersection(range(first, end))
        if not nodes:
            continue
        found.append((level, nodes))
        branches = map(kids_of.__getitem__, nodes)
        cell = known[level]
        seen.update(chain.from_iterable(branches) if cell == NOT_KNOWN else [kids[cell] for kids in branches])
    return found


def narrowed(graph: Graph, known: Sequence[int]) -> Graph:
    """Return the same diagram as `restricted`, but keep the nodes below the deepest known level and their numbers.

    It is quicker where answers come one by one. Kept nodes that the root no longer leads to are not in `reached`.
    """
    asked = [band for band in graph.bands if known[band[0]] != NOT_KNOWN]
    if not asked:
        return graph
    deepest, start, _ = asked[0]
    found = levels_reached(graph, known)
    below = {level for level, _ in found if level > deepest}
    kept = set().union(*(nodes for level, nodes in found if level > deepest))
    small = Graph(
        root=0,
        kids=graph.kids[:start],
        level=graph.level[:start],
        bands=[band for band in graph.bands if band[0] in below],
        outcomes=graph.outcomes[:start],
        certain=graph.certain[:start],
        reached=kept,
    )
    number = [*range(start), *[0] * (len(graph.kids) - start)]
    for level, nodes in reversed(found):
        if level <= deepest:
            _restrict_level(graph, level, sorted(nodes), known, number, small)
    kept.update(range(start, len(small.kids)))
    return _with_root(small, number[graph.root])


def _restrict_level(
    graph: Graph,
    level: int,
    nodes: Sequence[int],
    known: Sequence[int],
    number: dict[int, int] | list[int],
    small: Graph,
) -> None:
    """Add nodes of a level to `small`, restricted by its known cell; `number` gets their new numbers."""
    cell, kids_of = known[level], graph.kids
    if cell != NOT_KNOWN:
        for node in nodes:
            number[node] = number[kids_of[node][cell]]
        return
    start, added = len(small.kids), dict[tuple[int, ...], int]()
    made, outcomes, certain = small.kids, small.outcomes, small.certain
    for node in nodes:
        kids = kids_of[node]
        if len(kids) != 2:
            number[node] = _joined(small, level, tuple([number[kid] for kid in kids]), added)
            continue
        yes, no = number[kids[0]], number[kids[1]]  # most elements, and the inner loop of every note: no call in it
        if yes == no:
            number[node] = yes
            continue
        branches = (yes, no)
        found = added.get(branches)
        if found is None:
            found = added[branches] = len(made)
            made.append(branches)
            small.level.append(level)
            outcomes.append(outcomes[yes] | outcomes[no])
            certain.append(certain[yes] and certain[no])
        number[node] = found
    _close_band(small, level, start)


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
    """Return the node with these branches, added if it is new. `same`: the nodes of this level so far, by branches."""
    if kids.count(kids[0]) == len(kids):
        return kids[0]
    found = same.get(kids)
    if found is None:
        found = same[kids] = _add(graph, level, kids)
    return found


def _add(graph: Graph, level: int, kids: tuple[int, ...]) -> int:
    outcomes = 0
    for kid in kids:
        outcomes |= graph.outcomes[kid]
    graph.outcomes.append(outcomes)
    graph.certain.append(all(graph.certain[kid] for kid in kids))
    graph.kids.append(kids)
    graph.level.append(level)
    return len(graph.kids) - 1


def _close_band(graph: Graph, level: int, first: int) -> None:
    if len(graph.kids) > first:
        graph.bands.append((level, first, len(graph.kids)))


def _with_root(graph: Graph, root: int) -> Graph:
    return replace(graph, root=root)
