"""Finds for all rows the rules on which the outcome rests, and the certainty of the evidence among them.

`immunote.engine.explain` finds the names behind one patient's outcome; here a gate for each name says for which
patients it is one of them. The walk starts at the rows of the decision list that decide and goes down: a part of a
condition counts where the condition counts and both have the same truth. Each node type has an entry in a table; one
without an entry is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from immunote.engine.columns.circuit import FALSE, TRUE, Bit, Circuit
from immunote.engine.columns.conditions import ConditionColumns, truth_column
from immunote.engine.columns.levels import Levels
from immunote.engine.columns.verdict import VerdictColumns
from immunote.engine.noting.outcome import weakest
from immunote.engine.rulebase import RuleBase
from immunote.engine.shapes.about import NOT_RATED
from immunote.engine.tree import (
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


class Deciding:
    """The gates of deciding rules and certainties. `rules`: for each rule that some row reads, where it decides.

    `certainties`: their names, by place. `certain`: by place, where it is the certainty of the verdict. `strays`: where
    an outcome is reachable though all its rows are false, so that two evaluators disagree.
    """

    def __init__(
        self,
        rulebase: RuleBase,
        outcomes: Sequence[str],
        conditions: ConditionColumns,
        levels: Levels,
        verdict: VerdictColumns,
        circuit: Circuit,
    ) -> None:
        self._rulebase = rulebase
        self._conditions = conditions
        self._circuit = circuit
        self._counts: dict[str, Bit] = {}
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
        perhaps = self._rows(dict(zip(outcomes, levels.outcomes, strict=True)), verdict)
        for name in reversed(list(rulebase.named)):
            if name in self._counts:
                self._walk(rulebase.named[name].when, self._counts[name])
        self.rules = {
            name: self._rule(name, perhaps) for name in rulebase.rules if name in self._counts or name in perhaps
        }
        declared = tuple(rulebase.about.certainties)
        self.certainties = declared if NOT_RATED in declared else (*declared, NOT_RATED)
        self.certain = self._certain(verdict)

    def _rows(self, reached: dict[str, Bit], verdict: VerdictColumns) -> dict[str, Bit]:
        """Start the walk at each row that decides and is true.

        Return, for each name below a row, where such a row decides while its own truth is unknown.
        """
        circuit = self._circuit
        perhaps: dict[str, Bit] = {}
        open_rows = dict.fromkeys(reached, FALSE)
        maybe = dict.fromkeys(reached, FALSE)
        self._sure = FALSE
        before = TRUE
        for row in self._rulebase.rows:
            holds = truth_column(f"row.{row.name}")
            is_true, is_open = circuit.is_true(holds), circuit.is_unknown(holds)
            decides = circuit.all_of((before, verdict.is_settled, reached[row.outcome]))
            not_false = circuit.both(before, circuit.either(is_true, is_open))
            open_rows[row.outcome] = circuit.either(open_rows[row.outcome], not_false)
            self._walk(row.when, circuit.both(decides, is_true))
            for name in self._names_below(row.when):
                perhaps[name] = circuit.either(perhaps.get(name, FALSE), circuit.both(decides, is_open))
            self._sure = circuit.either(self._sure, circuit.but_not(circuit.both(decides, is_true), maybe[row.outcome]))
            maybe[row.outcome] = circuit.either(maybe[row.outcome], circuit.both(decides, is_open))
            before = circuit.but_not(before, is_true)
        self.strays = circuit.any_of(circuit.but_not(where, open_rows[outcome]) for outcome, where in reached.items())
        return perhaps

    def _walk(self, node: Node, where: Bit) -> None:
        """Mark the names in `node` as part of the explanation, in the rows `where`."""
        dispatch(self._table, node, "deciding")(node, where)

    def _ref(self, node: Ref, where: Bit) -> None:
        self._counts[node.name] = self._circuit.either(self._counts.get(node.name, FALSE), where)

    def _not(self, node: Not, where: Bit) -> None:
        self._walk(node.child, where)

    def _several(self, node: And | Or | AtLeast, where: Bit) -> None:
        for child in children_of(node):
            if refs_in(child):
                self._walk(child, self._circuit.both(where, self._alike(child, node)))

    def _alike(self, child: Node, node: Node) -> Bit:
        """Return where a part of a condition has the same truth as the whole."""
        circuit, part, whole = self._circuit, self._conditions.column(child), self._conditions.column(node)
        asked = (circuit.is_true, circuit.is_false, circuit.is_unknown)
        return circuit.any_of(circuit.both(has(part), has(whole)) for has in asked)

    def _rule(self, name: str, perhaps: dict[str, Bit]) -> Bit:
        counts = self._circuit.either(self._counts.get(name, FALSE), perhaps.get(name, FALSE))
        return self._circuit.but_not(counts, self._circuit.is_false(truth_column(name)))

    def _certain(self, verdict: VerdictColumns) -> list[Bit]:
        """Return, for each certainty, where it is that of the verdict.

        It is the strongest among the rules that make the deciding row true. Where it is open which of several rows
        decides, it is the weakest among the rules behind them; where the status is provisional, the weakest among all
        rules that are not false.
        """
        circuit, rules = self._circuit, self._rulebase.rules
        alike: dict[str, list[str]] = {}
        for name in rules:
            alike.setdefault(weakest(self._rulebase, [name]), []).append(name)
        among: dict[str, Bit] = {}
        for rated in self.certainties:
            names = alike.get(rated, []) if rated != NOT_RATED else []
            decide = circuit.any_of(self.rules.get(name, FALSE) for name in names)
            may_hold = circuit.any_of(circuit.but_not(TRUE, circuit.is_false(truth_column(name))) for name in names)
            among[rated] = circuit.either(decide, circuit.both(verdict.is_provisional, may_hold))
        sure = circuit.both(verdict.is_possible, self._sure)
        best = self._first(among, tuple(reversed(self.certainties)), sure)
        least = self._first(among, self.certainties, circuit.but_not(verdict.is_possible, self._sure))
        return [circuit.either(best[rated], least[rated]) for rated in self.certainties]

    def _first(self, among: dict[str, Bit], order: Sequence[str], where: Bit) -> dict[str, Bit]:
        """Return, for each certainty, where it is the first of `order` whose gate in `among` holds."""
        found, left = {}, where
        for rated in order:
            if rated != NOT_RATED:
                found[rated] = self._circuit.both(left, among[rated])
                left = self._circuit.but_not(left, found[rated])
        return {**found, NOT_RATED: left}

    def _names_below(self, node: Node) -> list[str]:
        found: dict[str, None] = {}
        waiting = list(refs_in(node))
        while waiting:
            name = waiting.pop()
            if name not in found:
                found[name] = None
                waiting += refs_in(self._rulebase.named[name].when)
        return list(found)


def _rests_on_no_name(_node: Node, _where: Bit) -> None:
    """Do nothing: atoms, and what always holds, name no rule."""
