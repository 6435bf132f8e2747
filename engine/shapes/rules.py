"""The shapes of files of which each is one entry: a definition, a rule, a source, a published case."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from immunote.engine.shapes.about import NOT_RATED
from immunote.engine.shapes.base import Shape
from immunote.engine.shapes.phrases import DetailShape, ExampleShape, Phrases


class DefinitionFile(Shape):
    """`definitions/*.yaml`."""

    definition: str
    title: str
    when: str
    cites: list[str] = Field(default_factory=list)
    choice: str | None = None
    examples: list[ExampleShape] = Field(default_factory=list)


class RuleFile(Shape):
    """One rule."""

    rule: str
    kind: str
    domain: str | None = None
    title: str
    when: str
    jurisdictions: list[str] = Field(default_factory=list)
    strength: Literal["supported", "weak", "conflicting", "none_found", "no_target"] | None = None
    certainty: str = NOT_RATED
    certainty_because: list[DetailShape] = Field(default_factory=list)
    says: str | Phrases
    lists: dict[str, Phrases] = Field(default_factory=dict)
    short: str | Phrases = Field(default_factory=list)
    basis: str | None = None
    details: list[DetailShape] = Field(default_factory=list)
    cites: list[str] = Field(default_factory=list)
    choice: str | None = None
    rank: int = 5
    examples: list[ExampleShape] = Field(default_factory=list)


class NoticeShape(Shape):
    """A notice about a publication: the day it is dated, as `2026-05-01`, and where it stands, a DOI or an address."""

    on: str = Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")
    notice: str = Field(min_length=1)


class SourceFile(Shape):
    """`evidence/*.yaml`."""

    source: str
    label: str
    kind: Literal[
        "study",
        "review",
        "case_report",
        "guideline",
        "policy",
        "label",
        "regulator",
        "registry",
        "news",
        "reference",
    ]
    citation: dict[str, str]
    design: str
    n: str | None = None
    population: str | None = None
    dose: str | None = None
    read: str
    limits: str | None = None
    same_patients_as: str | None = None
    indirect: str | None = None
    retracted: NoticeShape | None = None
    concern: NoticeShape | None = None
    corrected: NoticeShape | None = None
    context: list[str] = Field(default_factory=list)
    figures: dict[str, dict[str, Any]]


class CaseFile(Shape):
    """A published patient as a ready profile. `completed`: answers added for illustration, never published."""

    case: str
    title: str
    cite: str
    about: str
    profile: dict[str, Any]
    completed: dict[str, Any] = Field(default_factory=dict)
    notes: list[str] = Field(default_factory=list)
