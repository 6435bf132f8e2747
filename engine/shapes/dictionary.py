"""The shapes of the data dictionary, `profile/*.yaml`, and of `thresholds.yaml`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from immunote.engine.shapes.base import Number, Range, Shape
from immunote.engine.shapes.phrases import SpokenShape


class MistakenUnit(Shape):
    """Values beyond `above` (or below `below`) only make sense in `unit`; times `factor` they are in ours."""

    unit: str
    factor: str
    above: Number | None = None
    below: Number | None = None


class ToleranceShape(Shape):
    """A given value contradicts a derived one from this factor *and* this difference on."""

    times: Number
    by: Number


class DerivedShape(Shape):
    """How an element follows from others at intake. `inputs` for all but a formula, which names its own."""

    how: Literal["ratio", "ratio_to_square", "product", "difference", "scale", "highest", "count", "formula"]
    inputs: list[str] = Field(default_factory=list)
    factor: str = "1"
    tolerance: Number | ToleranceShape = 0
    called: str | None = None
    formula: str | None = None
    in_units: dict[str, str] | None = None
    result_in: str | None = None
    by_member: dict[str, dict[str, dict[str, str]]] = Field(default_factory=dict)
    where: str | None = None
    unless: str | None = None
    cites: list[str] = Field(default_factory=list)
    choice: str | None = None


class AbsentMeansShape(Shape):
    """What an element is taken to be where nobody recorded it and nothing leads to it: only where `when` is true."""

    value: bool | str
    when: str | None = None
    because: str


class SaysNothingAfter(Shape):
    """The threshold after which a value is too old to answer the question."""

    days: str


class AlsoIn(Shape):
    """The same quantity in another unit, as an element of its own."""

    unit: str
    factor: str
    range: Range
    decimals: int = 2


class AskedShape(Shape):
    """When an element is asked for, and how: `when` must be true; `words` may name members of a group."""

    when: str
    words: str | None = None


class ElementShape(Shape):
    """One element of the data dictionary."""

    question: str
    label: str
    type: Literal["boolean", "integer", "decimal", "enumeration"]
    unit: str | None = None
    decimals: int = Field(default=0, ge=0, le=4)
    range: Range | None = None
    values: dict[str, str] = Field(default_factory=dict)
    leaning: bool | Number | str | None = None
    absence: Literal["unknown"] = "unknown"
    closed_by_problem_list: bool = False
    rank: int = Field(default=4, ge=1, le=4)
    codes: dict[str, list[str]] = Field(default_factory=dict)
    mistaken_unit: MistakenUnit | None = None
    only_if: str | None = None
    derived: DerivedShape | None = None
    no_needs: str | None = None
    absent_means: list[AbsentMeansShape] = Field(default_factory=list)
    says_nothing_after: SaysNothingAfter | None = None
    also_in: dict[str, AlsoIn] = Field(default_factory=dict)
    noun: str | None = None
    spoken: list[SpokenShape] = Field(default_factory=list)
    not_an_answer: list[str] = Field(default_factory=list)
    may_become: Literal["any"] | list[bool | Number | str] | None = None
    asked: AskedShape | None = None


class GroupShape(Shape):
    """Elements that a condition may count together."""

    members: list[str]
    parts: dict[str, list[str]] = Field(default_factory=dict)


class ConstraintShape(Shape):
    """`if` ... `then` ..., or `ordered`, or `spans` and `within`. `asks`: what is asked where it is broken.

    `strictly`: two that are equal break an order too. `within`: the element that counts completed units of time.
    """

    if_: str | None = Field(default=None, alias="if")
    then: str | None = None
    ordered: list[str] = Field(default_factory=list)
    strictly: bool = False
    spans: list[str] = Field(default_factory=list)
    within: str | None = None
    says: str
    asks: str = ""


class DictionaryFile(Shape):
    """`profile/*.yaml`."""

    elements: dict[str, ElementShape] = Field(default_factory=dict)
    groups: dict[str, GroupShape] = Field(default_factory=dict)
    constraints: list[ConstraintShape] = Field(default_factory=list)


class ThresholdShape(Shape):
    """One number."""

    value: Number
    unit: str
    comparison: str | list[str]
    cites: list[str] = Field(default_factory=list)
    choice: str | None = None


class ThresholdFile(Shape):
    """`thresholds.yaml`."""

    thresholds: dict[str, ThresholdShape]
