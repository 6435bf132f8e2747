"""The review pack as a spreadsheet (xlsx): what to read, and cells to fill. `returned` reads it back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from immunote.service.render.words import clean
from immunote.service.review.pack import PackRow
from immunote.service.review.reviewed import Reviewed
from immunote.service.review.signing import VERDICTS

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

ABOUT, SCENARIOS, WORDS = "Read me", "Scenarios", "Words"
SHOWN = ("Rule", "Scenario", "Given", "Expected", "The note says")
VERDICT, INSTEAD, COMMENT, KEY = "Agree or disagree", "Expected instead", "Comment", "Key (leave as it is)"
COLUMNS = (*SHOWN, VERDICT, INSTEAD, COMMENT, KEY)
_WIDTHS = (26, 30, 48, 40, 60, 12, 36, 40, 20)
SIGNATURE = {"Your name": "reviewer", "Your role": "role", "Date (as 2026-11-22)": "date"}
_LONGEST = 32_000  # a cell holds 32,767 characters
_FORMULA = re.compile(r"[\s\"'`]*[=+@\uff1d\uff0b\uff0d\uff20-]|[\t\r\n]")


def write_sheet(path: Path, rows: Sequence[PackRow], reviewed: Reviewed) -> None:
    """Write the workbook. Raises OSError."""
    from openpyxl import Workbook

    book = Workbook()
    first = book.active
    assert first is not None
    about: Any = first
    about.title = ABOUT
    _about(about, reviewed, len(rows))
    _scenarios(book.create_sheet(SCENARIOS), rows)
    _words(book.create_sheet(WORDS), reviewed)
    book.save(path)


def as_shown(row: PackRow) -> tuple[str, ...]:
    """The cells of a row that a reviewer reads, one for each of SHOWN."""
    lines = (row.given, row.expected, row.says)
    return (row.rule, row.name, *("\n".join(each)[:_LONGEST] for each in lines))


def put(sheet: Worksheet, row: int, column: int, text: str, is_wrapped: bool = True, **style: Any) -> None:
    """Write text that stays text: nothing that begins like a formula is ever taken for one, here or after a copy."""
    from openpyxl.styles import Alignment, Font

    cell: Any = sheet.cell(row, column)
    cell.value = text
    cell.data_type = "s"
    cell.quotePrefix = _FORMULA.match(text) is not None
    cell.alignment = Alignment(wrap_text=is_wrapped, vertical="top")
    if style:
        cell.font = Font(**style)


def _about(sheet: Worksheet, reviewed: Reviewed, count: int) -> None:
    rulebase = reviewed.rulebase
    lines = [
        f"Review of {count} scenarios; rules {rulebase.id} {rulebase.version}, as of {rulebase.evidence_as_of}",
        "",
        "Each row of the sheet Scenarios is an invented patient: what is given, what the rules are expected",
        "to do, and what the note says. Choose agree or disagree; rows may be left open.",
        "Where you disagree, say why in Comment. Where you can, say in Expected instead what you expect, in",
        "sentences as in the sheet Words, one a line.",
        "Please write nothing that could tell who a patient is, and leave the other cells as they are.",
        "",
    ]
    put(sheet, 1, 1, clean(rulebase.title), is_wrapped=False, bold=True, size=14)
    for place, text in enumerate(lines, 2):
        put(sheet, place, 1, clean(text), is_wrapped=False)
    for place, label in enumerate(SIGNATURE, len(lines) + 2):
        put(sheet, place, 1, label, bold=True)
        _to_fill(sheet.cell(place, 2))
    sheet.column_dimensions["A"].width = 28
    sheet.column_dimensions["B"].width = 44


def _scenarios(sheet: Worksheet, rows: Iterable[PackRow]) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.properties import PageSetupProperties

    for column, (title, width) in enumerate(zip(COLUMNS, _WIDTHS, strict=True), 1):
        put(sheet, 1, column, title, bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    last = 1
    for last, row in enumerate(rows, 2):
        for column, text in enumerate(as_shown(row), 1):
            put(sheet, last, column, text)
        put(sheet, last, COLUMNS.index(KEY) + 1, row.key, color="808080")
        for title in (VERDICT, INSTEAD, COMMENT):
            _to_fill(sheet.cell(last, COLUMNS.index(title) + 1))
    letter = get_column_letter(COLUMNS.index(VERDICT) + 1)
    choice = DataValidation(type="list", formula1=f'"{",".join(VERDICTS)}"', allow_blank=True, showErrorMessage=True)
    choice.errorTitle, choice.error = "Agree or disagree", "Choose agree or disagree, or leave the cell empty."
    sheet.add_data_validation(choice)
    if last > 1:
        choice.add(f"{letter}2:{letter}{last}")
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{last}"
    sheet.freeze_panes = "C2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _words(sheet: Worksheet, reviewed: Reviewed) -> None:
    """Sentences to copy: one for each outcome, and how to say something of a rule."""
    outcomes = [f'the outcome is "{each.title}"' for each in reviewed.rulebase.outcomes.values()]
    lines = [*outcomes, "the note is provisional", "the note has insufficient data", "no grade is given"]
    lines += ['the rule "title as in the first column" holds', 'the rule "..." does not hold']
    lines += ['the rule "..." cannot be decided', "the note asks for (label of a question)"]
    put(sheet, 1, 1, "Sentences for Expected instead", bold=True)
    for place, text in enumerate(lines, 2):
        put(sheet, place, 1, text)
    sheet.column_dimensions["A"].width = 70


def _to_fill(cell: Any) -> None:
    from openpyxl.styles import Alignment, PatternFill

    cell.fill = PatternFill("solid", fgColor="FFF8E1")
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.number_format = "@"  # text: a day or a name stays as it is typed
