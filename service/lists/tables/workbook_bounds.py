"""What a workbook would unpack to, counted before it is read: one cell in the last column can stand for gigabytes."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from immunote.service.lists.source import refuse
from immunote.service.lists.tables.number_formats import misleading_styles
from immunote.service.lists.tables.open_document import CONTENT, extents_of_ods
from immunote.service.lists.tables.sheet_extent import SheetExtent

MOST_BYTES = 1 << 30  # of all parts, unpacked
MOST_CELLS = 10_000_000  # of the rectangle round all cells of a sheet, empty ones included
MOST_BINARY = 64 << 20  # of an old workbook (.xls), which is read whole
_BLOCK = 4 << 20
_TAIL = 2048
_CELL = re.compile(rb"<(?:\w+:)?c\s[^<>]*?\br\s*=\s*[\"']([A-Za-z]{1,3})([0-9]{1,7})[\"'][^<>]*>")
_PLACE = re.compile(rb"<(?:\w+:)?c\s[^<>]*?\br\s*=\s*[\"']([A-Za-z]{1,3})([0-9]{1,7})[\"']")
_ANY_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
_ROW_PLACE = re.compile(rb"<(?:\w+:)?row\s[^<>]*?\br\s*=\s*[\"']([0-9]{1,10})[\"']")
_STYLE = re.compile(rb"\bs=\"([0-9]+)\"")
_UNCOUNTED = re.compile(rb"</(?:\w+:)?f>\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^<>]*ref=\"([A-Z]+[0-9]+:[A-Z]+([0-9]+))\"")
_HIDDEN = re.compile(rb"<(?:\w+:)?row\s[^<>]*?\bhidden=\"(?:1|true)\"[^<>/]*>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\s([^<>]*)>")
_NOT_SHOWN = re.compile(rb"\bhidden=\"(?:1|true)\"|\bwidth=\"0(?:\.0*)?\"")
_FIRST = re.compile(rb"\bmin=\"([0-9]{1,5})\"")
_LAST = re.compile(rb"\bmax=\"([0-9]{1,5})\"")
_MOST_COLUMNS = 16_384
_WRONG = re.compile(rb"<(?:\w+:)?c\s[^<>]*?\bt=\"e\"[^<>]*>(?:<(?:\w+:)?f\b.*?)?<(?:\w+:)?v>([^<]*)<", re.DOTALL)
_NOT_KNOWN = b"#N/A"
_BINARY = "workbook.bin"  # the part by which a binary workbook is one, whatever its file is called
HELP_OF_BINARY = (
    "open it in a spreadsheet and save it as .xlsx, or as CSV; in a binary workbook nobody can check that cells hold "
    "what they show"
)


_NO_SHEETS = ("xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml", "styles.xml", "meta.xml", "settings.xml")


def extents(path: Path, shown: Path) -> dict[str, SheetExtent]:
    """The extent of each sheet of a zipped workbook, by its part. Raises Refused (L01, L02, L36), BadZipFile."""
    with zipfile.ZipFile(path) as archive:
        parts = archive.infolist()
        if any(each.filename.casefold().endswith(_BINARY) for each in parts):
            raise refuse(shown, "L02", ".xlsb", HELP_OF_BINARY)
        if sum(each.file_size for each in parts) > MOST_BYTES:
            raise _too_large(shown, f"more than {MOST_BYTES >> 20} MB unpacked")
        found: dict[str, SheetExtent] = {}
        styles = misleading_styles(archive)
        for part in parts:
            name = part.filename
            if name == CONTENT:
                found |= extents_of_ods(archive, partial(_check_sheet, shown))
            elif name not in _NO_SHEETS and not name.startswith("docProps/"):
                # whichever part a workbook names as its sheet: neither its folder nor its ending binds anybody
                found[name.lstrip("/")] = _of_sheet(_blocks(archive, part, shown), shown, styles)
        total = sum(each.columns * each.rows for each in found.values())
        if total > MOST_CELLS:
            raise _too_large(shown, f"{total} cells in {len(found)} sheets")
        return found


def _too_large(shown: Path, text: str) -> Exception:
    help_line = "delete the columns and rows that only look empty, or save the sheet as CSV"
    return refuse(shown, "L36", text, help_line)


def _blocks(archive: zipfile.ZipFile, part: zipfile.ZipInfo, shown: Path) -> Iterator[bytes]:
    """Blocks that overlap a little, so that nothing is cut in two."""
    rest, total = b"", 0
    with archive.open(part) as file:
        while block := file.read(_BLOCK):
            total += len(block)
            if total > MOST_BYTES:  # the sizes that an archive says of itself may be wrong
                raise _too_large(shown, f"more than {MOST_BYTES >> 20} MB unpacked")
            content = rest + block
            cut = content.rfind(b"<c ", max(len(content) - _TAIL, 0))
            cut = len(content) if cut < 0 else cut
            yield content[:cut]
            rest = content[cut:]
    yield rest


def _of_sheet(blocks: Iterator[bytes], shown: Path, styles: dict[int, str]) -> SheetExtent:
    extent = SheetExtent()
    for block in blocks:
        cells = _PLACE.findall(block)
        extent.columns = max(extent.columns, *map(column_number, {letters for letters, _ in cells}), 0)
        extent.rows = max(extent.rows, max((int(row) for _, row in cells), default=0))
        _without_places(block, len(cells), extent)
        if styles:
            extent.shown |= _otherwise(block, styles)
        wrong = _WRONG.findall(block) if b't="e"' in block else []
        extent.not_known += wrong.count(_NOT_KNOWN)
        extent.errors += len(wrong) - wrong.count(_NOT_KNOWN)
        extent.hidden_columns |= _columns_not_shown(block)
        extent.hidden += len(_HIDDEN.findall(block))
        extent.formulas += len(_UNCOUNTED.findall(block))
        extent.merged |= {int(last): where.decode() for where, last in _MERGED.findall(block)}
        _check(extent.columns, extent.rows, shown)
    return extent


def _columns_not_shown(block: bytes) -> set[int]:
    """The columns that a sheet hides, of those that can hold cells."""
    found: set[int] = set()
    for attributes in _COLUMN.findall(block):
        first, last = _FIRST.search(attributes), _LAST.search(attributes)
        if _NOT_SHOWN.search(attributes) and first and last:
            found |= set(range(int(first[1]), min(int(last[1]), _MOST_COLUMNS) + 1))
    return found


def _without_places(block: bytes, placed: int, extent: SheetExtent) -> None:
    """Count what rows say of their place, and cells that say none, each of which stands one further than the last."""
    extent.rows = max(extent.rows, max(map(int, _ROW_PLACE.findall(block)), default=0))
    if len(_ANY_CELL.findall(block)) > placed:
        rows = _ROW.split(block)
        extent.columns = max(extent.columns, *(len(_ANY_CELL.findall(row)) for row in rows))
        extent.rows = max(extent.rows, len(rows) - 1)


def _otherwise(block: bytes, styles: dict[int, str]) -> set[tuple[int, str]]:
    """The columns with cells that show something else than they hold, each with how."""
    found = set()
    for cell in _CELL.finditer(block):
        if (style := _STYLE.search(cell[0])) and (how := styles.get(int(style[1]))):
            found.add((column_number(cell[1]), how))
    return found


def _check_sheet(shown: Path, extent: SheetExtent, total: int) -> None:
    if total > MOST_BYTES:
        raise _too_large(shown, f"more than {MOST_BYTES >> 20} MB unpacked")
    _check(extent.columns, extent.rows, shown)


def _check(columns: int, rows: int, shown: Path) -> None:
    if columns * rows > MOST_CELLS:
        raise _too_large(shown, f"{rows} rows of {columns} columns")


def column_number(letters: bytes) -> int:
    """The number of a column from its letters: A is 1."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number
