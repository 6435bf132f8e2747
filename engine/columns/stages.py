"""Named columns in the order in which they can be worked out: one `with_columns` a stage, never a nested tree.

Written as one expression, a column that reads shared columns repeats them all; the diagram's would be a tree of some
10^9 nodes. Here each is worked out once, and all of a stage side by side.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

import polars as pl

Expression = TypeVar("Expression")


class Stages(Generic[Expression]):
    """Columns added in turn; each may read the columns of the frame and those added before it."""

    def __init__(self) -> None:
        self._depth: dict[str, int] = {}
        self._stages: list[list[Expression]] = []

    def __iter__(self) -> Iterator[list[Expression]]:
        return iter(self._stages)

    def __contains__(self, name: str) -> bool:
        return name in self._depth

    def add(self, name: str, expression: Expression, reads: Iterable[str]) -> None:
        """Add the column `name`, whose expression bears that name already and reads the columns `reads`."""
        depth = max((self._depth.get(each, 0) for each in reads), default=0)
        self._depth[name] = depth + 1
        while len(self._stages) <= depth:
            self._stages.append([])
        self._stages[depth].append(expression)


def collected(frame: pl.LazyFrame) -> pl.DataFrame:
    """Run a plan as it is, in slices of rows that fit the caches, on all cores; rows keep their order."""
    # Nothing is left for the optimiser: each column is written once and read. Looking for it takes longer than running.
    return frame.collect(engine="in-memory", optimizations=pl.QueryOptFlags.none())
