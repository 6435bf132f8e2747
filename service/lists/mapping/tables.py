"""A list as a table of texts, whatever wrote it, for a map to read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

import polars as pl

from immunote.engine.faults import Fault, Refused
from immunote.service.lists.csv_list import CsvList
from immunote.service.lists.ids import trimmed
from immunote.service.lists.mapping.json_lines import JsonLines
from immunote.service.lists.ndjson_list import NdjsonList
from immunote.service.lists.opened_list import faults_of_ids
from immunote.service.lists.parquet_list import ParquetList
from immunote.service.lists.source import FAULTS, ID, LINE, ROW, faults_frame, refuse
from immunote.service.lists.tables.frames_list import FramesList
from immunote.service.lists.tables.opening import unread_file
from immunote.service.lists.tables.raw_table import RawTable

_OWN = (ROW, LINE, ID)
_ROWS = 65_536


class TextTable(Protocol):
    """An open list whose cells are read as text."""

    path: Path

    @property
    def columns(self) -> tuple[str, ...]:
        """The names in the header."""

    def read(self, id_column: str, columns: Sequence[str]) -> tuple[pl.DataFrame, pl.DataFrame]:
        """ROW, LINE, ID (trimmed, null where blank) and these columns as text; and the faults of unreadable rows."""

    def everything(self) -> pl.DataFrame:
        """Every column as text under its own name, of the rows that can be read."""


def text_table(table: RawTable) -> TextTable:
    """Read a list that is opened as texts. Raises Refused (L01 to L04, P17)."""
    try:
        if table.kind == "ndjson":
            return JsonLines(table.path, table.shown)
        found = table.reader(_ROWS)
    except OSError as error:
        raise unread_file(table.shown, error) from None
    assert not isinstance(found, NdjsonList)
    return _Opened(found)


class _Opened:
    def __init__(self, source: CsvList | ParquetList | FramesList) -> None:
        self.path = source.path
        self.columns = source.columns
        self._source = source

    def read(self, id_column: str, columns: Sequence[str]) -> tuple[pl.DataFrame, pl.DataFrame]:
        names = [name for name in columns if name not in _OWN]
        self._check_types(id_column, names)
        self._source.use(id_column, tuple(names))
        for _ in self._source.ids():  # which notes where each part begins
            pass
        parts = list(self._source.parts(0))
        table = pl.concat([part.frame for part in parts])
        return _as_texts(table), pl.concat([faults_frame([]), *(part.faults for part in parts)]).cast(FAULTS)

    def everything(self) -> pl.DataFrame:
        types = self._types()
        names = [name for name in self.columns if name not in types or _is_text(types[name])]
        if not names:
            raise refuse(self.path, "L04", ", ".join(self.columns)[:80], "no column holds words, numbers or dates")
        table, _ = self.read(names[0], names[1:])
        found = table.select(pl.col(ID).alias(names[0]), *names[1:])
        blank = [pl.lit(None, pl.String).alias(name) for name in self.columns if name not in names]
        return found.with_columns(blank).select(self.columns)

    def _types(self) -> Mapping[str, pl.DataType]:
        return self._source.types if isinstance(self._source, ParquetList) else {}

    def _check_types(self, id_column: str, names: Sequence[str]) -> None:
        """Refuse (L08) ids that are no ids, and cells that no text says."""
        types = self._types()
        faults = [] if id_column not in types else faults_of_ids(str(self.path), id_column, types[id_column])
        faults += [
            Fault(
                str(self.path), "L08", f"{name}: {types[name]}", "a map reads words, numbers and dates; cast the column"
            )
            for name in names
            if name in types and not _is_text(types[name])
        ]
        if faults:
            raise Refused(faults)


def _is_text(dtype: pl.DataType) -> bool:
    """Whether a text can say what a cell of this type holds."""
    return not dtype.is_nested() and dtype not in (pl.Duration, pl.Binary, pl.Object, pl.Unknown)


def _as_texts(table: pl.DataFrame) -> pl.DataFrame:
    """All but the places as text, the ids without spaces round them."""
    blank = trimmed(pl.col(ID).cast(pl.String)).alias(ID)
    texts = [pl.col(name).cast(pl.String) for name in table.columns if name not in _OWN]
    return table.select(pl.col(ROW).cast(pl.Int64), pl.col(LINE).cast(pl.Int64), blank, *texts)
