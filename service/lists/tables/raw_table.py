"""A list as it lies on disk: how its cells are told apart is known, what they mean is not yet.

table = open_table(["cohort.csv"], ReadingChoices(), known=elements)
reader = table.reader(part_rows)         # CsvList, ParquetList, NdjsonList or FramesList, before `use`
for part in table.frames():              # every column, for a map: RawPart with `row`, LINE and all columns
    ...
mapped = table.replaced(parts, columns, said)    # a table out of frames of text: what a map makes of it
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from immunote.engine.intake import Intake
from immunote.service.lists.csv_list import PLAIN, CsvDialect, CsvList
from immunote.service.lists.ndjson_list import NdjsonList
from immunote.service.lists.parquet_list import ParquetList
from immunote.service.lists.source import ID, RawPart
from immunote.service.lists.tables.frames_list import FramesList, WrittenFrames, write_frames
from immunote.service.lists.tables.scratch import Scratch

AnyReader = CsvList | ParquetList | NdjsonList | FramesList


@dataclass(frozen=True)
class ReadingChoices:
    """What a person says about how a list is to be read; each is None or empty where nothing was said.

    `sheet`: of a workbook. `missing`: codes for missing, `CODE` or `COLUMN=CODE`. `real`: values that look like such
    codes and are none, `COLUMN=VALUE`. `means`: what a cell means, `COLUMN:CELL=VALUE`. `ignore`: columns that nothing
    is to read, by name or pattern. `query`: of a database, a table, a SELECT or a file that ends in .sql.
    """

    sheet: str | None = None
    missing: tuple[str, ...] = ()
    real: tuple[str, ...] = ()
    means: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    query: str | None = None


@dataclass(frozen=True)
class RawTable:
    """A list that can be read, again and again, row by row.

    `shown`: what messages call it. `path`: the file that is read, the list itself or a copy without its oddities.
    `kind`: csv, parquet, ndjson or frames. `files`: all files of which it consists, for hashes. `said`: what was found
    out about it, in words. `texts`: every cell is text.
    """

    shown: Path
    path: Path
    kind: str
    files: tuple[Path, ...]
    said: tuple[str, ...] = ()
    dialect: CsvDialect = PLAIN
    written: WrittenFrames | None = None
    scratch: tuple[Scratch, ...] = field(default=(), repr=False, compare=False)

    @property
    def name(self) -> str | None:
        """What a manifest calls it where no file of its own has a name: a query, or a pipe."""
        return self.shown.name if self.scratch and self.files == (self.scratch[0].path,) else None

    @property
    def texts(self) -> bool:
        """Whether every cell is text."""
        return self.kind in ("csv", "frames")

    def reader(self, part_rows: int, intake: Intake | None = None) -> AnyReader:
        """The reader of its parts. `intake` is needed for NDJSON. Raises Refused; OSError where it cannot be read."""
        match self.kind:
            case "csv":
                return CsvList(self.path, part_rows, self.dialect, self.shown)
            case "parquet":
                return ParquetList(self.path, part_rows, self.shown)
            case "frames":
                assert self.written is not None
                return FramesList(self.written, part_rows, self.shown)
            case _:
                assert intake is not None
                return NdjsonList(self.path, part_rows, intake, self.shown)

    def frames(self, part_rows: int = 65_536) -> Iterator[RawPart]:
        """Every row with every column under its own name, beside `row` and LINE; not of NDJSON."""
        found = self.reader(part_rows)
        assert not isinstance(found, NdjsonList)
        found.use(found.columns[0], tuple(found.columns))
        for _ in found.ids():  # it notes where the parts begin
            pass
        for part in found.parts(0):
            yield RawPart(part.number, part.rows, part.frame.drop(ID), part.faults)

    def replaced(self, parts: Iterable[RawPart], columns: tuple[str, ...], said: tuple[str, ...]) -> RawTable:
        """A table of text out of parts whose frames hold `row`, LINE and `columns`; their faults are kept."""
        written = write_frames(parts, columns)
        return replace(self, kind="frames", written=written, said=(*self.said, *said))
