"""How the fields of a CSV lie: which separator, which line is the header, what stands behind the last column.

It is told from the first lines, and every line is held to it later: a row that does not fit is set aside.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from immunote.service.lists.csv_list import PLAIN, CsvDialect
from immunote.service.lists.source import refuse
from immunote.service.lists.tables.last_line import is_whole

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright strokes"}
_SAMPLE = 1 << 20  # bytes
_LINES = 500
_TITLE_LINES = 30
_EXCEL_SAYS = re.compile(r'^"?sep=(.)"?\s*$', re.IGNORECASE)
_NUMBER = re.compile(r"[-+]?[0-9]+([.,][0-9]+)?")
_WHOLE = re.compile(r"[0-9]+")
_POINT = re.compile(r"[0-9]\.[0-9]")
_AROUND = "\ufeff\u200b \t\u00a0"
EMPTY = "$empty-"
NUMBERS = "$row-numbers"


@dataclass(frozen=True)
class _Records:
    """The first records of a text for one separator. `lines`: where each begins, from 0; `ends`: the line behind it."""

    fields: list[list[str]]
    lines: list[int]
    ends: list[int]


@dataclass(frozen=True)
class _Header:
    """A line that may be the header. `known`: how many of its names a list may have; `share`: of rows that fit it."""

    place: int
    names: list[str]
    known: int
    share: float
    width: int


def dialect_of(path: Path, shown: Path, known: Collection[str]) -> tuple[CsvDialect, tuple[str, ...]]:
    """How the fields of a CSV in UTF-8 lie, and what is odd about it, in words. `known`: names that it may have.

    Raises Refused (L04, L07, L35) where two readings fit or none does; OSError where it cannot be read.
    """
    with path.open("rb") as file:
        content = file.read(_SAMPLE)
    text = content.decode(errors="replace").removeprefix("\ufeff")
    if len(content) == _SAMPLE:
        text = text[: text.rfind("\n") + 1]
    said_by_excel = _EXCEL_SAYS.match(text.partition("\n")[0])
    wanted = [said_by_excel[1]] if said_by_excel and said_by_excel[1] in SEPARATORS else list(SEPARATORS)
    found = {each: (records, header) for each in wanted for records, header in _headers(text, each, known)}
    if not found:
        return PLAIN, ()
    separator = _chosen(found, shown)
    records, header = found[separator]
    rows = records.fields[header.place + 1 :]
    _refuse_a_name_too_few(records.fields[header.place], rows, f"{shown}:{records.lines[header.place] + 1}")
    names, said = [*header.names], [] if separator == "," else [SEPARATORS[separator]]
    unread: tuple[str, ...] = ()
    if names[0] == "":
        names[0], unread = NUMBERS, (NUMBERS,)
        said.append("a first column without a name counts the rows, left out")
    spare = header.width - len(names)
    if spare > 0:
        said.append(f"{spare} empty field{'s' if spare > 1 else ''} at the end of each row")
        if len(records.fields[header.place]) == len(header.names):
            _refuse_commas_in_numbers(rows, separator, f"{shown}:{records.lines[header.place] + 1}")
    empty = tuple(f"{EMPTY}{number}" for number in range(spare))
    line = records.lines[header.place]
    if line:
        said.insert(0, f"the header in line {line + 1}")
    start = _start_of(content, line)
    whole = is_whole(path, separator, [row for row in rows if len(row) == header.width], len(names), start)
    if whole:
        said.append("no line end after the last line")
    high = records.ends[header.place] - line if rows else 1  # a quote left open takes in all that is below
    return CsvDialect(separator, start, line + 1, (*names, *empty), empty, unread, whole, high), tuple(said)


def _start_of(content: bytes, line: int) -> int:
    at = 0
    for _ in range(line):
        at = content.index(b"\n", at) + 1
    return at


def _headers(text: str, separator: str, known: Collection[str]) -> list[tuple[_Records, _Header]]:
    """The line that is the header for one separator, if any is; none or one."""
    records = _records(text, separator)
    best: _Header | None = None
    for place, fields in enumerate(records.fields[:_TITLE_LINES]):
        each = _header_at(records, place, fields, known)
        if each is not None and (best is None or each.known > best.known + 1):
            best = each
    return [] if best is None else [(records, best)]


def _records(text: str, separator: str) -> _Records:
    fields: list[list[str]] = []
    lines: list[int] = []
    ends: list[int] = []
    # LF alone ends a line, as where the rows are read: a page break or a line mark of Unicode inside a line is none
    reader = csv.reader(io.StringIO(text), delimiter=separator)
    before = 0
    try:
        for record in islice(reader, _LINES):
            if any(record):
                fields.append(record)
                lines.append(before)
                ends.append(reader.line_num)
            before = reader.line_num
    except csv.Error:  # what follows is read by the strict reader, which says what is wrong
        pass
    return _Records(fields, lines, ends)


def _header_at(records: _Records, place: int, fields: list[str], known: Collection[str]) -> _Header | None:
    names = [each.strip(_AROUND) for each in fields]
    while names and not names[-1]:
        names.pop()
    rows = records.fields[place + 1 :]
    inner = names[1:] if names and names[0] == "" and _counts(rows) else names
    if len(names) < 2 or "" in inner or any(_NUMBER.fullmatch(name) for name in inner):
        return None
    widths = Counter(len(row) for row in rows if len(row) >= len(names) and not any(row[len(names) :]))
    width, fitting = widths.most_common(1)[0] if widths else (len(fields), 0)
    share = fitting / len(rows) if rows else 1.0
    found = sum(name in known for name in names)
    if share < 0.5 and found < 2:
        return None
    return _Header(place, names, found, share, max(width, len(names)))


def _counts(rows: list[list[str]]) -> bool:
    """Whether the first fields count the rows from 0 or 1, as pandas and R write them."""
    firsts = [row[0] for row in rows if row]
    return bool(firsts) and any(firsts == [str(number + start) for number in range(len(firsts))] for start in (0, 1))


def _chosen(found: dict[str, tuple[_Records, _Header]], shown: Path) -> str:
    """The separator that fits best. Raises Refused (L07) where two fit equally well."""
    order = sorted(found, key=lambda each: (found[each][1].known, len(found[each][1].names)), reverse=True)
    if len(order) > 1:
        first, second = (found[each][1] for each in order[:2])
        if (first.known, len(first.names)) == (second.known, len(second.names)):
            text = f"{SEPARATORS[order[0]]} or {SEPARATORS[order[1]]}"
            line = found[order[0]][0].lines[first.place] + 1
            raise refuse(f"{shown}:{line}", "L07", text, "both give as many columns; save it with one of them")
    return order[0]


def _refuse_a_name_too_few(fields: list[str], rows: list[list[str]], place: str) -> None:
    """Refuse (L04) a header that is one name shorter than all rows: nobody can say which column has none."""
    if len(rows) > 1 and all(len(row) == len(fields) + 1 and row[-1].strip() for row in rows):
        text = f"{len(fields)} names above rows of {len(fields) + 1} fields"
        help_line = "the numbers of the rows have no name, as R writes them (`row.names = FALSE` leaves them out), or a"
        raise refuse(place, "L04", text, f"{help_line} comma within a number makes two fields of it (save it with `;`)")


def _refuse_commas_in_numbers(rows: list[list[str]], separator: str, place: str) -> None:
    """Refuse (L35) rows with an empty field too many where a decimal comma may have made it."""
    if separator != "," or any(_POINT.search(field) for row in rows for field in row):
        return
    for at in range(min(map(len, rows), default=0) - 1):
        if all(_WHOLE.fullmatch(row[at]) and _WHOLE.fullmatch(row[at + 1]) for row in rows):
            text = f"{rows[0][at]},{rows[0][at + 1]}"
            help_line = "two numbers and an empty last field, or one number with a decimal comma; save it with `;`"
            raise refuse(place, "L35", text, help_line)
