"""The colour and the shape of an outcome, from what the rule base says of it: none is known here by name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from immunote.engine.rulebase import Outcome, RuleBase
from immunote.service.html.policy import STYLE

_LAST = 3
TONES = dict(re.findall(r"\.([\w-]+) \{ --tone: (#\w+);", STYLE))
"""The colour of each kind of outcome, as the stylesheet has it; some programs that print apply none to a drawing."""


@dataclass(frozen=True, slots=True)
class GradeSign:
    """How an outcome looks. `key`: the class in the stylesheet that colours it. `tone`: its colour there, of the shape.

    `drawing`: the path of the shape, in a square of 24. A shape never stands without the words of the outcome.
    """

    key: str
    drawing: str
    tone: str


_DISC = "M12 1a11 11 0 1 0 0 22a11 11 0 1 0 0-22z"
_SHAPES = {
    "grade-1": f"{_DISC}M6 12.5l1.9-1.9l2.8 2.8l5.6-5.8l1.9 1.9l-7.5 7.7z",  # a disc with a tick
    "grade-2": "M12 1.5L23.5 22.5H.5zM10.8 9v7h2.4V9zM10.8 17.6V20h2.4v-2.4z",  # a triangle with a stroke and a dot
    "grade-3": "M12 .5L23.5 12L12 23.5L.5 12zM12 4V20l8-8z",  # a diamond, half of it filled
    "not-now": "M2 2H22V22H2zM6 10.5v3H18v-3z",  # a square with a bar
    "never": "M7.4 1h9.2L23 7.4v9.2L16.6 23H7.4L1 16.6V7.4z"  # an octagon with a cross
    "M8.1 6L6 8.1L9.9 12L6 15.9L8.1 18L12 14.1L15.9 18L18 15.9L14.1 12L18 8.1L15.9 6L12 9.9z",
    "wait": f"{_DISC}M8 7v10h2.8V7zM13.2 7v10H16V7z",  # a disc with two bars
    "apart": f"{_DISC}M12 4.5a7.5 7.5 0 1 1 0 15a7.5 7.5 0 1 1 0-15zM12 8a4 4 0 1 0 0 8a4 4 0 1 0 0-8z",  # a ring
    "outside": "M2 2H22V22H2zM5 5V19H19V5z",  # an empty square
    "open": f"{_DISC}M8 9.4a4 4 0 1 1 5.2 3.8v1.6h-2.4v-3.4h1.2a1.7 1.7 0 1 0-1.7-2zM10.8 16.4v2.4h2.4v-2.4z",
}


def grade_sign(outcome: str | None, rulebase: RuleBase) -> GradeSign:
    """The sign of an outcome; of None, while nothing is settled."""
    key = "open" if outcome is None else _key(rulebase.outcomes[outcome], rulebase)
    return GradeSign(key, _SHAPES[key], TONES[key])


def _key(outcome: Outcome, rulebase: RuleBase) -> str:
    if outcome.indicator == "critical":
        return "never"
    if outcome.indicator == "warning":
        return "wait"
    if outcome.indicator == "none":
        return "outside"
    if not outcome.is_grade:
        return "apart"
    if outcome.stops:
        return "not-now"
    best_first = [each.id for each in rulebase.outcomes.values() if each.is_grade and not each.stops]
    return f"grade-{min(best_first.index(outcome.id) + 1, _LAST)}"
