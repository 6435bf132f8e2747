"""A list in Parquet: typed columns, read in order and cut into parts, however its row groups lie."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from engine.faults import shorten
from service.lists.source import ID, LINE, RawPart, faults_frame, refuse

_NOT_PARQUET = "it is no Parquet file, or not a whole one; export it anew"


class ParquetList:
    """An open Parquet list."""

    texts = False

    def __init__(self, path: Path, part_rows: int) -> None:
        """Read the schema. Raises Refused (L01, L03); OSError where the file cannot be read."""
        self.path = path
        self.part_rows = part_rows
        with path.open("rb") as file:
            empty = not file.read(1)
        if empty:
            raise refuse(path, "L03", "empty", "see `immunote list --template csv` for the columns")
        try:
            self._lazy = pl.scan_parquet(path, glob=False, hive_partitioning=False)
            self.types = dict(self._lazy.collect_schema())
            self.rows = int(self._lazy.select(pl.len()).collect().item())
        except (pl.exceptions.PolarsError, OSError) as error:
            raise self._unreadable(error) from None
        self.columns = tuple(self.types)
        if not self.rows:
            raise refuse(path, "L03", "no row", "one row a patient; see `immunote list --template csv` for the columns")
        self._id = ""
        self._elements: tuple[str, ...] = ()

    def use(self, id_column: str, elements: tuple[str, ...]) -> None:
        """Say which column holds the ids, and which are read."""
        self._id, self._elements = id_column, elements

    def ids(self) -> Iterator[pl.DataFrame]:
        """`row` and ID of every row, in order."""
        row = 1
        for batch in self._batches(self._lazy.select(pl.col(self._id).cast(pl.String).alias(ID))):
            yield batch.select(pl.int_range(row, row + batch.height, dtype=pl.Int64).alias("row"), ID)
            row += batch.height

    def parts(self, first: int) -> Iterator[RawPart]:
        """The parts from number `first` on."""
        wanted = self._lazy.select(pl.col(self._id).cast(pl.String).alias(ID), *self._elements)
        start = first * self.part_rows
        if start:
            wanted = wanted.slice(start)
        number, waiting, held = first, list[pl.DataFrame](), 0
        for batch in self._batches(wanted):
            waiting.append(batch)
            held += batch.height
            while held >= self.part_rows:
                joined = pl.concat(waiting, rechunk=False)
                yield self._part(number, joined.head(self.part_rows))
                waiting = [joined.slice(self.part_rows)]
                held -= self.part_rows
                number += 1
        if held:
            yield self._part(number, pl.concat(waiting, rechunk=False))

    def _part(self, number: int, frame: pl.DataFrame) -> RawPart:
        first = number * self.part_rows + 1
        placed = frame.rechunk().with_columns(
            pl.int_range(first, first + frame.height, dtype=pl.Int64).alias("row"),
            pl.lit(None, dtype=pl.Int64).alias(LINE),
        )
        return RawPart(number, frame.height, placed, faults_frame([]))

    def _batches(self, lazy: pl.LazyFrame) -> Iterator[pl.DataFrame]:
        # in batches, since a slice of a file with large row groups decodes each group again for every part
        try:
            yield from lazy.collect_batches(chunk_size=self.part_rows, maintain_order=True, engine="streaming")
        except (pl.exceptions.PolarsError, OSError) as error:
            raise self._unreadable(error) from None

    def _unreadable(self, error: Exception) -> Exception:
        first = (str(error).splitlines() or [type(error).__name__])[0]
        return refuse(self.path, "L01", shorten(first.replace(str(self.path), self.path.name)), _NOT_PARQUET)
