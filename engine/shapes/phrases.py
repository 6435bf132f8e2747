"""The shapes of phrases, of lines and examples beside a rule, and of what a headline is composed of."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from immunote.engine.shapes.base import Shape


class SpokenShape(Shape):
    """How a number reads in a sentence, below a limit in its own unit: in another unit, to the nearest whole one."""

    below: int | None = None
    unit: str | None = None
    one: str | None = None
    times: str | None = None


class PhraseShape(Shape):
    """Some words of a sentence, and when they print."""

    text: str
    when: str | None = None
    unless: str | None = None
    basis: str | None = None
    cites: list[str] = Field(default_factory=list)


Phrases = list[str | PhraseShape]


class RestsOnShape(Shape):
    """What a phrase of a headline rests on: sources of some kinds, or the project's choice."""

    title: str
    words: list[str] = Field(min_length=1)
    sources: list[str] = Field(default_factory=list)
    choice: bool = False


class GatheredShape(Shape):
    """Phrases of the rules that hold, gathered for a headline."""

    kinds: list[str] = Field(min_length=1)
    basis: list[str] = Field(default_factory=list)
    deciding: bool = False
    joined: str = ", "


class AddShape(PhraseShape):
    """A sentence that any headline may end in; not in those that `rows` decide."""

    not_in_rows: list[str] = Field(default_factory=list)


class DetailShape(Shape):
    """A line below a statement."""

    text: str
    role: str = "figure"
    cites: list[str] = Field(default_factory=list)
    choice: bool = False
    when: str | None = None


class ExampleShape(Shape):
    """A patient and the truth expected."""

    then: bool | Literal["unknown"]
    given: dict[str, Any]
