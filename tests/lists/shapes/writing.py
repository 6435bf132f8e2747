"""The twelve patients of a plain list, written again as other programs and people write lists."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import xlsxwriter

Row = dict[str, str]
Cells = Mapping[str, str]

HEADER = [
    "id",
    "age_years",
    "sex",
    "has_systemic_sclerosis",
    "joints_are_active",
    "had_thrombosis",
    "methotrexate_outcome",
    "iga_g_l",
    "creatinine_mg_dl",
    "creatinine_age_days",
    "ck_u_l",
    "lvef_pct",
]
ROWS = [
    dict(zip(HEADER, line.split(","), strict=True))
    for line in (
        "A01,55,female,true,true,false,never_given,0.95,1.56,7,,66.0",
        "A02,56,male,true,false,false,relapsed,0.47,1.37,7,120,71.0",
        "A03,44,female,true,true,true,failed,2.41,0.94,6,95,68.0",
        "A04,81,female,true,false,false,not_tolerated,1.56,0.9,,310,41.0",
        "A05,62,male,true,true,false,responded,2.8,1.12,11,80,55.0",
        "A06,37,other,false,false,false,failed,1.9,0.81,3,,61.0",
        "A07,49,female,true,true,false,relapsed,3.1,0.77,20,150,58.0",
        "A08,71,female,true,false,true,never_given,2.2,1.05,9,60,63.0",
    )
]
NUMBERS = ("age_years", "iga_g_l", "creatinine_mg_dl", "creatinine_age_days", "ck_u_l", "lvef_pct")
TRUTHS = ("has_systemic_sclerosis", "joints_are_active", "had_thrombosis")


def said(row: Row, truths: Cells | None = None, sex: Cells | None = None, empty: str = "", comma: bool = False) -> Row:
    """A row in other words."""
    found = {}
    for name, cell in row.items():
        words = truths if name in TRUTHS else sex if name == "sex" else None
        other = (words or {}).get(cell, cell)
        found[name] = (other.replace(".", ",") if name in NUMBERS and comma else other) or empty
    return found


def text(rows: list[Row], separator: str = ",", end: str = "\n", quoting: int = csv.QUOTE_MINIMAL) -> str:
    """Rows as separated text with a header."""
    written = io.StringIO()
    writer = csv.DictWriter(written, list(rows[0]), delimiter=separator, lineterminator=end, quoting=quoting)  # type: ignore[arg-type]
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue()


def value(name: str, cell: str) -> Any:
    """A cell as a program holds it."""
    if name in NUMBERS:
        return None if not cell else float(cell) if "." in cell else int(cell)
    return {"true": True, "false": False}.get(cell, cell)


def typed(rows: list[Row] | None = None) -> list[dict[str, Any]]:
    """The rows as a program holds them."""
    return [{name: value(name, cell) for name, cell in row.items()} for row in rows or ROWS]


def frame() -> pl.DataFrame:
    """The rows as a typed frame."""
    types: dict[str, Any] = {"age_years": pl.Int64, "creatinine_age_days": pl.Int64}
    types |= dict.fromkeys(("iga_g_l", "creatinine_mg_dl", "ck_u_l", "lvef_pct"), pl.Float64)
    schema = {name: types.get(name, pl.Boolean if name in TRUTHS else pl.String) for name in HEADER}
    return pl.DataFrame(typed(), schema=schema)


def sheet(path: Path, change: Callable[[Any], None] | None = None, rows: list[dict[str, Any]] | None = None) -> Path:
    """A workbook with one sheet, as openpyxl writes it."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(HEADER)
    for row in rows or typed():
        page.append([row[name] for name in HEADER])
    if change is not None:
        change(page)
    book.save(path)
    return path


def zipped(path: Path, members: Mapping[str, bytes]) -> Path:
    """A zip of these files."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def gzipped(path: Path, content: bytes) -> Path:
    """A gzip of this."""
    with gzip.open(path, "wb") as file:
        file.write(content)
    return path


def records(path: Path, **how: Any) -> Path:
    """A JSON array."""
    path.write_text(json.dumps(typed(), **how), encoding="utf-8")
    return path


def ods(path: Path) -> Path:
    """A sheet as LibreOffice writes it, with the empty rest of the sheet as one repeated row."""
    cells = []
    for row in [dict(zip(HEADER, HEADER, strict=True)), *ROWS]:
        line = "".join(_ods_cell(name, cell, is_header=row["id"] == "id") for name, cell in row.items())
        cells.append(
            f'<table:table-row>{line}<table:table-cell table:number-columns-repeated="16372"/></table:table-row>'
        )
    rest = '<table:table-row table:number-rows-repeated="1048567"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    spaces = ["office", "table", "text"]
    names = " ".join(f'xmlns:{each}="urn:oasis:names:tc:opendocument:xmlns:{each}:1.0"' for each in spaces)
    content = (
        f'<?xml version="1.0"?><office:document-content {names} office:version="1.2"><office:body><office:spreadsheet>'
        f'<table:table table:name="Tabelle1">{"".join(cells)}{rest}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>'
    )
    parts = {"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": content}
    return zipped(path, {name: each.encode() for name, each in parts.items()})


def _ods_cell(name: str, cell: str, is_header: bool) -> str:
    found = cell if is_header else value(name, cell)
    if found in (None, ""):
        return "<table:table-cell/>"
    if isinstance(found, bool):
        return f'<table:table-cell office:value-type="boolean" office:boolean-value="{cell}"><text:p>{cell}</text:p></table:table-cell>'
    if isinstance(found, str):
        return f'<table:table-cell office:value-type="string"><text:p>{found}</text:p></table:table-cell>'
    return f'<table:table-cell office:value-type="float" office:value="{found}"><text:p>{found}</text:p></table:table-cell>'


def styled(path: Path, column: str, form: str) -> Path:
    """A workbook in which a column shows its numbers by this format."""
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet()
        look = book.add_format({"num_format": form})
        for at, name in enumerate(HEADER):
            page.write_string(0, at, name)
            for row, cells in enumerate(typed(), start=1):
                if cells[name] is not None:
                    page.write(row, at, cells[name], look if name == column else None)
    return path
