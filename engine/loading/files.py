"""The shape of each kind of file in a rule base, as pydantic models. Unknown keys are refused.

What the shapes mean: docs/rule-format.md. What goes beyond shape is checked by the modules beside this one.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from engine.loading.shapes import AddShape, GatheredShape, Phrases, PhraseShape, RestsOnShape, SpokenShape

Number = int | Decimal
Range = Annotated[list[Number], Field(min_length=2, max_length=2)]


class Shape(BaseModel):
    """Base of all shapes: no unknown keys, no silent conversion: `yes` is a word and "5" is text."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class DetailShape(Shape):
    """A line below a statement."""

    text: str
    role: str = "figure"
    cites: list[str] = []
    choice: bool = False
    when: str | None = None


class ExampleShape(Shape):
    """A patient and the truth expected."""

    then: bool | Literal["unknown"]
    given: dict[str, Any]


class DefinitionFile(Shape):
    """`definitions/*.yaml`."""

    definition: str
    title: str
    when: str
    cites: list[str] = []
    choice: str | None = None
    examples: list[ExampleShape] = []


class RuleFile(Shape):
    """One rule."""

    rule: str
    kind: str
    domain: str | None = None
    title: str
    when: str
    jurisdictions: list[str] = []
    strength: Literal["supported", "weak", "conflicting", "none_found", "no_target"] | None = None
    certainty: str = "not_rated"
    certainty_because: list[DetailShape] = []
    says: str | Phrases
    lists: dict[str, Phrases] = {}
    short: str | Phrases = []
    basis: str | None = None
    details: list[DetailShape] = []
    cites: list[str] = []
    choice: str | None = None
    rank: int = 5
    examples: list[ExampleShape] = []


class MistakenUnit(Shape):
    """Values beyond `above` (or below `below`) only make sense in `unit`; times `factor` they are in ours."""

    unit: str
    factor: str
    above: Number | None = None
    below: Number | None = None


class ToleranceShape(Shape):
    """A given value contradicts a derived one from this factor *and* this difference on."""

    times: Number
    by: Number


class DerivedShape(Shape):
    """How an element follows from others at intake. `inputs` for all but a formula, which names its own."""

    how: Literal["ratio", "ratio_to_square", "product", "difference", "scale", "highest", "count", "formula"]
    inputs: list[str] = []
    factor: str = "1"
    tolerance: Number | ToleranceShape = 0
    called: str | None = None
    formula: str | None = None
    in_units: dict[str, str] | None = None
    result_in: str | None = None
    by_member: dict[str, dict[str, dict[str, str]]] = {}
    where: str | None = None
    unless: str | None = None
    cites: list[str] = []
    choice: str | None = None


class AbsentMeansShape(Shape):
    """What an element is taken to be where nobody recorded it and nothing leads to it: only where `when` is true."""

    value: bool | str
    when: str | None = None
    because: str


class SaysNothingAfter(Shape):
    """The threshold after which a value is too old to answer the question."""

    days: str


class AlsoIn(Shape):
    """The same quantity in another unit, as an element of its own."""

    unit: str
    factor: str
    range: Range
    decimals: int = 2


class AskedShape(Shape):
    """When an element is asked for, and how: `when` must be true; `words` may name members of a group."""

    when: str
    words: str | None = None


class ElementShape(Shape):
    """One element of the data dictionary."""

    question: str
    label: str
    type: Literal["boolean", "integer", "decimal", "enumeration"]
    unit: str | None = None
    decimals: int = Field(default=0, ge=0, le=4)
    range: Range | None = None
    values: dict[str, str] = {}
    leaning: bool | Number | str | None = None
    absence: Literal["unknown"] = "unknown"
    closed_by_problem_list: bool = False
    rank: int = Field(default=4, ge=1, le=4)
    codes: dict[str, list[str]] = {}
    mistaken_unit: MistakenUnit | None = None
    only_if: str | None = None
    derived: DerivedShape | None = None
    no_needs: str | None = None
    absent_means: list[AbsentMeansShape] = []
    says_nothing_after: SaysNothingAfter | None = None
    also_in: dict[str, AlsoIn] = {}
    noun: str | None = None
    spoken: list[SpokenShape] = []
    not_an_answer: list[str] = []
    may_become: Literal["any"] | list[bool | Number | str] | None = None
    asked: AskedShape | None = None


class CaseFile(Shape):
    """A published patient as a ready profile. `completed`: answers added for illustration, never published."""

    case: str
    title: str
    cite: str
    about: str
    profile: dict[str, Any]
    completed: dict[str, Any] = {}
    notes: list[str] = []


class GroupShape(Shape):
    """Elements that a condition may count together."""

    members: list[str]
    parts: dict[str, list[str]] = {}


class ConstraintShape(Shape):
    """`if` ... `then` ..., or `ordered`. `strictly`: two that are equal break it too. `asks`: where it is broken."""

    if_: str | None = Field(default=None, alias="if")
    then: str | None = None
    ordered: list[str] = []
    strictly: bool = False
    says: str
    asks: str = ""


class DictionaryFile(Shape):
    """`profile/*.yaml`."""

    elements: dict[str, ElementShape] = {}
    groups: dict[str, GroupShape] = {}
    constraints: list[ConstraintShape] = []


class ThresholdShape(Shape):
    """One number."""

    value: Number
    unit: str
    comparison: str | list[str]
    cites: list[str] = []
    choice: str | None = None


class ThresholdFile(Shape):
    """`thresholds.yaml`."""

    thresholds: dict[str, ThresholdShape]


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
    figures: dict[str, dict[str, Any]]


class OutcomeShape(Shape):
    """One outcome of the decision list."""

    title: str
    grade: bool
    headlines: dict[str, str]
    prints: list[str] | None = None
    indicator: Literal["none", "info", "warning", "critical"] = "info"
    stops: bool = False


class RowShape(Shape):
    """One row of the decision list."""

    row: str
    outcome: str
    when: str
    reason: str
    opens: Phrases = []
    headline: list[str | PhraseShape | Phrases] = []


class TakesOutShape(Shape):
    """Elements that count as not recorded once what is dangerous is corrected, where `when` is true of the record."""

    elements: list[str] = Field(min_length=1)
    when: str | None = None


class OnceCorrected(Shape):
    """How the grade after correction is found: the list without a row, some elements assumed, some taken out."""

    outcome: str
    without_row: str
    assume: dict[str, Any]
    takes_out: list[TakesOutShape] = []


class StatusWords(Shape):
    """What a note says first while no outcome is settled."""

    provisional: str
    leaning: str
    insufficient_data: str
    two_reasons: str
    flag_open: str = ""
    stops: str = ""
    also_now: str = ""
    answers_needed: str = ""


class GradingFile(Shape):
    """`grading.yaml`."""

    outcomes: dict[str, OutcomeShape]
    rows: list[RowShape]
    bases: dict[str, RestsOnShape] = {}
    gathered: dict[str, GatheredShape] = {}
    also: list[AddShape] = []
    once_corrected: OnceCorrected
    statuses: StatusWords


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
    reviewers: list[str] = []
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
    words_never_used_except: list[QuotedShape] = []
    also_now: list[str] = []


class FlagValueShape(Shape):
    """A value that every flag asks for."""

    element: str
    when: str
    words: str
    asked_as: str


class AskFirstShape(Shape):
    """A recorded value that asks before any grade."""

    flag: str
    title: str
    when: str
    unless: str | None = None
    asks: list[str] = []
    headings: list[str] = Field(min_length=1)
    says: str
    cites: list[str] = []
    choice: str | None = None
    examples: list[ExampleShape] = []


class FlagsFile(Shape):
    """`flags.yaml`."""

    holds_back: list[str]
    asks: list[str] = []
    asks_value: list[FlagValueShape] = []
    asked_as: dict[str, str]
    flags: list[AskFirstShape]


class ProductShape(Shape):
    """One product, with what was read of it."""

    name: str
    properties: list[DetailShape] = []


class ExclusionShape(Shape):
    """Why a product drops out."""

    id: str
    product: str
    title: str
    when: str
    wording: Literal["contraindicated", "avoid", "caution"]
    text: str
    cites: list[str] = []
    choice: str | None = None
    examples: list[ExampleShape] = []


class OrderedAsShape(Shape):
    """How an order of such a product is recognised."""

    codes: dict[str, list[str]]
    words: list[str] = []
    choice: str


class ProductsFile(Shape):
    """`products.yaml`."""

    not_listed: str
    ordered_as: OrderedAsShape | None = None
    products: dict[str, ProductShape]
    exclusions: list[ExclusionShape]


class ChecklistItem(Shape):
    """One line of the checklist."""

    id: str
    label: str
    phase: Literal["before", "during", "after"]
    when: str | None = None
    recorded: str | None = None
    compared: str | None = None
    abnormal: str | None = None
    shows: list[str] = []
    text: str
    cites: list[str] = []
    choice: str | None = None


class ChecklistFile(Shape):
    """`checklist.yaml`."""

    checklist: list[ChecklistItem]


class IdealWeight(Shape):
    """Ideal weight = base + per_inch x (height in inches - above_inches)."""

    base: str
    per_inch: str


class BasisShape(Shape):
    """One basis of the weight that sets a dose; the first whose `when` is true counts."""

    when: str | None = None
    basis: Literal["actual", "adjusted", "none"]
    words: str
    cites: list[str] = []
    choice: str | None = None


class WeightShape(Shape):
    """Which weight a dose is worked out with: by `bases` in order, or adjusted `adjusted_when` and else actual."""

    element: str
    height: str
    sex: str
    adjusted_when: str | None = None
    bases: list[BasisShape] = []
    ideal: dict[str, IdealWeight]
    above_inches: str
    factor: str
    cites: list[str] = []
    against: list[DetailShape] = []


class CourseShape(Shape):
    """A dose that a source states, or the one planned for this patient."""

    id: str
    label: str
    g_per_kg: str | None = None
    element: str | None = None
    cites: list[str] = []


class FlagShape(Shape):
    """The daily amount that is flagged."""

    threshold: str
    text: str
    cites: list[str]


class DoseFile(Shape):
    """`dose.yaml`."""

    weight: WeightShape
    courses: list[CourseShape]
    days: list[int]
    planned_days: str
    flag: FlagShape
    notes: list[DetailShape] = []
