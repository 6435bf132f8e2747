"""What the sheets of an old workbook (.xls, BIFF) hold and show: python-calamine reads an error in one as a blank."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

from immunote.service.lists.source import refuse
from immunote.service.lists.tables.number_formats import kind_of
from immunote.service.lists.tables.sheet_extent import SheetExtent
from immunote.service.lists.tables.workbook_bounds import MOST_BINARY

_NOT_KNOWN = 0x2A  # the code of #N/A ([MS-XLS] 2.5.10 BErr)
_SAVE_ANEW = "save it as .xlsx, or as CSV"


def extents_of_xls(path: Path, shown: Path) -> dict[str, SheetExtent]:
    """The extent of each sheet by its name. Raises Refused (L01, L36) where the file is none, damaged or too large."""
    import xlrd
    from xlrd.biffh import XLRDError
    from xlrd.compdoc import CompDocError

    if path.stat().st_size > MOST_BINARY:
        raise refuse(shown, "L36", f"more than {MOST_BINARY >> 20} MB", _SAVE_ANEW)
    broken = (XLRDError, CompDocError, struct.error, LookupError, ValueError, AssertionError, TypeError)
    try:
        with xlrd.open_workbook(str(path), formatting_info=True, ragged_rows=True, logfile=_NoLog()) as book:
            kinds = _kinds(book)
            return {sheet.name: _extent(sheet, kinds) for sheet in book.sheets()}
    except broken as error:  # all that xlrd raises on a damaged file
        raise refuse(shown, "L01", f"damaged: {type(error).__name__}", _SAVE_ANEW) from None


class _NoLog:
    """xlrd writes what it thinks of a file to a log, which could hold what a cell holds."""

    def write(self, text: str) -> int:
        return len(text)

    def flush(self) -> None:
        return None


def _kinds(book: Any) -> dict[int, str]:
    """What each cell style does to a number, by its place; styles that show it as it is are left out."""
    found = {}
    for place, style in enumerate(book.xf_list):
        form = book.format_map.get(style.format_key)
        if form is not None and (kind := kind_of(form.format_str)):
            found[place] = kind
    return found


def _extent(sheet: Any, kinds: dict[int, str]) -> SheetExtent:
    import xlrd

    extent = SheetExtent(columns=sheet.ncols, rows=sheet.nrows)
    for row in range(sheet.nrows):
        for column, (held, cell) in enumerate(zip(sheet.row_types(row), sheet.row_values(row), strict=True)):
            if held == xlrd.XL_CELL_ERROR:
                extent.not_known += cell == _NOT_KNOWN
                extent.errors += cell != _NOT_KNOWN
            elif held in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
                kind = kinds.get(sheet.cell_xf_index(row, column))
                if kind is not None:
                    extent.shown.add((column + 1, kind))
    extent.hidden = sum(bool(info.hidden) for row, info in sheet.rowinfo_map.items() if row < sheet.nrows)
    extent.hidden_columns = {at + 1 for at, info in sheet.colinfo_map.items() if info.hidden and at < sheet.ncols}
    extent.merged = {last: f"rows {first + 1} to {last}" for first, last, *_ in sheet.merged_cells if last - first > 1}
    return extent
