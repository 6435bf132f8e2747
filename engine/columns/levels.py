"""Evaluates the decision diagram for all rows at once: which outcomes are reachable, and on which elements they depend.

A node is visited for the rows in which a possible cell of a visited node leads to it. The reachable outcomes are the
leaves visited. All of it is exact.

An element matters where a visited node asks for it and two of its branches *differ*: some possible answers to the
elements below lead both to an outcome, and not to the same one. Where constraints tie elements together, others may
have to be left open with it (`immunote.engine.diagram.leaving_open`). Whether two branches differ depends only on the
cells that are possible below them, so the comparison is compiled once for a rule base
(`immunote.engine.columns.differences`).
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
    """The gates that say, for each element, where it lies in each of its cells (`inside`) and where it is `unknown`."""

    def __init__(self, inside: Mapping[str, list[Bit]], unknown: Mapping[str, Bit], circuit: Circuit) -> None:
        self.inside = dict(inside)
        self.unknown = dict(unknown)
        self.circuit = circuit

    def possible(self, element: str) -> list[Bit]:
        """Return, for each cell, where it is possible: where the element lies in it or is not known."""
        return [self.circuit.either(inside, self.unknown[element]) for inside in self.inside[element]]


class Cells(KnownCells):
    """The cells of all elements of a diagram, read from the facts.

    `columns`: an expression for each cell, to be added to the facts; a Boolean element needs none.
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
    """A compiled diagram. `outcomes`: where each is reachable. `missing`: where the outcome depends on each element."""

    def __init__(self, diagram: Diagram, cells: Cells) -> None:
        possible = [cells.possible(name) for name in diagram.order]
        unknown = [cells.unknown[name] for name in diagram.order]
        visited = visits(diagram.graph, possible, cells.circuit)
        self.outcomes = reached(diagram.graph, visited)
        matters = Differences(diagram, cells.circuit, possible, unknown).matters(visited)
        self.missing = {name: matters[name] for name in diagram.cells}  # as declared


def visits(graph: Graph, possible: Sequence[Sequence[Bit]], circuit: Circuit) -> list[Bit]:
    """Return, for each node, the gate that says where possible cells lead to it from the root."""
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
    """Return, for each outcome in order, the gate that says where its leaf is visited."""
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
