"""Everything of a rule base that notes have in common, with its sources numbered once: what lean notes refer to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from immunote.engine.note import Citation, Json, Line, NotePart, Number


@dataclass(frozen=True, kw_only=True)
class KnownSource(Citation):
    """A source in full, under the number that it has in every lean note of the rule base."""


@dataclass(frozen=True, kw_only=True)
class KnownRule(NotePart):
    """A rule with all that it can say. Braces hold a place for the patient's words.

    `sentences`: its wordings, the usual one last. `missing`: what keeps it open while nothing is known. `facts`: all
    that it reads, as elements or `element comparison threshold`.
    """

    title: str
    kind: str
    section: str
    mark: str
    domain: str | None
    strength: str | None
    certainty: str
    sentences: tuple[str, ...]
    short: tuple[str, ...]
    citations: tuple[int, ...]
    choice: str | None
    lines: tuple[Line, ...]
    certainty_because: tuple[Line, ...]
    missing: tuple[str, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class KnownElement(NotePart):
    """An element of the dictionary. `values`: its members in words; `answers`: answers in words, each with a value."""

    label: str
    unit: str | None
    question: str
    rank: int
    values: Mapping[str, str]
    answers: Mapping[str, Json]


@dataclass(frozen=True, kw_only=True)
class KnownFlag(NotePart):
    """A flag: what it says, and on what it rests."""

    title: str
    text: str
    citations: tuple[int, ...]
    choice: str | None


@dataclass(frozen=True, kw_only=True)
class KnownFlagQuestion(NotePart):
    """What a flag asks: the few words of a heading, and the question."""

    asked_as: str
    question: str


@dataclass(frozen=True, kw_only=True)
class KnownGroup(NotePart):
    """A group of questions, in the order to ask them."""

    title: str
    elements: tuple[str, ...]
    none_of_these: str | None
    stores: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class KnownCheck(NotePart):
    """A line of the checklist. `is_recorded`: whether there is something to record."""

    label: str
    phase: str
    is_recorded: bool
    text: str
    citations: tuple[int, ...]
    choice: str | None


@dataclass(frozen=True, kw_only=True)
class KnownExclusion(NotePart):
    """Why a product drops out."""

    product: str
    name: str
    reason: str
    wording: str
    text: str
    citations: tuple[int, ...]
    choice: str | None


@dataclass(frozen=True, kw_only=True)
class KnownCourse(NotePart):
    """A course of the dose arithmetic."""

    label: str
    citations: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class KnownDose(NotePart):
    """What is said of every dose."""

    flag: str
    flag_citations: tuple[int, ...]
    courses: Mapping[str, KnownCourse]
    notes: tuple[Line, ...]
    weight_choices: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class KnownThreshold(NotePart):
    """A number that conditions compare with."""

    value: Number
    unit: str | None
    citations: tuple[int, ...]
    choice: str | None


@dataclass(frozen=True, kw_only=True)
class SharedKnowledge(NotePart):
    """All that lean notes of one rule base refer to; it never changes under its hash."""

    rulebase: str
    version: str
    title: str
    content_hash: str
    evidence_as_of: str
    intended_use: str
    titles: Mapping[str, str]
    sections: Mapping[str, str]
    certainties: Mapping[str, str]
    strengths: Mapping[str, str]
    sources: tuple[KnownSource, ...]
    rules: Mapping[str, KnownRule]
    rows: Mapping[str, str]
    elements: Mapping[str, KnownElement]
    thresholds: Mapping[str, KnownThreshold]
    flags: Mapping[str, KnownFlag]
    flag_questions: Mapping[str, KnownFlagQuestion]
    flag_values: Mapping[str, KnownFlagQuestion]
    groups: Mapping[str, KnownGroup]
    checklist: Mapping[str, KnownCheck]
    exclusions: Mapping[str, KnownExclusion]
    products_not_listed: str
    dose: KnownDose | None
