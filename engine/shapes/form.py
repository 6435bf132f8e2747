"""The shape of `form.yaml`: how the questions stand on a screen. What the keys mean: docs/rule-format.md."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field

from immunote.engine.shapes.base import Shape

Answers = dict[str, bool | int | Decimal | str]


class FormPartShape(Shape):
    """Members of one group of questions that stand together, in a way of their own. `words`: short names for them."""

    group: str
    shown_as: Literal["tiles", "rows", "ticks"]
    elements: list[str] = Field(min_length=1)
    title: str = ""
    about: str = ""
    words: dict[str, str] = Field(default_factory=dict)


class FormStartShape(Shape):
    """One way to begin: what is known by choosing it."""

    start: str
    title: str
    about: str = ""
    answers: Answers = Field(default_factory=dict)


class NextVisitShape(Shape):
    """The same patient at a later visit: what has to be asked again, and what is known by then."""

    title: str
    about: str = ""
    asks_again: list[str] = Field(default_factory=list)
    answers: Answers = Field(default_factory=dict)


class FormFile(Shape):
    """`form.yaml`. Left out, every group is a plain list of questions, and there is one empty start."""

    parts: list[FormPartShape] = Field(default_factory=list)
    first: list[str] = Field(default_factory=list)
    starts: list[FormStartShape] = Field(default_factory=list)
    next_visit: NextVisitShape | None = None
