"""Which rules the outcome rests on, and how certain the weakest evidence among them is, over whole columns.

The walk of `engine.explain`, turned round: a column for each name says of which patients it is part of the
explanation. It starts at the rows that decide and runs down; a part of a condition counts where the condition counts
and both have the same truth. A back end like the others: a table of node types, with a default that refuses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import polars as pl

from engine.columns.conditions import Conditions, truth_column
from engine.columns.flags import any_of
from engine.columns.levels import REACHED
from engine.columns.stages import Stages
from engine.columns.verdict import IS_POSSIBLE, IS_PROVISIONAL, IS_SETTLED
from engine.noting.outcome import NOT_RATED, weakest
from engine.rulebase import RuleBase
from engine.tree import (
    Always,
    And,
    AtLeast,
    Compare,
    Is,
    Known,
    Node,
    Not,
    OneOf,
    Or,
    Ref,
    children_of,
    dispatch,
    refs_in,
)

DECIDING = "deciding."
CERTAINTY = "certainty."
STRAYS = "strays."


class Deciding:
    """From truths, reachable outcomes and the states of `engine.columns.verdict`: deciding rules and certainty.

    `rules`: rule -> its column; a rule that no row reads has none. `certainties`: by the place that `certainty.` gives.
    The column `strays.` is true where an outcome is reachable of which no row is open: two evaluators disagree.
    """

    def __init__(self, rulebase: RuleBase, outcomes: Sequence[str], conditions: Conditions) -> None:
        self._rulebase = rulebase
        self._conditions = conditions
        self._stages = Stages[pl.Expr]()
        self._gates: dict[str, list[str]] = {}
        self._parts = 0
        self._table: dict[type, Callable[..., None]] = {
            Always: _rests_on_no_name,
            Is: _rests_on_no_name,
            Compare: _rests_on_no_name,
            OneOf: _rests_on_no_name,
            Known: _rests_on_no_name,
            Ref: self._ref,
            Not: self._not,
            And: self._several,
            Or: self._several,
            AtLeast: self._several,
        }
        perhaps = self._rows(outcomes)
        for name in reversed(list(rulebase.named)):
            if name in self._gates:
                self._add(f"behind.{name}", any_of(map(pl.col, self._gates[name])), self._gates[name])
                self._walk(rulebase.named[name].when, f"behind.{name}")
        self.rules = {name: DECIDING + name for name in rulebase.rules if self._rule(name, perhaps)}
        declared = tuple(rulebase.about.certainties)
        self.certainties = declared if NOT_RATED in declared else (*declared, NOT_RATED)
        self._certainty()

    def added_to(self, frame: pl.LazyFrame) -> pl.LazyFrame:
        """The frame with the columns of `rules`, `certainty.` (Int8) and `strays.`."""
        for stage in self._stages:
            frame = frame.with_columns(stage)
        return frame

    def _rows(self, outcomes: Sequence[str]) -> dict[str, set[str]]:
        """Where each row decides. For the columns of rows that decide while open: the names that they rest on."""
        perhaps: dict[str, set[str]] = {}
        not_false: dict[str, list[str]] = {f"{REACHED}{place}": [] for place in range(len(outcomes))}
        self._add("before.0", pl.lit(value=True), ())
        for i, row in enumerate(self._rulebase.rows):
            truth, reached, before = (
                truth_column(f"row.{row.name}"),
                f"{REACHED}{outcomes.index(row.outcome)}",
                f"before.{i}",
            )
            holds, decides = pl.col(truth), pl.col(before) & pl.col(IS_SETTLED) & pl.col(reached)
            self._add(f"before.{i + 1}", pl.col(before) & holds.ne_missing(True), (before,))
            self._add(f"not_false.{i}", pl.col(before) & holds.ne_missing(False), (before,))
            self._add(f"true.{i}", decides & holds.eq_missing(True), (before,))
            self._add(f"perhaps.{i}", decides & holds.is_null(), (before,))
            not_false[reached].append(f"not_false.{i}")
            perhaps[f"perhaps.{i}"] = self._names_below(row.when)
            self._walk(row.when, f"true.{i}")
        strays = any_of(pl.col(reached) & ~any_of(map(pl.col, rows)) for reached, rows in not_false.items())
        self._add(STRAYS, strays, [name for rows in not_false.values() for name in rows])
        return perhaps

    def _walk(self, node: Node, gate: str) -> None:
        """Pass on to names: where `gate` is true, what is known of `node` is part of the explanation."""
        dispatch(self._table, node, "deciding")(node, gate)

    def _ref(self, node: Ref, gate: str) -> None:
        self._gates.setdefault(node.name, []).append(gate)

    def _not(self, node: Not, gate: str) -> None:
        self._walk(node.child, gate)

    def _several(self, node: And | Or | AtLeast, gate: str) -> None:
        whole = self._conditions.column(node)
        for child in children_of(node):
            if refs_in(child):
                part = f"part_behind.{self._parts}"
                self._parts += 1
                alike = pl.col(self._conditions.column(child)).eq_missing(pl.col(whole))
                self._add(part, pl.col(gate) & alike, (gate,))
                self._walk(child, part)

    def _rule(self, name: str, perhaps: Mapping[str, set[str]]) -> bool:
        reads = [f"behind.{name}"] if name in self._gates else []
        reads += [column for column, names in perhaps.items() if name in names]
        if reads:
            counts = any_of(map(pl.col, reads)) & pl.col(truth_column(name)).ne_missing(False)
            self._add(DECIDING + name, counts, reads)
        return bool(reads)

    def _certainty(self) -> None:
        rules = self._rulebase.rules
        alike: dict[str, list[str]] = {}
        for name in rules:
            rated = weakest(self._rulebase, [name])
            if rated != NOT_RATED:
                alike.setdefault(rated, []).append(name)
        certainty = pl.lit(self.certainties.index(NOT_RATED))
        for place, rated in reversed([*enumerate(self.certainties)]):
            if rated in alike:
                decide = any_of(pl.col(self.rules[name]) for name in alike[rated] if name in self.rules)
                may_decide = any_of(pl.col(truth_column(name)).ne_missing(False) for name in alike[rated])
                among = decide | (pl.col(IS_PROVISIONAL) & may_decide)
                certainty = pl.when(among).then(place).otherwise(certainty)
        self._add(CERTAINTY, pl.when(IS_POSSIBLE).then(certainty).cast(pl.Int8), self.rules.values())

    def _names_below(self, node: Node) -> set[str]:
        found: set[str] = set()
        waiting = list(refs_in(node))
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += refs_in(self._rulebase.named[name].when)
        return found

    def _add(self, name: str, expression: pl.Expr, reads: Iterable[str]) -> None:
        self._stages.add(name, expression.alias(name), reads)


def _rests_on_no_name(_node: Node, _gate: str) -> None:
    """Atoms, and what always holds, name no rule."""
