"""What `/v1` answers with, beside the note itself, as models: the OpenAPI description is made from them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from engine.note import Json, Missing, Note, Settles

Plain = bool | int | float | str


class Answer(BaseModel):
    """Base of all answers: nothing beyond what is listed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class FaultShown(Answer):
    """One thing wrong. `pointer` is a JSON pointer into the body; empty, the whole of it or something beside it."""

    code: str
    what: str
    pointer: str
    text: str
    help: str


class ProblemShown(Answer):
    """Why there is no answer (RFC 9457), with every fault that was found."""

    type: str
    title: str
    status: int
    instance: str
    faults: tuple[FaultShown, ...]


class Explained(Answer):
    """What is still open: the outcomes within reach, what is missing, what could settle or change it."""

    reachable: tuple[str, ...]
    missing: tuple[Missing, ...]
    settled_by: tuple[Settles, ...]
    would_change: tuple[Settles, ...]


class BatchRow(Answer):
    """One line of a batch: the note of that row, or its problem. `row` counts the lines received, from one."""

    row: int
    note: Note | None = None
    problem: ProblemShown | None = None


class DecisionShown(Answer):
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


class Decisions(Answer):
    """Every decision in the log under one digest, in the order in which they were taken."""

    digest: str
    decisions: tuple[DecisionShown, ...]


class DerivationShown(Answer):
    """How an element follows from others."""

    how: str
    inputs: tuple[str, ...]


class FieldShown(Answer):
    """One element of the data dictionary: what a profile may hold under that name."""

    name: str
    question: str
    label: str
    group: str
    type: str
    unit: str | None
    decimals: int | None
    range: tuple[int | float, int | float] | None
    values: Mapping[str, str]
    absence: str
    no_counts_only_where: str | None
    only_if: str | None
    follows_from: tuple[DerivationShown, ...]
    assumed_for_leaning: Plain | None
    rank: int
    codes: Mapping[str, tuple[str, ...]]


class Fields(Answer):
    """The data dictionary, in its own order."""

    fields: tuple[FieldShown, ...]


class RuleListed(Answer):
    """A rule in few words."""

    id: str
    title: str
    kind: str
    section: str
    domain: str | None
    strength: str | None
    certainty: str
    href: str


class RowListed(Answer):
    """A row of the decision list: the first one that holds decides."""

    row: str
    outcome: str
    title: str
    condition: str
    reason: str


class Rules(Answer):
    """All rules by section, and the decision list that reads them."""

    rules: tuple[RuleListed, ...]
    decision_list: tuple[RowListed, ...]


class DetailShown(Answer):
    """A line below a rule's sentence. Braces hold the name of an element whose value a note shows there."""

    text: str
    role: str
    cites: tuple[str, ...]
    choice: bool
    condition: str | None


class ExampleShown(Answer):
    """A patient that the rule's author wrote beside it, and how the rule comes out for it."""

    given: Mapping[str, Plain]
    then: str


class SourceCited(Answer):
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


class FigureShown(Answer):
    """One finding of a source, as the source prints it."""

    key: str
    title: str
    values: Mapping[str, str]


class SourceShown(Answer):
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


class OutcomeShown(Answer):
    """What the decision list can decide."""

    id: str
    title: str
    is_grade: bool


class SourceListed(Answer):
    """A source in few words."""

    id: str
    label: str
    read: str
    href: str


class RuleBaseShown(Answer):
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
