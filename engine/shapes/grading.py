"""The shape of the decision list, `grading.yaml`."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from immunote.engine.shapes.base import Shape
from immunote.engine.shapes.phrases import AddShape, GatheredShape, Phrases, PhraseShape, RestsOnShape


class OutcomeShape(Shape):
    """One outcome of the decision list."""

    title: str
    grade: bool
    headlines: dict[str, str] = Field(default_factory=dict)
    prints: list[str] | None = None
    indicator: Literal["none", "info", "warning", "critical"] = "info"
    stops: bool = False


class RowShape(Shape):
    """One row of the decision list."""

    row: str
    outcome: str
    when: str
    reason: str
    opens: Phrases = Field(default_factory=list)
    headline: list[str | PhraseShape | Phrases] = Field(default_factory=list)


class TakesOutShape(Shape):
    """Elements that count as not recorded once what is dangerous is corrected, where `when` is true of the record."""

    elements: list[str] = Field(min_length=1)
    when: str | None = None


class OnceCorrectedShape(Shape):
    """How the grade after correction is found: the list without a row, some elements assumed, some taken out."""

    outcome: str
    without_row: str
    assume: dict[str, Any]
    takes_out: list[TakesOutShape] = Field(default_factory=list)


class StatusWords(Shape):
    """What a note says first while no outcome is settled. A sentence without words here is said only where given."""

    provisional: str = "Not settled: more than one outcome is possible."
    leaning: str = 'Not settled; it leans to "{leaning}".'
    insufficient_data: str = "Not enough is recorded."
    two_reasons: str = "More than one row leads to this outcome."
    flag_open: str = "No grade yet. {flags}"
    stops: str = ""
    also_now: str = ""
    answers_needed: str = ""


class GradingFile(Shape):
    """`grading.yaml`."""

    outcomes: dict[str, OutcomeShape]
    rows: list[RowShape]
    bases: dict[str, RestsOnShape] = Field(default_factory=dict)
    gathered: dict[str, GatheredShape] = Field(default_factory=dict)
    also: list[AddShape] = Field(default_factory=list)
    once_corrected: OnceCorrectedShape | None = None
    statuses: StatusWords = Field(default_factory=StatusWords)
