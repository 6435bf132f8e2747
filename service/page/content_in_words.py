"""What a sign-off stands for, and what changed since one, for readers who know no rule language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from immunote.engine.reviewing.content import content_of
from immunote.engine.rulebase import RuleBase
from immunote.engine.words import capital
from immunote.service.render.plain_words import condition_in_words, named_in_words

_NOT_SHOWN = frozenset({"name", "id", "source text", "cites", "kind", "rank", "key", "domain", "op"})
_TITLES = {
    "itself": "What it says",
    "definitions": "What its terms mean",
    "questions": "What it asks",
    "thresholds": "Its limits",
    "sources": "What it rests on",
    "when": "applies where",
}


def content_in_words(rulebase: RuleBase, part: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """All that a sign-off of a part stands for: sections of (what, text)."""
    content = content_of(rulebase, part)
    found = []
    for section, value in content.items():
        lines = [
            (_where(rulebase, where), named_in_words(rulebase, text))
            for where, text in _leaves(value, ())
            if not _NOT_SHOWN & set(where)
        ]
        if section == "itself" and part in rulebase.rules:
            lines = [line for line in lines if line[0] != "Applies where"]
            lines.insert(0, ("Applies where", condition_in_words(rulebase, rulebase.rules[part].when)))
        if lines:
            found.append((_TITLES.get(section, capital(section)), lines))
    return found


def changes_in_words(rulebase: RuleBase, changes: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """What changed since a sign-off: where, before and after, with labels and titles in place of names."""
    found = []
    for where, before, after in changes:
        path = tuple(where.split(" › "))
        if not _NOT_SHOWN & set(path):
            found.append((_where(rulebase, path), named_in_words(rulebase, before), named_in_words(rulebase, after)))
    return found


def _where(rulebase: RuleBase, path: tuple[str, ...]) -> str:
    return capital(", ".join(_step(rulebase, each) for each in path if each not in ("itself", "rules")))


def _step(rulebase: RuleBase, step: str) -> str:
    if step in rulebase.elements:
        return rulebase.elements[step].label
    if step in rulebase.named:
        return rulebase.named[step].title
    if step in rulebase.sources:
        return rulebase.sources[step].label
    return _TITLES.get(step, named_in_words(rulebase, step.replace("_", " "))).lower()


def _leaves(value: Any, where: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, Mapping):
        for key, each in value.items():
            yield from _leaves(each, (*where, str(key)))
    elif isinstance(value, list) and any(isinstance(each, dict | list) for each in value):
        for each in value:
            yield from _leaves(each, where)
    elif isinstance(value, list):
        yield where, "; ".join(str(each) for each in value)
    else:
        yield where, {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)
