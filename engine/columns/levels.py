"""The decision diagram over whole columns, level by level: what is reachable, and on what it still depends. Exact.

A node is visited where one that leads to it is, by a cell that is still possible; the outcomes reachable are the
leaves visited.

An element matters where a visited node asks for it and two of its branches *differ*: with some rest that is still
possible, both lead to an outcome, and not to the same one. Where constraints tie elements together, some may have to
be left open with it (`immunote.engine.diagram.leaving_open`). For given branches that hangs on what is possible below
them and on nothing else: they differ where, on some possible cell of the next level, what follows differs. So they are
compared once, when the rule base is compiled (`immunote.engine.columns.differences`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from immunote.engine.cells import Cell
from immunote.engine.columns.circuit import FALSE, TRUE, Bit, Circuit
from immunote.engine.columns.conditions import on_grid, places
from immunote.engine.columns.differences import Differences
from immunote.engine.diagram import Diagram
from immunote.engine.diagram.graph import Graph
from immunote.engine.diagram.store import IMPOSSIBLE
from immunote.engine.elements import Element


class KnownCells:
    """For each element where it is known to lie in each of its cells, `inside`, and where it is `unknown`."""

    def __init__(self, inside: Mapping[str, list[Bit]], unknown: Mapping[str, Bit], circuit: Circuit) -> None:
        self.inside = dict(inside)
        self.unknown = dict(unknown)
        self.circuit = circuit

    def possible(self, element: str) -> list[Bit]:
        """For each cell, where the element may lie in it: it does, or it is not known."""
        return [self.circuit.either(inside, self.unknown[element]) for inside in self.inside[element]]


class Cells(KnownCells):
    """What is known of the elements of a diagram.

    `columns`: the cells as columns beside the facts; a Boolean element's are the facts themselves.
    """

    def __init__(self, diagram: Diagram, elements: Mapping[str, Element], circuit: Circuit) -> None:
        super().__init__({}, {name: circuit.is_unknown(name) for name in diagram.order}, circuit)
        self.columns: list[pl.Expr] = []
        for name in diagram.order:
            self.inside[name] = [self._inside(elements[name], cell) for cell in diagram.cells[name]]

    def _inside(self, element: Element, cell: Cell) -> Bit:
        if element.type == "boolean":
            is_value = {True: self.circuit.is_true(element.name), False: self.circuit.is_false(element.name)}
            return self.circuit.any_of(is_value[value is True] for value in cell.values)
        column = f"cell:{element.name}:{cell.index}"
        self.columns.append(_inside(element, cell).alias(column))
        return self.circuit.is_true(column)


class Levels:
    """One diagram: `outcomes`, where each is reachable, and `missing`, where the outcome hangs on each element."""

    def __init__(self, diagram: Diagram, cells: Cells) -> None:
        possible = [cells.possible(name) for name in diagram.order]
        unknown = [cells.unknown[name] for name in diagram.order]
        visited = visits(diagram.graph, possible, cells.circuit)
        self.outcomes = reached(diagram.graph, visited)
        matters = Differences(diagram, cells.circuit, possible, unknown).matters(visited)
        self.missing = {name: matters[name] for name in diagram.cells}  # as declared


def visits(graph: Graph, possible: Sequence[Sequence[Bit]], circuit: Circuit) -> list[Bit]:
    """For each node, where a path of possible cells leads to it from the root."""
    visited = [FALSE] * len(graph.kids)
    visited[graph.root] = TRUE
    leads: list[dict[Bit, list[Bit]]] = [{} for _ in graph.kids]
    for level, first, end in reversed(graph.bands):
        for node in range(first, end):
            visited[node] = _led_to(leads[node], visited[node], circuit)
            for cell, kid in enumerate(graph.kids[node]):
                leads[kid].setdefault(possible[level][cell], []).append(visited[node])
    for node, kids in enumerate(graph.kids):
        if not kids:
            visited[node] = _led_to(leads[node], visited[node], circuit)
    return visited


def reached(graph: Graph, visited: Sequence[Bit]) -> list[Bit]:
    """For each outcome, in their order, where its leaf is visited."""
    return [visited[node] for node, kids in enumerate(graph.kids) if not kids and node != IMPOSSIBLE]


def _led_to(leads: Mapping[Bit, Sequence[Bit]], is_root: Bit, circuit: Circuit) -> Bit:
    return circuit.either(is_root, circuit.any_of(circuit.both(gate, circuit.any_of(of)) for gate, of in leads.items()))


def _inside(element: Element, cell: Cell) -> pl.Expr:
    known = pl.col(element.name)
    if element.type == "enumeration":
        members = places(element, tuple(value for value in cell.values if isinstance(value, str)))
        return pl.any_horizontal(known == place for place in members)
    within = known.is_not_null()
    if cell.low is not None:
        least, below = on_grid(cell.low, element)
        within = within & (known >= least if cell.low_is_closed else known > below)
    if cell.high is not None:
        above, most = on_grid(cell.high, element)
        within = within & (known <= most if cell.high_is_closed else known < above)
    return within
