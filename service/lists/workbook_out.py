"""A result as a workbook: the outcome first, filters, a header that stays; every text a text, never a formula."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import polars as pl
import xlsxwriter

MOST_ROWS = 1_048_575
"""Below a header, of a sheet of Excel."""
_FIRST = ("outcome", "status", "leaning")
_WIDEST = 40
_LONGEST = 32_767  # characters of a cell
_MADE = datetime(2000, 1, 1)


def in_order(columns: Sequence[str]) -> list[str]:
    """The columns of a workbook: the id, then what a reader looks for first, then the others."""
    own, *others = columns
    first = [name for name in _FIRST if name in others]
    return [own, *first, *(name for name in others if name not in first)]


def write_workbook(parts: Sequence[pl.DataFrame], path: Path) -> None:
    """Write rows of text, whole numbers and nothing. Raises OSError."""
    settings = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    columns = in_order(parts[0].columns)
    with path.open("wb") as file, xlsxwriter.Workbook(file, settings) as book:
        book.set_properties({"created": _MADE})
        sheet = book.add_worksheet("patients")
        bold = book.add_format({"bold": True})
        sheet.freeze_panes(1, 1)
        height = sum(each.height for each in parts)
        sheet.autofilter(0, 0, height, len(columns) - 1)
        for at, name in enumerate(columns):
            sheet.set_column(at, at, min(max(len(name) + 4, 12), _WIDEST))
        for at, name in enumerate(columns):
            sheet.write_string(0, at, name, bold)
        row = 1
        for part in parts:
            for cells in part.select(columns).iter_rows():
                for at, cell in enumerate(cells):
                    if isinstance(cell, str):
                        sheet.write_string(row, at, cell[:_LONGEST])
                    elif cell is not None:
                        sheet.write_number(row, at, cell)
                row += 1
