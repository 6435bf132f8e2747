"""Puts one fault each into some rows of a synthetic cohort, for tests: `immunote synth --faults`.

The kinds of faults follow from the dictionary. The seed decides which row gets which.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import polars as pl

from immunote.engine.elements import Element
from immunote.engine.tree import Is, Node, Not
from immunote.service.lists.synth.chance import ROW, draw, pick
from immunote.service.lists.synth.drawing import SyntheticCohort

ID = "id"
_PLAN = "$plan"
_STRANGE = "no such member"


@dataclass(frozen=True, slots=True)
class Spoiled:
    """One kind of fault. `values`: element -> what is written in place of its value.

    `text_only`: the values fit only a text file. `kind`: the name under which such faults are counted.
    """

    kind: str
    values: dict[str, Any]
    text_only: bool = False


class Spoiler:
    """The rows of a cohort as a file holds them, a share of them faulty. `planted`: kind of fault -> rows so far."""

    def __init__(self, cohort: SyntheticCohort, share: float, as_text: bool) -> None:
        self.cohort, self.share, self.as_text = cohort, share, as_text
        self.ways = [way for way in _ways(cohort) if as_text or not way.text_only]
        self.planted: Counter[str] = Counter()

    @property
    def schema(self) -> pl.Schema:
        """The columns of the file."""
        return self._rows(0, 1).drop(_PLAN).schema

    def rows(self, start: int, count: int) -> pl.DataFrame:
        """Rows from `start` on: the id column, then the elements in the dictionary's order."""
        frame = self._rows(start, count)
        for kind, number in frame.group_by(_PLAN).len().iter_rows():
            if kind is not None:
                self.planted[self._kind(kind)] += number
        return frame.drop(_PLAN)

    def plan(self, start: int, count: int) -> list[str | None]:
        """Return the kind of fault that each row gets, None for a row without one."""
        return [None if way is None else self._kind(way) for way in self._rows(start, count)[_PLAN]]

    def _kind(self, way: int) -> str:
        return "duplicate id" if way == len(self.ways) else self.ways[way].kind

    def _rows(self, start: int, count: int) -> pl.DataFrame:
        frame = self.cohort.rows(start, count)
        seed = self.cohort.seed
        number = pl.col(ROW)
        bad = draw(seed, "$spoiled") < self.share
        plan = pl.when(bad).then(pl.col(ROW).pipe(lambda _: pick(seed, "$way", len(self.ways) + 1)))
        frame = frame.with_columns(plan.alias(_PLAN))
        doubled = (pl.col(_PLAN) == len(self.ways)).fill_null(False) & (number > 0)
        frame = frame.with_columns(
            # the first row has none before it to be confused with
            pl.when((number == 0) & (pl.col(_PLAN) == len(self.ways))).then(None).otherwise(_PLAN).alias(_PLAN),
            pl.format("synthetic-{}-{}", pl.lit(seed), number - doubled.cast(pl.UInt64)).alias(ID),
        )
        names = self.cohort.elements
        if self.as_text:
            frame = frame.with_columns(pl.col(names).cast(pl.String))
        if self.share > 0:
            frame = frame.with_columns(self._overwritten(frame.schema))
        return frame.select(ID, *names, _PLAN)

    def _overwritten(self, schema: pl.Schema) -> Iterator[pl.Expr]:
        changes: dict[str, list[tuple[int, Any]]] = {}
        for place, way in enumerate(self.ways):
            for name, value in way.values.items():
                changes.setdefault(name, []).append((place, value))
        for name, made in changes.items():
            value = pl.col(name)
            for place, each in made:
                written = pl.lit(_as_text(each) if self.as_text else each, dtype=schema[name])
                value = pl.when(pl.col(_PLAN) == place).then(written).otherwise(value)
            yield value.alias(name)


def _ways(cohort: SyntheticCohort) -> Iterator[Spoiled]:
    elements = cohort.rulebase.elements
    for name in cohort.elements:
        yield from _ways_of(elements[name])
    for clause in cohort.rulebase.constraints:
        broken = _broken(clause.literals)
        if broken is not None and all(name in cohort.drawn for name in broken):
            yield Spoiled("contradiction", broken)
    for name in cohort.elements:
        host = elements[name].only_if
        if host is not None and elements[name].is_number and elements[name].low is not None:
            yield Spoiled("contradiction", {name: _number(elements[name], elements[name].low), host: False})


def _ways_of(element: Element) -> Iterator[Spoiled]:
    name = element.name
    if element.type == "boolean":
        yield Spoiled("not true or false", {name: "yes"}, text_only=True)
    elif element.type == "enumeration":
        yield Spoiled("unknown member", {name: _STRANGE})
    else:
        low, high = element.accepted
        assert low is not None
        assert high is not None
        yield Spoiled("out of range", {name: _number(element, high + 1)})
        yield Spoiled("out of range", {name: _number(element, low - 1)})
        yield Spoiled("with its unit", {name: f"{low} {element.unit}"}, text_only=True)
        yield Spoiled("too many fields", {name: f"{low},{low}"}, text_only=True)
        if element.type == "integer":
            yield Spoiled("not a whole number", {name: f"{low}.5"}, text_only=True)
        else:
            yield Spoiled("not a number", {name: float("nan")})


def _broken(literals: tuple[Node, ...]) -> dict[str, Any] | None:
    """Values that break a clause, where all of it is about booleans."""
    values: dict[str, Any] = {}
    for literal in literals:
        match literal:
            case Is(name):
                values[name] = False
            case Not(Is(name)):
                values[name] = True
            case _:
                return None
    return values


def _number(element: Element, number: Decimal | None) -> int | float:
    assert number is not None
    return int(number) if element.type == "integer" else float(number)


def _as_text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "NaN" if value != value else str(value)  # noqa: PLR0124 - only NaN differs from itself
