"""What a list gains by each answer that is missing: whom it settles, and how much of what is open it rules out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from immunote.engine.api import Engine
from immunote.engine.questions import places
from immunote.service.lists.short_list import ShortRow

MOST_LOOKED_AT = 300
"""Patients for whom it is worked out what each answer rules out, which takes milliseconds each; of more, every n-th."""


@dataclass(frozen=True)
class Gain:
    """What the patients who are open gain by one element.

    `lacking`: those of them whose outcome hangs on it. `settled`: those who lack nothing else, so that any answer
    settles them. `ruled_out`: outcomes that an answer rules out, each answer counted as equally likely, summed over the
    patients that were looked at.
    """

    element: str
    lacking: int
    settled: int
    ruled_out: float


def gains(engine: Engine, rows: Sequence[ShortRow]) -> list[Gain]:
    """The gain of each missing element, the largest first; among equals in the order in which questions are asked.

    Whom an answer settles comes before what it rules out. Nothing of a patient is kept by the engine.
    """
    waiting = [row for row in rows if row.status != "settled" and row.missing]
    lacking = Counter(name for row in waiting for name in row.missing)
    settled = Counter(row.missing[0] for row in waiting if len(row.missing) == 1)
    ruled_out = dict.fromkeys(lacking, 0.0)
    with engine.apart() as apart:
        for row in waiting[:: -(-len(waiting) // MOST_LOOKED_AT) or 1]:
            _add(apart, row, ruled_out)
    place, last = places(engine.rulebase.question_groups), (len(engine.rulebase.question_groups), 0)
    found = [Gain(name, lacking[name], settled[name], ruled_out[name]) for name in lacking]
    return sorted(
        found, key=lambda each: (-each.settled, -round(each.ruled_out, 6), -each.lacking, place.get(each.element, last))
    )


def _add(engine: Engine, row: ShortRow, ruled_out: dict[str, float]) -> None:
    missing = engine.diagram.missing(engine.patient(row.profile).facts)
    for name, answers in missing.items():
        if name in row.missing:  # the list leaves out what can only be asked after another answer
            gone = sum(len(row.reachable) - len(left) for left in answers.values())
            ruled_out[name] += gone / len(answers)
