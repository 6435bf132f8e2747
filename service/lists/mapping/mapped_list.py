"""A list read through a map: it stands in memory as one row a patient, and is handed over in parts like any other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import polars as pl

from immunote.engine.api import Engine
from immunote.engine.faults import Fault, Refused
from immunote.service.lists.mapping.applying import MapApplier, MappedRows
from immunote.service.lists.mapping.checking import checked_map
from immunote.service.lists.mapping.shape import read_map
from immunote.service.lists.mapping.tables import TextTable
from immunote.service.lists.source import ID, ROW, RawPart, refuse


class MappedList:
    """An open list whose columns a map names. `columns`: the ids under their own name, and the elements."""

    texts = True

    def __init__(self, source: TextTable, map_path: Path, engine: Engine, as_of: date | None, part_rows: int) -> None:
        """Check the map against dictionary and list, and read the list.

        Raises Refused with every fault of the map, or where rows of a list that is grouped by patient cannot be read.
        """
        document, shape = read_map(map_path)
        plan = checked_map(document, shape, source.columns, engine, as_of)
        self.path = source.path
        self.part_rows = part_rows
        self.id = shape.id
        self.columns = (shape.id, *plan.elements)
        table, broken = source.read(shape.id, plan.used)
        if broken.height and (shape.rows.merged or shape.long is not None):
            raise Refused(_whose(source.path, broken))
        applier = MapApplier(plan, engine.rulebase)
        self._mapped: MappedRows = applier.apply(table, broken)
        self.said = applier.said
        self.rows = self._mapped.rows
        if not self.rows:
            raise refuse(source.path, "L03", "no row", "the map leaves no row; look at `rows` and `long` in it")

    def ids(self) -> Iterator[pl.DataFrame]:
        """`row` and ID of every row that can be read."""
        yield self._mapped.frame.select(ROW, ID)

    def parts(self, first: int) -> Iterator[RawPart]:
        """The parts from number `first` on."""
        mapped = self._mapped
        for number in range(first, -(-self.rows // self.part_rows)):
            start = number * self.part_rows + 1
            end = min(start + self.part_rows, self.rows + 1)
            within = pl.col(ROW).is_between(start, end - 1)
            yield RawPart(number, end - start, mapped.frame.filter(within), mapped.faults.filter(within))


def _whose(path: Path, broken: pl.DataFrame) -> list[Fault]:
    """Rows that cannot be read, of a list in which several rows are one patient: nobody knows whose they are."""
    return [
        Fault(f"{path}:{line}" if line is not None else f"{path}: row {row}", code, text, help_line)
        for row, line, code, text, help_line in broken.select(ROW, "line", "code", "text", "help").iter_rows()
    ]
