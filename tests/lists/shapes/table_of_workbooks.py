"""Workbooks as people leave them: hidden columns, filters, old files, formulas, formats; what becomes of each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
import xlwt

from tests.lists.shapes.shape import Shape, refused, same, some_aside
from tests.lists.shapes.table_of_ends import book, cell_shown
from tests.lists.shapes.table_of_files import made
from tests.lists.shapes.writing import HEADER, ROWS, sheet, typed, zipped

Page = Any
_KIND = "application/vnd.oasis.opendocument.spreadsheet"


def at(name: str) -> int:
    return HEADER.index(name)


def old(change: Callable[[Page], object] = lambda _: None, more: Callable[[Any], object] = lambda _: None) -> Shape:
    """An .xls as Excel 97 saved it."""

    def write(path: Path) -> None:
        made_book = xlwt.Workbook()
        page = made_book.add_sheet("Patients", cell_overwrite_ok=True)
        for column, name in enumerate(HEADER):
            page.write(0, column, name)
            for row, cells in enumerate(typed(), start=1):
                if cells[name] is not None:
                    page.write(row, column, cells[name])
        change(page)
        more(made_book)
        made_book.save(str(path))

    return made("a.xls", write)


def old_form(name: str, form: str, number: float = 0.78) -> Shape:
    return old(lambda page: page.write(2, at(name), number, xlwt.easyxf(num_format_str=form)))


def old_error(code: int) -> Callable[[Page], object]:
    return lambda page: page.row(1).set_cell_error(at("ck_u_l"), code)


def ods_of(
    cells: dict[tuple[int, str], str] | None = None,
    columns: str = "",
    rows: dict[int, str] | None = None,
    more: str = "",
) -> Shape:
    """An .ods with these cells in place of others, declarations of columns, attributes of rows, and further sheets."""

    def cell(row: int, name: str) -> str:
        if (other := (cells or {}).get((row, name))) is not None:
            return other
        held = name if row == 0 else typed()[row - 1][name]
        if held is None:
            return "<table:table-cell/>"
        if isinstance(held, bool):
            word = str(held).upper()
            return f'<table:table-cell office:value-type="boolean" office:boolean-value="{word.lower()}"><text:p>{word}</text:p></table:table-cell>'
        if isinstance(held, str):
            return f'<table:table-cell office:value-type="string"><text:p>{held}</text:p></table:table-cell>'
        return number(held, str(held).replace(".", ","))

    lines = [
        f"<table:table-row{(rows or {}).get(row, '')}>{''.join(cell(row, name) for name in HEADER)}</table:table-row>"
        for row in range(len(ROWS) + 1)
    ]
    spaces = " ".join(f'xmlns:{e}="urn:oasis:names:tc:opendocument:xmlns:{e}:1.0"' for e in ("office", "table", "text"))
    content = (
        f'<?xml version="1.0"?><office:document-content {spaces} xmlns:calcext="urn:calcext"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="Blatt1">{columns}{"".join(lines)}</table:table>{more}'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    spaces = 'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
    manifest = (
        f'<?xml version="1.0"?><manifest:manifest {spaces}>'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_KIND}"/></manifest:manifest>'
    )
    parts = {"mimetype": _KIND, "META-INF/manifest.xml": manifest, "content.xml": content}
    return made("a.ods", lambda path: zipped(path, {name: each.encode() for name, each in parts.items()}))


def number(held: float, shown: str, kind: str = "float", more: str = "", inside: str = "") -> str:
    return f'<table:table-cell office:value-type="{kind}" office:value="{held}"{more}>{inside}<text:p>{shown}</text:p></table:table-cell>'


def _filtered(page: Page, _: Any) -> None:
    page.autofilter(0, 0, 8, len(HEADER) - 1)
    page.filter_column(at("sex"), "x == female")
    for row, cells in enumerate(typed(), start=1):
        if cells["sex"] != "female":
            page.set_row(row, None, None, {"hidden": True})


def _second_hidden(path: Path) -> None:
    with xlsxwriter.Workbook(str(path)) as made_book:
        for name, rows in (
            ("notes", [["made by"], ["a clinic"]]),
            ("data", [HEADER, *([r[n] for n in HEADER] for r in typed())]),
        ):
            page = made_book.add_worksheet(name)
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    if cell is not None:
                        page.write(row, column, cell)
            if name == "data":
                page.very_hidden() if hasattr(page, "very_hidden") else page.hide()


def _table(page: Page, _: Any) -> None:
    page.add_table(0, 0, 9, len(HEADER) - 1, {"columns": [{"header": n} for n in HEADER], "total_row": True})
    page.write_string(9, 0, "Total")


def _other(row: int, name: str, cell: Any, **form: Any) -> Shape:
    return book(lambda page, made_book: page.write(row, at(name), cell, made_book.add_format(form) if form else None))


def _date_book(path: Path) -> None:
    with xlsxwriter.Workbook(str(path), {"date_1904": True}) as made_book:
        page = made_book.add_worksheet()
        for column, name in enumerate(HEADER):
            page.write_string(0, column, name)
            for row, cells in enumerate(typed(), start=1):
                if cells[name] is not None:
                    page.write(row, column, cells[name])
        page.write_datetime(1, at("age_years"), datetime(1970, 5, 4), made_book.add_format({"num_format": "dd/mm/yy"}))


HIDDEN = '<table:table-column table:number-columns-repeated="10"/><table:table-column table:visibility="collapse"/><table:table-column/>'
PER_CENT = number(0.71, "71 %", "percentage")
WORKBOOKS: dict[str, tuple[Shape, object]] = {
    "xlsx with hidden columns": (
        book(lambda page, _: page.set_column(10, 11, None, None, {"hidden": True})),
        same("2 hidden columns too: ck_u_l, lvef_pct"),
    ),
    "xlsx with a column of no width": (
        book(lambda page, _: page.set_column(1, 1, 0)),
        same("1 hidden column too: age_years"),
    ),
    "xlsx with columns folded into an outline": (
        book(lambda page, _: page.set_column(7, 8, None, None, {"level": 1, "hidden": True})),
        same("iga_g_l, creatinine_mg_dl"),
    ),
    "xlsx with hidden columns beside the list": (
        book(lambda page, _: page.set_column(14, 16383, None, None, {"hidden": True})),
        same(),
    ),
    "xlsx with a filter": (book(_filtered), same("3 hidden rows")),
    "xlsx whose list lies in a hidden sheet": (made("a.xlsx", _second_hidden), same("hidden sheet `data`")),
    "xlsx with a table and its totals": (book(_table), some_aside({"Total": "L32"})),
    "xlsx with numbers as text": (_other(1, "age_years", "55"), same()),
    "xlsx with a number as text behind a stroke": (_other(1, "age_years", "'55"), some_aside({"A01": "P06"})),
    "xlsx with a date for an age": (
        book(
            lambda page, b: page.write_datetime(1, 1, datetime(1971, 3, 4), b.add_format({"num_format": "dd.mm.yyyy"}))
        ),
        some_aside({"A01": "P06"}),
    ),
    "xlsx with an age that is shown as a date": (
        cell_shown(1, "age_years", 55, "dd.mm.yyyy"),
        some_aside({"A01": "P06"}),
    ),
    "xlsx with days of 1904": (made("a.xlsx", _date_book), some_aside({"A01": "P06"})),
    "xlsx with a time": (cell_shown(1, "creatinine_age_days", 7.5, "[h]:mm"), some_aside({"A01": "P06"})),
    "xlsx with the noise of a float": (_other(1, "iga_g_l", 0.95 + 1e-16), same()),
    "xlsx with rich text": (
        book(lambda page, b: page.write_rich_string(1, at("sex"), "fe", b.add_format({"bold": True}), "male")),
        same(),
    ),
    "xlsx with comments": (book(lambda page, _: page.write_comment(1, 1, "99 = missing")), same()),
    "xlsx with no-break spaces": (_other(1, "sex", "\u00a0female\u00a0"), same()),
    "xlsx with a truth from a formula": (
        book(lambda page, _: page.write_formula(1, at("had_thrombosis"), "=FALSE()", None, "FALSE")),
        same(),
    ),
    "xlsx with a truth as the text TRUE": (_other(1, "had_thrombosis", "FALSE"), same()),
    "xlsx with 1 and 0 as truths": (_other(1, "had_thrombosis", 0), same()),
    "xlsx with 9 among truths": (_other(1, "had_thrombosis", 9), refused("L39", "had_thrombosis")),
    "xlsx with numbers for ids": (
        book(lambda page, _: [page.write_number(row, 0, row) for row in range(1, 9)]),
        same(ids={f"A0{n}": str(n) for n in range(1, 9)}),
    ),
    "xlsx with a currency": (cell_shown(1, "age_years", 55, "[$€-407] 0"), same()),
    "xlsx with red negatives": (cell_shown(1, "age_years", 55, "0;[Red]-0"), same()),
    "xlsx in per mille": (cell_shown(1, "lvef_pct", 0.66, '0"‰"'), some_aside({"A01": "L34"})),
    "xlsx as fractions": (cell_shown(1, "iga_g_l", 0.95, "# ??/??"), same()),
    "xlsx with two header lines": (
        made(
            "a.xlsx",
            lambda p: sheet(
                p, lambda page: (page.insert_rows(1), [page.cell(1, c + 1, f"group {c}") for c in range(12)])
            ),
        ),
        same("line 2"),
    ),
    "xlsx with a merged title": (
        made(
            "a.xlsx",
            lambda p: sheet(
                p, lambda page: (page.insert_rows(1), page.merge_cells("A1:L1"), page.cell(1, 1, "Registry"))
            ),
        ),
        same("line 2"),
    ),
    "xls of Excel 97": (old(), same()),
    "xls with an error of a formula": (old(old_error(0x07)), refused("L01", "1 cell with an error")),
    "xls with #REF!": (old(old_error(0x17)), refused("L01", "1 cell with an error")),
    "xls with #N/A": (old(old_error(0x2A)), same("1 × #N/A")),
    "xls with a hidden column": (
        old(lambda page: setattr(page.col(at("ck_u_l")), "hidden", True)),
        same("1 hidden column too: ck_u_l"),
    ),
    "xls with a hidden row": (old(lambda page: setattr(page.row(3), "hidden", True)), same("1 hidden row")),
    "xls with per cent": (old_form("lvef_pct", "0%"), refused("L35", "lvef_pct: per cent")),
    "xls with thousands": (old_form("ck_u_l", "0.0,", 1200), refused("L35", "ck_u_l: thousands")),
    "xls with words in its format": (old_form("had_thrombosis", '"yes";"yes";"no"', 0), refused("L35", "words")),
    "xls with ids shown with zeros": (old_form("id", "0000", 2), refused("L35", "id: leading zeros")),
    "xls with merged cells": (
        old(lambda page: page.write_merge(3, 5, at("lvef_pct"), at("lvef_pct"), 60)),
        refused("L01", "merged cells rows 4 to 6"),
    ),
    "xls with a date for an age": (
        old(lambda page: page.write(1, 1, date(1971, 3, 4), xlwt.easyxf(num_format_str="DD.MM.YYYY"))),
        some_aside({"A01": "P06"}),
    ),
    "xls with a second sheet": (
        old(more=lambda b: b.add_sheet("notes").write(0, 0, "made by")),
        same("sheet `Patients`"),
    ),
    "ods with a hidden column": (ods_of(columns=HIDDEN), same("1 hidden column too: ck_u_l")),
    "ods with a filter": (
        ods_of(rows={2: ' table:visibility="filter"', 3: ' table:visibility="collapse"'}),
        same("2 hidden rows"),
    ),
    "ods with per cent": (ods_of({(2, "lvef_pct"): PER_CENT}), refused("L35", "lvef_pct: per cent")),
    "ods with per cent in another sheet": (
        ods_of(more=f'<table:table table:name="b"><table:table-row>{PER_CENT * 12}</table:table-row></table:table>'),
        same("sheet `Blatt1`"),
    ),
    "ods with thousands": (ods_of({(2, "ck_u_l"): number(1234, "1,2")}), refused("L35", "ck_u_l: thousands")),
    "ods with a mark between thousands": (ods_of({(2, "ck_u_l"): number(120, "120,00")}), same()),
    "ods with a rounded number": (ods_of({(1, "iga_g_l"): number(0.95, "1")}), same()),
    "ods with words in its format": (ods_of({(2, "ck_u_l"): number(120, "high")}), refused("L35", "ck_u_l: words")),
    "ods with a bound": (ods_of({(2, "ck_u_l"): number(90, "&lt;90")}), refused("L35", "ck_u_l: a bound")),
    "ods with ids shown with zeros": (ods_of({(1, "id"): number(1, "0001")}), refused("L35", "id: leading zeros")),
    "ods with a comment": (
        ods_of(
            {
                (2, "ck_u_l"): number(
                    120,
                    "120",
                    inside="<office:annotation><dc:creator>x</dc:creator><text:p>999</text:p></office:annotation>",
                )
            }
        ),
        same(),
    ),
    "ods with merged cells": (
        ods_of({(2, "lvef_pct"): number(71, "71", more=' table:number-rows-spanned="2"')}),
        refused("L01", "merged cells rows 3 to 4"),
    ),
    "ods with a date for an age": (
        ods_of(
            {
                (
                    1,
                    "age_years",
                ): '<table:table-cell office:value-type="date" office:date-value="1971-03-04"><text:p>04.03.71</text:p></table:table-cell>'
            }
        ),
        some_aside({"A01": "P06"}),
    ),
    "ods with a text over two paragraphs": (
        ods_of(
            {
                (
                    1,
                    "sex",
                ): '<table:table-cell office:value-type="string"><text:p>fe</text:p><text:p>male</text:p></table:table-cell>'
            }
        ),
        some_aside({"A01": "P13"}),
    ),
    "ods with spaces as elements": (
        ods_of(
            {
                (
                    2,
                    "methotrexate_outcome",
                ): '<table:table-cell office:value-type="string"><text:p>re<text:span>lapsed</text:span></text:p></table:table-cell>'
            }
        ),
        same(),
    ),
    "ods with equal cells as one": (
        ods_of(
            {
                (
                    1,
                    "joints_are_active",
                ): '<table:table-cell office:value-type="boolean" office:boolean-value="true" table:number-columns-repeated="1"><text:p>WAHR</text:p></table:table-cell>'
            }
        ),
        same(),
    ),
}
