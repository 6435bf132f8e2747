"""Polars query plans that are built once and run on one frame after another.

Building a plan takes longer than running it on a short frame. It also runs in Python, so threads that each build one
would wait for one another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import polars as pl
from polars.io.plugins import register_io_source

Make = Callable[[pl.LazyFrame], pl.LazyFrame]


class PreparedPlan:
    """A query plan for frames of one schema. Safe to share between threads: each thread that runs it has its own copy.
    It can be pickled where `make` can.

    `make`: builds the plan on a lazy frame of that schema, and must keep the order of rows.
    """

    def __init__(self, schema: Mapping[str, pl.DataType], make: Make) -> None:
        self._schema = pl.Schema(schema)
        self._make = make
        self._idle: list[_PlanInUse] = []

    def __getstate__(self) -> dict[str, Any]:
        """What `pickle` keeps: how to build the plan, and none that was built, which is of this process."""
        return {**self.__dict__, "_idle": []}

    def run(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Run the plan on a frame that has the columns of the schema. Raises what Polars raises."""
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
        # The optimiser is off: it finds nothing to improve here, and takes longer than the plan itself.
        found = self._plan.collect(engine="in-memory", optimizations=pl.QueryOptFlags.none())
        self._given = frame.clear()
        return found

    def _frames(
        self, columns: list[str] | None, predicate: pl.Expr | None, rows: int | None, _at_once: int | None
    ) -> Iterator[pl.DataFrame]:
        """Yield the frame that the plan runs on now; the data source of the plan."""
        assert predicate is None  # with the optimiser off Polars never asks for some of the rows only
        assert rows is None
        yield self._given if columns is None else self._given.select(columns)
