"""Lists as workbooks, typed files, packed, in several files: what wrote each, and what becomes of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl

from tests.lists.shapes.shape import Shape, refused, same, some_aside
from tests.lists.shapes.writing import (
    HEADER,
    NUMBERS,
    ROWS,
    TRUTHS,
    frame,
    gzipped,
    ods,
    records,
    said,
    sheet,
    styled,
    text,
    typed,
    zipped,
)

PLAIN = text(ROWS).encode()


def made(name: str, write: Callable[[Path], object]) -> Shape:
    """A shape of one file that `write` makes at a path."""

    def whole(folder: Path) -> list[str]:
        write(folder / name)
        return [str(folder / name)]

    return Shape(whole)


def many(files: dict[str, bytes], *sources: str) -> Shape:
    """Several files; the list is `sources` in the folder, or the folder."""

    def whole(folder: Path) -> list[str]:
        for name, content in files.items():
            path = folder / "list" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return [str(folder / "list" / each) for each in sources] or [str(folder / "list")]

    return Shape(whole)


def _append(rows: list[list[Any]], before: bool = False) -> Callable[[Any], None]:
    def change(page: Any) -> None:
        for row in reversed(rows) if before else rows:
            if before:
                page.insert_rows(1)
                for at, cell in enumerate(row, start=1):
                    page.cell(1, at, cell)
            else:
                page.append(row)

    return change


def _cell(place: str, content: Any) -> Callable[[Any], None]:
    def change(page: Any) -> None:
        page[place] = content

    return change


def _other_sheet(rows: list[list[Any]]) -> Callable[[Any], None]:
    def change(page: Any) -> None:
        other = page.parent.create_sheet("about")
        for row in rows:
            other.append(row)

    return change


def _merged(where: str) -> Callable[[Any], None]:
    return lambda page: page.merge_cells(where)


def _german(row: dict[str, str]) -> dict[str, Any]:
    return {
        **{
            k: v or None
            for k, v in said(row, {"true": "ja", "false": "nein"}, {"female": "w", "male": "m", "other": "d"}).items()
        }
    }


def _parquet(change: Callable[[pl.DataFrame], pl.DataFrame] = lambda found: found) -> Callable[[Path], object]:
    return lambda path: change(frame()).write_parquet(path)


def _damaged(path: Path) -> None:
    """A Parquet file with a page spoilt that only reading its column finds."""
    frame().write_parquet(path, compression="zstd")
    content = bytearray(path.read_bytes())
    for at in range(len(content) // 3, len(content) // 3 + 40):
        content[at] ^= 0xFF
    path.write_bytes(bytes(content))


HALF, REST = text(ROWS[:3]).encode(), text(ROWS[3:]).encode()
DECIMALS = {name: pl.col(name).cast(pl.Decimal(10, 4)) for name in NUMBERS}

FILES: dict[str, tuple[Shape, object]] = {
    "xlsx of openpyxl": (made("a.xlsx", sheet), same()),
    "xlsx with title rows": (
        made("a.xlsx", lambda p: sheet(p, _append([["Registry"], []], before=True))),
        same("line 3"),
    ),
    "xlsx with German words": (made("a.xlsx", lambda p: sheet(p, rows=[_german(r) for r in ROWS])), same("yes = ja")),
    "xlsx with a second sheet of text": (
        made("a.xlsx", lambda p: sheet(p, _other_sheet([["made by"], ["a clinic"]]))),
        same("sheet `Sheet`"),
    ),
    "xlsx with two sheets that may be meant": (
        made("a.xlsx", lambda p: sheet(p, _other_sheet([HEADER, ["A01", 55]]))),
        refused("L37", "--sheet"),
    ),
    "xlsx with two sheets, one named": (
        made("a.xlsx", lambda p: sheet(p, _other_sheet([HEADER, ["A01", 55]]))).given(sheet="Sheet"),
        same(),
    ),
    "xlsx and a sheet that it does not have": (
        made("a.xlsx", sheet).given(sheet="Tabelle2"),
        refused("L37", "Tabelle2"),
    ),
    "xlsx with a cell in its last column": (made("a.xlsx", lambda p: sheet(p, _cell("XFD5000", "x"))), refused("L36")),
    "xlsx with a cell in its last row": (
        made("a.xlsx", lambda p: sheet(p, _cell("A1048576", "x"))),
        refused("L36"),
    ),
    "xlsx with formulas that were never computed": (
        made("a.xlsx", lambda p: sheet(p, _cell("B2", "=50+5"))),
        refused("L01", "formula"),
    ),
    "xlsx with merged cells": (made("a.xlsx", lambda p: sheet(p, _merged("L2:L4"))), refused("L01", "merged")),
    "xlsx with numbers shown as per cent": (
        made("a.xlsx", lambda p: styled(p, "lvef_pct", "0%")),
        refused("L35", "lvef_pct"),
    ),
    "xlsx with numbers shown with two decimals": (made("a.xlsx", lambda p: styled(p, "lvef_pct", "0.00")), same()),
    "xlsx that is none": (made("a.xlsx", lambda p: p.write_bytes(b"no workbook")), refused("L01")),
    "xlsx of nothing": (made("a.xlsx", lambda p: p.write_bytes(b"")), refused("L01", "L03")),
    "ods of LibreOffice": (made("a.ods", ods), same()),
    "csv.gz": (made("a.csv.gz", lambda p: gzipped(p, PLAIN)), same()),
    "gz that is cut off": (
        made("a.csv.gz", lambda p: p.write_bytes(gzipped(p, PLAIN * 50).read_bytes()[:200])),
        refused("L01"),
    ),
    "gz of nothing known": (made("a.dat.gz", lambda p: gzipped(p, PLAIN)), refused("L02")),
    "gz that unpacks to a thousand times its size": (
        made("a.csv.gz", lambda p: gzipped(p, bytes(40_000_000))),
        refused("L01", "P17", "L04"),
    ),
    "zip with one list": (made("a.zip", lambda p: zipped(p, {"list.csv": PLAIN, "__MACOSX/._list.csv": b"x"})), same()),
    "zip with a workbook": (
        made("a.zip", lambda p: zipped(p, {"list.xlsx": sheet(p.with_name("b.xlsx")).read_bytes()})),
        same(),
    ),
    "zip with two lists": (
        made("a.zip", lambda p: zipped(p, {"a.csv": HALF, "b.csv": REST})),
        refused("L01", "2 files"),
    ),
    "zip in a zip": (made("a.zip", lambda p: zipped(p, {"b.zip": b"PK"})), refused("L02")),
    "Parquet of Polars": (made("a.parquet", _parquet()), same()),
    "Parquet with 1 and 0": (
        made("a.parquet", _parquet(lambda f: f.with_columns(pl.col(TRUTHS).cast(pl.Int8)))),
        same("yes = 1"),
    ),
    "Parquet with 1.0 and 0.0": (
        made("a.parquet", _parquet(lambda f: f.with_columns(pl.col(TRUTHS).cast(pl.Float64)))),
        same("yes = 1"),
    ),
    "Parquet with Yes and No": (
        made(
            "a.parquet",
            _parquet(
                lambda f: f.with_columns(
                    pl.when(pl.col(n)).then(pl.lit("Yes")).otherwise(pl.lit("No")).alias(n) for n in TRUTHS
                )
            ),
        ),
        same("yes = Yes"),
    ),
    "Parquet with numbers as text": (
        made("a.parquet", _parquet(lambda f: f.with_columns(pl.col("age_years").cast(pl.String)))),
        same(),
    ),
    "Parquet with Decimals": (made("a.parquet", _parquet(lambda f: f.with_columns(**DECIMALS))), same()),
    "Parquet with 32-bit floats": (
        made("a.parquet", _parquet(lambda f: f.with_columns(pl.col("iga_g_l").cast(pl.Float32)))),
        refused("L08"),
    ),
    "Parquet with categories": (
        made("a.parquet", _parquet(lambda f: f.with_columns(pl.col("sex").cast(pl.Categorical)))),
        same(),
    ),
    "Parquet with a list in a column": (
        made("a.parquet", _parquet(lambda f: f.with_columns(labs=pl.concat_list("iga_g_l")))),
        refused("L06", "labs"),
    ),
    "Parquet with 999 for missing": (
        made("a.parquet", _parquet(lambda f: f.with_columns(pl.col("ck_u_l").fill_null(999.0)))),
        refused("L39"),
    ),
    "Parquet with 999 for missing, declared": (
        made("a.parquet", _parquet(lambda f: f.with_columns(pl.col("ck_u_l").fill_null(999.0)))).given(
            missing=("999",)
        ),
        same(),
    ),
    "Parquet with a damaged page": (made("a.parquet", _damaged), refused("L01")),
    "Feather": (made("a.feather", lambda p: frame().write_ipc(p)), same()),
    "Arrow with compression": (made("a.arrow", lambda p: frame().write_ipc(p, compression="zstd")), same()),
    "Arrow that is none": (made("a.arrow", lambda p: p.write_bytes(b"ARROW1 no")), refused("L01")),
    "NDJSON": (made("a.ndjson", lambda p: p.write_text("".join(json.dumps(r) + "\n" for r in typed()))), same()),
    "JSON array": (made("a.json", records), same()),
    "JSON array over many lines": (made("a.json", lambda p: records(p, indent=2)), same()),
    "JSON of columns, as pandas writes it unasked": (
        made(
            "a.json",
            lambda p: p.write_text(json.dumps({n: {str(at): r[n] for at, r in enumerate(typed())} for n in HEADER})),
        ),
        refused("L01", "records"),
    ),
    "JSON that is cut off": (
        made("a.json", lambda p: p.write_text(json.dumps(typed())[:-1])),
        refused("L01", "cut off"),
    ),
    "JSON with objects inside": (
        made("a.json", lambda p: p.write_text(json.dumps([{**r, "labs": {"iga": 1}} for r in typed()]))),
        refused("L06", "labs"),
    ),
    "a folder of two files": (many({"a.csv": HALF, "b.csv": REST}), same("2 files")),
    "two files by name": (many({"a.csv": HALF, "b.csv": REST}, "a.csv", "b.csv"), same("2 files")),
    "a pattern": (many({"a.csv": HALF, "b.csv": REST, "c.txt": b"x"}, "*.csv"), same("2 files")),
    "a pattern that nothing fits": (many({"a.csv": HALF}, "*.tsv"), refused("L01")),
    "a folder with a letter in it": (many({"a.csv": HALF, "letter.doc": b"x"}), refused("L01", "letter.doc")),
    "a file named twice": (many({"a.csv": PLAIN}, "a.csv", "a.csv"), refused("L01", "twice")),
    "files with other columns": (many({"a.csv": HALF, "b.csv": REST.replace(b"ck_u_l", b"weight_kg")}), refused("L04")),
    "files of two kinds of separators": (
        many({"a.csv": HALF, "b.csv": text(ROWS[3:], ";").encode()}),
        same("semicolons"),
    ),
    "a patient in two files": (many({"a.csv": HALF, "b.csv": text(ROWS[2:]).encode()}), some_aside({"A03": "L14"})),
    "a Hive folder with an element": (
        many(
            {
                f"sex={s}/a.csv": text(
                    [{k: v for k, v in r.items() if k != "sex"} for r in ROWS if r["sex"] == s]
                ).encode()
                for s in ("female", "male", "other")
            }
        ),
        same("columns from folders: sex"),
    ),
    "a file inside a Hive folder": (many({"ward=5/a.csv": PLAIN}, "ward=5/a.csv"), refused("L06", "ward")),
    "a file inside a Hive folder, ignored": (
        many({"ward=5/a.csv": PLAIN}, "ward=5/a.csv").given(ignore=("ward",)),
        same(),
    ),
    "Delta Lake": (many({"_delta_log/00.json": b"{}", "a.csv": PLAIN}), refused("L38", "Delta Lake")),
    "a file of Delta Lake": (
        many({"_delta_log/00.json": b"{}", "a.csv": PLAIN}, "a.csv"),
        refused("L38", "Delta Lake"),
    ),
    "Apache Iceberg": (many({"metadata/v1.metadata.json": b"{}", "data/a.csv": PLAIN}), refused("L38", "Iceberg")),
    "Apache Hudi": (many({".hoodie/hoodie.properties": b"", "a.csv": PLAIN}), refused("L38", "Hudi")),
    "a kind that nothing reads": (made("a.sav", lambda p: p.write_bytes(b"$FL2")), refused("L02")),
}
