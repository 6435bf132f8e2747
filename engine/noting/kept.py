"""Parts of a note that say the same of many patients, made once: an answer in words, a cited figure, a question.

The key of a part tells all that it is made from: names, outcomes, ids of rules; never a patient's value. Citations are
not kept: their numbers and figures differ too much from note to note.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from engine.note import Part
from engine.rulebase import RuleBase

MOST = 10_000  # 800 random patients met 4,100

P = TypeVar("P", bound=Part)


def kept(rulebase: RuleBase, key: tuple[object, ...], make: Callable[[], P]) -> P:
    """The part under `key`, made where it is not kept yet; when there are too many, all are forgotten."""
    found: P | None = rulebase.parts.get(key)
    if found is None:
        if len(rulebase.parts) >= MOST:
            rulebase.parts.clear()
        found = rulebase.parts[key] = make()
    return found
