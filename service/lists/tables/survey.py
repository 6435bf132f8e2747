"""What the cells of a list hold, gathered over all rows before any of them is read: words, odd numbers, a sample."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import polars as pl

from immunote.engine.elements import Element
from immunote.service.lists.tables.number_cells import evidence
from immunote.service.lists.tables.spellings import number_codes

_SAMPLE = 20_000  # values of a column
_MOST_WORDS = 2_000
_CODES = [float(each) for each in number_codes()]


@dataclass
class CellSurvey:
    """`words`: of columns of truths and members; `odd`: cells that are no plain numbers of their element; `sample`:
    numbers; `marks`: decimal marks that were seen, each with a cell that shows it; `dotted`: plain numbers such as
    1.200, met before a point was seen that stands before decimals. `codes`: of all rows, how often each number that may
    be a code for missing stands in a column; `highest`, `lowest`: of its other numbers.
    """

    words: dict[str, Counter[str]] = field(default_factory=dict)
    odd: dict[str, Counter[str]] = field(default_factory=dict)
    sample: dict[str, list[pl.Series]] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    dotted: dict[str, set[str]] = field(default_factory=dict)
    codes: dict[str, Counter[Decimal]] = field(default_factory=dict)
    highest: dict[str, float] = field(default_factory=dict)
    lowest: dict[str, float] = field(default_factory=dict)

    def note(self, name: str, numbers: pl.Series) -> None:
        """Note numbers of a column, finite ones: those that may be codes, and between which values the others lie."""
        is_code = numbers.is_in(_CODES)
        if is_code.any():
            counted = numbers.filter(is_code).value_counts().iter_rows()
            self.codes.setdefault(name, Counter()).update({Decimal(str(code)): count for code, count in counted})
            numbers = numbers.filter(~is_code)
        self.bounds(name, numbers.min(), numbers.max())

    def bounds(self, name: str, low: Any, high: Any) -> None:
        """Widen what is known of the numbers of a column that are no codes. None: there were none."""
        if low is not None and high is not None:
            self.lowest[name] = min(float(low), self.lowest.get(name, float(low)))
            self.highest[name] = max(float(high), self.highest.get(name, float(high)))

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
        elif shown:
            found.dotted.setdefault(element.name, set()).update(shown)
    if fine.len() != cells.len():
        for cell, count in cells.filter(~is_fine).value_counts().iter_rows():
            found.odd.setdefault(element.name, Counter())[cell] += count
            if (mark := evidence(cell)) is not None:
                found.marks.setdefault(mark, cell)
    kept = found.sample.setdefault(element.name, [])
    numbers = fine.cast(pl.Float64, strict=False).drop_nulls()
    found.note(element.name, numbers)
    if sum(map(len, kept)) < _SAMPLE:
        kept.append(numbers)
