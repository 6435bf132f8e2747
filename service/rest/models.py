"""What `/v1` answers with, beside the note itself, as models: the OpenAPI description is made from them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from immunote.engine.note import Json, Missing, Note, QuestionsAsked, Settles, ShownFlag

Plain = bool | int | float | str


class ResponseBody(BaseModel):
    """Base of all answers: nothing beyond what is listed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class FaultShown(ResponseBody):
    """One thing wrong. `pointer` is a JSON pointer into the body; empty, the whole of it or something beside it."""

    code: str
    what: str
    pointer: str
    text: str
    help: str


class ProblemShown(ResponseBody):
    """Why there is no answer (RFC 9457), with every fault that was found."""

    type: str
    title: str
    status: int
    instance: str
    faults: tuple[FaultShown, ...]


class Explained(ResponseBody):
    """What is still open: the outcomes within reach, what is asked and missing, what could settle or change it."""

    flags: tuple[ShownFlag, ...]
    reachable: tuple[str, ...]
    answers_needed: int | None
    missing: tuple[Missing, ...]
    questions: tuple[QuestionsAsked, ...]
    settled_by: tuple[Settles, ...]
    would_change: tuple[Settles, ...]
    nothing_to_change: bool


class BatchRow(ResponseBody):
    """One line of a batch: the note of that row, or its problem. `row` counts the lines received, from one."""

    row: int
    note: Note | None = None
    problem: ProblemShown | None = None


class DecisionShown(ResponseBody):
    """One decision as the log keeps it. `facts` are those given, by element; `truths` the truth of each rule."""

    digest: str
    rulebase_hash: str
    engine_version: str
    status: str
    outcome: str | None
    truths: Mapping[str, Literal["true", "false", "unknown"]]
    facts: Mapping[str, Json]
    caller: str
    entry: str
    request_id: str
    at: datetime


class Decisions(ResponseBody):
    """Every decision in the log under one digest, in the order in which they were taken."""

    digest: str
    decisions: tuple[DecisionShown, ...]


class DerivationShown(ResponseBody):
    """How an element follows from others. A formula has its name and its text as well."""

    how: str
    inputs: tuple[str, ...]
    called: str | None = None
    formula: str | None = None


class FillingShown(ResponseBody):
    """What an element counts as where it is left out, why, and (null: always) only where."""

    value: Plain
    where: str | None
    because: str


class LimitShown(ResponseBody):
    """A number with its unit."""

    value: int | float
    unit: str


class FieldShown(ResponseBody):
    """One element of the data dictionary: what a profile may hold under that name.

    `not_an_answer`: members that are recorded and leave it as open as if it were left out. `left_out_counts_as`: what
    stands in for it, the first that fits. `no_longer_read_after`: the age from which a record's value is not taken.
    `may_become`: the answers that a note may offer as a change; `any` of them, or those listed.
    """

    name: str
    question: str
    label: str
    group: str
    type: str
    unit: str | None
    decimals: int | None
    range: tuple[int | float, int | float] | None
    values: Mapping[str, str]
    not_an_answer: tuple[str, ...]
    absence: str
    left_out_counts_as: tuple[FillingShown, ...]
    no_longer_read_after: LimitShown | None
    no_counts_only_where: str | None
    only_if: str | None
    follows_from: tuple[DerivationShown, ...]
    assumed_for_leaning: Plain | None
    may_become: Literal["any"] | tuple[Plain, ...]
    rank: int
    codes: Mapping[str, tuple[str, ...]]


class QuestionGroupShown(ResponseBody):
    """Questions that are asked together. `none_of_these`: the words of the one answer that is a no to each `stores`."""

    id: str
    title: str
    elements: tuple[str, ...]
    none_of_these: str | None
    stores: tuple[str, ...]


class Fields(ResponseBody):
    """The data dictionary, in its own order, and the groups of its questions in the order to ask them."""

    fields: tuple[FieldShown, ...]
    groups: tuple[QuestionGroupShown, ...]


class RuleListed(ResponseBody):
    """A rule in few words."""

    id: str
    title: str
    kind: str
    section: str
    domain: str | None
    strength: str | None
    certainty: str
    href: str


class RowListed(ResponseBody):
    """A row of the decision list: the first one that holds decides."""

    row: str
    outcome: str
    title: str
    condition: str
    reason: str


class FlagListed(ResponseBody):
    """A recorded value that asks before any grade: it holds where `condition` is true and `unless` is not a yes.

    While one of the elements that it `asks` is unknown, or one of the `asks_values` is not there, no note has an
    outcome of those that flags hold back.
    """

    id: str
    title: str
    condition: str
    unless: str | None
    asks: tuple[str, ...]
    asks_values: tuple[str, ...]
    says: str
    cites: tuple[str, ...]
    choice: str | None


class Rules(ResponseBody):
    """All rules by section, the decision list that reads them, the flags, and the outcomes that these hold back."""

    rules: tuple[RuleListed, ...]
    decision_list: tuple[RowListed, ...]
    flags: tuple[FlagListed, ...]
    held_back_by_flags: tuple[str, ...]


class DetailShown(ResponseBody):
    """A line below a rule's sentence. Braces hold the name of an element whose value a note shows there."""

    text: str
    role: str
    cites: tuple[str, ...]
    choice: bool
    condition: str | None


class ExampleShown(ResponseBody):
    """A patient that the rule's author wrote beside it, and how the rule comes out for it."""

    given: Mapping[str, Plain]
    then: str


class SourceCited(ResponseBody):
    """A source that a rule cites, and which of its figures."""

    source: str
    label: str
    figures: tuple[str, ...]
    href: str


class RuleShown(RuleListed):
    """A rule with all that stands behind it and all that rests on it."""

    says: str | None
    condition: str
    elements: tuple[str, ...]
    read_by: tuple[str, ...]
    can_decide: Mapping[str, tuple[str, ...]]
    choice: str | None
    cites: tuple[str, ...]
    certainty_because: tuple[DetailShown, ...]
    details: tuple[DetailShown, ...]
    examples: tuple[ExampleShown, ...]
    sources: tuple[SourceCited, ...]


class FigureShown(ResponseBody):
    """One finding of a source, as the source prints it."""

    key: str
    title: str
    values: Mapping[str, str]


class SourceShown(ResponseBody):
    """One document: what it is, how much of it was read, what it found, and which rules rest on it."""

    id: str
    label: str
    text: str
    citation: Mapping[str, str]
    kind: str
    design: str
    n: str | None
    population: str | None
    dose: str | None
    read: str
    limits: str | None
    same_patients_as: str | None
    indirect: str | None
    figures: tuple[FigureShown, ...]
    cited_by: tuple[str, ...]
    href: str


class OutcomeShown(ResponseBody):
    """What the decision list can decide."""

    id: str
    title: str
    is_grade: bool


class SourceListed(ResponseBody):
    """A source in few words."""

    id: str
    label: str
    read: str
    href: str


class RuleBaseShown(ResponseBody):
    """Which rules these are, of when, for what; and how to name their sources."""

    id: str
    version: str
    title: str
    content_hash: str
    evidence_as_of: str
    engine_version: str
    intended_use: str
    not_for: str
    reviewers: tuple[str, ...]
    jurisdictions: Mapping[str, str]
    certainties: Mapping[str, str]
    strengths: Mapping[str, str]
    outcomes: tuple[OutcomeShown, ...]
    sources: tuple[SourceListed, ...]
    counts: Mapping[str, int] = Field(description="How many elements, rules, definitions, rows and sources there are.")
