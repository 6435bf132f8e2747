"""Everything that a rule base holds as named fields of plain words, so that two versions can be compared in words.

Nothing is chosen here: each field of each part becomes words, whatever it is, and what has no words yet is refused by
name. A field that is added to the rule base is therefore compared from its first day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from typing import Any, get_args

from pydantic import BaseModel

from immunote.engine.elements import Threshold
from immunote.engine.formula import Formula
from immunote.engine.places import Place
from immunote.engine.rulebase import Detail, Example, Figure, Named, RuleBase, Text
from immunote.engine.tree import Node
from immunote.engine.unparse import condition_words, sentence
from immunote.engine.words import number_words, with_unit
from immunote.service.diffing.model import Section
from immunote.service.diffing.renames import Renames

Lines = tuple[str, ...]
CONDITION = "condition"
EXPANDED = "condition, short forms written out"
CERTAINTY = "certainty"

_NODES = get_args(Node)
_LABELS = {
    "source_text": CONDITION,
    "when": EXPANDED,
    "says": "wording",
    "details": "lines below",
    "cites": "citations",
    "choice": "project's choice",
    "is_rule": "is a rule",
    "is_grade": "is a grade",
    "low": "lowest plausible",
    "high": "highest plausible",
    "leaning": "assumed for the leaning",
    "no_needs": "a no counts only where",
    "only_if": "has a meaning only where",
    "values": "members",
    "text": "wording",
    "condition": "condition is named",
}


@dataclass(frozen=True)
class DescribedItem:
    """One thing with a name: its title, its fields in words, and the file that holds it."""

    title: str
    fields: Mapping[str, Lines]


Described = Mapping[Section, Mapping[str, DescribedItem]]


def described(rulebase: RuleBase, renames: Renames | None = None) -> Described:
    """Everything in a rule base by section and id; with `renames`, sources and citations under their new ids."""
    renames = renames or Renames()
    words = _RuleBaseWords(rulebase, renames)
    tables: dict[Section, Mapping[str, Any]] = {
        "rules": rulebase.rules,
        "definitions": {name: each for name, each in rulebase.named.items() if not each.is_rule},
        "grading_list": {row.name: row for row in rulebase.rows},
        "outcomes": rulebase.outcomes,
        "thresholds": rulebase.thresholds,
        "sources": {renames.text(name): renames.source(each) for name, each in rulebase.sources.items()},
        "elements": rulebase.elements,
        "groups": {name: {"parts": parts} for name, parts in rulebase.groups.items()},
        "constraints": _constraints(rulebase),
        "products": rulebase.products,
        "product_exclusions": {each.id: each for each in rulebase.exclusions},
        "checklist": {line.id: line for line in rulebase.checklist},
        "dose": {} if rulebase.dose is None else {"dose": rulebase.dose},
        "published_cases": rulebase.cases,
        "record_mapping": {} if rulebase.records is None else {"records": rulebase.records, "codes": rulebase.codes},
        "properties": {each.id: each for each in rulebase.properties},
        "flags": {each.id: each for each in rulebase.flags.flags},
        "question_groups": {each.id: each for each in rulebase.question_groups},
        "rule_base": _singles(rulebase),
    }
    return {
        section: {name: DescribedItem(_title(each), words.fields(each, name)) for name, each in table.items()}
        for section, table in tables.items()
    }


def _title(thing: Any) -> str:
    for name in ("title", "label", "says", "reason"):
        found = getattr(thing, name, None)
        if isinstance(found, str | Text):
            return found.template if isinstance(found, Text) else found
    return ""


def _constraints(rulebase: RuleBase) -> dict[str, Any]:
    """Constraints have no names: what each says of the elements names it."""
    found: dict[str, Any] = {}
    for clause in rulebase.constraints:
        found[" or ".join(condition_words(each, True) for each in clause.literals)] = clause
    for order in rulebase.orders:
        found[" <= ".join(order.elements)] = order
    for spans in rulebase.spans:
        found[f"{', '.join(spans.most)} within {spans.within}"] = spans
    return found


def _singles(rulebase: RuleBase) -> dict[str, Any]:
    """What there is one of."""
    found: dict[str, Any] = {
        "rulebase": rulebase.about,
        "statuses": rulebase.statuses,
        "once_corrected": rulebase.once_corrected,
        "products": {"not_listed": rulebase.not_listed},
        "headlines": rulebase.headlines,
        "flags": {
            "holds_back": rulebase.flags.holds_back,
            "asks_value": rulebase.flags.values,
            "asked_as": rulebase.flags.asked_as,
        },
        "ordered_as": rulebase.ordered_as,
        "speaks_where": rulebase.speaks_where,
        "page": rulebase.page,
        "form": rulebase.form,
        "search": rulebase.search,
        "vignettes": rulebase.vignettes,
        "headers": rulebase.headers,
        "worklist": rulebase.worklist,
    }
    return {name: part for name, part in found.items() if part is not None}


class _RuleBaseWords:
    """Parts of one rule base in words."""

    def __init__(self, rulebase: RuleBase, renames: Renames) -> None:
        self.rulebase, self.renames = rulebase, renames

    def fields(self, thing: Any, name: str) -> dict[str, Lines]:
        """The fields of a part that say anything."""
        found = {_label(key): tuple(self.lines(value)) for key, value in _parts(thing) if value != name}
        if isinstance(thing, Threshold):
            found["value"] = (with_unit(thing.value, thing.unit),)
        if isinstance(thing, Named):
            found.pop("rank" if not thing.is_rule else "", None)
            found["examples"] = tuple(_example(each) for each in thing.examples)
        else:
            found["examples"] = tuple(_example(each) for each in self._examples_of(name, thing))
        place = getattr(thing, "place", None)
        if isinstance(place, Place):
            found["file"] = (place.file,)
        return {label: lines for label, lines in found.items() if lines}

    def _examples_of(self, name: str, thing: Any) -> tuple[Example, ...]:
        """Examples that stand beside a condition that is no definition and no rule."""
        condition = getattr(thing, "condition", name)
        return self.rulebase.examples.get(condition, ()) if isinstance(condition, str) else ()

    def lines(self, value: Any) -> Iterator[str]:
        """A value as lines. Raises NotImplementedError for a type that has no words."""
        match value:
            case None | "" | Place():
                return
            case bool():
                yield "yes" if value else "no"
            case int() | Decimal():
                yield number_words(Decimal(value))
            case str():
                yield self.renames.text(value.strip())
            case Text():
                yield sentence(self.rulebase, value)
            case Detail():
                yield self._detail(value)
            case Example():
                yield _example(value)
            case Threshold():
                yield value.name
            case Figure():
                yield " · ".join([value.title, *self.lines(value.values), *self.lines(value.plot)])
            case Mapping():
                for key, item in value.items():
                    each_alone = isinstance(item, list | tuple) and all(isinstance(each, str) for each in item)
                    for line in item if each_alone else [" · ".join(self.lines(item))]:
                        yield f"{key}: {line}"
            case list() | tuple():
                for item in value:
                    yield " · ".join(self.lines(item))
            case _ if isinstance(value, _NODES):
                yield condition_words(value)
            case _ if isinstance(value, BaseModel) or is_dataclass(value):
                for key, item in _parts(value):
                    if found := " · ".join(self.lines(item)):
                        yield f"{_label(key)}: {found}"
            case _:
                msg = f"a comparison has no words for `{type(value).__name__}`"
                raise NotImplementedError(msg)

    def _detail(self, detail: Detail) -> str:
        where = "" if detail.when is None else f" (where {condition_words(detail.when)})"
        choice = "project's choice" if detail.choice else ""
        behind = ", ".join(each for each in (*map(self.renames.cite, detail.cites), choice) if each)
        return f"{detail.role}: {sentence(self.rulebase, detail.text)}{where} [{behind}]"


def _parts(thing: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(thing, Mapping):
        yield from thing.items()
    elif isinstance(thing, BaseModel):
        for key in type(thing).model_fields:
            yield key, getattr(thing, key)
    else:
        for field in fields(thing):
            if not (isinstance(thing, Formula) and field.name == "terms"):  # its text and constants, once more
                yield field.name, getattr(thing, field.name)


def _label(key: str) -> str:
    return _LABELS.get(key, key.replace("_", " ").strip())


def _example(example: Example) -> str:
    given = ", ".join(f"{name}: {_plain(value)}" for name, value in example.given.items())
    return f"{example.then}: {given or 'nothing recorded'}"


def _plain(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
