"""A list opened for reading: its kind told by its name, its columns compared with the data dictionary."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import polars as pl

from engine.api import Engine
from engine.columns.values import ColumnValues
from engine.faults import Fault, Refused, listed, nearest, shorten
from service.lists.csv_list import CsvList
from service.lists.ndjson_list import NdjsonList
from service.lists.parquet_list import ParquetList
from service.lists.source import refuse

FORMATS = {".csv": "csv", ".parquet": "parquet", ".ndjson": "ndjson", ".jsonl": "ndjson"}
KINDS = ("csv", "parquet", "ndjson")
_ID_TYPES = (pl.String, pl.Categorical, pl.Enum)
AnyList = CsvList | ParquetList | NdjsonList


def kind_of(path: Path) -> str | None:
    """The kind of file that a name says; None where it says none."""
    return FORMATS.get(path.suffix.lower())


def open_list(path: Path, engine: Engine, id_column: str, part_rows: int) -> AnyList:
    """Open a list. Raises Refused (L01 to L08, P17) where it as a whole cannot be read."""
    kind = kind_of(path)
    if kind is None and not path.is_dir():
        help_line = f"a list ends in {listed([*FORMATS])}; compressed files are not read, unpack them first"
        raise refuse(path, "L02", path.suffix or path.name, help_line)
    try:
        if path.is_dir() or kind is None:
            raise refuse(path, "L01", "a folder", "name the file itself")
        return _opened(path, kind, engine, id_column, part_rows)
    except OSError as error:
        raise refuse(path, "L01", error.strerror or type(error).__name__, "nothing was read; check the path") from None


def _opened(path: Path, kind: str, engine: Engine, id_column: str, part_rows: int) -> AnyList:
    found: AnyList
    match kind:
        case "csv":
            found = CsvList(path, part_rows)
        case "parquet":
            found = ParquetList(path, part_rows)
        case _:
            found = NdjsonList(path, part_rows, engine.intake)
            found.use(id_column, tuple(engine.rulebase.elements))
            return found
    _check_columns(found, engine, id_column)
    found.use(id_column, tuple(name for name in found.columns if name in engine.rulebase.elements))
    return found


def _check_columns(found: CsvList | ParquetList, engine: Engine, id_column: str) -> None:
    """Everything that makes the header useless, at once. Raises Refused (L04, L05, L08)."""
    place = f"{found.path}:1" if isinstance(found, CsvList) else str(found.path)
    elements = engine.rulebase.elements
    faults = []
    if id_column not in found.columns:
        help_line = f"name the column with `--id`; {nearest(id_column, found.columns)}"
        faults.append(Fault(place, "L05", id_column, help_line))
    if not any(name in elements for name in found.columns):
        shown = ", ".join(found.columns)
        faults.append(Fault(place, "L04", shorten(shown), "no column is an element; see `immunote fields`"))
    if isinstance(found, ParquetList):
        if id_column in found.types and not (
            found.types[id_column] in _ID_TYPES or found.types[id_column].is_integer()
        ):
            text = f"{id_column}: {found.types[id_column]}"
            faults.append(Fault(place, "L08", text, "ids are text or whole numbers; cast the column"))
        misfits = ColumnValues(engine.rulebase).misfits(found.types)
        faults += [
            Fault(place, "L08", f"{name}: {found.types[name]}", f"`{name}` is {words}; cast the column")
            for name, words in misfits.items()
        ]
    if faults:
        raise Refused(faults)


def unknown_columns(found: AnyList, engine: Engine, id_column: str) -> list[Fault]:
    """The columns that are read by nothing (L06), each with the nearest element."""
    place = f"{found.path}:1" if isinstance(found, CsvList) else str(found.path)
    known = {*engine.rulebase.elements, id_column}
    return [_unknown(place, name, engine.rulebase.elements) for name in found.columns if name not in known]


def _unknown(place: str, name: str, elements: Iterable[str]) -> Fault:
    return Fault(place, "L06", shorten(name), f"nothing reads it; {nearest(name, elements)}")
