"""The shape of `search.yaml`: words that a search takes for each other. What the keys mean: docs/rule-format.md."""

from __future__ import annotations

from pydantic import Field

from immunote.engine.shapes.base import Shape


class SpellingShape(Shape):
    """Letters that are written in two ways: `haem` here, `hem` there."""

    here: str = Field(min_length=2)
    there: str = Field(min_length=1)


class SearchFile(Shape):
    """`search.yaml`. Left out, a search knows the words of the rules alone."""

    same: list[list[str]] = Field(default_factory=list)
    spellings: list[SpellingShape] = Field(default_factory=list)
