"""The note: what leaves the engine. Its JSON schema is what other programs rely on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

Json = bool | int | float | str
Number = int | float


@dataclass(frozen=True, kw_only=True)
class NotePart:
    """Base of all parts of a note: plain frozen objects, made by the thousand and checked by nobody.

    `__pydantic_config__`: for those who make a schema of them or read them back, nothing beyond what is listed.
    """

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}


@dataclass(frozen=True, kw_only=True)
class Limit(NotePart):
    """A threshold that a fact was compared with."""

    name: str
    comparison: str
    value: Json
    unit: str | None
    citations: tuple[int, ...]
    choice: str | None


@dataclass(frozen=True, kw_only=True)
class ShownFact(NotePart):
    """A fact that made a statement hold. `because`: why it follows, where it was not recorded itself."""

    element: str
    label: str
    value: Json
    unit: str | None
    words: str
    limit: Limit | None = None
    because: str | None = None


@dataclass(frozen=True, kw_only=True)
class Line(NotePart):
    """A line below a statement. `role`: figure, against, limit, background, choice or side."""

    text: str
    role: str
    citations: tuple[int, ...]
    choice: bool


@dataclass(frozen=True, kw_only=True)
class Statement(NotePart):
    """One sentence of the note, with the facts that made it hold and where it can be checked.

    `short`: the same in a few words, for a headline or a line.
    """

    text: str
    kind: str
    section: str
    mark: str
    rule: str
    short: tuple[str, ...]
    domain: str | None
    strength: str | None
    certainty: str
    certainty_because: tuple[Line, ...]
    citations: tuple[int, ...]
    choice: str | None
    facts: tuple[ShownFact, ...]
    lines: tuple[Line, ...]
    decides: bool


@dataclass(frozen=True, kw_only=True)
class Answer(NotePart):
    """An element together with an answer: a member, yes or no, or an interval."""

    element: str
    label: str
    answer: str
    sample: Json


@dataclass(frozen=True, kw_only=True)
class AnswerLeads(NotePart):
    """What one answer to a question would leave possible."""

    answer: Answer
    outcomes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class OpenRule(NotePart):
    """A rule that cannot be decided yet, and the elements that keep it open, each one listed under `missing`.

    `lines`: for evidence of which something is recorded, what the sources say, should it turn out to hold.
    """

    rule: str
    title: str
    kind: str
    section: str
    strength: str | None
    certainty: str
    missing: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class Missing(NotePart):
    """An element that is not recorded. `outcomes`: those it can lead to; empty where no outcome depends on it.

    `group`: the group of questions that asks for it; null where the rule base has none.
    `rules`: the rules that it keeps open, by id; they stand in full under the note's `open_rules`. `flags`: the open
    flags that ask it; it may be that no outcome depends on it, and it is asked before any grade all the same.
    """

    element: str
    label: str
    question: str
    rank: int
    outcomes: tuple[str, ...]
    answers: tuple[AnswerLeads, ...]
    rules: tuple[str, ...]
    after: str | None
    group: str | None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class QuestionsAsked(NotePart):
    """A group of questions that are open, in the order to ask them; those first that can still change the outcome.

    `none_of_these`: the words of the one answer that stores an explicit no for each of `stores`; null without one.
    `changes_outcome`: whether one of them still can.
    """

    group: str
    title: str
    elements: tuple[str, ...]
    none_of_these: str | None
    stores: tuple[str, ...]
    changes_outcome: bool


@dataclass(frozen=True, kw_only=True)
class FlagQuestion(NotePart):
    """What an open flag asks and nobody answered. `asked_as`: the few words of a heading."""

    element: str
    asked_as: str
    question: str


@dataclass(frozen=True, kw_only=True)
class ShownFlag(NotePart):
    """A recorded value that asks before any grade. `open`: something that it asks is not answered.

    `heading` holds the value; `answers`: what was asked and is known.
    """

    flag: str
    title: str
    heading: str
    text: str
    citations: tuple[int, ...]
    choice: str | None
    facts: tuple[ShownFact, ...]
    open: bool
    questions: tuple[FlagQuestion, ...]
    answers: tuple[ShownFact, ...]


@dataclass(frozen=True, kw_only=True)
class Settles(NotePart):
    """The smallest sets of answers (or of changes) that leave one outcome."""

    outcome: str
    title: str
    sets: tuple[tuple[Answer, ...], ...]


@dataclass(frozen=True, kw_only=True)
class ChecklistState(NotePart):
    """One line of the checklist for this patient. `shown`: what is recorded, in words; empty where nothing is.

    `state`: in_range or abnormal only where it was compared with a limit that the list names; recorded, without such a
    comparison; missing; null where there is nothing to record.
    """

    id: str
    label: str
    phase: Literal["before", "during", "after"]
    state: Literal["in_range", "abnormal", "recorded", "missing"] | None
    shown: str
    text: str
    citations: tuple[int, ...]
    choice: str | None


@dataclass(frozen=True, kw_only=True)
class ProductExcluded(NotePart):
    """A product that drops out for this patient. `status`: holds, or open where a fact is missing."""

    product: str
    name: str
    reason: str
    wording: Literal["contraindicated", "avoid", "caution"]
    status: Literal["holds", "open"]
    missing: tuple[str, ...]
    text: str
    citations: tuple[int, ...]
    choice: str | None


@dataclass(frozen=True, kw_only=True)
class DailyAmount(NotePart):
    """Grams a day when a course is spread over `days`."""

    days: int
    grams: Number
    flagged: bool


@dataclass(frozen=True, kw_only=True)
class CourseAmount(NotePart):
    """A course for this patient's weight, as arithmetic."""

    id: str
    label: str
    g_per_kg: Number
    total_grams: Number
    daily: tuple[DailyAmount, ...]
    citations: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class DoseArithmetic(NotePart):
    """Dose arithmetic for orientation; never a prescription."""

    weight_kg: Number | None
    weight_used_kg: Number | None
    ideal_weight_kg: Number | None
    weight_basis: str
    weight_citations: tuple[int, ...]
    weight_choice: str | None
    courses: tuple[CourseAmount, ...]
    flag: str
    flag_citations: tuple[int, ...]
    missing: tuple[str, ...]
    notes: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class CitedFigure(NotePart):
    """A figure of a source that this note shows or leans on."""

    key: str
    title: str
    values: dict[str, str]
    plot: dict[str, Json] | None


@dataclass(frozen=True, kw_only=True)
class Citation(NotePart):
    """A source, numbered in the order in which the note cites it."""

    number: int
    source: str
    label: str
    text: str
    design: str
    n: str | None
    read: str
    limits: str | None
    indirect: str | None
    same_patients_as: str | None
    figures: tuple[CitedFigure, ...]


@dataclass(frozen=True, kw_only=True)
class Decision(NotePart):
    """What decided: the rows (two or more where none is true alone), why, and the rules that they rest on."""

    rows: tuple[str, ...]
    reasons: tuple[str, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SetAside(NotePart):
    """A recorded "no" that does not count yet."""

    element: str
    label: str
    needs: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Provenance(NotePart):
    """Which rules, of when, by which engine."""

    rulebase: str
    version: str
    content_hash: str
    evidence_as_of: str
    engine_version: str


@dataclass(frozen=True, kw_only=True)
class Review(NotePart):
    """How many of the rules and tables that a note rests on (`of`) clinicians signed, as they stand now.

    `disputed`: a reviewer disagrees with what stands. `changed`: signed, and another content since. Outside the digest:
    who signed changes nothing that a note says of a patient.
    """

    of: int
    signed: int
    disputed: int
    changed: int


@dataclass(frozen=True, kw_only=True)
class Note(NotePart):
    """A graded, cited note on one patient. The most important comes first, also in this order of fields.

    `answers_needed`: how many answers, in the order of `questions` and each taken as unremarkable, leave one outcome;
    null once the note is settled, or where the rule base does not group its questions.
    `also_now`: dangers that hold beside what decided, in a few words each; `flags`: those that hold, open or answered.
    `nothing_to_change`: an outcome is settled, and none of the changes that the dictionary allows would give another.
    `settled_by`: the smallest sets of answers that leave one outcome; `needs_more`: the outcomes for which none was
    found. Both are null while nobody asked for them; every self-contained note that leaves the engine has them.
    `line`: the headline in at most 140 characters. `also`: sentences beside the headline that no grade hangs on.
    """

    status: Literal["settled", "provisional", "insufficient_data"]
    outcome: str | None
    grade: str | None
    grade_once_corrected: str | None
    reachable_once_corrected: tuple[str, ...]
    certainty: str
    headline: str
    also_now: tuple[str, ...]
    flags: tuple[ShownFlag, ...]
    line: str
    also: tuple[str, ...]
    leaning: str | None
    reachable: tuple[str, ...]
    titles: dict[str, str]
    profile: tuple[str, ...]
    recorded: tuple[ShownFact, ...]
    decision: Decision
    statements: tuple[Statement, ...]
    conflicts: tuple[Statement, ...]
    answers_needed: int | None
    missing: tuple[Missing, ...]
    questions: tuple[QuestionsAsked, ...]
    open_rules: tuple[OpenRule, ...]
    settled_by: tuple[Settles, ...] | None
    would_change: tuple[Settles, ...]
    nothing_to_change: bool
    needs_more: tuple[str, ...] | None
    checklist: tuple[ChecklistState, ...]
    products_excluded: tuple[ProductExcluded, ...]
    products_not_listed: str
    dose: DoseArithmetic | None
    follow_up: tuple[Statement, ...]
    set_aside: tuple[SetAside, ...]
    citations: tuple[Citation, ...]
    jurisdiction: str | None
    intended_use: str
    reviewed_by_clinician: bool
    review: Review
    provenance: Provenance
    digest: str

    @property
    def every_statement(self) -> tuple[Statement, ...]:
        """All statements, in whatever part of the note they stand."""
        return (*self.statements, *self.conflicts, *self.follow_up)
