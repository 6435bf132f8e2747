"""Plans over columns that are made once and run on one frame after another.

To say again for each frame what is to be done with it takes longer than doing it, where a frame is short, and Python
does the saying: parts that are worked on side by side would wait for one another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import polars as pl
from polars.io.plugins import register_io_source

Make = Callable[[pl.LazyFrame], pl.LazyFrame]


class PreparedPlan:
    """A plan for frames of one schema. Safe to share between threads: each that is busy has a plan of its own.

    `make` gives the plan over a frame of that schema; rows keep their order.
    """

    def __init__(self, schema: Mapping[str, pl.DataType], make: Make) -> None:
        self._schema = pl.Schema(schema)
        self._make = make
        self._idle: list[_PlanInUse] = []

    def run(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The plan over a frame that has the columns of the schema. Raises what running it raises."""
        given = frame.select(self._schema.names())
        try:
            plan = self._idle.pop()
        except IndexError:
            plan = _PlanInUse(self._schema, self._make)
        found = plan.run(given)
        self._idle.append(plan)
        return found


class _PlanInUse:
    def __init__(self, schema: pl.Schema, make: Make) -> None:
        self._given = pl.DataFrame(schema=schema)
        self._plan = make(register_io_source(self._frames, schema=schema))

    def run(self, frame: pl.DataFrame) -> pl.DataFrame:
        self._given = frame
        # Nothing is left for the optimiser: each column is written once and read. Looking takes longer than running.
        found = self._plan.collect(engine="in-memory", optimizations=pl.QueryOptFlags.none())
        self._given = frame.clear()
        return found

    def _frames(
        self, columns: list[str] | None, predicate: pl.Expr | None, rows: int | None, _at_once: int | None
    ) -> Iterator[pl.DataFrame]:
        """What is read: all rows of the frame that is given now."""
        assert predicate is None  # the optimiser is off: nobody asks for fewer rows
        assert rows is None
        yield self._given if columns is None else self._given.select(columns)
