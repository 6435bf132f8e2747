"""The shape of `flags.yaml`."""

from __future__ import annotations

from pydantic import Field

from immunote.engine.shapes.base import Shape
from immunote.engine.shapes.phrases import ExampleShape


class FlagValueShape(Shape):
    """A value that every flag asks for."""

    element: str
    when: str
    words: str
    asked_as: str


class AskFirstShape(Shape):
    """A recorded value that asks before any grade."""

    flag: str
    title: str
    when: str
    unless: str | None = None
    asks: list[str] = Field(default_factory=list)
    headings: list[str] = Field(min_length=1)
    says: str
    cites: list[str] = Field(default_factory=list)
    choice: str | None = None
    examples: list[ExampleShape] = Field(default_factory=list)


class FlagsFile(Shape):
    """`flags.yaml`."""

    holds_back: list[str]
    asks: list[str] = Field(default_factory=list)
    asks_value: list[FlagValueShape] = Field(default_factory=list)
    asked_as: dict[str, str]
    flags: list[AskFirstShape]
