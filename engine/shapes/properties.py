"""The shape of `properties.yaml`: what a rule base claims of all patients. What the keys mean: docs/proof.md."""

from __future__ import annotations

from pydantic import Field

from immunote.engine.properties import Direction, Form
from immunote.engine.shapes.base import Shape


class DeclaredShape(Shape):
    """A rule that implies another one, and why that is wanted."""

    rule: str
    implies: str
    because: str


class PropertyShape(Shape):
    """One statement."""

    property: str
    says: str
    form: Form
    given: str | None = None
    given_outcome: list[str] | None = Field(None, min_length=1)
    then: str | None = None
    then_outcome: list[str] | None = None
    adding: list[str] | None = Field(None, min_length=1)
    worsening: dict[str, Direction] | None = Field(None, min_length=1)
    without: list[str] | None = None
    answers: dict[str, list[bool | str]] | None = Field(None, min_length=1)
    declared: list[DeclaredShape] | None = None
    kinds_that_share: list[str] | None = None


class PropertiesFile(Shape):
    """`properties.yaml`."""

    properties: list[PropertyShape] = Field(min_length=1)
