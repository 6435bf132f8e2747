"""The rule base over whole columns: one row a patient, the same answers as for one patient at a time.

Polars and narwhals are imported in this package and nowhere else in the engine, so that a single note starts
without them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import narwhals as nw
import polars as pl

from engine.columns.conditions import TRUTH, Conditions
from engine.columns.levels import Levels
from engine.rulebase import RuleBase
from engine.tree import elements_in

if TYPE_CHECKING:
    from engine.api import Engine

Native = TypeVar("Native")

__all__ = ["STATUSES", "Columns"]

STATUSES = ("settled", "provisional", "insufficient_data")

# Still missing here: check, output, leaning, deciding, certainty (null until then).


class Columns:
    """One rule base, ready for lists. Safe to share between threads.

    `inputs`: the elements that decide anything, each a column of the facts frame, in declared order: boolean as
    Boolean, number as Int64 in units of its last decimal, enumeration as Int8, its member's place. Null: not known.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.rulebase = engine.rulebase
        self.inputs = _inputs(engine.rulebase)
        self._conditions = Conditions(self.rulebase.program, self.rulebase.elements)
        self._levels = Levels(engine.diagram, self.rulebase.elements)

    def truths(self, facts: Native) -> Native:
        """A native frame of facts, of whatever narwhals knows, with a column `truth.<name>` a condition."""
        whole: Native = self._conditions.added_to(nw.from_native(facts)).to_native()
        return whole

    def evaluate(self, facts: pl.DataFrame) -> pl.DataFrame:
        """The evaluated frame of a frame of facts: row, truths, status, outcome, reachable, missing and so on."""
        names = list(self.rulebase.program)
        about = self.rulebase.about
        reached = [pl.col(column) for column in self._levels.outcomes]
        count = pl.sum_horizontal(column.cast(pl.Int8) for column in reached)
        unknown = pl.any_horizontal(pl.col(name).is_null() for name in about.insufficient_unless_known)
        settled, several = count == 1, count > 1
        frame = self._levels.reached_and_missing(self.truths(facts.lazy())).select(
            pl.col("row"),
            *(pl.col(TRUTH + name) for name in names),
            pl.when(settled)
            .then(0)
            .when(several & unknown)
            .then(2)
            .when(several)
            .then(1)
            .cast(pl.Int8)
            .alias("status"),
            pl.when(settled)
            .then(pl.sum_horizontal(column.cast(pl.Int8) * i for i, column in enumerate(reached)))
            .cast(pl.Int8)
            .alias("outcome"),
            pl.sum_horizontal(column.cast(pl.Int32) * (1 << i) for i, column in enumerate(reached)).alias("reachable"),
            *(pl.col(column) for column in self._levels.missing.values()),
        )
        return frame.collect(engine="streaming", optimizations=pl.QueryOptFlags.none())


def _inputs(rulebase: RuleBase) -> tuple[str, ...]:
    """The elements that some condition, constraint, derivation, `only_if`, `no_needs`, order or status reads."""
    read = {*rulebase.about.insufficient_unless_known, *rulebase.about.leaning_requires}
    conditions = [*rulebase.program.values()]
    conditions += [literal for clause in rulebase.constraints for literal in clause.literals]
    for element in rulebase.elements.values():
        if element.only_if is not None:
            read |= {element.name, element.only_if}
        if element.no_needs is not None:
            read.add(element.name)
            conditions.append(element.no_needs)
        for derivation in element.derivations:
            read |= {element.name, *derivation.inputs}
    for order in rulebase.orders:
        read.update(order.elements)
    for condition in conditions:
        read.update(elements_in(condition))
    return tuple(name for name in rulebase.elements if name in read)
