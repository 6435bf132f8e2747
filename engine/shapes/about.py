"""The shape of `rulebase.yaml`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from immunote.engine.shapes.base import Shape


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


class QuotedShape(Shape):
    """Words that one rule alone may quote from its source, beside the figure `count` of that source."""

    words: str
    rule: str
    count: str


class RuleBaseFile(Shape):
    """`rulebase.yaml`."""

    id: str
    version: str
    title: str
    evidence_as_of: str
    searched: SearchedShape | None = None
    intended_use: str
    not_for: str
    reviewers: list[str] = Field(default_factory=list)
    jurisdictions: dict[str, str]
    domains: dict[str, str]
    sections: dict[str, str]
    kinds: dict[str, KindShape]
    certainties: dict[str, str]
    strengths: dict[str, str]
    leaning_requires: list[str]
    insufficient_unless_known: list[str]
    profile_line: list[str]
    ask_ranks: dict[str, str]
    words_never_used: list[str]
    words_never_used_except: list[QuotedShape] = Field(default_factory=list)
    also_now: list[str] = Field(default_factory=list)
