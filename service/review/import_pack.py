"""Reads a filled review spreadsheet back. What is not certain is refused with sheet, row and column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError, iterparse
from zipfile import BadZipFile, ZipFile

from immunote.engine.faults import Fault, Refused, listed, shorten
from immunote.engine.sign_offs import Verdict
from immunote.service.render.words import clean
from immunote.service.review.pack import PackRow
from immunote.service.review.signing import VERDICTS, is_day
from immunote.service.review.xlsx_pack import (
    ABOUT,
    COLUMNS,
    COMMENT,
    INSTEAD,
    KEY,
    SCENARIOS,
    SHOWN,
    SIGNATURE,
    VERDICT,
    as_shown,
)

_LARGEST = 32 * 1024 * 1024  # unpacked; a pack of a thousand scenarios is about one
_MOST_COLUMNS = 100
_MOST_ROWS = 100_000
_MOST_CELLS = 500_000  # of the rectangle round all cells of a sheet, and of all merged ranges
_AGAIN = "write the pack again with `immunote review export`, and copy the verdicts over"


@dataclass(frozen=True)
class Opinion:
    """What a reviewer says of one scenario. `instead`: the claims expected in place of those disagreed with."""

    row: PackRow
    verdict: Verdict
    instead: tuple[str, ...]
    comment: str
    place: str


@dataclass(frozen=True)
class Returned:
    """A filled spreadsheet. `left_open`: rows of it without a verdict."""

    reviewer: str
    role: str
    date: str
    opinions: tuple[Opinion, ...]
    left_open: int


def read_sheet(path: Path, rows: Sequence[PackRow]) -> Returned:
    """Read a spreadsheet against the rows that a pack has now. Raises Refused with every fault (V20 to V28, V30)."""
    book = _opened(path)
    missing = [name for name in (ABOUT, SCENARIOS) if name not in book.sheetnames]
    if missing:
        help_line = f"the sheets {listed([ABOUT, SCENARIOS])} keep their names"
        raise Refused([Fault(path.name, "V20", f"no sheet {name}", help_line) for name in missing])
    faults: list[Fault] = []
    signature = _signature(book[ABOUT], faults)
    cells = book[SCENARIOS]
    columns = _columns(cells, faults)
    if columns is None:
        raise Refused(faults)
    reader = _PackReader({row.key: row for row in rows}, columns, faults)
    opinions, left_open = reader.opinions(cells)
    if faults:
        raise Refused(sorted(faults))
    return Returned(**signature, opinions=tuple(opinions), left_open=left_open)


def _opened(path: Path) -> Any:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    help_line = "give the filled .xlsx of `immunote review export`; other formats are not read"
    try:
        with ZipFile(path) as packed:
            size = sum(each.file_size for each in packed.infolist())
            if size > _LARGEST:
                raise Refused([Fault(path.name, "V20", f"{size} bytes unpacked", help_line)])
            merged = sum(_merged(packed.read(each)) for each in packed.infolist())
        if merged > _MOST_CELLS:
            raise Refused([Fault(path.name, "V20", f"{merged} merged cells", "undo the merging of cells")])
        book = load_workbook(path, keep_links=False)
        for sheet in book.worksheets:
            # every cell up to the last one would be made, so one far away stands for gigabytes
            columns, rows = sheet.max_column, sheet.max_row
            if columns > _MOST_COLUMNS or rows > _MOST_ROWS or columns * rows > _MOST_CELLS:
                text = f"{sheet.title}: {rows} rows of {columns} columns"
                raise Refused([Fault(path.name, "V20", shorten(text), "delete the cells far outside of the table")])
        return book
    except OSError as error:
        raise Refused([Fault(path.name, "V20", error.strerror or type(error).__name__, help_line)]) from None
    except (BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, SyntaxError, RuntimeError) as error:
        # what openpyxl raises of a broken part differs by part; XML faults are SyntaxError, encrypted ones RuntimeError
        raise Refused([Fault(path.name, "V20", type(error).__name__, help_line)]) from None


def _merged(part: bytes) -> int:
    """How many cells the merged ranges of a part stand for: all of them would be made while it is read."""
    from openpyxl.utils import range_boundaries

    found = 0
    try:
        for _, tag in iterparse(BytesIO(part), ("start",)):
            if tag.tag.endswith("}mergeCell"):
                left, top, right, bottom = (number or 1 for number in range_boundaries(tag.get("ref", "A1")))
                found += (right - left + 1) * (bottom - top + 1)
    except ParseError:  # a picture; a broken part of a sheet is refused by whoever reads it
        return found
    return found


def _signature(sheet: Any, faults: list[Fault]) -> dict[str, str]:
    """Name, role and date, from beside their labels."""
    found: dict[str, str] = {}
    for row in sheet.iter_rows(min_col=1, max_col=2, max_row=min(sheet.max_row, 200)):
        name = SIGNATURE.get(_text(row[0].value))
        if name is None:
            continue
        _no_formula(row[1], faults)
        value = row[1].value
        day = value.strftime("%Y-%m-%d") if hasattr(value, "strftime") else _text(value)
        found[name] = day
        if not day or (name == "date" and not is_day(day)):
            help_line = "a day as 2026-11-22" if name == "date" else "fill it in: an opinion has a name and a role"
            faults.append(Fault(_place(row[1]), "V30", shorten(day) or "nothing", help_line))
    for label, name in SIGNATURE.items():
        if name not in found:
            faults.append(Fault(ABOUT, "V30", label, f"the row `{label}` is not there; {_AGAIN}"))
    return found


def _columns(sheet: Any, faults: list[Fault]) -> dict[str, int] | None:
    """Where each column stands, found by its title, whatever the order."""
    titles = Counter(_text(cell.value) for cell in sheet[1])
    for title in COLUMNS:
        if titles[title] == 0:
            faults.append(Fault(f"{SCENARIOS}!1", "V21", title, f"the column is not there; {_AGAIN}"))
        elif titles[title] > 1:
            faults.append(Fault(f"{SCENARIOS}!1", "V21", title, "the column is there twice; keep one"))
    if any(titles[title] != 1 for title in COLUMNS):
        return None
    return {_text(cell.value): cell.column - 1 for cell in sheet[1] if _text(cell.value) in COLUMNS}


class _PackReader:
    def __init__(self, rows: Mapping[str, PackRow], columns: Mapping[str, int], faults: list[Fault]) -> None:
        self.rows, self.columns, self.faults = rows, columns, faults
        self.now = {row.which: row for row in rows.values()}

    def opinions(self, sheet: Any) -> tuple[list[Opinion], int]:
        """The rows with a verdict, and how many have none."""
        found: list[Opinion] = []
        seen: dict[str, list[tuple[Mapping[str, Any], str]]] = {}
        left_open = 0
        for cells in sheet.iter_rows(min_row=2, max_row=sheet.max_row):
            filled = {title: cells[at] for title, at in self.columns.items()}
            if all(_text(cell.value) == "" for cell in filled.values()):
                continue
            formulas = [cell for cell in filled.values() if not _no_formula(cell, self.faults)]
            key, verdict = _text(filled[KEY].value), _text(filled[VERDICT].value).casefold()
            seen.setdefault(key.split("-")[1] if key.count("-") == 2 else key, []).append((filled, verdict))
            if formulas:
                continue
            row = self._row(filled, key, verdict)
            if row is None:
                continue
            if not verdict:
                left_open += 1
                self._words_without_verdict(filled)
            elif (opinion := self._opinion(filled, row, verdict)) is not None:
                found.append(opinion)
        self._once_each(seen)
        return found, left_open

    def _row(self, filled: Mapping[str, Any], key: str, verdict: str) -> PackRow | None:
        """The scenario of a row. Where it changed meanwhile a verdict is refused, and an empty row is let be."""
        if key in self.rows:
            row = self.rows[key]
            for title, shown in zip(SHOWN, as_shown(row), strict=True):
                if verdict and _words(filled[title].value) != _words(shown):
                    help_line = f"the cell was edited; write what you expect under `{INSTEAD}` or `{COMMENT}`"
                    self._fault(filled[title], "V25", filled[title].value, help_line)
            return row
        was = self.now.get(key.split("-")[1]) if key.count("-") == 2 else None
        if was is None:
            self._fault(filled[KEY], "V26", key or "nothing", f"no scenario here has this key; {_AGAIN}")
        elif verdict:
            help_line = f"`{was.name}` gives, expects or says something else now; read it again in a new pack"
            self._fault(filled[VERDICT], "V25", verdict, help_line)
        else:
            return was
        return None

    def _opinion(self, filled: Mapping[str, Any], row: PackRow, verdict: str) -> Opinion | None:
        if sum(word in VERDICTS for word in re.split(r"[^a-z]+", verdict)) > 1:
            self._fault(filled[VERDICT], "V24", verdict, "one scenario has one verdict; keep one of the two")
            return None
        if verdict not in VERDICTS:
            self._fault(filled[VERDICT], "V23", verdict, "agree, disagree, or nothing")
            return None
        instead = tuple(clean(line) for line in _text(filled[INSTEAD].value).splitlines() if clean(line))
        comment = clean(_text(filled[COMMENT].value))
        if verdict == "agree" and instead:
            self._fault(filled[INSTEAD], "V28", instead[0], "you agree, and expect something else; choose one")
        if verdict == "disagree" and not instead and not comment:
            self._fault(filled[COMMENT], "V28", "nothing", "say why, or what is expected instead")
        kept: Verdict = "agree" if verdict == "agree" else "disagree"
        return Opinion(row, kept, instead, comment, _place(filled[INSTEAD]))

    def _words_without_verdict(self, filled: Mapping[str, Any]) -> None:
        for title in (INSTEAD, COMMENT):
            if _text(filled[title].value):
                help_line = "it would be lost: choose agree or disagree beside it"
                self._fault(filled[title], "V28", filled[title].value, help_line)

    def _once_each(self, seen: Mapping[str, list[tuple[Mapping[str, Any], str]]]) -> None:
        for entries in seen.values():
            verdicts = {verdict for _, verdict in entries if verdict}
            first = f"row {entries[0][0][KEY].row}"
            for filled, verdict in entries[1:]:
                if len(verdicts) > 1:
                    help_line = f"the same scenario as {first}, with another verdict; keep one of the two rows"
                    self._fault(filled[VERDICT], "V24", verdict or "nothing", help_line)
                else:
                    help_line = f"the same scenario as {first}; keep one of the two rows"
                    self._fault(filled[KEY], "V22", filled[SHOWN[1]].value, help_line)

    def _fault(self, cell: Any, code: str, text: object, help_line: str) -> None:
        self.faults.append(Fault(_place(cell), code, shorten(text), help_line))


def _no_formula(cell: Any, faults: list[Fault]) -> bool:
    if cell.data_type != "f":
        return True
    help_line = "a cell holds the words themselves; put them there in place of the formula"
    faults.append(Fault(_place(cell), "V27", shorten(_formula(cell.value)), help_line))
    return False


def _formula(value: Any) -> str:
    return str(getattr(value, "text", None) or value)  # an array formula is an object


def _place(cell: Any) -> str:
    return f"{cell.parent.title}!{cell.coordinate}"


def _text(value: object) -> str:
    return "" if value is None else str(value).replace("_x000D_", "").strip()


def _words(value: object) -> str:
    return " ".join(clean(line) for line in _text(value).split())
