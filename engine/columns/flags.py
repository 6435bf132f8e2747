"""Boolean columns that read each other, one bit a patient: what the diagram over columns is written in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from engine.diagram.graph import Graph

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


def any_of(columns: Iterable[pl.Expr]) -> pl.Expr:
    """Kleene's *or* of any number of columns; false of none."""
    several = list(columns)
    if not several:
        return pl.lit(value=False)
    return several[0] if len(several) == 1 else pl.any_horizontal(several)


def visited_column(graph: Graph, node: int) -> Source:
    """Whether a path of possible cells leads to the node."""
    return None if node == graph.root else f"visited.{node}"


def cell_column(level: int, index: int) -> str:
    """Whether the element of this level may lie in the cell."""
    return f"possible.{level}.{index}"


def _both(gate: Source, of: Iterable[Source]) -> pl.Expr | None:
    """The gate and some column of `of`; None where that holds of every patient."""
    columns = list(of)
    some = None if None in columns else any_of(pl.col(name) for name in columns if name is not None)
    if gate is None:
        return some
    return pl.col(gate) if some is None else pl.col(gate) & some
