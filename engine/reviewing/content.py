"""The content of a part of a rule base: all that a reader of it answers for, as plain JSON data in the rules' words.

A part is a rule, or one of the tables beside the rules under its file's name. What stands behind it belongs to it: the
definitions, thresholds and questions that its conditions read, and the sources that it cites with the figures cited.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any, get_args

from immunote.engine.elements import Element
from immunote.engine.formula import Formula
from immunote.engine.places import Place
from immunote.engine.reviewing.tables import CHECKLIST, DOSE, FLAGS, GRADING, PRODUCTS, THRESHOLDS, TITLES, tables_used
from immunote.engine.rulebase import RuleBase, Source
from immunote.engine.sentences import Text, figures_in
from immunote.engine.tree import Node, elements_in, limits_in
from immunote.engine.unparse import condition_words, sentence
from immunote.engine.words import number_words

Content = dict[str, Any]
_NODES = get_args(Node)
# how records are read and where a question stands is no part of what a rule says; a formula is read as it is written
_NOT_REVIEWED = {
    Element: {"codes", "group", "rank", "closed_by_problem_list"},
    Source: {"figures", "context"},
    Formula: {"terms"},
}


def parts_of(rulebase: RuleBase) -> dict[str, str]:
    """Every part that can be signed, with its title: the rules as declared, then the tables that there are."""
    tables = {name: TITLES[name] for name in tables_used(rulebase, whole=True)}
    if rulebase.thresholds:
        tables[THRESHOLDS] = TITLES[THRESHOLDS]
    return {name: rule.title for name, rule in rulebase.rules.items()} | tables


def choices_of(rulebase: RuleBase) -> dict[str, tuple[str, str]]:
    """Every stated choice but those of thresholds: by the name of what it is of, that one's title, and its reason."""
    found = {name: (each.title, each.choice) for name, each in rulebase.named.items() if each.choice}
    found |= {each.id: (each.title, each.choice) for each in rulebase.exclusions if each.choice}
    found |= {each.id: (each.title, each.choice) for each in rulebase.flags.flags if each.choice}
    found |= {each.id: (each.label, each.choice) for each in rulebase.checklist if each.choice}
    return found


def content_of(rulebase: RuleBase, part: str) -> Content:
    """The content of a part. Equal for equal content, whatever the layout of the files. Raises KeyError."""
    own: Any = rulebase.rules[part] if part in rulebase.rules else _tables(rulebase)[part]
    plain = _PlainData(rulebase)
    content: Content = {"itself": plain(own)}
    definitions = _definitions(rulebase, plain.nodes)
    content["definitions"] = {name: plain(rulebase.named[name]) for name in definitions}
    asked = rulebase.flags.elements if part == FLAGS else ()
    names = sorted({*asked, *(name for node in plain.nodes for name in elements_in(node))})
    content["questions"] = {name: plain(rulebase.elements[name]) for name in names}
    # after the questions: these have limits of their own, such as the age from which a recorded no does not count
    content["thresholds"] = {name: plain(rulebase.thresholds[name]) for name in sorted(_thresholds(plain.nodes))}
    content["sources"] = _sources(rulebase, plain)
    return content


def _tables(rulebase: RuleBase) -> dict[str, Any]:
    exclusions = {
        each.id: {"says": each, "where": rulebase.exclusion_conditions[each.condition]} for each in rulebase.exclusions
    }
    return {
        GRADING: {
            "outcomes": rulebase.outcomes,
            "rows": {row.name: row for row in rulebase.rows},
            "order of the rows": [row.name for row in rulebase.rows],
            **({} if rulebase.once_corrected is None else {"once corrected": rulebase.once_corrected}),
            "headlines": rulebase.headlines,
            "while not settled": rulebase.statuses,
        },
        FLAGS: rulebase.flags,
        PRODUCTS: {"products": rulebase.products, "exclusions": exclusions, "not listed": rulebase.not_listed},
        CHECKLIST: {line.id: line for line in rulebase.checklist},
        DOSE: rulebase.dose,
        THRESHOLDS: {
            "thresholds": rulebase.thresholds,
            "choices": {name: reason for name, (_, reason) in choices_of(rulebase).items()},
        },
    }


class _PlainData:
    """Loaded data as JSON data. Collects the conditions and citations that it comes by."""

    def __init__(self, rulebase: RuleBase) -> None:
        self.rulebase = rulebase
        self.nodes: list[Node] = []
        self.cites: dict[str, None] = {}

    def __call__(self, value: Any) -> Any:
        """The value as text, number, list or mapping; where something was written is left out."""
        if isinstance(value, Text):
            self.cites.update(dict.fromkeys(figures_in(value)))
            return sentence(self.rulebase, value)
        if isinstance(value, _NODES):
            self.nodes.append(value)
            return condition_words(value)
        if isinstance(value, Decimal):
            return number_words(value)
        if is_dataclass(value) and not isinstance(value, type):
            return dict(self._fields(value))
        if isinstance(value, Mapping):
            return {str(key): self(each) for key, each in value.items()}
        if isinstance(value, list | tuple):
            return [self(each) for each in value]
        return value

    def _fields(self, value: Any) -> Iterator[tuple[str, Any]]:
        for field in fields(value):
            found = getattr(value, field.name)
            if isinstance(found, Place) or field.name in _NOT_REVIEWED.get(type(value), ()):
                continue
            if field.name.endswith("cites"):
                self.cites.update(dict.fromkeys(found))
            shown = " ".join(found.split()) if field.name == "source_text" else self(found)
            if shown not in (None, [], {}, ""):
                yield field.name.replace("_", " "), shown


def _definitions(rulebase: RuleBase, nodes: Iterable[Node]) -> list[str]:
    """The definitions that conditions read, also through others. A rule that they read is signed by itself."""
    found = {name for node in nodes for name in rulebase.names_under(node)}
    return [name for name, named in rulebase.named.items() if name in found and not named.is_rule]


def _thresholds(nodes: Iterable[Node]) -> set[str]:
    return {threshold for node in nodes for threshold in limits_in(node)}


def _sources(rulebase: RuleBase, plain: _PlainData) -> Content:
    cited: dict[str, list[str]] = {}
    for cite in sorted(plain.cites):
        source, _, key = cite.partition(".")
        cited.setdefault(source, []).append(key)
    return {
        name: plain(rulebase.sources[name])
        | {"figures": {key: plain(rulebase.sources[name].figures[key]) for key in keys}}
        for name, keys in cited.items()
    }
