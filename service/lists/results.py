"""A finished result opened again, with the same columns and types whatever kind of file it was written as."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from immunote.engine.faults import Refused
from immunote.service.lists.harmless import as_written, harmless_text
from immunote.service.lists.manifest import Manifest
from immunote.service.lists.parts import ResultPaths, not_as_written, read_manifest
from immunote.service.lists.source import FAULTS, refuse
from immunote.service.lists.tables.opening import kind_of
from immunote.service.lists.tables.workbook import as_csv
from immunote.service.lists.workbook_out import in_order
from immunote.service.lists.writing import JOINED_BY

_LISTS = ("reachable", "deciding", "missing", "flags", "open_flags", "citations")
_RULE = "rule."


@dataclass(frozen=True)
class Results:
    """A result. `rows`: the ids as text, then the columns that were asked for: lists of text, text, and for `rule.*`
    Boolean, null where unknown. `quarantine`: schema immunote.service.lists.source.FAULTS, one fault a line.
    """

    rows: pl.LazyFrame
    quarantine: pl.DataFrame
    manifest: Manifest


def open_results(path: Path) -> Results:
    """The result in a folder, or in a file of which the manifest stands beside it.

    Raises Refused (L24) where there is none, where the run has not finished, or where a file of it cannot be read.
    """
    if not path.exists():
        raise refuse(path, "L24", "No such file or directory", "name the output of `immunote list`")
    layout = ResultPaths(path, kind_of(path) or "parquet")
    if not layout.manifest.is_file():
        unfinished = layout.running.is_file()
        text = "a run that has not finished" if unfinished else "no manifest beside it"
        help_line = "go on with it by `--resume`" if unfinished else "name the output of `immunote list`"
        raise refuse(path, "L24", text, help_line)
    manifest = read_manifest(layout.manifest)
    layout = ResultPaths(path, manifest.made.kind)
    if faults := not_as_written(layout, manifest):
        raise Refused(faults)
    files = [path] if layout.single else [layout.part(each.number) for each in manifest.parts]
    try:
        rows = _rows(files, manifest)
        rows.collect_schema()
        return Results(rows, _quarantine(layout.quarantine), manifest)
    except (OSError, pl.exceptions.PolarsError) as error:
        first = (str(error).splitlines() or [type(error).__name__])[0]
        raise refuse(
            path, "L24", first[:80], "a file of the result is missing or was changed; run the list anew"
        ) from None


def _rows(files: list[Path], manifest: Manifest) -> pl.LazyFrame:
    kind, names = manifest.made.kind, (manifest.made.id, *manifest.made.columns)
    if kind == "parquet":
        return pl.scan_parquet(files, glob=False).select(_of_parquet(name) for name in names)
    if kind == "xlsx":
        scratch, _ = as_csv(files[0], files[0], None, [harmless_text(name) for name in names])
        columns = dict.fromkeys(in_order(names), pl.String)
        found = pl.scan_csv(scratch.path, schema=pl.Schema(columns), glob=False).collect().lazy()
        own = as_written(pl.col(manifest.made.id))
        return found.with_columns(own).select(_of_words(name, joined=True) for name in names)
    if kind == "csv":
        schema = pl.Schema(dict.fromkeys(names, pl.String))
        found = pl.scan_csv(files, schema=schema, glob=False)
        own = as_written(pl.col(manifest.made.id))
        return found.with_columns(own).select(_of_words(name, joined=True) for name in names)
    schema = pl.Schema({name: pl.List(pl.String) if name in _LISTS else pl.String() for name in names})
    return pl.scan_ndjson(files, schema=schema).select(_of_words(name, joined=False) for name in names)


def _of_parquet(name: str) -> pl.Expr:
    column = pl.col(name)
    if name.startswith(_RULE):
        return column
    return column.cast(pl.List(pl.String) if name in _LISTS else pl.String)


def _of_words(name: str, joined: bool) -> pl.Expr:
    column = pl.col(name)
    if name.startswith(_RULE):
        # `replace_strict` on so many columns of a lazy frame took a second, whatever the number of rows
        truth = pl.when(column == "true").then(pl.lit(True)).when(column == "false").then(pl.lit(False))
        return truth.alias(name)
    if name in _LISTS and joined:
        empty = pl.lit([], dtype=pl.List(pl.String))
        return pl.when(column.is_null()).then(empty).otherwise(column.str.split(JOINED_BY)).alias(name)
    return column


def _quarantine(path: Path) -> pl.DataFrame:
    if not path.stat().st_size:
        return pl.DataFrame(schema=FAULTS)
    if path.suffix == ".csv":
        found = pl.read_csv(path, schema=FAULTS, glob=False)
        return found.with_columns(as_written(pl.col(pl.String)))
    return pl.read_ndjson(path, schema=FAULTS)
