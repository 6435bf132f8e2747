"""Kleene's strong three-valued logic: the meaning of every condition in a rule base.

Source: S. C. Kleene, Introduction to Metamathematics (1952), section 64.
A truth is never a Python boolean: ``bool()`` of one raises, so that "unknown" cannot slip into an ``if``.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import NoReturn


class Truth(IntEnum):
    """FALSE < UNKNOWN < TRUE, so that *and* is the minimum and *or* the maximum."""

    FALSE = 0
    UNKNOWN = 1
    TRUE = 2

    def __bool__(self) -> NoReturn:
        """Refuse: a truth has three values. Raises TypeError."""
        msg = "a truth has three values; compare it: `is TRUE`, `is FALSE` or `is UNKNOWN`"
        raise TypeError(msg)


FALSE, UNKNOWN, TRUE = Truth.FALSE, Truth.UNKNOWN, Truth.TRUE


def negate(truth: Truth) -> Truth:
    """*not*: unknown stays unknown."""
    return Truth(TRUE - truth)


def all_of(truths: Iterable[Truth]) -> Truth:
    """*and*: false as soon as one is false, however many are unknown; true of nothing."""
    return min(truths, default=TRUE)


def any_of(truths: Iterable[Truth]) -> Truth:
    """*or*: true as soon as one is true, however many are unknown; false of nothing."""
    return max(truths, default=FALSE)


def at_least(count: int, truths: Iterable[Truth]) -> Truth:
    """True when `count` are true already; false when too few are left that could still become true."""
    seen = list(truths)
    if seen.count(TRUE) >= count:
        return TRUE
    return UNKNOWN if len(seen) - seen.count(FALSE) >= count else FALSE
