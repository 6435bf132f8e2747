"""Lists with rows that are no patients, and workbooks whose cells show something else than they hold."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import xlsxwriter

from tests.lists.shapes.shape import Shape, refused, same, some_aside
from tests.lists.shapes.table_of_files import made
from tests.lists.shapes.table_of_texts import PLAIN, put
from tests.lists.shapes.writing import HEADER, ROWS, sheet, typed, zipped

Sheet = Any


def below(*rows: str) -> Shape:
    """A plain list with lines below it."""
    return put("a.csv", PLAIN + "".join(f"{row}\n" for row in rows))


def book(change: Callable[[Sheet, Any], object]) -> Shape:
    """A workbook as a spreadsheet saves it, with `change` made to its sheet."""

    def write(path: Path) -> None:
        with xlsxwriter.Workbook(str(path)) as made_book:
            page = made_book.add_worksheet()
            for at, name in enumerate(HEADER):
                page.write_string(0, at, name)
                for row, cells in enumerate(typed(), start=1):
                    if cells[name] is not None:
                        page.write(row, at, cells[name])
            change(page, made_book)

    return made("a.xlsx", write)


def cell_shown(row: int, name: str, number: float, form: str) -> Shape:
    """A workbook with one number shown by a format."""
    return book(
        lambda page, made_book: page.write_number(
            row, HEADER.index(name), number, made_book.add_format({"num_format": form})
        )
    )


def erroneous_ods(path: Path) -> None:
    """A sheet of LibreOffice with a formula that ends in an error."""
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    cells = [
        "".join(
            f'<table:table-cell office:value-type="string"><text:p>{name}</text:p></table:table-cell>' for name in row
        )
        for row in (HEADER[:3], ["A01", "55", "female"])
    ]
    wrong = (
        '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value=""'
        ' calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
    )
    spaces = " ".join(f'xmlns:{e}="urn:oasis:names:tc:opendocument:xmlns:{e}:1.0"' for e in ("office", "table", "text"))
    content = (
        f'<?xml version="1.0"?><office:document-content {spaces} xmlns:calcext="urn:calcext" office:version="1.2">'
        '<office:body><office:spreadsheet><table:table table:name="A">'
        f"<table:table-row>{cells[0]}</table:table-row><table:table-row>{cells[1]}{wrong}</table:table-row>"
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>'
    )
    parts = {"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": content}
    zipped(path, {name: each.encode() for name, each in parts.items()})


def _hidden(page: Sheet, _: Any) -> None:
    page.set_row(3, None, None, {"hidden": True})


def _moved(path: Path) -> None:
    """A list in the third column of a sheet, with one number shown in thousands."""
    with xlsxwriter.Workbook(str(path)) as made_book:
        page = made_book.add_worksheet()
        look = made_book.add_format({"num_format": "0.0,"})
        for at, name in enumerate(HEADER, start=2):
            page.write_string(2, at, name)
            for row, cells in enumerate(typed(), start=3):
                if cells[name] is not None:
                    page.write(row, at, cells[name], look if name == "ck_u_l" else None)


TYPED = json.dumps(typed())
ENDS: dict[str, tuple[Shape, object]] = {
    "a footer n = 8": (below("n = 8" + "," * 11), some_aside({"n = 8": "L32"})),
    "a footer with the source": (
        below("Source: registry 2026" + "," * 11),
        some_aside({"Source: registry 2026": "L32"}),
    ),
    "a row of totals": (
        below("Total,455,,7,4,2,,17.39,8.52,63,815,483.0"),
        some_aside({"Total": "L32"}),
    ),
    "rows of means, in two languages": (
        below("Mean (SD),56,,,,,,2.0,1.0,9,135,60.4", "Mittelwert,56,,,,,,2.0,1.0,9,135,60.4"),
        some_aside({"Mean (SD)": "L32", "Mittelwert": "L32"}),
    ),
    "subtotals of a spreadsheet": (
        below(
            "A01 Total,55,,,,,,0.95,1.56,7,,66",
            "A02 Ergebnis,56,,,,,,,,,,",
            "Total A03,44,,,,,,,,,,",
            "Gesamtergebnis,,,,,,,,,,,",
        ),
        some_aside({"A01 Total": "L32", "A02 Ergebnis": "L32", "Total A03": "L32", "Gesamtergebnis": "L32"}),
    ),
    "the count of a database": (below("(8 rows)" + "," * 11), some_aside({"(8 rows)": "L32"})),
    "a sentence below the list": (
        below("Exported by the registry" + "," * 11),
        some_aside({"Exported by the registry": "L32"}),
    ),
    "a patient whose id is a sentence": (
        put("a.csv", PLAIN.replace("A02", "ward 5 bed 2")),
        same(ids={"A02": "ward 5 bed 2"}),
    ),
    "an id that a spreadsheet has rounded": (
        put("a.csv", PLAIN.replace("A02", "1.23457E+11")),
        some_aside({"A02": "L32"}, ids={"A02": "1.23457E+11"}),
    ),
    "an id that is an error": (
        put("a.csv", PLAIN.replace("A02", "#REF!")),
        some_aside({"A02": "L32"}, ids={"A02": "#REF!"}),
    ),
    "ids that only begin like such words": (
        put(
            "a.csv",
            PLAIN.replace("A02", "SUMMER7").replace("A03", "N12").replace("A04", "max-04").replace("A05", "total-05"),
        ),
        same(ids={"A02": "SUMMER7", "A03": "N12", "A04": "max-04", "A05": "total-05"}),
    ),
    "Cyrillic ids in Windows-1251": (
        put("a.csv", PLAIN.replace("A01", "Пациент01"), "cp1251"),
        refused("P17", "script"),
    ),
    "Greek ids in ISO 8859-7": (put("a.csv", PLAIN.replace("A01", "Ασθενής1"), "iso8859-7"), refused("P17")),
    "two JSON arrays one after another": (
        made("a.json", lambda p: p.write_text(json.dumps(typed(ROWS[:4])) + json.dumps(typed(ROWS[4:])))),
        refused("L01", "behind the end"),
    ),
    "JSON with a bracket too many between objects": (
        made(
            "a.json",
            lambda p: p.write_text("\n".join(json.dumps(r) for r in typed()[:2]) + "]" + json.dumps(typed()[2])),
        ),
        refused("L01", "behind the end"),
    ),
    "JSON with blank lines behind the end": (made("a.json", lambda p: p.write_text(TYPED + "\n \n")), same()),
    "xlsx with a footer": (
        book(lambda page, _: [page.write_string(9 + at, 0, each) for at, each in enumerate(("Source: a", "n = 8"))]),
        some_aside({"Source: a": "L32", "n = 8": "L32"}),
    ),
    "xlsx that begins in the third column, with a number shown in thousands": (
        made("a.xlsx", _moved),
        refused("L35", "ck_u_l: thousands"),
    ),
    "xlsx with an error of a formula": (
        book(lambda page, _: page.write_formula(1, 10, "=1/0", None, "#DIV/0!")),
        refused("L01", "1 cell with an error"),
    ),
    "xlsx with #N/A": (book(lambda page, _: page.write_formula(1, 10, "=NA()", None, "#N/A")), same("1 × #N/A")),
    "ods with an error of a formula": (made("a.ods", erroneous_ods), refused("L01", "1 cell with an error")),
    "xlsx with a hidden row": (book(_hidden), same("1 hidden row")),
    "xlsx with numbers shown in thousands": (
        cell_shown(2, "ck_u_l", 1234, "0.0,"),
        refused("L35", "ck_u_l: thousands"),
    ),
    "xlsx with a bound in its format": (cell_shown(2, "ck_u_l", 90, '"<"0'), refused("L35", "ck_u_l: a bound")),
    "xlsx with words in its format": (
        cell_shown(1, "had_thrombosis", 0, '"yes";"yes";"no"'),
        refused("L35", "had_thrombosis: words"),
    ),
    "xlsx with a hidden value": (cell_shown(2, "ck_u_l", 90, ";;;"), refused("L35", "ck_u_l: words")),
    "xlsx with another unit in its format": (
        cell_shown(2, "iga_g_l", 2, '0 "mg/dL"'),
        refused("L35", "iga_g_l: unit mg/dL"),
    ),
    "xlsx with the unit of the column in its format": (cell_shown(1, "creatinine_mg_dl", 1.56, '0.00 "mg/dL"'), same()),
    "xlsx with ids shown with leading zeros": (cell_shown(1, "id", 1, "000000"), refused("L35", "id: leading zeros")),
    "xlsx with a number of 17 figures for an id": (
        book(lambda page, _: page.write_number(2, 0, 12345678901234567)),
        some_aside({"A02": "L32"}, ids={"A02": "1.23456789012346E+16"}),
    ),
    "xlsx with a sum below": (
        made("a.xlsx", lambda p: sheet(p, lambda page: page.append(["Summe", 455]))),
        some_aside({"Summe": "L32"}),
    ),
}
