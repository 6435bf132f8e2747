"""The outcome if every unknown element took its `leaning`, under the constraints, over whole columns.

As in `engine.noting.outcome.lean`: elements in order, each with its leaning and then its other samples until one
breaks no constraint. A value is tried on all rows still without one; where it breaks a constraint, the row keeps
what it had and takes the next. An element that no constraint reads needs one try, so most are a plain fill.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import TYPE_CHECKING

import narwhals as nw
import polars as pl

from engine.columns.conditions import Conditions
from engine.columns.levels import Levels
from engine.columns.stages import collected
from engine.columns.values import fact
from engine.columns.verdict import place_of
from engine.rulebase import Constraint
from engine.tree import elements_in

if TYPE_CHECKING:
    from engine.api import Engine

BROKEN = "broken"

Held = bool | int


@dataclass(frozen=True)
class _Clause:
    """A constraint: where it is broken, and by number where one literal alone is left; with what makes that true."""

    columns: list[nw.Expr]
    forced: dict[str, tuple[str, Held]]


@dataclass(frozen=True)
class _Assumed:
    """What is tried for an unknown element, in turn, where its host (if any) holds."""

    element: str
    host: str | None
    values: tuple[Held, ...]


class Leaning:
    """The leaning of rows that may have one (`engine.columns.verdict.MAY_LEAN`)."""

    def __init__(self, engine: Engine, conditions: Conditions, levels: Levels) -> None:
        rulebase = engine.rulebase
        self._engine = engine
        self._conditions = conditions
        self._levels = levels
        self._clauses = [self._clause(constraint) for constraint in rulebase.constraints]
        self._clauses_of: dict[str, list[int]] = {}
        for number, constraint in enumerate(rulebase.constraints):
            for name in dict.fromkeys(name for literal in constraint.literals for name in elements_in(literal)):
                self._clauses_of.setdefault(name, []).append(number)
        self._assumed = list(self._in_order())

    def outcomes(self, facts: pl.DataFrame) -> pl.Series:
        """The place of the outcome to which each row leans; null where what is assumed leaves none or several.

        `facts`: rows whose facts are completed by the constraints.
        """
        for each in self._assumed:
            needs = facts[each.element].is_null()
            if each.host is not None:
                needs &= facts[each.host].fill_null(value=False)
            for value in each.values:
                if not needs.any():
                    break
                facts, needs = self._tried(facts, each.element, value, needs)
        alone = pl.sum_horizontal(pl.col(column).cast(pl.Int8) for column in self._levels.outcomes) == 1
        place = pl.when(alone).then(place_of(self._levels.outcomes)).alias("leaning")
        return collected(self._levels.reached(facts.lazy()).select(place)).to_series()

    def _tried(
        self, facts: pl.DataFrame, element: str, value: Held, needs: pl.Series
    ) -> tuple[pl.DataFrame, pl.Series]:
        """The facts with the value and what follows from it, and where it breaks a constraint: there nothing is new."""
        clauses = self._clauses_of.get(element, [])
        trial = _with(facts, element, value, needs)
        if not clauses:
            return trial, needs & False
        broken, written = needs & False, {element}
        waiting = list(clauses)
        while waiting:
            number = waiting.pop(0)
            clause = self._clauses[number]
            found = nw.from_native(trial, eager_only=True).select(*clause.columns).to_native()
            broken |= found[BROKEN] & needs
            for literal, (name, forced) in clause.forced.items():
                where = found[literal] & needs
                if where.any():
                    trial = _with(trial, name, forced, where)
                    written.add(name)
                    waiting += [other for other in self._clauses_of[name] if other not in waiting]
        if broken.any():
            kept = pl.when(broken)
            trial = trial.with_columns(kept.then(facts[name]).otherwise(pl.col(name)).alias(name) for name in written)
        return trial, broken

    def _in_order(self) -> Iterator[_Assumed]:
        for name in self._engine.outcome_elements:
            element = self._engine.rulebase.elements[name]
            if element.leaning is not None:
                values = (element.leaning, *self._engine.other_samples(name, element.leaning))
                yield _Assumed(name, element.only_if, tuple(fact(element, value) for value in values))

    def _clause(self, constraint: Constraint) -> _Clause:
        truths = [self._conditions.expression(literal) for literal in constraint.literals]
        false = [(~truth).fill_null(value=False) for truth in truths]
        columns = [reduce(and_, false).alias(BROKEN)]
        forced: dict[str, tuple[str, Held]] = {}
        for number, literal in enumerate(constraint.literals):
            sole = self._engine.intake.forced(literal)
            if sole is not None:
                name, value = sole
                others = (each for other, each in enumerate(false) if other != number)
                columns.append(reduce(and_, others, truths[number].is_null()).alias(str(number)))
                forced[str(number)] = (name, fact(self._engine.rulebase.elements[name], value))
        return _Clause(columns, forced)


def _with(facts: pl.DataFrame, element: str, value: Held, where: pl.Series) -> pl.DataFrame:
    column = facts[element]
    return facts.with_columns(pl.when(where).then(pl.lit(value, column.dtype)).otherwise(column).alias(element))
