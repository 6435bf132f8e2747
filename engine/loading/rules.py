"""Definitions and rules: conditions in an order that can be evaluated, sentences, reasons, examples."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from immunote.engine.faults import Fault, nearest
from immunote.engine.loading.conditions import Scope, parse
from immunote.engine.loading.dictionary import NAME_HELP, is_name
from immunote.engine.loading.folder import Folder
from immunote.engine.loading.phrases import wordings_of
from immunote.engine.loading.texts import SentenceChecker, asked_for, surely_known
from immunote.engine.places import Place
from immunote.engine.reader import Document, Path_
from immunote.engine.rulebase import Example, Named
from immunote.engine.sentences import Detail
from immunote.engine.shapes.about import NOT_RATED, RuleBaseFile
from immunote.engine.shapes.phrases import DetailShape, ExampleShape
from immunote.engine.shapes.rules import DefinitionFile, RuleFile
from immunote.engine.tree import Always, And, Node, OneOf, refs_in

ROLES = ("figure", "against", "limit", "background", "choice", "side")


@dataclass(frozen=True)
class Draft:
    """A definition or rule before its condition is read."""

    document: Document
    shape: DefinitionFile | RuleFile
    name: str


def drafts_in(folder: Folder, taken: Mapping[str, Place]) -> dict[str, Draft]:
    """All definitions and rules by name. One name stands for one thing, elements and thresholds included."""
    drafts: dict[str, Draft] = {}
    found: list[tuple[Document, DefinitionFile | RuleFile]] = [
        *folder.of(DefinitionFile),
        *folder.of(RuleFile),
    ]
    for document, shape in found:
        name = shape.definition if isinstance(shape, DefinitionFile) else shape.rule
        key = "definition" if isinstance(shape, DefinitionFile) else "rule"
        other = drafts[name].document.place(()) if name in drafts else taken.get(name)
        if other is not None:
            document.fault((key,), "R08", name, f"it also stands at {other}")
            continue
        if not is_name(name):
            document.fault((key,), "R05", name, NAME_HELP)
        drafts[name] = Draft(document, shape, name)
    return drafts


def conditions_of(drafts: Mapping[str, Draft], scope: Scope) -> dict[str, Node]:
    """The condition of each draft, ordered so that no name is read before it is defined. Circles are R19."""
    conditions: dict[str, Node] = {}
    for name, draft in drafts.items():
        node = parse(draft.shape.when, text_place(draft.document, ("when",)), scope, draft.document.faults)
        if isinstance(draft.shape, RuleFile) and draft.shape.jurisdictions:
            node = And((_in_jurisdictions(draft, scope), node))
        conditions[name] = node
    return _ordered(drafts, conditions)


def text_place(document: Document, path: Path_) -> Place:
    """Where the text of a value starts: the line after the mark for block text."""
    return document.text_place(path)


def _in_jurisdictions(draft: Draft, scope: Scope) -> Node:
    element = scope.elements.get("jurisdiction")
    shape = draft.shape
    members = shape.jurisdictions if isinstance(shape, RuleFile) else []
    for index, member in enumerate(members):
        if element is None or member not in element.values:
            known = element.values if element else {}
            draft.document.fault(("jurisdictions", index), "R18", member, nearest(member, known))
    return OneOf("jurisdiction", tuple(sorted(members)))


def _ordered(drafts: Mapping[str, Draft], conditions: Mapping[str, Node]) -> dict[str, Node]:
    ordered: dict[str, Node] = {}
    on_the_way: list[str] = []
    broken: set[str] = set()

    def visit(name: str) -> None:
        if name in ordered or name not in conditions:
            return
        if name in on_the_way:
            names = on_the_way[on_the_way.index(name) :]
            circle = " -> ".join([*names, name])
            draft = drafts[name]
            at = text_place(draft.document, ("when",))
            help_line = "take one of these names out of the conditions"
            draft.document.faults.append(Fault.at(at, "R19", circle, help_line, names))
            broken.add(name)
            return
        on_the_way.append(name)
        for ref in refs_in(conditions[name]):
            visit(ref)
        on_the_way.pop()
        ordered[name] = Always() if name in broken else conditions[name]  # what follows the names must end somewhere

    for name in conditions:
        visit(name)
    return ordered


def named_of(
    drafts: Mapping[str, Draft],
    conditions: Mapping[str, Node],
    about: RuleBaseFile,
    scope: Scope,
    texts: SentenceChecker,
) -> dict[str, Named]:
    """Everything about each definition and rule, checked."""
    makers = _Maker(conditions, about, scope, texts)
    return {name: makers.named(drafts[name]) for name in conditions}


class _Maker:
    def __init__(
        self, conditions: Mapping[str, Node], about: RuleBaseFile, scope: Scope, texts: SentenceChecker
    ) -> None:
        self.conditions, self.about, self.scope, self.texts = conditions, about, scope, texts

    def named(self, draft: Draft) -> Named:
        document, shape = draft.document, draft.shape
        known = surely_known(self.conditions[draft.name], self.conditions)
        here = document.place(())
        if not shape.cites and not shape.choice:
            help_line = "cite what it rests on (`cites`), or state the project's `choice` and its reason"
            document.fault((), "R21", draft.name, help_line)
        self.texts.text(shape.title, document.place(("title",)))
        if shape.choice:
            self.texts.text(shape.choice, text_place(document, ("choice",)), known)
        common: dict[str, Any] = {
            "name": draft.name,
            "title": shape.title,
            "when": self.conditions[draft.name],
            "source_text": shape.when.strip(),
            "cites": self.texts.cites(shape.cites, document.place(("cites",))),
            "choice": " ".join(shape.choice.split()) if shape.choice else None,
            "examples": examples_of(document, shape.examples),
            "place": here,
        }
        if isinstance(shape, DefinitionFile):
            return Named(**common)
        self._vocabulary(document, shape)
        details = self.details(document, ("details",), shape.details, known, shape.lists)
        says, instead, lists, short = wordings_of(document, shape, self.scope, self.texts, known)
        if shape.kind == "conflict" and sum(detail.role == "side" for detail in details) < 2:
            document.fault(("details",), "R30", draft.name, "give each side a detail with role: side")
        return Named(
            **common,
            kind=shape.kind,
            domain=shape.domain,
            strength=shape.strength,
            certainty=shape.certainty,
            certainty_because=self.details(document, ("certainty_because",), shape.certainty_because, known),
            says=says,
            says_instead=instead,
            lists=lists,
            short=short,
            details=details,
            rank=shape.rank,
        )

    def _vocabulary(self, document: Document, shape: RuleFile) -> None:
        for key, value, words in (
            ("kind", shape.kind, list(self.about.kinds)),
            ("domain", shape.domain, list(self.about.domains)),
            ("certainty", shape.certainty, list(self.about.certainties)),
        ):
            if value is not None and value not in words:
                document.fault((key,), "R33", value, nearest(value, words))
        rated = shape.certainty not in (NOT_RATED, "none")
        if rated and not shape.certainty_because:
            document.fault(("certainty",), "R35", shape.certainty, "say why under `certainty_because`")
        if shape.certainty_because and shape.certainty == NOT_RATED:
            document.fault(("certainty_because",), "R35", shape.certainty, "rate the `certainty` that it explains")

    def details(
        self,
        document: Document,
        path: Path_,
        shapes: Sequence[DetailShape],
        known: frozenset[str],
        lists: Collection[str] = (),
    ) -> tuple[Detail, ...]:
        return tuple(
            detail_of(document, (*path, index), shape, self.scope, self.texts, known, lists)
            for index, shape in enumerate(shapes)
        )


def detail_of(
    document: Document,
    path: Path_,
    shape: DetailShape,
    scope: Scope,
    texts: SentenceChecker,
    known: frozenset[str] = frozenset(),
    lists: Collection[str] = (),
) -> Detail:
    """One line below a statement. It cites something, or says that it is the project's choice."""
    if shape.role not in ROLES:
        document.fault((*path, "role"), "R33", shape.role, nearest(shape.role, ROLES))
    choice = shape.choice or shape.role == "choice"
    if not shape.cites and not choice:
        document.fault(path, "R21", shape.text, "cite `source.figure`, or set choice: true")
    when = None
    if shape.when:  # a line decides nothing, so it may ask whether something is recorded
        when = parse(shape.when, text_place(document, (*path, "when")), scope, document.faults, allow_known=True)
    return Detail(
        texts.text(shape.text, text_place(document, (*path, "text")), known | asked_for(when), lists),
        shape.role,
        texts.cites(shape.cites, document.place((*path, "cites"))),
        choice,
        when,
    )


def examples_of(document: Document, shapes: Iterable[ExampleShape]) -> tuple[Example, ...]:
    """The examples beside a condition; at least one of each truth, else R29."""
    examples = []
    for index, shape in enumerate(shapes):
        then = shape.then if isinstance(shape.then, str) else str(shape.then).lower()
        examples.append(Example(shape.given, then, document.place(("examples", index))))
    for truth in ("true", "false", "unknown"):
        if all(example.then != truth for example in examples):
            document.fault(("examples",), "R29", f"then: {truth}", "one patient for each of true, false and unknown")
    return tuple(examples)


def unused_definitions(drafts: Mapping[str, Draft], read: Iterable[str], faults: list[Fault]) -> None:
    """R39 for each definition that no condition reads."""
    used = set(read)
    for name, draft in drafts.items():
        if isinstance(draft.shape, DefinitionFile) and name not in used:
            at = draft.document.place(("definition",))
            faults.append(Fault.at(at, "R39", name, "use it in a condition, or delete it"))
