"""The decision diagram over whole columns, level by level: what is reachable, and on what it still depends. Exact.

Every column is boolean, one bit a patient. `visited` runs down from the root: a node is visited where one that leads
to it is, by a cell that is still possible; the outcomes reachable are the leaves visited.

An element matters where a visited node asks for it and two of its branches *differ*: with some rest that is still
possible, both lead to an outcome, and not to the same one. For two given branches that hangs on what is possible
below them and on nothing else: they differ where, on some possible cell of the next level, what follows differs. So
the pairs are compared once, when the rule base is compiled, and pairs that differ under the same conditions share a
column (of 9,652 pairs that meet in one rule base, some 2,200 columns were left).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

import polars as pl

from engine.cells import Cell
from engine.columns.conditions import on_grid, places
from engine.columns.stages import Stages
from engine.diagram import Diagram
from engine.diagram.graph import Graph
from engine.diagram.store import IMPOSSIBLE
from engine.rulebase import Element

REACHED = "reached."
MISSING = "missing."

NEVER, ALWAYS = 0, 1
"""Numbers of the two conditions without a column: no rest, and every rest, tells two branches apart."""

Source = str | None
"""A column, or None for what holds of every patient."""

Terms = Mapping[Source, list[Source]]
"""A disjunction: each key and any one of its columns."""


@dataclass(frozen=True, slots=True)
class Flag:
    """A boolean column: some term holds, and where `unknown` names an element, that is not known."""

    name: str
    terms: Terms
    unknown: str | None = None

    @property
    def reads(self) -> Iterator[str]:
        """The columns that it reads."""
        return (name for gate, of in self.terms.items() for name in (gate, *of) if name is not None)

    @property
    def expression(self) -> pl.Expr:
        """The column, under its name."""
        terms = [_both(gate, of) for gate, of in self.terms.items()]
        whole = None if any(term is None for term in terms) else any_of(term for term in terms if term is not None)
        if self.unknown is not None:
            unknown = pl.col(self.unknown).is_null()
            whole = unknown if whole is None else unknown & whole
        return (pl.lit(value=True) if whole is None else whole).alias(self.name)


class Levels:
    """One diagram, compiled. `outcomes`: the columns that say what is reachable; `missing`: element -> its column."""

    def __init__(self, diagram: Diagram, elements: Mapping[str, Element]) -> None:
        graph = diagram.graph
        self.outcomes = tuple(f"{REACHED}{i}" for i in range(len(diagram.outcomes)))
        self.missing = {element: MISSING + element for element in diagram.cells}
        self._possible = [
            _possible(elements[element], cell).alias(_cell(level, cell.index))
            for level, element in enumerate(diagram.order)
            for cell in diagram.cells[element]
        ]
        self._reached = Stages[pl.Expr]()
        self._all = Stages[pl.Expr]()
        for flag in _visits(graph):
            self._reached.add(flag.name, flag.expression, flag.reads)
            self._all.add(flag.name, flag.expression, flag.reads)
        for flag in _Differences(graph, diagram.order).flags():
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


class _Differences:
    """The conditions under which the branches of each node differ, each condition numbered once."""

    def __init__(self, graph: Graph, order: tuple[str, ...]) -> None:
        self._graph = graph
        self._order = order
        self._leaf = graph.level[IMPOSSIBLE]
        self._pairs: dict[tuple[int, int], int] = {}
        self._numbers: dict[tuple[int, tuple[int, ...]], int] = {}

    def flags(self) -> list[Flag]:
        """The columns of all conditions, then for each element that may matter its column."""
        matters = [flag for band in self._graph.bands if (flag := self._matters(band)) is not None]
        conditions = []
        for (level, kids), number in self._numbers.items():
            terms: dict[Source, list[Source]] = {
                _cell(level, cell): [_differ(kid)] for cell, kid in enumerate(kids) if kid != NEVER
            }
            conditions.append(Flag(f"differ.{number}", terms))
        return conditions + matters

    def _matters(self, band: tuple[int, int, int]) -> Flag | None:
        level, first, _ = band
        terms: dict[Source, list[Source]] = {}
        for node, kids in enumerate(self._graph.nodes_of(band), first):
            for condition in sorted({self._condition(*pair) for pair in combinations(kids, 2)} - {NEVER}):
                terms.setdefault(_differ(condition), []).append(_visited(self._graph, node))
        element = self._order[level]
        return Flag(MISSING + element, terms, unknown=element) if terms else None

    def _condition(self, one: int, other: int) -> int:
        """The number of the condition under which two branches differ."""
        if one == other or IMPOSSIBLE in (one, other):
            return NEVER
        outcomes = self._graph.outcomes[one] | self._graph.outcomes[other]
        if outcomes & (outcomes - 1) == 0:
            return NEVER
        level = min(self._graph.level[one], self._graph.level[other])
        if level == self._leaf:
            return ALWAYS
        pair = (min(one, other), max(one, other))
        if pair not in self._pairs:
            self._pairs[pair] = self._numbered(level, tuple(map(self._condition, *self._branches(level, *pair))))
        return self._pairs[pair]

    def _branches(self, level: int, *nodes: int) -> list[tuple[int, ...]]:
        kids = [self._graph.kids[node] for node in nodes if self._graph.level[node] == level]
        return [
            self._graph.kids[node] if self._graph.level[node] == level else (node,) * len(kids[0]) for node in nodes
        ]

    def _numbered(self, level: int, kids: tuple[int, ...]) -> int:
        if kids.count(kids[0]) == len(kids):
            return kids[0]  # some cell is always possible
        return self._numbers.setdefault((level, kids), len(self._numbers) + 2)


def any_of(columns: Iterable[pl.Expr]) -> pl.Expr:
    """Kleene's *or* of any number of columns; false of none."""
    several = list(columns)
    if not several:
        return pl.lit(value=False)
    return several[0] if len(several) == 1 else pl.any_horizontal(several)


def _visits(graph: Graph) -> Iterator[Flag]:
    """The column of each node but the root; of a leaf, whether it is reached."""
    leads: list[dict[Source, list[Source]]] = [{} for _ in graph.kids]
    for band in reversed(graph.bands):
        for node, kids in enumerate(graph.nodes_of(band), band[1]):
            for cell, kid in enumerate(kids):
                leads[kid].setdefault(_cell(band[0], cell), []).append(_visited(graph, node))
    inner = [node for band in reversed(graph.bands) for node in range(band[1], band[2])]
    for node in inner:
        if node != graph.root:
            yield Flag(f"visited.{node}", leads[node])
    for outcome, leaf in enumerate(node for node, kids in enumerate(graph.kids) if not kids and node != IMPOSSIBLE):
        yield Flag(f"{REACHED}{outcome}", {None: [None]} if leaf == graph.root else leads[leaf])


def _visited(graph: Graph, node: int) -> Source:
    return None if node == graph.root else f"visited.{node}"


def _cell(level: int, index: int) -> str:
    return f"possible.{level}.{index}"


def _differ(condition: int) -> Source:
    return None if condition == ALWAYS else f"differ.{condition}"


def _both(gate: Source, of: Iterable[Source]) -> pl.Expr | None:
    """The gate and some column of `of`; None where that holds of every patient."""
    columns = list(of)
    some = None if None in columns else any_of(pl.col(name) for name in columns if name is not None)
    if gate is None:
        return some
    return pl.col(gate) if some is None else pl.col(gate) & some


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
