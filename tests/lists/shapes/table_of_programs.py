"""Lists as statistics programs, registries and databases write them, and what becomes of each."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet

from tests.lists.shapes.shape import Shape, refused, same, some_aside
from tests.lists.shapes.table_of_files import made, many
from tests.lists.shapes.table_of_texts import LINES, PLAIN, put, with_cell
from tests.lists.shapes.writing import HEADER, ROWS, Row, frame, said, text, typed

YES_NO = {"true": "Yes", "false": "No"}
CAPITALS = {"true": "TRUE", "false": "FALSE"}


def lines(*changed: dict[str, Any]) -> Shape:
    """NDJSON of the rows, the first ones with other values."""
    rows = typed()
    found = [{**row, **(changed[at] if at < len(changed) else {})} for at, row in enumerate(rows)]
    return put("a.ndjson", "".join(json.dumps(row) + "\n" for row in found))


def parquet(change: Callable[[pa.Table], pa.Table]) -> Shape:
    """Parquet as pyarrow writes it, changed."""
    return made("a.parquet", lambda path: pyarrow.parquet.write_table(change(frame().to_arrow()), path))


def column(name: str, values: pa.Array) -> Callable[[pa.Table], pa.Table]:
    """Another column in place of one."""
    return lambda table: table.set_column(table.column_names.index(name), name, values)


def more(name: str, values: pa.Array) -> Callable[[pa.Table], pa.Table]:
    """One column more."""
    return lambda table: table.append_column(name, values)


def renamed(names: dict[str, str], rows: list[Row] = ROWS) -> list[Row]:
    return [{names.get(key, key): cell for key, cell in row.items()} for row in rows]


def _of(name: str) -> list[Any]:
    return [row[name] for row in typed()]


def _stream(path: Path) -> None:
    table = frame().to_arrow()
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)


PROGRAMS: dict[str, tuple[Shape, object]] = {
    "R write.table: a header one name shorter than the rows": (
        put("a.csv", LINES[0] + "\n" + "".join(f'"{at}",{line}\n' for at, line in enumerate(LINES[1:], 1))),
        refused("L04", "12 names above rows of 13 fields"),
    ),
    "R write.table with blanks between fields": (put("a.txt", PLAIN.replace(",", " ")), refused("L04", "L05")),
    "readr write_excel_csv2": (
        put("a.csv", "\ufeff" + text([said(r, CAPITALS, comma=True, empty="NA") for r in ROWS], ";")),
        same("semicolons", "missing = NA"),
    ),
    "R with row names that are the ids": (
        put("a.csv", PLAIN.replace("id,", '"",', 1)),
        refused("L04", "L05"),
    ),
    "pandas with a named index": (
        put("a.csv", "".join(f"{'index' if not at else at - 1},{line}\n" for at, line in enumerate(LINES))),
        refused("L06", "index"),
    ),
    "pandas with a saved index read and saved again": (
        put("a.csv", "".join(f"{'Unnamed: 0' if not at else at - 1},{line}\n" for at, line in enumerate(LINES))),
        refused("L06", "Unnamed: 0"),
    ),
    "pandas with two levels of columns": (
        put("a.csv", "," + "demography," * 2 + "history," * 4 + ",".join(["laboratory"] * 5) + "\n" + PLAIN),
        same("line 2"),
    ),
    "pandas with two levels of columns and the index's name below": (
        put(
            "a.csv",
            ","
            + ",".join(["a"] * 11)
            + "\n"
            + ",".join(["", *HEADER[1:]])
            + "\nid"
            + "," * 11
            + "\n"
            + "\n".join(LINES[1:])
            + "\n",
        ),
        refused("L04", "L05"),
    ),
    "pandas with a column twice": (
        put("a.csv", text([{**r, "age_years.1": r["age_years"]} for r in ROWS])),
        refused("L06", "age_years.1"),
    ),
    "pandas JSON split": (
        put("a.json", json.dumps({"columns": HEADER, "data": [list(r.values()) for r in typed()]})),
        refused("L01", "L03", "L04", "L05", "L06"),
    ),
    "pandas JSON by id": (
        put("a.json", json.dumps({r["id"]: {k: v for k, v in r.items() if k != "id"} for r in typed()})),
        refused("L01", "L03", "L04", "L05", "L06"),
    ),
    "NDJSON with NaN": (
        put("a.ndjson", "".join(json.dumps({**r, "ck_u_l": r["ck_u_l"] or float("nan")}) + "\n" for r in typed())),
        some_aside({"A01": "P10", "A06": "P10"}),
    ),
    "NDJSON with Infinity": (lines({"ck_u_l": float("inf")}), some_aside({"A01": "P10"})),
    "NDJSON with null for a truth": (
        put("a.ndjson", "".join(json.dumps({k: v for k, v in r.items() if v is not None}) + "\n" for r in typed())),
        same(),
    ),
    "NDJSON with a truth as text": (lines({"had_thrombosis": "false"}), some_aside({"A01": "P05"})),
    "NDJSON with a truth as 0": (lines({"had_thrombosis": 0}), some_aside({"A01": "P05"})),
    "NDJSON with a number as text": (lines({"age_years": "55"}), some_aside({"A01": "P06"})),
    "NDJSON with a value and its unit": (
        lines({"iga_g_l": {"value": 95, "unit": "mg/dL"}}),
        some_aside({"A01": "P05"}),
    ),
    "NDJSON with a time in a zone for a number": (
        lines({"creatinine_age_days": "2026-11-01T00:00:00+02:00"}),
        some_aside({"A01": "P06"}),
    ),
    "NDJSON with a key twice": (
        put(
            "a.ndjson",
            "".join(json.dumps(r)[:-1] + (', "age_years": 44}\n' if not at else "}\n") for at, r in enumerate(typed())),
        ),
        some_aside({"A01": "P03"}),
    ),
    "NDJSON with a byte order mark, CRLF and blank lines": (
        put("a.ndjson", "\ufeff" + "".join(json.dumps(r) + "\r\n\r\n" for r in typed())),
        same(),
    ),
    "NDJSON with numbers for ids": (
        put("a.ndjson", "".join(json.dumps({**r, "id": at}) + "\n" for at, r in enumerate(typed(), 1))),
        same(ids={f"A0{at}": str(at) for at in range(1, 9)}),
    ),
    "NDJSON with a code for missing": (
        put(
            "a.ndjson",
            "".join(json.dumps({**r, "ck_u_l": 9999 if r["ck_u_l"] is None else r["ck_u_l"]}) + "\n" for r in typed()),
        ),
        refused("L39", "ck_u_l"),
    ),
    "a JSON array with NaN": (
        put("a.json", json.dumps([{**r, "ck_u_l": r["ck_u_l"] or float("nan")} for r in typed()])),
        some_aside({"A01": "P10", "A06": "P10"}),
    ),
    "a JSON object round the array": (
        put("a.json", json.dumps({"patients": typed()})),
        refused("L01", "L04", "L05", "L06"),
    ),
    "Parquet with pandas' index": (
        parquet(more("__index_level_0__", pa.array(range(8)))),
        refused("L06", "__index_level_0__"),
    ),
    "Parquet with a dictionary of words": (
        parquet(column("had_thrombosis", pa.array([str(x) for x in _of("had_thrombosis")]).dictionary_encode())),
        same(),
    ),
    "Parquet with a dictionary of numbers": (
        parquet(column("age_years", pa.array(_of("age_years")).dictionary_encode())),
        same(),
    ),
    "Parquet with bytes for ids": (
        parquet(column("id", pa.array([x.encode() for x in _of("id")], pa.binary()))),
        refused("L08", "L05"),
    ),
    "Parquet with large strings": (parquet(column("sex", pa.array(_of("sex"), pa.large_string()))), same()),
    "Parquet with 16-bit floats": (
        parquet(column("lvef_pct", pa.array(_of("lvef_pct")).cast(pa.float32()).cast(pa.float16()))),
        refused("L08", "L01"),
    ),
    "Parquet with dates for an age": (
        parquet(column("age_years", pa.array([19000] * 8, pa.int32()).cast(pa.date32()))),
        refused("L08", "age_years"),
    ),
    "Parquet with times in a zone": (
        parquet(column("creatinine_age_days", pa.array([1_700_000_000] * 8, pa.timestamp("s", "Europe/Zurich")))),
        refused("L08", "creatinine_age_days"),
    ),
    "Parquet with durations": (
        parquet(column("creatinine_age_days", pa.array([7] * 8, pa.int64()).cast(pa.duration("s")))),
        refused("L08", "L01", "creatinine_age_days"),
    ),
    "Parquet with NaN": (
        parquet(column("ck_u_l", pa.array([float("nan") if x is None else x for x in _of("ck_u_l")]))),
        some_aside({"A01": "P10", "A06": "P10"}),
    ),
    "Parquet with a Decimal of 256 bits": (
        parquet(column("iga_g_l", pa.array(_of("iga_g_l")).cast(pa.decimal256(50, 4)))),
        refused("L08", "L01"),
    ),
    "Parquet with a struct": (
        parquet(more("labs", pa.array([{"iga": 1.0}] * 8))),
        refused("L06", "labs"),
    ),
    "Parquet with a map": (
        parquet(more("labs", pa.array([[("iga", 1.0)]] * 8, pa.map_(pa.string(), pa.float64())))),
        refused("L06", "L01", "labs"),
    ),
    "Parquet with a column in another case beside it": (
        parquet(more("AGE_YEARS", pa.array([40] * 8))),
        refused("L06", "AGE_YEARS"),
    ),
    "Parquet with a name twice": (parquet(more("age_years", pa.array([40] * 8))), refused("L01", "L04")),
    "Parquet with big unsigned numbers": (
        parquet(column("age_years", pa.array(_of("age_years"), pa.uint64()))),
        same(),
    ),
    "Parquet with numbers for ids": (
        parquet(column("id", pa.array(range(1, 9)))),
        same(ids={f"A0{at}": str(at) for at in range(1, 9)}),
    ),
    "Parquet with floats for ids": (
        parquet(column("id", pa.array([float(x) for x in range(1, 9)]))),
        refused("L08", "L05"),
    ),
    "Parquet with 9 among 1 and 0": (
        parquet(column("had_thrombosis", pa.array([9, *map(int, _of("had_thrombosis")[1:])]))),
        refused("L39", "had_thrombosis"),
    ),
    "Parquet with ages of -1": (
        parquet(column("age_years", pa.array([-1, *_of("age_years")[1:]]))),
        some_aside({"A01": "P07"}),
    ),
    "Parquet with two ids that differ in blanks": (
        parquet(column("id", pa.array(["A02 ", *_of("id")[1:]]))),
        some_aside({"A01": "L14", "A02": "L14"}, {"A01": "A02 "}),
    ),
    "an Arrow stream": (
        made("a.arrow", _stream),
        refused("L01", "L02"),
    ),
    "Arrow with an ordered dictionary": (
        made(
            "a.arrow",
            lambda p: pyarrow.feather.write_feather(
                column(
                    "sex",
                    pa.DictionaryArray.from_arrays(
                        pa.array([0, 1, 0, 0, 1, 2, 0, 0]), ["female", "male", "other"], ordered=True
                    ),
                )(frame().to_arrow()),
                p,
            ),
        ),
        same(),
    ),
    "a folder as Spark writes it": (
        many(
            {"_SUCCESS": b"", "._SUCCESS.crc": b"crc", "part-00000.csv": PLAIN.encode(), ".part-00000.csv.crc": b"crc"}
        ),
        same(),
    ),
    "Stata: labels and extended missing values": (
        put("a.csv", text([said(r, YES_NO, empty=".a") for r in ROWS])),
        same("missing = .a"),
    ),
    "SAS: special missing values": (
        put("a.csv", text([said(r, {"true": "1", "false": "0"}, empty="._") for r in ROWS])),
        same("missing = ._"),
    ),
    "SPSS: #NULL!": (put("a.csv", text([said(r, YES_NO, empty="#NULL!") for r in ROWS])), same("missing = #NULL!")),
    "SPSS: one blank for missing": (
        put("a.csv", text([said(r, {"true": "1", "false": "0"}, empty=" ") for r in ROWS])),
        same(),
    ),
    "SPSS: codes with their labels": (
        put("a.csv", text([said(r, {"true": "1 Yes", "false": "0 No"}) for r in ROWS])),
        some_aside({r["id"]: "P05" for r in ROWS}),
    ),
    "SAS PROC EXPORT: a date for an age of a value": (
        put("a.csv", text(with_cell(0, "creatinine_age_days", "01JAN2026"))),
        some_aside({"A01": "P06"}),
    ),
    "MySQL: backslash N for null": (put("a.csv", text([said(r, empty="\\N") for r in ROWS])), same("missing = \\N")),
    "MySQL: a quote behind a backslash": (
        put("a.csv", PLAIN.replace("A01,", '"A\\"01",')),
        some_aside({"A01": "L11"}),
    ),
    "PostgreSQL: t and f": (put("a.csv", text([said(r, {"true": "t", "false": "f"}) for r in ROWS])), same("yes = t")),
    "Access: -1 and 0": (
        put("a.csv", text([said(r, {"true": "-1", "false": "0"}) for r in ROWS])),
        refused("L39", "-1"),
    ),
    "REDCap raw with its own columns": (
        put(
            "a.csv",
            text(
                [
                    {
                        "id": r["id"],
                        "redcap_event_name": "baseline_arm_1",
                        "redcap_data_access_group": "site_a",
                        **r,
                        "form_complete": "2",
                    }
                    for r in ROWS
                ]
            ),
        ),
        refused("L06", "redcap_event_name"),
    ),
    "OpenClinica: a block of lines above": (
        put(
            "a.tsv",
            "Dataset Name:\tAll\nDataset Description:\tx\nItem Status:\tcompleted\nStudy Name:\tS\n\n"
            + text(ROWS, "\t"),
        ),
        same("tabs", "line 6"),
    ),
    "Castor: semicolons and all in quotes": (
        put("a.csv", "\ufeff" + text([said(r, {"true": "1", "false": "0"}) for r in ROWS], ";", "\r\n", 1)),
        same("semicolons"),
    ),
    "Castor: -95 for a value that failed": (
        put("a.csv", text(with_cell(1, "ck_u_l", "-95"))),
        some_aside({"A02": "P07"}),
    ),
    "Castor: -97 in a column of yes and no": (
        put("a.csv", text(with_cell(1, "had_thrombosis", "-97"))),
        some_aside({"A02": "P05"}),
    ),
    "DuckDB: a CSV with nulls in quotes": (
        put("a.csv", text([said(r, empty="NULL") for r in ROWS], quoting=1)),
        same("NULL"),
    ),
    "kinds of statistics programs": (many({f"a{end}": b"x" for end in (".sas7bdat",)}, "a.sas7bdat"), refused("L02")),
}
