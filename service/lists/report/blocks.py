"""What a section of a report is made of: headings, lines, plots and tables, as plain data for the template."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from immunote.service.html.environment import Html
from immunote.service.lists.report.charts import Bar, bars
from immunote.service.lists.report.figures import Refusal


@dataclass(frozen=True)
class LineBlock:
    """A line of text: a heading, how to read what follows, a plain paragraph, or ids."""

    kind: Literal["heading", "about", "paragraph", "ids"]
    text: str


@dataclass(frozen=True)
class KeyBlock:
    """What the colours of the next plot mean."""

    colours: Sequence[tuple[str, str]]
    kind: str = field(default="key", init=False)


@dataclass(frozen=True)
class PlotBlock:
    """Bars, drawn for a wide screen and for a narrow one."""

    wide: Html
    narrow: Html
    kind: str = field(default="plot", init=False)


@dataclass(frozen=True)
class TableBlock:
    """A table. `numbers`: its columns of numbers."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: Sequence[int]
    kind: str = field(default="table", init=False)


@dataclass(frozen=True)
class RefusalsBlock:
    """Why rows were set aside, and how many."""

    rows: Sequence[Refusal]
    kind: str = field(default="refusals", init=False)


@dataclass(frozen=True)
class BasisBlock:
    """What the report rests on: name and value."""

    rows: Sequence[tuple[str, str]]
    kind: str = field(default="basis", init=False)


@dataclass(frozen=True)
class FoldedBlock:
    """A block that opens on a click."""

    summary: str
    inner: Block
    kind: str = field(default="folded", init=False)


Block: TypeAlias = LineBlock | KeyBlock | PlotBlock | TableBlock | RefusalsBlock | BasisBlock | FoldedBlock


def about(text: str) -> LineBlock:
    """How to read what follows."""
    return LineBlock("about", text)


def heading(text: str) -> LineBlock:
    """A heading within a section."""
    return LineBlock("heading", text)


def plot(chart: Sequence[Bar]) -> PlotBlock:
    """Bars from zero on one scale."""
    return PlotBlock(*(Html(svg) for svg in bars(chart)))


def drawing(charts: tuple[str, str]) -> PlotBlock:
    """A plot that is drawn already, wide and narrow."""
    return PlotBlock(*(Html(svg) for svg in charts))


def table(head: Sequence[str], rows: Iterable[Sequence[str]], numbers: Sequence[int] | None = None) -> TableBlock:
    """A table; where nothing is said, all columns but the first are numbers."""
    return TableBlock(head, list(rows), range(1, len(head)) if numbers is None else numbers)
