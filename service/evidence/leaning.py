"""What leans on a source: each condition, threshold and sentence that cites it or prints a figure of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, get_args

from immunote.engine.loading.retractions import cited_by, has_lost_all, is_support
from immunote.engine.places import Place
from immunote.engine.rulebase import Named, RuleBase
from immunote.engine.sentences import Text, figures_in
from immunote.engine.sources import source_of
from immunote.engine.tree import Node
from immunote.engine.unparse import sentence

_NODES = get_args(Node)
CONDITION = "its condition"

FALLS, LOWER, STAYS = "supports nothing without it", "stands on fewer sources", "stays as a caution"


@dataclass(frozen=True)
class LeaningPart:
    """One thing that leans on a source. `kind`: rule, definition, threshold and so on; `at`: file, line and column.

    `says`: the sentence, or "its condition". `cites`: the figures of that source, as `source.figure`.
    """

    source: str
    kind: str
    name: str
    title: str
    says: str
    at: str
    cites: tuple[str, ...]


def leaning_parts(rulebase: RuleBase) -> dict[str, tuple[LeaningPart, ...]]:
    """Source -> all that leans on it, in the order of the rule base."""
    figures: dict[LeaningPart, dict[str, None]] = {}
    for kind, name, thing in _owners(rulebase):
        for cite, says, at in _leans(rulebase, thing, getattr(thing, "place", None)):
            title = getattr(thing, "title", None) or getattr(thing, "label", None)
            words = title if isinstance(title, str) else name
            part = LeaningPart(source_of(cite), kind, name, words, says, str(at or kind), ())
            figures.setdefault(part, {})[cite] = None
    found: dict[str, list[LeaningPart]] = {name: [] for name in rulebase.sources}
    for part, cites in figures.items():
        found.setdefault(part.source, []).append(replace(part, cites=tuple(cites)))
    return {name: tuple(parts) for name, parts in found.items()}


def rules_on(rulebase: RuleBase, source: str) -> dict[str, str]:
    """Rule -> what its retraction would do, for each rule that cites the source.

    Sources that are retracted already count as gone.
    """
    gone = {source, *(name for name, each in rulebase.sources.items() if each.retracted)}
    return {name: _effect(rulebase, rule, gone) for name, rule in rulebase.rules.items() if source in cited_by(rule)}


def _effect(rulebase: RuleBase, rule: Named, gone: set[str]) -> str:
    # a rule that has lost its rating already is of a kind that supports, and has lost all
    if is_support(rule, rulebase.about):
        return FALLS if has_lost_all(rule, gone) else LOWER
    return STAYS


def _owners(rulebase: RuleBase) -> Iterator[tuple[str, str, Any]]:
    for name, named in rulebase.named.items():
        yield ("rule" if named.is_rule else "definition"), name, named
    yield from (("threshold", name, each) for name, each in rulebase.thresholds.items())
    yield from (("flag", each.id, each) for each in rulebase.flags.flags)
    yield from (("row", row.name, row) for row in rulebase.rows)
    yield from (("outcome", name, each) for name, each in rulebase.outcomes.items())
    yield "headlines", "headlines", rulebase.headlines
    yield from (("product", name, each) for name, each in rulebase.products.items())
    yield from (("product exclusion", each.id, each) for each in rulebase.exclusions)
    yield from (("checklist line", each.id, each) for each in rulebase.checklist)
    if rulebase.dose is not None:
        yield "dose", "dose", rulebase.dose
    yield from (("question", name, each) for name, each in rulebase.elements.items())
    yield from (("published case", name, each) for name, each in rulebase.cases.items())
    if rulebase.synthetic is not None:
        yield "synthetic cohort", "synthetic", rulebase.synthetic
    if rulebase.about.searched is not None:
        for cite in rulebase.about.searched.cites:
            yield "heading of every note", "searched", _Cited((cite,))
    for quoted in rulebase.about.words_never_used_except:
        yield "quotation", quoted.rule, _Cited((quoted.count.rpartition(".")[0],))


@dataclass(frozen=True)
class _Cited:
    cites: tuple[str, ...]


def _leans(rulebase: RuleBase, thing: Any, at: Place | None) -> Iterator[tuple[str, str, Place | None]]:
    """Figure, sentence and place of each citation in a part and in what it is made of."""
    if isinstance(thing, Text):
        for cite in figures_in(thing):
            yield cite, sentence(rulebase, thing), thing.place
    elif isinstance(thing, (*_NODES, type)):
        return
    elif isinstance(thing, Mapping):
        for each in thing.values():
            yield from _leans(rulebase, each, at)
    elif isinstance(thing, tuple | list):
        for each in thing:
            yield from _leans(rulebase, each, at)
    elif is_dataclass(thing):
        said = next((each for name in ("text", "says") if isinstance(each := getattr(thing, name, None), Text)), None)
        is_line = said is not None and not isinstance(thing, Named)
        says, place = (sentence(rulebase, said), said.place) if said is not None and is_line else (CONDITION, at)
        for cite in (*getattr(thing, "cites", ()), *filter(None, [getattr(thing, "cite", None)])):
            yield cite, says, place
        for each in fields(thing):
            if each.name not in ("cites", "cite", "examples", "place"):
                yield from _leans(rulebase, getattr(thing, each.name), at)
