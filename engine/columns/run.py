"""The state of a frame of facts while it is completed: when each column changed, and which rows cannot go on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce

import polars as pl


class Run:
    """The facts of one frame while they are completed.

    `given`: the facts as recorded. `contradicts`: rows whose facts contradict each other; `open`: rows that are left to
    the one-patient engine; `moved`: rows that changed since `moved` was last set to `none`. Changes are counted, so
    that a step is repeated only if a column that it reads has changed since it last ran.
    """

    def __init__(self, facts: pl.DataFrame) -> None:
        self.facts = self.given = facts
        self.none = pl.repeat(False, facts.height, dtype=pl.Boolean, eager=True)
        self.contradicts = self.open = self.moved = self.none
        self._moment = 0
        self._changed: dict[str, int] = {}
        self._done: dict[object, int] = {}

    def take_out(self, name: str, needs: pl.Series) -> pl.Series:
        """Make a recorded "no" unknown in the rows where `needs` is not true; return those rows."""
        taken = ~(self.facts[name].fill_null(value=True) | needs.fill_null(value=False))
        self.facts = self.facts.with_columns(pl.when(~taken).then(pl.col(name)).alias(name))
        return taken

    def is_known(self, name: str) -> bool:
        """Whether some row has a value of the element."""
        return self.facts[name].null_count() < self.facts.height

    def is_due(self, step: object, reads: Iterable[str]) -> bool:
        """Return whether a step has not run yet, or a column that it reads has changed since it did."""
        last = self._done.get(step, -1)
        return any(self._changed.get(name, 0) > last for name in reads)

    def done(self, step: object) -> None:
        """Note that a step has run. Call it after the step's own writes, so that these do not make it due again."""
        self._done[step] = self._moment

    def write(self, name: str, column: pl.Series, changed: pl.Series) -> None:
        """Put a column of facts in place; `changed`: where it differs from the one before."""
        self.facts = self.facts.with_columns(column.alias(name))
        self._note(name, changed)

    def fill(self, values: Mapping[str, list[tuple[pl.Series, bool | int]]]) -> None:
        """Write values into the rows where each is due; where two are due, the first counts.

        `values`: for each element its pairs (rows, value as the column holds it).
        """
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
