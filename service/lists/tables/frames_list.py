"""A list of text cells in scratch files: what a map or another reader has made, with the rows that it set aside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from immunote.service.lists.source import ID, LINE, ROW, RawPart, faults_frame
from immunote.service.lists.tables.scratch import Scratch

_IDS_AT_ONCE = 1 << 20


@dataclass(frozen=True)
class WrittenFrames:
    """Frames on disk. `columns`: beside `row` and LINE, all text; `rows`: those in `faults`, set aside, too."""

    files: tuple[Scratch, ...]
    columns: tuple[str, ...]
    rows: int
    faults: pl.DataFrame


def write_frames(parts: Iterable[RawPart], columns: tuple[str, ...]) -> WrittenFrames:
    """Write `row`, LINE and these columns, as text, of every part. Rows are numbered from 1 over all parts."""
    texts = [pl.col(name).cast(pl.String) for name in columns]
    wanted = [pl.col(ROW).cast(pl.Int64), pl.col(LINE).cast(pl.Int64), *texts]
    files, faults, rows = [], [faults_frame([])], 0
    for part in parts:
        scratch = Scratch(".parquet")
        part.frame.select(wanted).write_parquet(scratch.path, compression="zstd", compression_level=1)
        files.append(scratch)
        faults.append(part.faults)
        rows += part.rows
    return WrittenFrames(tuple(files), columns, rows, pl.concat(faults))


class FramesList:
    """An open list of written frames."""

    texts = True

    def __init__(self, written: WrittenFrames, part_rows: int, shown: Path) -> None:
        """`shown`: what messages call the list."""
        self.path = shown
        self._written = written  # its files are there as long as this is
        self.part_rows = part_rows
        self.columns = written.columns
        self.rows = written.rows
        self._faults = written.faults
        self._lazy = pl.scan_parquet([each.path for each in written.files], glob=False) if written.files else None
        self._id = ""
        self._taken: tuple[str, ...] = ()

    def use(self, id_column: str, elements: tuple[str, ...]) -> None:
        """Say which column holds the ids, and which are read."""
        self._id, self._taken = id_column, elements

    def ids(self) -> Iterator[pl.DataFrame]:
        """`row` and ID of every row that can be read, in order."""
        for first in range(1, self.rows + 1, _IDS_AT_ONCE):
            yield self._between(first, first + _IDS_AT_ONCE, ()).select(ROW, ID)

    def parts(self, first: int) -> Iterator[RawPart]:
        """The parts from number `first` on."""
        for number in range(first, -(-self.rows // self.part_rows)):
            start = number * self.part_rows + 1
            end = min(start + self.part_rows, self.rows + 1)
            faults = self._faults.filter(pl.col(ROW).is_between(start, end, closed="left"))
            yield RawPart(number, end - start, self._between(start, end, self._taken), faults)

    def sample(self, slices: int, rows: int) -> Iterator[pl.DataFrame]:
        """Some parts, spread over the list."""
        for place in range(1, self.rows + 1, max(self.rows // slices, rows)):
            yield self._between(place, place + rows, self._taken)

    def _between(self, start: int, end: int, taken: tuple[str, ...]) -> pl.DataFrame:
        columns = [ROW, LINE, pl.col(self._id).alias(ID), *taken]
        if self._lazy is None:
            return pl.DataFrame(schema={ROW: pl.Int64, LINE: pl.Int64, ID: pl.String} | dict.fromkeys(taken, pl.String))
        return self._lazy.filter(pl.col(ROW).is_between(start, end, closed="left")).select(columns).collect()
