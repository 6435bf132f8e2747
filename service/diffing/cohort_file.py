"""A list of patients for a comparison: CSV or NDJSON, one patient a row, with an id.

CSV as `immunote` reads it everywhere: UTF-8, commas, a header; numbers in plain decimal notation, `true` and `false`,
members as declared; an empty field or `unknown` is not known. NDJSON: one profile a line.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

from immunote.engine.elements import Element
from immunote.engine.faults import Fault, Refused, listed, nearest, shorten
from immunote.engine.parsing import parse_text

KINDS = {".csv": "csv", ".ndjson": "ndjson", ".jsonl": "ndjson"}
UNREADABLE = "V44"
_PLAIN_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
_BOOLEANS = {"true": True, "false": False}


@dataclass(frozen=True)
class CohortRow:
    """One patient. `cells`: by column, raw; text in CSV. `faults`: codes, where the row cannot be read at all."""

    number: int
    id: str | None
    cells: Mapping[str, Any]
    faults: tuple[str, ...] = ()


@dataclass(frozen=True)
class CohortFile:
    """A list that was read. `columns`: without the id."""

    columns: tuple[str, ...]
    rows: tuple[CohortRow, ...]
    is_text: bool

    def profile(self, row: CohortRow, elements: Mapping[str, Element]) -> dict[str, Any]:
        """The row as the raw profile of a version with these elements; columns of no element are left out."""
        cells = {name: value for name, value in row.cells.items() if name in elements}
        return {name: _of_text(elements[name], value) for name, value in cells.items()} if self.is_text else cells


def read_cohort(path: Path, id_column: str) -> CohortFile:
    """Read a list whole. Raises Refused (V43, P17); a row that cannot be read is kept, with its faults."""
    kind = KINDS.get(path.suffix.lower())
    if kind is None:
        raise _refused(str(path), path.suffix or path.name, f"a cohort ends in {listed([*KINDS])}")
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise _refused(str(path), error.strerror or type(error).__name__, "nothing was read; check the path") from None
    except UnicodeDecodeError as error:
        raise Refused([Fault(str(path), "P17", f"byte {error.start}", "save the list as UTF-8")]) from None
    found = _csv(path, text, id_column) if kind == "csv" else _ndjson(text, id_column)
    if not found.rows:
        raise _refused(str(path), "no row", "one patient a row, each with an id")
    return CohortFile(found.columns, tuple(_ids_once(found.rows)), found.is_text)


def _refused(place: str, text: str, help_line: str) -> Refused:
    return Refused([Fault(place, "V43", shorten(text), help_line)])


def _csv(path: Path, text: str, id_column: str) -> CohortFile:
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    rows: list[CohortRow] = []
    try:
        header = next(reader, [])
        twice = [name for name in header if header.count(name) > 1]
        if id_column not in header or twice:
            help_line = "keep one of the two columns" if twice else f"name it with --id; {nearest(id_column, header)}"
            raise _refused(f"{path}:1", twice[0] if twice else id_column, help_line)
        for fields in reader:
            if not fields:
                continue
            number = len(rows) + 1
            if len(fields) != len(header):
                rows.append(CohortRow(number, None, {}, (f"{UNREADABLE} {len(fields)} fields, not {len(header)}",)))
                continue
            cells = dict(zip(header, fields, strict=True))
            rows.append(_row(number, cells.pop(id_column) or None, cells))
    except csv.Error:
        help_line = "a quote is not closed, or stands inside a field"
        raise _refused(f"{path}:{reader.line_num}", "a quote", help_line) from None
    return CohortFile(tuple(name for name in header if name != id_column), tuple(rows), is_text=True)


def _ndjson(text: str, id_column: str) -> CohortFile:
    rows: list[CohortRow] = []
    columns: dict[str, None] = {}
    for line in text.split("\n"):  # not splitlines: a line separator inside a text is no end of a line
        if not line.strip():
            continue
        number = len(rows) + 1
        try:
            cells = parse_text(line) if line.lstrip().startswith("{") else None
        except Refused as refused:
            rows.append(CohortRow(number, None, {}, tuple(dict.fromkeys(fault.code for fault in refused.faults))))
            continue
        if cells is None:
            rows.append(CohortRow(number, None, {}, (f"{UNREADABLE} not a JSON object",)))
            continue
        found = cells.pop(id_column, None)
        is_id = isinstance(found, str | int) and not isinstance(found, bool)
        columns.update(dict.fromkeys(cells))
        rows.append(_row(number, str(found) if is_id else None, cells))
    return CohortFile(tuple(columns), tuple(rows), is_text=False)


def _row(number: int, found: str | None, cells: Mapping[str, Any]) -> CohortRow:
    return CohortRow(number, found or None, cells, () if found else (f"{UNREADABLE} no id",))


def _ids_once(rows: tuple[CohortRow, ...]) -> Iterator[CohortRow]:
    """Yield the rows; each row whose id another one has too gets a fault in place of its cells."""
    count: dict[str, int] = {}
    for row in rows:
        if row.id is not None:
            count[row.id] = count.get(row.id, 0) + 1
    for row in rows:
        twice = row.id is not None and count[row.id] > 1
        yield CohortRow(row.number, row.id, {}, (f"{UNREADABLE} an id that stands twice",)) if twice else row


def _of_text(element: Element, text: str) -> Any:
    """A field of a CSV list; what is no value of the element stays text and is refused by the engine."""
    if text == "":
        return None
    reads: dict[str, Callable[[str], Any]] = {
        "boolean": lambda found: _BOOLEANS.get(found, found),
        "enumeration": str,
    }
    return reads.get(element.type, _number)(text)


def _number(text: str) -> Any:
    return Decimal(text) if _PLAIN_NUMBER.fullmatch(text) else text
