"""Finds status and outcome of all rows from the diagram's columns, as `immunote.engine.noting.outcome` does for one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from immunote.engine.columns.circuit import TRUE, Bit, Circuit
from immunote.engine.columns.conditions import truth_column
from immunote.engine.columns.levels import Levels
from immunote.engine.rulebase import RuleBase

STATUSES = ("settled", "provisional", "insufficient_data")


class VerdictColumns:
    """The gates of the verdict. `is_possible`: where the facts do not contradict each other.

    `statuses`, `outcomes`: by place, where each is the row's; at most one of each is. `flags`, `open_flags`: by name,
    where each holds and where it is open. `asked`: element -> where a flag asks for it, it is unknown and no outcome is
    settled. `may_lean`: where the outcome is open and what a leaning needs is known.
    """

    def __init__(self, rulebase: RuleBase, outcomes: Sequence[str], levels: Levels, circuit: Circuit) -> None:
        def some_is_unknown(elements: Iterable[str]) -> Bit:
            return circuit.any_of(map(circuit.is_unknown, elements))

        self._flags(rulebase, circuit)
        is_open = circuit.any_of(self.open_flags.values())
        by_name = dict(zip(outcomes, levels.outcomes, strict=True))
        held = [by_name[name] for name in rulebase.flags.holds_back if name in by_name]
        self.is_possible = circuit.any_of(levels.outcomes)
        one = circuit.just_one_of(levels.outcomes)
        several = circuit.but_not(self.is_possible, one)
        insufficient = circuit.both(several, some_is_unknown(rulebase.about.insufficient_unless_known))
        self.is_settled = circuit.but_not(one, circuit.both(is_open, circuit.any_of(held)))
        self.is_provisional = circuit.but_not(self.is_possible, circuit.either(self.is_settled, insufficient))
        self.statuses = [self.is_settled, self.is_provisional, insufficient]
        self.outcomes = [circuit.both(self.is_settled, outcome) for outcome in levels.outcomes]
        not_settled = circuit.but_not(self.is_possible, self.is_settled)
        self.asked = {name: circuit.both(not_settled, self._asks(rulebase, name, circuit)) for name in _asked(rulebase)}
        unsure = [bit for name, bit in levels.missing.items() if rulebase.elements[name].leaning is None]
        may_not = [is_open, some_is_unknown(rulebase.about.leaning_requires), *unsure]
        self.may_lean = circuit.but_not(self.is_provisional, circuit.any_of(may_not))

    def _flags(self, rulebase: RuleBase, circuit: Circuit) -> None:
        there = [circuit.is_true(truth_column(value.condition)) for value in rulebase.flags.values]
        without = circuit.any_of(circuit.but_not(TRUE, each) for each in there)
        self.flags: dict[str, Bit] = {}
        self.open_flags: dict[str, Bit] = {}
        for flag in rulebase.flags.flags:
            holds = circuit.is_true(truth_column(flag.condition))
            if flag.unless is not None:
                holds = circuit.but_not(holds, circuit.is_true(flag.unless))
            unanswered = circuit.any_of(map(circuit.is_unknown, flag.asks))
            self.flags[flag.id] = holds
            self.open_flags[flag.id] = circuit.both(holds, circuit.either(unanswered, without))

    def _asks(self, rulebase: RuleBase, element: str, circuit: Circuit) -> Bit:
        asking = circuit.any_of(self.flags[flag.id] for flag in rulebase.flags.flags if element in flag.asks)
        return circuit.both(asking, circuit.is_unknown(element))


def _asked(rulebase: RuleBase) -> list[str]:
    return list(dict.fromkeys(name for flag in rulebase.flags.flags for name in flag.asks))
