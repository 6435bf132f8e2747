"""A sheet of a workbook (xlsx, xlsm, xls, ods) copied as a CSV, line for row, before it is read like any CSV."""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError, fromstring

from immunote.engine.faults import Fault, Refused, listed, nearest, shorten
from immunote.service.lists.source import refuse
from immunote.service.lists.tables.number_formats import HELPS, UNIT
from immunote.service.lists.tables.old_workbook import extents_of_xls
from immunote.service.lists.tables.scratch import Scratch
from immunote.service.lists.tables.sheet_extent import SheetExtent
from immunote.service.lists.tables.workbook_bounds import extents

ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods")
_LOCKED = "it may be damaged or locked by a password; save it anew without one, or as CSV"
_DIGITS = 15  # a spreadsheet keeps and shows so many; what a float has beyond them is no one's figure
_MIDNIGHT = time(0, 0)
_HEADER_LINES = 30


@dataclass(frozen=True)
class _ReadSheet:
    name: str
    rows: list[list[Any]]
    first: int  # the number of its first row, from 1
    left: int  # how many empty columns stand before its first


def as_csv(path: Path, shown: Path, wanted: str | None, known: Collection[str]) -> tuple[Scratch, tuple[str, ...]]:
    """One sheet as a CSV in UTF-8, and what is to be said of it. `wanted`: the sheet's name, where one was given.

    Raises Refused (L01, L02, L36, L37): no workbook, a binary or too large one, or no telling which sheet is meant.
    """
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

    try:
        zipped = zipfile.is_zipfile(path)
        sizes = extents(path, shown) if zipped else {}
        book = CalamineWorkbook.from_filelike(path.open("rb"))
        sizes = sizes if zipped else extents_of_xls(path, shown)
        names = list(book.sheet_names)
        if wanted is not None and wanted not in names:
            raise refuse(shown, "L37", wanted, f"one of {listed(names)}; {nearest(wanted, names)}")
        sheets = [_read(book, name) for name in names if wanted in (None, name)]
    except (CalamineError, PasswordError, zipfile.BadZipFile, ParseError) as error:
        raise refuse(shown, "L01", shorten(str(error)) or type(error).__name__, _LOCKED) from None
    sheet = _chosen([each for each in sheets if each.rows], shown, known)
    extent = _extent_of(path, sheet.name, sizes)
    _check(sheet, extent, shown, known)
    unseen = any(each.name == sheet.name and each.visible != SheetVisibleEnum.Visible for each in book.sheets_metadata)
    said = [f"{'hidden ' * unseen}sheet `{shorten(sheet.name, 40)}`"] if unseen or len(names) > 1 else []
    said += [f"{extent.hidden} hidden row{'s' if extent.hidden > 1 else ''} too"] if extent.hidden else []
    hidden = _hidden(sheet, extent, known)
    said += [f"{len(hidden)} hidden column{'s' if len(hidden) > 1 else ''} too: {', '.join(hidden)}"] if hidden else []
    said += [f"{extent.not_known} × #N/A is not known"] if extent.not_known else []
    return _written(sheet), tuple(said)


def _read(book: Any, name: str) -> _ReadSheet:
    sheet = book.get_sheet_by_name(name)
    start = sheet.start
    rows = sheet.to_python(skip_empty_area=True)
    held = rows if any(any(cell != "" for cell in row) for row in rows) else []
    return _ReadSheet(name, held, start[0] + 1 if start else 1, start[1] if start else 0)


def _names_in(sheet: _ReadSheet, known: Collection[str]) -> int:
    return max((sum(cell in known for cell in map(_text, row)) for row in sheet.rows[:_HEADER_LINES]), default=0)


def _chosen(sheets: list[_ReadSheet], shown: Path, known: Collection[str]) -> _ReadSheet:
    if not sheets:
        raise refuse(shown, "L03", "no sheet holds anything", "see `immunote list --template csv`")
    if len(sheets) == 1:
        return sheets[0]
    fitting = [each for each in sheets if _names_in(each, known) > 1]
    if len(fitting) != 1:
        text = listed([shorten(each.name, 40) for each in fitting or sheets]).strip("`")
        raise refuse(shown, "L37", text, "nothing says which of these sheets is the list; name it with `--sheet`")
    return fitting[0]


def _header_of(sheet: _ReadSheet, known: Collection[str]) -> int:
    """The place of the first row with a known name, of the rows that a sheet holds; 0 where none has one."""
    rows = sheet.rows[:_HEADER_LINES]
    return next((at for at, row in enumerate(rows) if any(_text(cell) in known for cell in row)), 0)


def _check(sheet: _ReadSheet, extent: SheetExtent, shown: Path, known: Collection[str]) -> None:
    """Refuse (L01) a sheet in which cells do not hold what a person sees in them."""
    if extent.formulas:
        text = f"{extent.formulas} formula{'s' if extent.formulas > 1 else ''} without a value"
        raise refuse(
            shown, "L01", text, "open it in a spreadsheet and save it, so that the values are there, or as CSV"
        )
    header = _header_of(sheet, known)
    merged = next((where for last, where in extent.merged.items() if last > sheet.first + header), None)
    if merged is not None:
        raise refuse(shown, "L01", f"merged cells {merged}", "only one row would hold the value; unmerge them")
    if extent.errors:
        text = f"{extent.errors} cell{'s' if extent.errors > 1 else ''} with an error of a formula"
        raise refuse(shown, "L01", text, "such as #DIV/0! or #REF!; correct the formulas, or empty the cells")
    titles = [_text(cell) for cell in sheet.rows[header]]
    places = [(at - 1 - sheet.left, how) for at, how in sorted(extent.shown)]
    found = [(titles[at], how) for at, how in places if 0 <= at < len(titles) and titles[at] in known]
    faults = [
        Fault(str(shown), "L35", f"{name}: {how}", HELPS[UNIT if how.startswith(UNIT) else how])
        for name, how in found
        if not (how.startswith(UNIT) and _is_unit_of(name, how))
    ]
    if faults:
        raise Refused(faults)


def _hidden(sheet: _ReadSheet, extent: SheetExtent, known: Collection[str]) -> list[str]:
    """The columns with cells that a sheet does not show, by their names."""
    titles = [_text(cell) for cell in sheet.rows[_header_of(sheet, known)]]
    places = [at - 1 - sheet.left for at in sorted(extent.hidden_columns)]
    return [shorten(titles[at], 40) for at in places if 0 <= at < len(titles) and titles[at]]


def _is_unit_of(name: str, how: str) -> bool:
    """Whether the unit that a format shows is that at the end of the name of a column."""
    words = "_".join(re.findall(r"[a-z0-9]+", how.removeprefix(UNIT).casefold().replace("\u00b5", "u")))
    return name.casefold().endswith(f"_{words}")


def _extent_of(path: Path, name: str, sizes: dict[str, SheetExtent]) -> SheetExtent:
    """The extent of a sheet by its name; an empty one for kinds of files that say none."""
    if not sizes:
        return SheetExtent()
    if name in sizes:  # of an old workbook or an OpenDocument sheet
        return sizes[name]
    try:
        with zipfile.ZipFile(path) as archive:
            book = fromstring(archive.read("xl/workbook.xml"))
            links = fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    except (KeyError, ParseError):  # one that does not say so simply which part is which sheet
        return SheetExtent(errors=sum(each.errors for each in sizes.values()))
    targets = {each.get("Id"): str(each.get("Target")) for each in links}
    for each in book.iter():
        if each.tag.endswith("}sheet") and each.get("name") == name:
            target = next(
                (targets[value] for key, value in each.items() if key.endswith("}id") and value in targets), ""
            )
            return sizes.get(target.lstrip("/") if target.startswith("/") else f"xl/{target}", SheetExtent())
    return SheetExtent()


def _written(sheet: _ReadSheet) -> Scratch:
    scratch = Scratch(".csv")
    with scratch.path.open("w", encoding="utf-8", newline="") as file:
        file.write("\n" * (sheet.first - 1))  # so that a line has the number of its row
        writer = csv.writer(file, lineterminator="\n")
        for row in sheet.rows:
            cells = [_text(cell) for cell in row]
            if any(cells):
                writer.writerow(cells)
            else:
                file.write("\n")
    return scratch


def _text(cell: Any) -> str:
    """What a cell holds as text: booleans as words, whole numbers without a point, dates as ISO 8601 writes them."""
    if isinstance(cell, str):
        return " ".join(cell.splitlines()).replace("\0", "\ufffd")
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        if abs(cell) >= 10**_DIGITS:
            return f"{cell:.{_DIGITS - 1}E}"  # as it is shown: further figures were lost, and an id of them is none
        return str(int(cell)) if cell.is_integer() else _plain(cell)
    if isinstance(cell, datetime):
        return (cell.date() if cell.time() == _MIDNIGHT else cell).isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell) if isinstance(cell, timedelta | int) else ""


def _plain(number: float) -> str:
    text = format(Decimal(f"{number:.{_DIGITS}g}"), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
