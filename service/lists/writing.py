"""Rows written as Parquet, CSV or NDJSON, always the same bytes for the same rows and one version of Polars."""

from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path

import polars as pl

from immunote.service.lists.harmless import harmless_frame
from immunote.service.lists.workbook_out import write_workbook

ROW_GROUP = 131_072  # rows; read again, each is a unit of work for one core
JOINED_BY = ";"


def write_rows(frame: pl.DataFrame, path: Path | BytesIO, kind: str) -> None:
    """Write rows. In CSV and NDJSON a truth is a word, in CSV a list is joined by `;`. Raises OSError, PolarsError."""
    match kind:
        case "parquet":
            # the lightest zstd takes no longer than no compression; nobody skips row groups of a result by statistics
            frame.write_parquet(
                path, compression="zstd", compression_level=1, statistics=False, row_group_size=ROW_GROUP
            )
        case "csv":
            harmless_frame(_in_words(frame, joined=True)).write_csv(path, check_extension=False)
        case _:
            _in_words(frame, joined=False).write_ndjson(path, check_extension=False)


def join_rows(parts: list[Path], path: Path, kind: str) -> None:
    """One file out of the parts, in order. Raises OSError, PolarsError."""
    if kind == "xlsx":
        read = (_in_words(pl.read_parquet(part, glob=False), joined=True) for part in parts)
        write_workbook([harmless_frame(each) for each in read], path)
    elif len(parts) == 1:
        shutil.copyfile(parts[0], path)
    elif kind == "parquet":
        pl.scan_parquet(parts, glob=False).sink_parquet(
            path, compression="zstd", compression_level=1, statistics=False, row_group_size=ROW_GROUP
        )
    else:
        join_texts(parts, path, has_header=kind == "csv")


def join_texts(parts: list[Path], path: Path, has_header: bool) -> None:
    """Text files one below the other, with the header of the first. Raises OSError."""
    with path.open("wb") as whole:
        for number, part in enumerate(parts):
            with part.open("rb") as file:
                if has_header and number:
                    file.readline()  # no column name holds a line end
                shutil.copyfileobj(file, whole, 1 << 20)


def _in_words(frame: pl.DataFrame, joined: bool) -> pl.DataFrame:
    words = []
    for name, dtype in frame.schema.items():
        column = pl.col(name)
        if dtype == pl.Boolean:
            truths = pl.when(column).then(pl.lit("true")).when(~column).then(pl.lit("false"))
            words.append(truths.otherwise(pl.lit("unknown")).alias(name))
        elif isinstance(dtype, pl.List) and joined:
            text = column.cast(pl.List(pl.String)).list.join(JOINED_BY)
            words.append(pl.when(text != "").then(text).alias(name))  # an empty list is an empty field
    return frame.with_columns(words)


def write_faults(faults: pl.DataFrame, path: Path, suffix: str) -> None:
    """Write quarantined rows, one fault a line. Raises OSError, PolarsError."""
    if suffix == ".csv":
        harmless_frame(faults).write_csv(path, check_extension=False)
    else:
        faults.write_ndjson(path, check_extension=False)
