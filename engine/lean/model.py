"""The lean form of a note: it stands by itself, and refers for the dossier to the knowledge of its rule base.

What equals the default that a field names is left out. Numbers of citations are those of the knowledge: in every note
of one rule base the same number is the same source.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from immunote.engine.lean.page import LeanPage
from immunote.engine.note import Json, NotePart, Number, Provenance, Review, SetAside

AnswerGiven = tuple[str, Json] | tuple[str, Json, str]
"""An element and a value; the answer in words follows where it is none that the knowledge lists with that value."""


@dataclass(frozen=True, kw_only=True)
class LeanDecision(NotePart):
    """What decided: the rows of the decision list and the rules that they rest on, by id."""

    rows: tuple[str, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class LeanMissing(NotePart):
    """An element that is not recorded and that the outcome or a flag waits for.

    `leads`: an answer in words, and what it leaves, a place in `leaves`; every other answer that the knowledge lists
    leaves all that is reachable, but for those in `not_possible`. `depends`: left out, the outcome depends on it.
    `after`: the element to ask first. `flags`: the open flags that ask it.
    """

    element: str
    leads: Mapping[str, int] = field(default_factory=dict)
    not_possible: tuple[str, ...] = ()
    depends: bool = True
    after: str | None = None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LeanTruths(NotePart):
    """The rules by their truth: those that hold, and either those that are open or those that fail.

    `holds`, by id: left out, the rules of the dossier's statements. Where `open`, by id, is given every other rule
    fails; where `fails` is given, by places among the rules of the knowledge, every other rule is open.
    """

    holds: tuple[str, ...] | None = None
    open: tuple[str, ...] | None = None
    fails: tuple[int, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class DerivedFact(NotePart):
    """A value that was not recorded as it stands, and why it follows."""

    value: Json
    because: str | None = None


@dataclass(frozen=True, kw_only=True)
class StatementReference(NotePart):
    """A statement: the sentence, short phrases and lines of its rule, by their places in the knowledge.

    `text`: the place of its sentence; left out, the last. `short`, `lines`: left out, all of them. `words`: the lists
    of its sentences, as `@list`. `decides`: left out, it does not. `facts`: what made it hold, as places in `recorded`
    followed by `derived`, or `place comparison threshold`; left out, the `facts` of its rule.
    """

    text: int = -1
    short: tuple[int, ...] | None = None
    lines: tuple[int, ...] | None = None
    facts: tuple[int | str, ...] | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    decides: bool = False


@dataclass(frozen=True, kw_only=True)
class OpenReference(NotePart):
    """What an open rule says beyond its entry in the knowledge.

    `missing`: what keeps it open, as places in the `missing` of its entry, or elements; left out, those of the entry
    that this note lists as missing. `lines`: what the sources say already, by their places among the rule's lines.
    """

    missing: tuple[int | str, ...] | None = None
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FlagReference(NotePart):
    """A flag that holds, with its heading. `asks`, `asks_values`: what it waits for; `answered`: what is known."""

    flag: str
    heading: str
    open: bool
    asks: tuple[str, ...] = ()
    asks_values: tuple[str, ...] = ()
    answered: tuple[str, ...] = ()
    facts: tuple[int | str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class GroupReference(NotePart):
    """A group of open questions.

    Left out are: `title` and `stores` as the knowledge has them, the latter as far as they are asked; `elements` that
    are the group's in the order of what is missing; `changes_outcome` where the outcome depends on one of them.
    """

    group: str
    elements: tuple[str, ...] | None = None
    changes_outcome: bool | None = None
    title: str | None = None
    stores: tuple[str, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class CheckReference(NotePart):
    """A line of the checklist of which something is recorded: its state, and what is recorded in words."""

    state: str | None = None
    shown: str = ""


@dataclass(frozen=True, kw_only=True)
class ProductReference(NotePart):
    """A product that drops out (by the id of its exclusion), or may: `missing` then names what is not known."""

    id: str
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CourseReference(NotePart):
    """A course in grams for this patient. `daily`: days, grams a day, and whether that is flagged."""

    id: str
    g_per_kg: Number
    total_grams: Number
    daily: tuple[tuple[int, Number, bool], ...]


@dataclass(frozen=True, kw_only=True)
class DoseReference(NotePart):
    """The arithmetic of the dose; the rest stands in the knowledge. `weight_choice`: a place in `weight_choices`."""

    weight_kg: Number | None
    weight_used_kg: Number | None
    ideal_weight_kg: Number | None
    weight_basis: str
    weight_citations: tuple[int, ...]
    weight_choice: int | None
    courses: tuple[CourseReference, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class DossierReferences(NotePart):
    """All of the note beyond its page, as references into the knowledge of the rule base.

    `missing_besides`: what is missing and only keeps rules open, by its places among the elements of the knowledge.
    `words`: for each placeholder of the sentences referred to, the patient's value as a sentence has it.
    `statements`: by rule. `open_rules`: those that the note shows; left out, all that are open. `open_differently`: by
    rule, what is not as the knowledge says. `is_whole`: whether checklist, products and dose belong to this note.
    `checklist`: by id, the lines of which something is recorded; each other line stands as the knowledge has it and is
    missing where there is something to record, but for those under `not_concerned`. `sources`: each source that the
    dossier cites as its fixed number, then the places of its figures that are shown or leaned on.
    """

    missing_besides: tuple[int, ...]
    words: Mapping[str, str]
    statements: Mapping[str, StatementReference]
    open_rules: tuple[str, ...] | None = None
    open_differently: Mapping[str, OpenReference]
    questions: tuple[GroupReference, ...]
    is_whole: bool
    checklist: Mapping[str, CheckReference]
    not_concerned: tuple[str, ...]
    products: tuple[ProductReference, ...]
    dose: DoseReference | None = None
    sources: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, kw_only=True)
class LeanNote(NotePart):
    """A note that stands by itself: its line, its page, the facts for a machine; the dossier by reference.

    `leaves`: the sets of outcomes that answers can leave. `missing`: what the outcome or a flag waits for, in the order
    in which it is asked; what only keeps rules open stands in the dossier. `settled_by`, `would_change`: by outcome,
    the smallest sets of answers or changes. `settled_by` and `needs_more` are left out where nobody asked for them.
    `recorded`: the profile; `derived`: what follows from it and is shown. `digest`: that of the note, in whatever form,
    under which the decision is logged. `dossier`: null where the answer would have 25,000 bytes or more with it; the
    whole form has everything.
    """

    status: str
    outcome: str | None
    grade: str | None
    grade_once_corrected: str | None
    reachable_once_corrected: tuple[str, ...]
    certainty: str
    line: str
    also_now: tuple[str, ...]
    leaning: str | None
    reachable: tuple[str, ...]
    page: LeanPage
    decision: LeanDecision
    flags: tuple[FlagReference, ...]
    answers_needed: int | None
    leaves: tuple[tuple[str, ...], ...]
    missing: tuple[LeanMissing, ...]
    settled_by: Mapping[str, tuple[tuple[AnswerGiven, ...], ...]] | None = None
    would_change: Mapping[str, tuple[tuple[AnswerGiven, ...], ...]]
    nothing_to_change: bool
    needs_more: tuple[str, ...] | None = None
    recorded: Mapping[str, Json]
    derived: Mapping[str, DerivedFact]
    set_aside: tuple[SetAside, ...]
    truths: LeanTruths
    jurisdiction: str | None
    reviewed_by_clinician: bool
    review: Review
    provenance: Provenance
    digest: str
    dossier: DossierReferences | None
