"""Status, outcome and what is reachable of each row, from the columns of the diagram; as `engine.noting.outcome`."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from engine.columns.flags import any_of
from engine.columns.levels import Levels
from engine.rulebase import RuleBase

STATUSES = ("settled", "provisional", "insufficient_data")

IS_POSSIBLE, IS_SETTLED, IS_PROVISIONAL, MAY_LEAN = "is.possible", "is.settled", "is.provisional", "may.lean"


class Verdicts:
    """The states of rows under one rule base, each a boolean column, and what is said of them in the end."""

    def __init__(self, rulebase: RuleBase, levels: Levels) -> None:
        reached = [pl.col(column) for column in levels.outcomes]
        count = pl.sum_horizontal(each.cast(pl.Int8) for each in reached)
        insufficient = _unknown(rulebase.about.insufficient_unless_known)
        unsure = [pl.col(c) for name, c in levels.missing.items() if rulebase.elements[name].leaning is None]
        self._first = [
            (count > 0).alias(IS_POSSIBLE),
            (count == 1).alias(IS_SETTLED),
            ((count > 1) & ~insufficient).alias(IS_PROVISIONAL),
        ]
        self._may_lean = pl.col(IS_PROVISIONAL) & ~_unknown(rulebase.about.leaning_requires) & ~any_of(unsure)
        status = pl.when(IS_SETTLED).then(0).when(IS_PROVISIONAL).then(1).when(IS_POSSIBLE).then(2)
        self.columns = [
            status.cast(pl.Int8).alias("status"),
            pl.when(IS_SETTLED).then(place_of(levels.outcomes)).alias("outcome"),
            pl.sum_horizontal(each.cast(pl.Int32) * (1 << i) for i, each in enumerate(reached)).alias("reachable"),
        ]

    def added_to(self, frame: pl.LazyFrame) -> pl.LazyFrame:
        """The frame, with the diagram's columns in it, with `is.possible`, `is.settled` and so on."""
        return frame.with_columns(self._first).with_columns(self._may_lean.alias(MAY_LEAN))


def place_of(reached: Iterable[str]) -> pl.Expr:
    """The place of the first outcome that is reached, as Int8; null where none is."""
    return pl.coalesce(pl.when(column).then(pl.lit(place, pl.Int8)) for place, column in enumerate(reached))


def _unknown(elements: Iterable[str]) -> pl.Expr:
    return any_of(pl.col(element).is_null() for element in elements)
