"""Where the records of a CSV begin and end, and how many fields each has, before anything else looks inside.

RFC 4180, with commas or another separator: double quotes round a field that holds a separator, a quote or a line end,
a quote inside doubled. A quote anywhere else spoils its record. Polars would refuse a whole file for one record that is
too long, and drop fields in silence when told to go on; so nothing reaches it that was not counted here.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from functools import lru_cache

import polars as pl

from immunote.engine.faults import shorten
from immunote.service.lists.source import refuse

# one pattern for Polars (Rust's regex) and Python: no look-around, nothing possessive
_INSIDE = r'(?:[^"]|"")*'
_QUOTED = r'"(?:[^"]|"")*"'
_STAYS_OPEN = re.compile(_INSIDE)
_QUOTED_HERE = re.compile(_QUOTED)


@dataclass(frozen=True)
class _Patterns:
    """What a line can be, for one separator."""

    whole: str
    opens: re.Pattern[str]
    closes: re.Pattern[str]
    closes_and_opens: re.Pattern[str]


@lru_cache(maxsize=8)
def _patterns(separator: str) -> _Patterns:
    mark = re.escape(separator)
    one = rf'(?:[^"{mark}]*|"(?:[^"]|"")*")'
    return _Patterns(
        whole=rf"^{one}(?:{mark}{one})*$",
        opens=re.compile(rf'(?:{one}{mark})*"{_INSIDE}'),
        closes=re.compile(rf'{_INSIDE}"(?:{mark}{one})*'),
        closes_and_opens=re.compile(rf'{_INSIDE}"(?:{mark}{one})*{mark}"{_INSIDE}'),
    )


_STRAY = "a quote stands inside a field; put quotes round the whole field, and double each quote within it"
_ZERO = "it holds a byte 0, which no text has; export the list anew"
_LONGEST = 16 << 20  # characters of one record; beyond that, a quote was surely left open


@dataclass(frozen=True)
class CsvFault:
    """Why a record cannot be read."""

    code: str
    text: str
    help: str


@dataclass
class Records:
    """The records of a block. `lines`: the line at which each begins, from 0; `rest`: the line of one left open."""

    texts: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    problems: dict[int, CsvFault] = field(default_factory=dict)
    rest: int | None = None

    @property
    def good(self) -> list[int]:
        """The places of the records that can be read."""
        if not self.problems:
            return list(range(len(self.texts)))
        return [place for place in range(len(self.texts)) if place not in self.problems]


def split(text: str, fields: int, place: str, first_line: int, at_end: bool, separator: str = ",") -> Records:
    """The records of `text`, which starts at one and, but at the end of the file, ends with a line end.

    `first_line` is the line of the file, from 1, at which `text` starts; `place` names the file. Raises Refused (L09)
    for a quote that swallows lines: which rows it took along, nobody can know.
    """
    lines = text.split("\n")
    whole_end = not lines[-1]
    if whole_end:
        lines.pop()
    if "\r" in text:
        lines = [line.removesuffix("\r") for line in lines]
    records = (
        _quoted(lines, fields, place, first_line, at_end, separator)
        if '"' in text
        else _plain(lines, fields, separator)
    )
    if "\0" in text:
        for number, record in enumerate(records.texts):
            if "\0" in record:
                records.problems[number] = CsvFault("L11", shorten(record), _ZERO)
    if at_end and not whole_end and records.texts:
        _judge_last(records, separator)
    return records


def _plain(lines: list[str], fields: int, separator: str) -> Records:
    counts = [line.count(separator) for line in lines]
    if all(lines):
        records = Records(lines, list(range(len(lines))))
    else:
        kept = [number for number, line in enumerate(lines) if line]
        records = Records([lines[number] for number in kept], kept)
        counts = [counts[number] for number in kept]
    if counts.count(fields - 1) != len(counts):
        for number, commas in enumerate(counts):
            if commas != fields - 1:
                records.problems[number] = _count(commas + 1, fields)
    return records


def _quoted(lines: list[str], fields: int, place: str, first_line: int, at_end: bool, separator: str) -> Records:
    patterns = _patterns(separator)
    column = pl.Series(lines, dtype=pl.String)
    whole = column.str.contains(patterns.whole)
    counts = (column.str.replace_all(_QUOTED, "").str.count_matches(separator, literal=True) + 1).to_list()
    records = Records()
    taken = 0

    def take(until: int) -> None:
        for number in range(taken, until):
            if lines[number]:
                if counts[number] != fields:
                    records.problems[len(records.texts)] = _count(counts[number], fields)
                records.texts.append(lines[number])
                records.lines.append(number)

    for number in (~whole).arg_true().to_list():
        if number < taken:
            continue  # it lies inside a record that began above
        take(number)
        if not patterns.opens.fullmatch(lines[number]):
            records.problems[len(records.texts)] = CsvFault("L11", shorten(lines[number]), _STRAY)
            records.texts.append(lines[number])
            records.lines.append(number)
            taken = number + 1
            continue
        end = _end_of(lines, number, patterns)
        if end == number:
            raise _unclosed(place, first_line + number, lines[number])
        if end is None:
            if at_end or sum(map(len, lines[number:])) > _LONGEST:
                raise _unclosed(place, first_line + number, lines[number])
            records.rest = number
            return records
        record = "\n".join(lines[number : end + 1])
        if len(_QUOTED_HERE.sub("", record).split(separator)) != fields:
            raise _unclosed(place, first_line + number, lines[number])
        records.texts.append(record)
        records.lines.append(number)
        taken = end + 1
    take(len(lines))
    return records


def _end_of(lines: list[str], start: int, patterns: _Patterns) -> int | None:
    """The line that closes the record left open at `start`; itself where what closes it is no end of a field."""
    for number in range(start + 1, len(lines)):
        if '"' not in lines[number] or _STAYS_OPEN.fullmatch(lines[number]):
            continue
        if patterns.closes.fullmatch(lines[number]):
            return number
        if not patterns.closes_and_opens.fullmatch(lines[number]):
            return start
    return None


def _unclosed(place: str, line: int, text: str) -> Exception:
    help_line = "which rows it swallows cannot be known, so nothing was read; close it, or double a quote in a field"
    return refuse(f"{place}:{line}", "L09", shorten(text[text.rfind('"') :], 40), help_line)


def _count(found: int, fields: int) -> CsvFault:
    help_line = f"the header has {fields}; look for a separator missing or too many, and quote a field that holds one"
    return CsvFault("L10", f"{found} field{'' if found == 1 else 's'}", help_line)


def _judge_last(records: Records, separator: str) -> None:
    """A last record without a line end may be cut off; one that ends in a closing quote is whole."""
    last = len(records.texts) - 1
    text = records.texts[last]
    problem = records.problems.get(last)
    if problem is not None:
        help_line = f"{problem.help}; it is the last line and has no line end: the file may be cut off here"
        records.problems[last] = CsvFault(problem.code, problem.text, help_line)
    elif not text.endswith('"'):
        shown = shorten(text.rpartition(separator)[2])
        help_line = "the last line has no line end, so its last value may be cut off; add one if the row is complete"
        records.problems[last] = CsvFault("L12", shown, help_line)


def header_fields(line: str, separator: str = ",") -> list[str] | None:
    """The names in a header; None where its quotes do not fit."""
    try:
        return next(csv.reader([line], strict=True, delimiter=separator), [])
    except csv.Error:
        return None
