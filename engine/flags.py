"""Which flags hold of a patient, which of them are open, and what was asked and answered.

A flag reads what is recorded: it holds where its condition is true and what would explain it is not recorded as yes.
It is open while it holds and an answer is not known or a value that it asks for is not there. An answer that follows
from recorded facts counts as given; a recorded "no" that was set aside is no fact and does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from immunote.engine.rulebase import RuleBase
from immunote.engine.tables import Flag, FlagValue
from immunote.engine.tree import Facts
from immunote.engine.truth import TRUE, Truth


@dataclass(frozen=True, slots=True)
class HoldingFlag:
    """A flag that holds: the elements asked and not known, the values asked and not there, the elements answered."""

    flag: Flag
    unanswered: tuple[str, ...]
    without: tuple[FlagValue, ...]
    answered: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        """Whether something that it asks is not answered."""
        return bool(self.unanswered or self.without)


def flags_of(rulebase: RuleBase, facts: Facts, truths: Mapping[str, Truth]) -> tuple[HoldingFlag, ...]:
    """The flags that hold, as declared. `truths`: those of the program's conditions."""
    flags = rulebase.flags
    without = tuple(value for value in flags.values if truths[value.condition] is not TRUE)
    there = tuple(value.element for value in flags.values if truths[value.condition] is TRUE)
    return tuple(
        HoldingFlag(
            flag,
            tuple(name for name in flag.asks if name not in facts),
            without,
            (*(name for name in flag.asks if name in facts), *there),
        )
        for flag in flags.flags
        if truths[flag.condition] is TRUE and (flag.unless is None or facts.get(flag.unless) is not True)
    )


def any_open(flags: Iterable[HoldingFlag]) -> bool:
    """Whether one of them is open."""
    return any(flag.is_open for flag in flags)


def asked_by(flags: Iterable[HoldingFlag]) -> tuple[str, ...]:
    """What open flags ask and nobody answered: elements, in the order asked."""
    return tuple(dict.fromkeys(name for flag in flags for name in flag.unanswered))
