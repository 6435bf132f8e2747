"""Columns of facts while they are completed: what was written when, and which rows are no longer ordinary."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce

import polars as pl


class Run:
    """The facts of one frame while they are completed.

    `given`: the facts as recorded.
    `contradicts`, `open`: rows that break something, or that are left to the engine; `moved`: rows to which something
    was added since that was last set to `none`. A moment is counted at each change, so that a step is taken again only
    where a column that it reads changed since.
    """

    def __init__(self, facts: pl.DataFrame) -> None:
        self.facts = self.given = facts
        self.none = pl.repeat(False, facts.height, dtype=pl.Boolean, eager=True)
        self.contradicts = self.open = self.moved = self.none
        self._moment = 0
        self._changed: dict[str, int] = {}
        self._done: dict[object, int] = {}

    def take_out(self, name: str, needs: pl.Series) -> pl.Series:
        """Make each recorded "no" unknown whose condition is not true; where that was."""
        taken = ~(self.facts[name].fill_null(value=True) | needs.fill_null(value=False))
        self.facts = self.facts.with_columns(pl.when(~taken).then(pl.col(name)).alias(name))
        return taken

    def is_known(self, name: str) -> bool:
        """Whether some row has a value of the element."""
        return self.facts[name].null_count() < self.facts.height

    def is_due(self, step: object, reads: Iterable[str]) -> bool:
        """Whether a step was never taken, or a column that it reads changed since: else it would change nothing."""
        last = self._done.get(step, -1)
        return any(self._changed.get(name, 0) > last for name in reads)

    def done(self, step: object) -> None:
        """Note that a step was taken, its own writing included where that is done already."""
        self._done[step] = self._moment

    def write(self, name: str, column: pl.Series, changed: pl.Series) -> None:
        """Put a column of facts in place; `changed`: where it differs from the one before."""
        self.facts = self.facts.with_columns(column.alias(name))
        self._note(name, changed)

    def fill(self, values: Mapping[str, list[tuple[pl.Series, bool | int]]]) -> None:
        """Give each element the values named where each is due; the first of two."""
        columns = []
        for name, due in values.items():
            column = pl.col(name)
            for where, value in reversed(due):
                column = pl.when(where).then(pl.lit(value, self.facts[name].dtype)).otherwise(column)
            columns.append(column.alias(name))
        self.facts = self.facts.with_columns(columns)
        for name, due in values.items():
            self._note(name, reduce(lambda one, other: one | other, (where for where, _ in due)))

    def _note(self, name: str, changed: pl.Series) -> None:
        self.moved = self.moved | changed
        self._moment += 1
        self._changed[name] = self._moment
