"""A loaded rule base: plain, frozen data that every evaluator, the note and the command line read.

`immunote.engine.loading` makes one from a folder and refuses a bad folder whole; nothing here reads a file.
All mappings keep the order in which things were declared.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from immunote.engine.elements import Constraint, Element, Ordered, Spans, Threshold
from immunote.engine.places import Place
from immunote.engine.properties import Property
from immunote.engine.sentences import Detail, Phrase, Text
from immunote.engine.shapes.about import NOT_RATED, RuleBaseFile
from immunote.engine.shapes.codes import CodesFile
from immunote.engine.shapes.form import FormFile
from immunote.engine.shapes.headers import HeadersFile
from immunote.engine.shapes.hooks import OrderedAsShape
from immunote.engine.shapes.page import PageFile
from immunote.engine.shapes.records import RecordsFile
from immunote.engine.shapes.search import SearchFile
from immunote.engine.shapes.vignettes import VignettesFile
from immunote.engine.shapes.worklist import WorklistFile
from immunote.engine.sign_offs import SignOff
from immunote.engine.sources import Figure, Source
from immunote.engine.synthetic import Synthetic
from immunote.engine.tables import (
    Case,
    ChecklistLine,
    Dose,
    Exclusion,
    Flags,
    OnceCorrected,
    Product,
    QuestionGroup,
    SpeaksWhere,
)
from immunote.engine.tree import Node, Program, elements_in, refs_in, refs_under

__all__ = [
    "Basis",
    "Detail",
    "Example",
    "Figure",
    "Gathered",
    "Headlines",
    "Named",
    "Outcome",
    "Phrase",
    "Row",
    "RuleBase",
    "Source",
    "Text",
]


@dataclass(frozen=True, slots=True)
class Basis:
    """What a phrase rests on. `words`: those by which a headline says so. `sources`: kinds, of which one is cited."""

    id: str
    title: str
    words: tuple[str, ...]
    sources: tuple[str, ...]
    choice: bool


@dataclass(frozen=True, slots=True)
class Gathered:
    """Phrases of the rules of some kinds that hold, for a headline. `deciding`: only of rules that decide."""

    kinds: tuple[str, ...]
    basis: tuple[str, ...]
    deciding: bool
    joined: str


@dataclass(frozen=True, slots=True)
class Headlines:
    """How headlines are composed, beside the words of outcomes and rows."""

    bases: Mapping[str, Basis] = field(default_factory=dict)
    gathered: Mapping[str, Gathered] = field(default_factory=dict)
    also: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A patient that an author wrote beside the rule, and the truth expected of it."""

    given: Mapping[str, Any]
    then: str
    place: Place


@dataclass(frozen=True, slots=True)
class Named:
    """A definition or a rule: a named condition with its reason for being."""

    name: str
    title: str
    when: Node
    source_text: str
    cites: tuple[str, ...]
    choice: str | None
    examples: tuple[Example, ...]
    place: Place
    kind: str = "definition"
    domain: str | None = None
    strength: str | None = None
    certainty: str = NOT_RATED
    certainty_because: tuple[Detail, ...] = ()
    says: Text | None = None
    says_instead: tuple[Phrase, ...] = ()
    lists: Mapping[str, tuple[Phrase, ...]] = field(default_factory=dict)
    short: tuple[Phrase, ...] = ()
    details: tuple[Detail, ...] = ()
    rank: int = 9

    @property
    def sentences(self) -> tuple[Text, ...]:
        """What the statement can say, in every wording, with the lists that it names."""
        own = [phrase.text for phrases in self.lists.values() for phrase in phrases]
        says = () if self.says is None else (self.says,)
        return (*(phrase.text for phrase in self.says_instead), *says, *own)

    @property
    def is_rule(self) -> bool:
        """A rule makes a statement in the note; a definition only names an expression."""
        return self.kind != "definition"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the decision list. `headline`: sentences after the opening; of each tuple the first that prints."""

    name: str
    outcome: str
    when: Node
    reason: Text
    place: Place
    opens: tuple[Phrase, ...] = ()
    headline: tuple[tuple[Phrase, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a row can decide. `headlines`: certainty -> sentence. `indicator`: none, info, warning or critical.

    `stops`: nothing is started where this is the outcome.
    """

    id: str
    title: str
    is_grade: bool
    headlines: Mapping[str, Text]
    prints: tuple[str, ...] | None
    indicator: str = "info"
    stops: bool = False


@dataclass(frozen=True)
class RuleBase:
    """Everything in a rule base's folder, checked. In `named`, no name is read before it is defined."""

    id: str
    version: str
    title: str
    evidence_as_of: str
    intended_use: str
    about: RuleBaseFile
    elements: Mapping[str, Element]
    groups: Mapping[str, Mapping[str, tuple[str, ...]]]
    constraints: tuple[Constraint, ...]
    orders: tuple[Ordered, ...]
    spans: tuple[Spans, ...]
    thresholds: Mapping[str, Threshold]
    sources: Mapping[str, Source]
    named: Mapping[str, Named]
    outcomes: Mapping[str, Outcome]
    rows: tuple[Row, ...]
    once_corrected: OnceCorrected | None
    statuses: Mapping[str, str]
    products: Mapping[str, Product]
    not_listed: str
    exclusions: tuple[Exclusion, ...]
    checklist: tuple[ChecklistLine, ...]
    dose: Dose | None
    exclusion_conditions: Mapping[str, Node]
    examples: Mapping[str, tuple[Example, ...]]
    cases: Mapping[str, Case]
    content_hash: str
    files_hash: str
    folder: str
    records: RecordsFile | None = None
    codes: CodesFile = field(default_factory=CodesFile)
    properties: tuple[Property, ...] = ()
    synthetic: Synthetic | None = None
    ordered_as: OrderedAsShape | None = None
    headers: HeadersFile | None = None
    worklist: WorklistFile | None = None
    speaks_where: SpeaksWhere | None = None
    headlines: Headlines = field(default_factory=Headlines)
    sign_offs: tuple[SignOff, ...] = ()
    question_groups: tuple[QuestionGroup, ...] = ()
    flags: Flags = field(default_factory=Flags)
    page: PageFile = field(default_factory=PageFile)
    search: SearchFile = field(default_factory=SearchFile)
    vignettes: VignettesFile | None = None
    form: FormFile = field(default_factory=FormFile)

    @cached_property
    def program(self) -> Program:
        """Every condition that decides or prints: definitions and rules, product exclusions, flags, the rows."""
        conditions: dict[str, Node] = {name: named.when for name, named in self.named.items()}
        conditions.update(self.exclusion_conditions)
        conditions.update(self.asked_conditions)
        conditions.update(self.flags.conditions)
        conditions.update({f"row.{row.name}": row.when for row in self.rows})
        return conditions

    @cached_property
    def asked_conditions(self) -> dict[str, Node]:
        """For each element that is asked for under a condition only: that condition, as `asked.<element>`."""
        return {f"asked.{name}": each.asked_when for name, each in self.elements.items() if each.asked_when is not None}

    @cached_property
    def program_of_flags(self) -> Program:
        """The conditions of the flags and all that they read, in the program's order."""
        wanted = set(self.flags.conditions)
        for name in tuple(wanted):
            wanted.update(refs_under(self.program[name], self.program))
        return {name: node for name, node in self.program.items() if name in wanted}

    @cached_property
    def rules(self) -> dict[str, Named]:
        """The rules alone, in order."""
        return {name: named for name, named in self.named.items() if named.is_rule}

    @cached_property
    def rules_as_shown(self) -> tuple[Named, ...]:
        """The rules in the order in which a note shows them: by section, kind and rank, then as declared."""
        sections, kinds = list(self.about.sections), self.about.kinds
        order = list(kinds)

        def place(rule: Named) -> tuple[int, int, int]:
            return sections.index(kinds[rule.kind].section), order.index(rule.kind), rule.rank

        return tuple(sorted(self.rules.values(), key=place))

    @cached_property
    def elements_of(self) -> dict[str, tuple[str, ...]]:
        """For each definition and rule, all elements that it reads, also through others."""
        found: dict[str, tuple[str, ...]] = {}
        for name, named in self.named.items():
            reads = dict.fromkeys(elements_in(named.when))
            for ref in refs_in(named.when):
                reads.update(dict.fromkeys(found[ref]))
            found[name] = tuple(reads)
        return found

    @cached_property
    def read_of(self) -> dict[str, frozenset[str]]:
        """For each definition and rule, its elements and those on which it hangs whether these are asked for."""
        asked = {name: elements_in(each.asked_when) for name, each in self.elements.items() if each.asked_when}
        return {
            name: frozenset(reads).union(*(asked[each] for each in reads if each in asked))
            for name, reads in self.elements_of.items()
        }

    def names_under(self, node: Node) -> tuple[str, ...]:
        """All definitions and rules that a condition reads, directly or through others, nearest first."""
        return refs_under(node, self.program)

    def elements_under(self, node: Node) -> tuple[str, ...]:
        """All elements that a condition reads, also through definitions and rules."""
        reads = dict.fromkeys(elements_in(node))
        for ref in refs_in(node):
            reads.update(dict.fromkeys(self.elements_of[ref]))
        return tuple(reads)
