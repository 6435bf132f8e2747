"""What the cells of a list hold, gathered over all rows before any of them is read: words, odd numbers, a sample."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import polars as pl

from immunote.engine.elements import Element
from immunote.service.lists.tables.number_cells import evidence

_SAMPLE = 20_000  # values of a column
_MOST_WORDS = 2_000


@dataclass
class CellSurvey:
    """`words`: of columns of truths and members; `odd`: cells that are no plain numbers of their element; `sample`:
    numbers; `marks`: decimal marks that were seen, each with a cell that shows it.
    """

    words: dict[str, Counter[str]] = field(default_factory=dict)
    odd: dict[str, Counter[str]] = field(default_factory=dict)
    sample: dict[str, list[pl.Series]] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)

    def numbers(self, name: str) -> pl.Series:
        """The sample of a column."""
        return pl.concat(self.sample[name]) if self.sample.get(name) else pl.Series(dtype=pl.Float64)


def surveyed(frames: Iterable[pl.DataFrame], elements: Mapping[str, Element]) -> CellSurvey:
    """Survey frames of text whose columns are elements."""
    found = CellSurvey()
    for frame in frames:
        for name in frame.columns:
            if (element := elements.get(name)) is None:
                continue
            cells = frame[name].drop_nulls()
            if element.is_number:
                _numbers(found, element, cells)
            else:
                counts = cells.value_counts()
                words = found.words.setdefault(name, Counter())
                if len(words) < _MOST_WORDS:
                    words.update(dict(counts.iter_rows()))
    return found


def fine_pattern(element: Element) -> str:
    """The numbers of an element as they are: plain, and with no more decimals than it has."""
    decimals = rf"(?:\.[0-9]{{1,{element.decimals}}}0*)?" if element.decimals else r"(?:\.0+)?"
    return rf"^-?(?:0|[1-9][0-9]*){decimals}$"


def _numbers(found: CellSurvey, element: Element, cells: pl.Series) -> None:
    is_fine = cells.str.contains(fine_pattern(element))
    fine = cells.filter(is_fine)
    if "." not in found.marks:
        shown = fine.filter(fine.str.contains(".", literal=True)).unique(maintain_order=True).to_list()
        if any(evidence(cell) == "." for cell in shown):
            found.marks["."] = next(cell for cell in shown if evidence(cell) == ".")
    if fine.len() != cells.len():
        for cell, count in cells.filter(~is_fine).value_counts().iter_rows():
            found.odd.setdefault(element.name, Counter())[cell] += count
            if (mark := evidence(cell)) is not None:
                found.marks.setdefault(mark, cell)
    kept = found.sample.setdefault(element.name, [])
    if sum(map(len, kept)) < _SAMPLE:
        kept.append(fine.cast(pl.Float64, strict=False).drop_nulls())
