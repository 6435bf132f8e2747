"""Turns raw columns into facts: reads, checks and completes all rows, exactly as `immunote.engine.intake` does for one.

Most rows are treated at once. A row that contradicts itself goes to the one-patient intake, whose faults are reported
unchanged; so does a row that this code cannot complete exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from immunote.engine.api import Engine, alarm
from immunote.engine.columns.propagation import Following
from immunote.engine.columns.values import FAULTS, ColumnValues, fact, fact_type, faults_frame
from immunote.engine.faults import Fault, Refused
from immunote.engine.profile import json_path
from immunote.engine.tree import Facts


@dataclass(frozen=True)
class Checked:
    """A frame of raw profiles after intake.

    `facts`: the good rows, with what follows from what is recorded; `row` and the columns of `ColumnIntake.inputs`.
    `faults`: every fault of every other row, in order of rows; schema `immunote.engine.columns.values.FAULTS`.
    """

    facts: pl.DataFrame
    faults: pl.DataFrame


class ColumnIntake:
    """Checks frames of raw profiles against one rule base. `inputs`: the elements whose facts are wanted."""

    def __init__(self, engine: Engine, inputs: Sequence[str]) -> None:
        """Compile. Raises ValueError, by name, for an element or a constraint that columns cannot hold."""
        self.inputs = tuple(inputs)
        self.values = ColumnValues(engine.rulebase)
        self._engine = engine
        self._elements = engine.rulebase.elements
        self._following = Following(engine.rulebase, engine.intake.ties)
        in_order = sorted(self._elements, key=lambda name: Fault(json_path(name), "", "", ""))
        self._place = pl.DataFrame({"element": in_order, "place": range(len(in_order))}, schema_overrides=_PLACE)

    def check(self, raw: pl.DataFrame, texts: bool) -> Checked:
        """Check a frame with the row's number in `row` and raw cells in columns named after elements.

        `texts`: every cell is text, as in CSV; see `immunote.engine.columns.values`. Raises ValueError for a column
        that is no element's or whose type does not fit (`values.misfits` names those), and Disagreement, with an alarm,
        where the columns and the engine's intake do not refuse the same row.
        """
        read = self.values.read(raw, texts)
        followed = self._following.follow(self._complete(read.facts))
        by_hand = followed.contradicts | followed.open
        faults, settled = self._one_by_one(raw.filter(by_hand), followed.contradicts.filter(by_hand), texts)
        in_cells = read.faults.filter(~pl.col("row").is_in(raw["row"].filter(by_hand).implode()))
        every = pl.concat([in_cells, faults])
        good = followed.facts.select("row", *self.inputs).filter(~by_hand)
        good = good.filter(~pl.col("row").is_in(every["row"].implode())) if every.height else good
        if settled.height:
            good = pl.concat([good, settled]).sort("row")
        return Checked(good, self._in_order(every))

    def _complete(self, facts: pl.DataFrame) -> pl.DataFrame:
        """Add a null column for each element that is not in the list, and make members that are no answer null."""
        absent = [
            pl.lit(None, fact_type(element)).alias(name)
            for name, element in self._elements.items()
            if name not in facts.columns
        ]
        unanswered = [
            pl.when(~pl.col(name).is_in([fact(element, member) for member in element.not_an_answer])).then(pl.col(name))
            for name, element in self._elements.items()
            if element.not_an_answer and name in facts.columns
        ]
        return facts.with_columns(*absent, *unanswered)

    def _one_by_one(self, raw: pl.DataFrame, contradicts: pl.Series, texts: bool) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Check rows by the one-patient intake; return the faults of refused rows and the facts of the others.

        `contradicts`: the rows that the columns refuse. Raises Disagreement where the intake accepts one of them.
        """
        faults: list[tuple[int, Fault]] = []
        settled: list[dict[str, int | bool]] = []
        for row, is_refused, profile in zip(raw["row"], contradicts, self.values.profiles(raw, texts), strict=True):
            try:
                facts = self._engine.intake.check(profile).facts
            except Refused as refused:
                faults += [(row, fault) for fault in refused.faults]
                continue
            if is_refused:
                raise alarm("columns refuse a row that is taken alone")
            settled.append({"row": row, **self._held(facts)})
        schema = {"row": pl.Int64(), **{name: fact_type(self._elements[name]) for name in self.inputs}}
        return faults_frame(faults), pl.DataFrame(settled, schema=schema)

    def _held(self, facts: Facts) -> dict[str, int | bool]:
        return {name: fact(self._elements[name], facts[name]) for name in self.inputs if name in facts}

    def _in_order(self, faults: pl.DataFrame) -> pl.DataFrame:
        """Faults by row, and within a row in the order in which the engine reports them."""
        if faults.is_empty():
            return faults
        placed = faults.join(self._place, on="element", how="left", maintain_order="left")
        return placed.sort("row", "place", maintain_order=True).select(FAULTS.names())


_PLACE = {"element": pl.String(), "place": pl.Int32()}
