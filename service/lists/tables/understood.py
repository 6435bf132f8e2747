"""A list whose cells are understood: the parts that it hands over hold what the engine reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

import polars as pl

from immunote.engine.api import Engine
from immunote.engine.faults import Refused
from immunote.service.lists.csv_list import CsvList
from immunote.service.lists.ndjson_list import NdjsonList
from immunote.service.lists.no_patients import no_patients
from immunote.service.lists.parquet_list import ParquetList
from immunote.service.lists.source import ID, ROW, RawPart
from immunote.service.lists.tables.cell_meanings import CellMeanings, settle
from immunote.service.lists.tables.declared import declared
from immunote.service.lists.tables.raw_table import AnyReader, ReadingChoices
from immunote.service.lists.tables.spellings import number_codes
from immunote.service.lists.tables.survey import CellSurvey, surveyed

if TYPE_CHECKING:
    from immunote.service.lists.mapping.mapped_list import MappedList

_SAMPLE_ROWS = 5_000
_SLICES = 2  # a slice inside a row group of Parquet is read from its start


@dataclass
class UnderstoodList:
    """A reader, and what its cells mean. Made by `understood`."""

    reader: AnyReader | MappedList
    meanings: CellMeanings
    engine: Engine
    rows: int
    kept_ids: list[pl.DataFrame] = field(default_factory=list)

    @property
    def texts(self) -> bool:
        """Whether every cell is text."""
        return self.reader.texts

    def ids(self) -> Iterator[pl.DataFrame]:
        """`row` and ID of every row that can be read, in order."""
        if self.kept_ids:
            yield from self.kept_ids
        else:
            yield from self.reader.ids()

    def parts(self, first: int) -> Iterator[RawPart]:
        """The parts from number `first` on."""
        for part in self.reader.parts(first):
            yield self.meanings.read(part, self.engine.rulebase.elements)


def understood(reader: AnyReader | MappedList, engine: Engine, choices: ReadingChoices, place: str) -> UnderstoodList:
    """Read all cells of text, or a sample of typed ones, and settle what they mean.

    Raises Refused (L23, L35, L39 and what the reader raises).
    """
    elements = engine.rulebase.elements
    kept: list[pl.DataFrame] = []
    if isinstance(reader, CsvList):
        survey = surveyed(_cells_of(reader, kept), elements)
    elif not isinstance(reader, ParquetList | NdjsonList):  # frames of text, from any reader or a map
        kept.extend(reader.ids())
        survey = surveyed((_patients(part.frame) for part in reader.parts(0)), elements)
    else:
        kept.extend(reader.ids())
        survey = _of_typed(reader, engine)
    columns = [name for name in reader.columns if name in elements]
    stated, faults = declared(choices, columns)
    meanings, open_faults = settle(place, survey, elements, stated)
    if faults or open_faults:
        raise Refused([*faults, *open_faults])
    return UnderstoodList(reader, meanings, engine, reader.rows, kept)


def _cells_of(reader: CsvList, kept: list[pl.DataFrame]) -> Iterator[pl.DataFrame]:
    for frame in reader.cells():
        kept.append(frame.select(ROW, ID))
        yield _patients(frame).drop(ROW, ID)


def _patients(frame: pl.DataFrame) -> pl.DataFrame:
    """The rows but for totals and the like, whose cells say nothing about the columns."""
    return frame.filter(~no_patients(pl.col(ID).str.strip_chars()).fill_null(value=False))


def _of_typed(reader: ParquetList | NdjsonList, engine: Engine) -> CellSurvey:
    """A sample of the numbers and all words of the sampled rows, from parts spread over the list."""
    found = CellSurvey()
    elements = engine.rulebase.elements
    for frame in reader.sample(_SLICES, _SAMPLE_ROWS):
        for name, dtype in frame.schema.items():
            element = elements.get(name)
            if element is not None and element.is_number and dtype.is_numeric():
                numbers = frame[name].cast(pl.Float64).drop_nulls()
                numbers = numbers.filter(numbers.is_finite())
                found.sample.setdefault(name, []).append(numbers)
                if not isinstance(reader, ParquetList):
                    found.note(name, numbers)
    if isinstance(reader, ParquetList):
        counted = [name for name in found.sample if name in reader.columns]
        for name, seen, low, high in reader.extremes(counted, [float(code) for code in number_codes()]):
            found.codes[name] = Counter({Decimal(str(code)): count for code, count in seen.items()})
            found.bounds(name, low, high)
    return found
