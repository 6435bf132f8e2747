"""A list opened for reading: its kind told by its name, its columns compared with the data dictionary."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

import polars as pl

from immunote.engine.api import Engine
from immunote.engine.columns.values import ColumnValues
from immunote.engine.faults import LISTED, SUGGESTED, Fault, Refused, listed, nearest, nearest_element, shorten
from immunote.service.lists.csv_list import CsvList
from immunote.service.lists.ndjson_list import NdjsonList
from immunote.service.lists.parquet_list import ParquetList
from immunote.service.lists.source import RawPart, refuse
from immunote.service.lists.tables.frames_list import FramesList
from immunote.service.lists.tables.opening import unread_file
from immunote.service.lists.tables.raw_table import AnyReader, RawTable
from immunote.service.lists.tables.several import as_texts

KINDS = ("csv", "parquet", "ndjson")
_SHOWN = 5
_WORDS = (pl.String, pl.Categorical, pl.Enum)
AnyList = AnyReader


def open_list(table: RawTable, engine: Engine, id_column: str, part_rows: int) -> AnyList:
    """Open a list. Raises Refused (L01 to L08, P17) where it as a whole cannot be read."""
    try:
        found = table.reader(part_rows, engine.intake)
        if isinstance(found, NdjsonList):
            found.use(id_column, tuple(engine.rulebase.elements))
            return found
        if isinstance(found, ParquetList) and _only_as_text(found, engine):
            columns = tuple(found.columns)
            table = table.replaced(
                (in_words(part) for part in table.frames()), columns, ("columns of numbers as yes or no",)
            )
            found = table.reader(part_rows, engine.intake)
        assert not isinstance(found, NdjsonList)
        _check_columns(found, engine, id_column)
        found.use(id_column, tuple(name for name in found.columns if name in engine.rulebase.elements))
        return found
    except OSError as error:
        raise unread_file(table.shown, error) from None


def _only_as_text(found: ParquetList, engine: Engine) -> bool:
    """Whether some columns hold their elements in other types, and all of these can be read as text."""
    elements = engine.rulebase.elements
    wrong = ColumnValues(engine.rulebase).misfits(found.types)
    types = {name: found.types[name] for name in wrong}
    return bool(types) and all(
        (elements[name].type == "boolean" and (dtype.is_integer() or dtype == pl.Float64 or dtype in _WORDS))
        or (elements[name].is_number and dtype in _WORDS)
        for name, dtype in types.items()
    )


def in_words(part: RawPart) -> RawPart:
    """A part of typed columns with every cell as text."""
    return replace(part, frame=as_texts(part.frame))


def _check_columns(found: CsvList | ParquetList | FramesList, engine: Engine, id_column: str) -> None:
    """Everything that makes the header useless, at once. Raises Refused (L04, L05, L08)."""
    place = _place(found)
    types = found.types if isinstance(found, ParquetList) else {}
    if faults := faults_of_columns(place, found.columns, types, engine, id_column):
        raise Refused(faults)


def _place(found: AnyReader) -> str:
    return f"{found.path}:{found.dialect.line}" if isinstance(found, CsvList) else str(found.path)


def faults_of_columns(
    place: str, columns: Collection[str], types: Mapping[str, pl.DataType], engine: Engine, id_column: str | None
) -> list[Fault]:
    """What makes the columns of a list useless (L04, L05, L08). `types`: of a typed list; `id_column`: None without."""
    elements = engine.rulebase.elements
    faults = []
    if id_column is not None and id_column not in columns:
        faults.append(_no_ids(place, id_column, columns, elements))
    if not any(name in elements for name in columns):
        faults.append(_no_elements(place, columns))
    if id_column is not None and id_column in types:
        faults += faults_of_ids(place, id_column, types[id_column])
    misfits = ColumnValues(engine.rulebase).misfits(types)
    faults += [
        Fault(place, "L08", f"{name}: {types[name]}", f"`{name}` is {words}; cast the column")
        for name, words in misfits.items()
    ]
    return faults


def faults_of_ids(place: str, id_column: str, dtype: pl.DataType) -> list[Fault]:
    """The fault (L08) of a column of ids whose type loses or adds something: 7.0 is no id that a list shows as 7."""
    if dtype in _WORDS or dtype.is_integer():
        return []
    return [Fault(place, "L08", f"{id_column}: {dtype}", "ids are text or whole numbers; cast the column")]


def _no_ids(place: str, id_column: str, columns: Collection[str], elements: Collection[str]) -> Fault:
    """The fault (L05) where no column holds the ids, with those that may do: the ones that are no element."""
    free = [name for name in columns if name not in elements]
    near = nearest(id_column, free)
    if len(free) == 1 and "did you mean" not in near:
        near = f"did you mean `{free[0]}`?"
    elif free and "did you mean" not in near:
        near = f"perhaps one of {listed([shorten(name, 40) for name in free[:_SHOWN]])}"
    return Fault(
        place, "L05", id_column, f"name the column with `--id`; {near if free else 'all columns are elements'}"
    )


def check_keys(found: NdjsonList, engine: Engine, id_column: str) -> None:
    """As for a header, once all lines are read. Raises Refused (L01, L04, L05)."""
    place, elements = str(found.path), engine.rulebase.elements
    if not found.columns:
        help_line = "NDJSON is one JSON object a line, without brackets round them or commas between; export it so"
        raise refuse(place, "L01", "no line is a JSON object", help_line)
    faults = []
    if id_column not in found.columns:
        faults.append(_no_ids(place, id_column, found.columns, elements))
    if not any(name in elements for name in found.columns):
        faults.append(_no_elements(place, found.columns))
    if faults:
        raise Refused(faults)


def _no_elements(place: str, columns: Iterable[str]) -> Fault:
    return Fault(place, "L04", shorten(", ".join(columns)), "no column is an element; see `immunote fields`")


def unknown_columns(found: AnyList, engine: Engine, id_column: str) -> list[Fault]:
    """The columns that are read by nothing (L06), each with the nearest element."""
    place = _place(found)
    known = {*engine.rulebase.elements, id_column}
    return unread(place, [name for name in found.columns if name not in known], engine.rulebase.elements)


def unread(place: str, names: Sequence[str], elements: Iterable[str]) -> list[Fault]:
    """A fault (L06) for each column that nothing reads; the first of them with the element that may be meant."""
    hints = (nearest_element(name, elements) if number < SUGGESTED else LISTED for number, name in enumerate(names))
    leave = "`--ignore` leaves it out, a map says what it is"
    return [Fault(place, "L06", shorten(name), f"{leave}; {hint}") for name, hint in zip(names, hints, strict=True)]
