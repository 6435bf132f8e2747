"""A list in Parquet: typed columns, read in order and cut into parts, however its row groups lie."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isfinite
from pathlib import Path
from typing import Any

import polars as pl

from immunote.engine.faults import shorten
from immunote.service.lists.source import ID, LINE, RawPart, faults_frame, refuse

_IDS_AT_ONCE = 1 << 20
_MOST_ROWS = 1 << 20
_ROWS_A_BYTE = 100
"""Beyond `_MOST_ROWS` rows: so many in a byte of a file are repetition of nothing, which a few bytes can declare."""
_NO_LINE = pl.lit(None, dtype=pl.Int64).alias(LINE)
_NOT_PARQUET = "it is no Parquet file, or not a whole one; export it anew"


class ParquetList:
    """An open Parquet list."""

    texts = False

    def __init__(self, path: Path, part_rows: int, shown: Path | None = None) -> None:
        """Read the schema. `shown`: what messages call the list, where `path` is a copy of it.

        Raises Refused (L01, L03, L36); OSError where the file cannot be read."""
        self.path = path if shown is None else shown
        self._file = path
        self.part_rows = part_rows
        with path.open("rb") as file:
            empty = not file.read(1)
        if empty:
            raise refuse(self.path, "L03", "empty", "see `immunote list --template csv` for the columns")
        try:
            self._lazy = pl.scan_parquet(path, glob=False, hive_partitioning=False)
            self.types = dict(self._lazy.collect_schema())
            self.rows = int(self._lazy.select(pl.len()).collect().item())
        except (pl.exceptions.PolarsError, OSError) as error:
            raise self._unreadable(error) from None
        most = max(_MOST_ROWS, path.stat().st_size * _ROWS_A_BYTE)
        if self.rows > most:
            help_line = "each patient has an id, which takes room; no list packs so well"
            raise refuse(self.path, "L36", f"{self.rows} rows in {path.stat().st_size} bytes", help_line)
        self.columns = tuple(self.types)
        if not self.rows:
            raise refuse(
                self.path, "L03", "no row", "one row a patient; see `immunote list --template csv` for the columns"
            )
        self._id = ""
        self._elements: tuple[str, ...] = ()

    def use(self, id_column: str, elements: tuple[str, ...]) -> None:
        """Say which column holds the ids, and which are read."""
        self._id, self._elements = id_column, elements

    def ids(self) -> Iterator[pl.DataFrame]:
        """`row` and ID of every row, in order."""
        ids = self._lazy.select(pl.col(self._id).cast(pl.String).alias(ID))
        for _, batch in self._cut(ids, 0, _IDS_AT_ONCE):
            yield batch.select("row", ID)

    def sample(self, slices: int, rows: int) -> Iterator[pl.DataFrame]:
        """So many slices of so many rows of the columns that are read, spread over the list."""
        wanted = self._lazy.select(self._elements)
        step = max(self.rows // slices, rows)
        for place in range(0, self.rows, step):
            try:
                yield wanted.slice(place, rows).collect()
            except (pl.exceptions.PolarsError, OSError) as error:
                raise self._unreadable(error) from None

    def extremes(
        self, columns: Sequence[str], codes: Sequence[float]
    ) -> Iterator[tuple[str, dict[float, int], Any, Any]]:
        """Of each column of numbers, over all rows: how often each code stands there, and the other numbers' bounds.

        The bounds are None where there are no others. Codes are counted where one of them is the lowest or highest.
        """
        lows = [pl.col(name).min().alias(f"{name}/low") for name in columns]
        highs = [pl.col(name).max().alias(f"{name}/high") for name in columns]
        bounds = self._one_row([*lows, *highs])
        coded = []  # a code that is no bound of its column stands apart from nothing, so it need not be counted
        for name in columns:
            ends = [bounds[f"{name}/{end}"] for end in ("low", "high")]
            if any(end is not None and (not isfinite(end) or end in codes) for end in ends):
                coded.append(name)
            else:
                yield name, {}, *ends
        wanted = []
        for name in coded:
            number = pl.col(name).cast(pl.Float64)
            number = number.filter(number.is_finite())
            others = number.filter(~number.is_in(codes))
            counts = [(number == code).sum().alias(f"{name}/{code}") for code in codes]
            wanted += [*counts, others.min().alias(f"{name}/low"), others.max().alias(f"{name}/high")]
        found = self._one_row(wanted)
        for name in coded:
            seen = {code: found[f"{name}/{code}"] for code in codes if found[f"{name}/{code}"]}
            yield name, seen, found[f"{name}/low"], found[f"{name}/high"]

    def _one_row(self, wanted: Sequence[pl.Expr]) -> dict[str, Any]:
        """What sums up whole columns, by name."""
        if not wanted:
            return {}
        try:
            return self._lazy.select(wanted).collect().row(0, named=True)
        except (pl.exceptions.PolarsError, OSError) as error:
            raise self._unreadable(error) from None

    def parts(self, first: int) -> Iterator[RawPart]:
        """The parts from number `first` on."""
        wanted = self._lazy.select(pl.col(self._id).cast(pl.String).alias(ID), *self._elements)
        for row, batch in self._cut(wanted, first * self.part_rows, self.part_rows):
            yield RawPart((row - 1) // self.part_rows, batch.height, batch.with_columns(_NO_LINE), faults_frame([]))

    def _cut(self, lazy: pl.LazyFrame, start: int, at_once: int) -> Iterator[tuple[int, pl.DataFrame]]:
        """Slices in order, with `row`, each with the number of its first: in batches, Polars would read far ahead."""
        for place in range(start, self.rows, at_once):
            # numbered by the plan, `row` lies in the same pieces as all else; else every step would join the pieces
            numbered = lazy.slice(place, at_once).with_row_index("row", place + 1)
            try:
                yield place + 1, numbered.with_columns(pl.col("row").cast(pl.Int64)).collect()
            except (pl.exceptions.PolarsError, OSError) as error:
                raise self._unreadable(error) from None

    def _unreadable(self, error: Exception) -> Exception:
        first = (str(error).splitlines() or [type(error).__name__])[0]
        return refuse(self.path, "L01", shorten(first.replace(str(self._file), self.path.name)), _NOT_PARQUET)
