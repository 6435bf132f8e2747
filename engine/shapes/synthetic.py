"""The shape of `synthetic.yaml`: what a synthetic cohort is drawn from.

What the keys mean: docs/lists-synth.md. What goes beyond shape is checked in `synthetic_checks`.
"""

from __future__ import annotations

from pydantic import Field

from immunote.engine.shapes.base import Number, Shape


class CaseShape(Shape):
    """How a value is drawn where `when` holds; the last case has no `when`."""

    when: str | None = None
    value: bool | Number | str | None = None
    share: Number | None = None
    weights: dict[str, Number] | None = None
    quantiles: dict[str, Number] | None = None


class DrawnShape(Shape):
    """One element."""

    missing: Number
    together: str | None = None
    cases: list[CaseShape] = Field(min_length=1)
    step: Number | None = None
    no_less_than: str | None = None
    cites: list[str] = Field(default_factory=list)


class BlockShape(Shape):
    """Elements that belong together. `choice`: why figures without `cites` are as they are."""

    block: str
    choice: str | None = None
    draws: dict[str, DrawnShape]


class RecordKindShape(Shape):
    """How well a share of the patients is recorded."""

    share: Number
    missing_times: Number


class TogetherShape(Shape):
    """What is recorded or missing as a whole."""

    missing: Number


class SyntheticFile(Shape):
    """`synthetic.yaml`."""

    about: str
    choice: str
    at_thresholds: Number
    records: dict[str, RecordKindShape] = Field(min_length=1)
    together: dict[str, TogetherShape] = Field(default_factory=dict)
    blocks: list[BlockShape] = Field(min_length=1)
