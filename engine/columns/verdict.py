"""Status and outcome of each row, from the columns of the diagram; as `engine.noting.outcome`."""

from __future__ import annotations

from collections.abc import Iterable

from engine.columns.circuit import Bit, Circuit
from engine.columns.levels import Levels
from engine.rulebase import RuleBase

STATUSES = ("settled", "provisional", "insufficient_data")


class Verdict:
    """`is_possible`: somebody may have such facts. `statuses`, `outcomes`: by place; of each, one holds or none does.

    `may_lean`: where the outcome is open and what a leaning needs is known.
    """

    def __init__(self, rulebase: RuleBase, levels: Levels, circuit: Circuit) -> None:
        def some_is_unknown(elements: Iterable[str]) -> Bit:
            return circuit.any_of(map(circuit.is_unknown, elements))

        self.is_possible = circuit.any_of(levels.outcomes)
        self.is_settled = circuit.just_one_of(levels.outcomes)
        is_open = circuit.but_not(self.is_possible, self.is_settled)
        insufficient = circuit.both(is_open, some_is_unknown(rulebase.about.insufficient_unless_known))
        self.is_provisional = circuit.but_not(is_open, insufficient)
        self.statuses = [self.is_settled, self.is_provisional, insufficient]
        self.outcomes = [circuit.both(self.is_settled, outcome) for outcome in levels.outcomes]
        unsure = [bit for name, bit in levels.missing.items() if rulebase.elements[name].leaning is None]
        may_not = [some_is_unknown(rulebase.about.leaning_requires), *unsure]
        self.may_lean = circuit.but_not(self.is_provisional, circuit.any_of(may_not))
