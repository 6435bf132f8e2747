"""The decision diagram over whole columns, level by level: what is reachable, and on what it still depends. Exact.

Every column is boolean, one bit a patient. `visited` runs down from the root: a node is visited where one that leads
to it is, by a cell that is still possible; the outcomes reachable are the leaves visited.

An element matters where a visited node asks for it and two of its branches *differ*: with some rest that is still
possible, both lead to an outcome, and not to the same one. Where constraints tie elements together, some may have to
be left open with it (`engine.diagram.leaving_open`). For given branches that hangs on what is possible below them and
on nothing else: they differ where, on some possible cell of the next level, what follows differs. So they are compared
once, when the rule base is compiled (`engine.columns.differences`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from engine.cells import Cell
from engine.columns.conditions import on_grid, places
from engine.columns.differences import MISSING, Differences
from engine.columns.flags import Flag, Source, any_of, cell_column, visited_column
from engine.columns.stages import Stages
from engine.diagram import Diagram
from engine.diagram.graph import Graph
from engine.diagram.store import IMPOSSIBLE
from engine.rulebase import Element

REACHED = "reached."


class Levels:
    """One diagram, compiled. `outcomes`: the columns that say what is reachable; `missing`: element -> its column."""

    def __init__(self, diagram: Diagram, elements: Mapping[str, Element]) -> None:
        graph = diagram.graph
        self.outcomes = tuple(f"{REACHED}{i}" for i in range(len(diagram.outcomes)))
        self.missing = {element: MISSING + element for element in diagram.cells}
        self._possible = [
            _possible(elements[element], cell).alias(cell_column(level, cell.index))
            for level, element in enumerate(diagram.order)
            for cell in diagram.cells[element]
        ]
        self._reached = Stages[pl.Expr]()
        self._all = Stages[pl.Expr]()
        for flag in _visits(graph):
            self._reached.add(flag.name, flag.expression, flag.reads)
            self._all.add(flag.name, flag.expression, flag.reads)
        for flag in Differences(diagram).flags():
            self._all.add(flag.name, flag.expression, flag.reads)
        never = [column for column in self.missing.values() if column not in self._all]
        self._all_false = [pl.lit(value=False).alias(column) for column in never]

    def reached(self, frame: pl.LazyFrame) -> pl.LazyFrame:
        """The frame of facts with the columns `outcomes`, none of them null."""
        return self._added(frame, self._reached)

    def reached_and_missing(self, frame: pl.LazyFrame) -> pl.LazyFrame:
        """The frame of facts with the columns `outcomes` and those of `missing`, none of them null."""
        return self._added(frame, self._all).with_columns(self._all_false)

    def _added(self, frame: pl.LazyFrame, stages: Stages[pl.Expr]) -> pl.LazyFrame:
        frame = frame.with_columns(self._possible)
        for stage in stages:
            frame = frame.with_columns(stage)
        return frame


def _visits(graph: Graph) -> Iterator[Flag]:
    """The column of each node but the root; of a leaf, whether it is reached."""
    leads: list[dict[Source, list[Source]]] = [{} for _ in graph.kids]
    for band in reversed(graph.bands):
        for node, kids in enumerate(graph.nodes_of(band), band[1]):
            for cell, kid in enumerate(kids):
                leads[kid].setdefault(cell_column(band[0], cell), []).append(visited_column(graph, node))
    inner = [node for band in reversed(graph.bands) for node in range(band[1], band[2])]
    for node in inner:
        if node != graph.root:
            yield Flag(f"visited.{node}", leads[node])
    for outcome, leaf in enumerate(node for node, kids in enumerate(graph.kids) if not kids and node != IMPOSSIBLE):
        yield Flag(f"{REACHED}{outcome}", {None: [None]} if leaf == graph.root else leads[leaf])


def _possible(element: Element, cell: Cell) -> pl.Expr:
    """Whether the element may lie in a cell: it does, or it is not known."""
    # Not `fill_null`: it leaves a bitmap of nulls, all false, that every column after it would carry along.
    return _inside(element, cell).ne_missing(False)


def _inside(element: Element, cell: Cell) -> pl.Expr:
    known = pl.col(element.name)
    if element.type == "boolean":
        return any_of(known if value else ~known for value in cell.values)
    if element.type == "enumeration":
        members = places(element, tuple(value for value in cell.values if isinstance(value, str)))
        return any_of(known == place for place in members)
    within = pl.lit(value=True)
    if cell.low is not None:
        least, below = on_grid(cell.low, element)
        within = within & (known >= least if cell.low_is_closed else known > below)
    if cell.high is not None:
        above, most = on_grid(cell.high, element)
        within = within & (known <= most if cell.high_is_closed else known < above)
    return within
