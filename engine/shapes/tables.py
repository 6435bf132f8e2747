"""The shapes of the tables beside the rules: `products.yaml`, `checklist.yaml`, `dose.yaml`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from immunote.engine.shapes.base import Shape
from immunote.engine.shapes.hooks import OrderedAsShape
from immunote.engine.shapes.phrases import DetailShape, ExampleShape


class ProductShape(Shape):
    """One product, with what was read of it."""

    name: str
    properties: list[DetailShape] = Field(default_factory=list)


class ExclusionShape(Shape):
    """Why a product drops out."""

    id: str
    product: str
    title: str
    when: str
    wording: Literal["contraindicated", "avoid", "caution"]
    text: str
    cites: list[str] = Field(default_factory=list)
    choice: str | None = None
    examples: list[ExampleShape] = Field(default_factory=list)


class ProductsFile(Shape):
    """`products.yaml`."""

    not_listed: str
    ordered_as: OrderedAsShape | None = None
    products: dict[str, ProductShape]
    exclusions: list[ExclusionShape]


class ChecklistItem(Shape):
    """One line of the checklist."""

    id: str
    label: str
    phase: Literal["before", "during", "after"]
    when: str | None = None
    recorded: str | None = None
    compared: str | None = None
    abnormal: str | None = None
    shows: list[str] = Field(default_factory=list)
    text: str
    cites: list[str] = Field(default_factory=list)
    choice: str | None = None


class ChecklistFile(Shape):
    """`checklist.yaml`."""

    checklist: list[ChecklistItem]


class IdealWeight(Shape):
    """Ideal weight = base + per_inch x (height in inches - above_inches)."""

    base: str
    per_inch: str


class BasisShape(Shape):
    """One basis of the weight that sets a dose; the first whose `when` is true counts."""

    when: str | None = None
    basis: Literal["actual", "adjusted", "none"]
    words: str
    cites: list[str] = Field(default_factory=list)
    choice: str | None = None


class WeightShape(Shape):
    """Which weight a dose is worked out with: by `bases` in order, or adjusted `adjusted_when` and else actual."""

    element: str
    height: str
    sex: str
    adjusted_when: str | None = None
    bases: list[BasisShape] = Field(default_factory=list)
    ideal: dict[str, IdealWeight]
    above_inches: str
    factor: str
    cites: list[str] = Field(default_factory=list)
    against: list[DetailShape] = Field(default_factory=list)


class CourseShape(Shape):
    """A dose that a source states, or the one planned for this patient."""

    id: str
    label: str
    g_per_kg: str | None = None
    element: str | None = None
    cites: list[str] = Field(default_factory=list)


class FlagShape(Shape):
    """The daily amount that is flagged."""

    threshold: str
    text: str
    cites: list[str]


class DoseFile(Shape):
    """`dose.yaml`."""

    weight: WeightShape
    courses: list[CourseShape]
    days: list[int]
    planned_days: str
    flag: FlagShape
    notes: list[DetailShape] = Field(default_factory=list)
