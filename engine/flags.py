"""Finds the flags that hold for a patient, and which of them are open since something that they ask is not answered.

A flag holds where its condition is true and its `unless` element is not known to be yes. It is open while it holds and
an element that it asks is unknown, or a value that all flags ask for is not there. An answer that follows from recorded
facts counts as given. A recorded "no" that was set aside (`Patient.set_aside`) is no fact and does not.
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
    """A flag that holds for a patient. `unanswered`: elements that it asks and that are not known.

    `without`: values that it asks for and that are not there. `answered`: elements that it asks and that are known.
    """

    flag: Flag
    unanswered: tuple[str, ...]
    without: tuple[FlagValue, ...]
    answered: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        """Whether the flag is open: something that it asks is not answered."""
        return bool(self.unanswered or self.without)


def flags_of(rulebase: RuleBase, facts: Facts, truths: Mapping[str, Truth]) -> tuple[HoldingFlag, ...]:
    """Return the flags that hold, in declared order. `truths`: of all conditions of the program."""
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
    """Return whether at least one of the flags is open."""
    return any(flag.is_open for flag in flags)


def asked_by(flags: Iterable[HoldingFlag]) -> tuple[str, ...]:
    """Return the elements that these flags ask and that are not known, each once, in the order asked."""
    return tuple(dict.fromkeys(name for flag in flags for name in flag.unanswered))
