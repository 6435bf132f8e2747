"""The shape of `rulebase.yaml`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, field_validator

from immunote.engine.shapes.base import Shape

NOT_RATED = "not_rated"
"""The certainty of what carries no rating. Every rule base has it, declared or not."""


class KindShape(Shape):
    """How a kind of rule is laid out."""

    section: str
    mark: Literal["holds", "risk", "choice", "none"]
    when_unknown: Literal["list", "quiet"]
    evidence: bool = False


class SearchedShape(Shape):
    """When was searched and what is newest, in the words that head every note."""

    text: str
    cites: list[str]


class ReviewAfterShape(Shape):
    """From what age, in whole years before `evidence_as_of`, a source is marked as due; the project's own choice."""

    years: int = Field(gt=0)
    choice: str


class QuotedShape(Shape):
    """Words that one rule alone may quote from its source, beside the figure `count` of that source."""

    words: str
    rule: str
    count: str


def _sections() -> dict[str, str]:
    return {"decision": "Decides", "for": "For", "against": "Against"}


def _kinds() -> dict[str, KindShape]:
    marks: dict[str, Literal["holds", "risk"]] = {"decision": "holds", "for": "holds", "against": "risk"}
    return {name: KindShape(section=name, mark=mark, when_unknown="list") for name, mark in marks.items()}


class RuleBaseFile(Shape):
    """`rulebase.yaml`. What it is and for whom has to be said; how a note is laid out can be left as it is here."""

    id: str
    version: str
    title: str
    evidence_as_of: str
    searched: SearchedShape | None = None
    review_after: ReviewAfterShape | None = None
    intended_use: str
    not_for: str = ""
    reviewers: list[str] = Field(default_factory=list)
    jurisdictions: dict[str, str] = Field(default_factory=dict)
    domains: dict[str, str] = Field(default_factory=dict)
    sections: dict[str, str] = Field(default_factory=_sections)
    kinds: dict[str, KindShape] = Field(default_factory=_kinds)
    certainties: dict[str, str] = Field(default_factory=dict, validate_default=True)
    strengths: dict[str, str] = Field(default_factory=dict)
    leaning_requires: list[str] = Field(default_factory=list)
    insufficient_unless_known: list[str] = Field(default_factory=list)
    profile_line: list[str] = Field(default_factory=list)
    ask_ranks: dict[str, str] = Field(default_factory=dict)
    words_never_used: list[str] = Field(default_factory=list)
    words_never_used_except: list[QuotedShape] = Field(default_factory=list)
    also_now: list[str] = Field(default_factory=list)

    @field_validator("certainties")
    @classmethod
    def _with_not_rated(cls, certainties: dict[str, str]) -> dict[str, str]:
        return certainties if NOT_RATED in certainties else {**certainties, NOT_RATED: "not rated"}
