"""A list as a table of texts, whatever wrote it, for a map to read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import polars as pl

from immunote.service.lists.csv_list import CsvList
from immunote.service.lists.ids import trimmed
from immunote.service.lists.ndjson_list import NdjsonList
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
    if table.kind == "ndjson":
        return _Objects(table)
    try:
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
        self._source.use(id_column, tuple(names))
        for _ in self._source.ids():  # which notes where each part begins
            pass
        parts = list(self._source.parts(0))
        table = pl.concat([part.frame for part in parts])
        return _as_texts(table), pl.concat([faults_frame([]), *(part.faults for part in parts)]).cast(FAULTS)

    def everything(self) -> pl.DataFrame:
        table, _ = self.read(self.columns[0], self.columns[1:])
        return table.select(pl.col(ID).alias(self.columns[0]), *self.columns[1:])


class _Objects:
    """Lines of JSON, each an object."""

    def __init__(self, table: RawTable) -> None:
        self.path = table.shown
        try:
            self._frame = pl.read_ndjson(table.path, infer_schema_length=None)
        except (pl.exceptions.PolarsError, OSError) as error:
            reason = str(error).partition("\n")[0][:80]
            raise refuse(self.path, "L01", reason, "one JSON object a line") from None
        self.columns = tuple(self._frame.columns)

    def read(self, id_column: str, columns: Sequence[str]) -> tuple[pl.DataFrame, pl.DataFrame]:
        rows = pl.int_range(1, self._frame.height + 1, dtype=pl.Int64, eager=True)
        own = [rows.alias(ROW), rows.alias(LINE), self._frame[id_column].cast(pl.String).alias(ID)]
        names = [name for name in columns if name not in _OWN]
        return _as_texts(pl.DataFrame([*own, *self._frame.select(names)])), faults_frame([])

    def everything(self) -> pl.DataFrame:
        return self._frame.select(pl.all().cast(pl.String))


def _as_texts(table: pl.DataFrame) -> pl.DataFrame:
    """All but the places as text, the ids without spaces round them."""
    blank = trimmed(pl.col(ID).cast(pl.String)).alias(ID)
    texts = [pl.col(name).cast(pl.String) for name in table.columns if name not in _OWN]
    return table.select(pl.col(ROW).cast(pl.Int64), pl.col(LINE).cast(pl.Int64), blank, *texts)
