"""A synthetic cohort as a rule base describes it: which values are drawn, how often, and how often none is known.

`immunote.engine.shapes.synthetic` reads one from `synthetic.yaml`. Nothing here draws: that is left to who writes the
lists. The figures decide no note, so they are no part of the rule base's hash.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from immunote.engine.tree import Node, Value


@dataclass(frozen=True, slots=True)
class DrawCase:
    """How a value is drawn where `when` holds of what was drawn before. Just one of the four is given.

    `value`: always this. `share`: the probability of true (0 to 1). `weights`: member -> weight.
    `quantiles`: (percent, number) from 0 to 100, with straight lines between them; numbers in the element's unit.
    """

    when: Node
    value: Value | None = None
    share: float | None = None
    weights: Mapping[str, float] | None = None
    quantiles: tuple[tuple[float, float], ...] | None = None


@dataclass(frozen=True, slots=True)
class Drawn:
    """One element of the cohort. The first case whose `when` holds counts; the last one always does.

    `missing`: share of patients (0 to 1) for whom the value is not recorded. `together`: a name in
    `Synthetic.together`, with which it is recorded or not. `step`: numbers are multiples of it.
    `no_less_than`: an element drawn before that this number is at least.
    """

    element: str
    cases: tuple[DrawCase, ...]
    missing: float
    together: str | None
    step: float | None
    no_less_than: str | None
    cites: tuple[str, ...]
    choice: str | None


@dataclass(frozen=True, slots=True)
class RecordKind:
    """How well a patient's record is kept: a share of patients whose `missing` is multiplied by `missing_times`."""

    name: str
    share: float
    missing_times: float


@dataclass(frozen=True, slots=True)
class Synthetic:
    """All that a cohort is drawn from, in the order of drawing. `about`: whom it stands for.

    `at_thresholds`: share of numbers that are put exactly at a threshold, or one step of the grid beside it.
    `together`: name -> share of patients for whom none of the elements that name it is recorded.
    """

    about: str
    at_thresholds: float
    records: tuple[RecordKind, ...]
    together: Mapping[str, float]
    drawn: tuple[Drawn, ...]
