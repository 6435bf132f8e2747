"""The shape of `questions.yaml`. What the keys mean: docs/rule-format.md."""

from __future__ import annotations

from decimal import Decimal

from pydantic import Field

from immunote.engine.shapes.base import Shape


class NoneOfTheseShape(Shape):
    """One answer to several members: its words, and the members that it answers with no."""

    words: str
    stores: list[str] = Field(min_length=1)


class QuestionGroupShape(Shape):
    """Questions asked together."""

    group: str
    title: str
    elements: list[str] = Field(min_length=1)
    none_of_these: NoneOfTheseShape | None = None
    counted_as: dict[str, bool | int | Decimal | str] = Field(default_factory=dict)
    for_flags: bool = False


class QuestionsFile(Shape):
    """`questions.yaml`."""

    groups: list[QuestionGroupShape] = Field(min_length=1)
