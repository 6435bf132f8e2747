"""What a sign-off stands for, and what changed since one, for readers who know no rule language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from immunote.engine.noting.citing import citation_text
from immunote.engine.reviewing.content import content_of
from immunote.engine.rulebase import Detail, Named, RuleBase
from immunote.engine.words import capital
from immunote.service.render.plain_words import (
    condition_in_words,
    limit_in_words,
    limit_names,
    named_in_words,
    sentence_in_words,
)

Lines = list[tuple[str, str]]
_NOT_SHOWN = frozenset(
    {"name", "id", "source text", "cites", "kind", "rank", "key", "domain", "op", "decimals", "absence", "type"}
    | {"derivations", "mistaken unit", "spoken", "condition", "order of the rows", "noun", "basis", "elements"}
)
_WORDS = {
    "itself": "What it says",
    "when": "applies where",
    "holds back": "outcomes kept back",
    "then": "comes out",
    "unless": "but not where",
}


def content_in_words(rulebase: RuleBase, part: str) -> list[tuple[str, Lines]]:
    """What a sign-off of a part stands for: sections of (what, text)."""
    content = content_of(rulebase, part)
    own = _rule(rulebase, rulebase.rules[part]) if part in rulebase.rules else list(_table(rulebase, content["itself"]))
    found = [("What it says", own)]
    found.append(("What its terms mean", [_definition(rulebase, name) for name in content["definitions"]]))
    elements = (rulebase.elements[name] for name in content["questions"])
    found.append(
        ("What it asks", [(capital(each.label), named_in_words(rulebase, each.question)) for each in elements])
    )
    found.append(("Its limits", [_limit(rulebase, name) for name in content["thresholds"]]))
    found.append(
        (
            "What it rests on",
            [line for name, each in content["sources"].items() for line in _source(rulebase, name, each)],
        )
    )
    return [(title, lines) for title, lines in found if lines]


def changes_in_words(rulebase: RuleBase, changes: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """What changed since a sign-off: where, before and after, with labels and titles in place of names."""
    found = []
    for where, before, after in changes:
        path = tuple(where.split(" › "))
        if not _NOT_SHOWN & set(path):
            found.append((_where(rulebase, path), _text(rulebase, before), _text(rulebase, after)))
    return found


def _rule(rulebase: RuleBase, rule: Named) -> Lines:
    about = rulebase.about
    lines = [] if rule.says is None else [("Says", sentence_in_words(rulebase, rule.says))]
    lines += [("Or, where it fits", sentence_in_words(rulebase, each.text)) for each in rule.says_instead]
    for name, phrases in rule.lists.items():
        words = (sentence_in_words(rulebase, each.text) for each in phrases)
        lines.append((f"[{name.replace('_', ' ')}]", " · ".join(words)))
    lines += [_detail(rulebase, each) for each in rule.details]
    lines.append(("For whom", condition_in_words(rulebase, rule.when)))
    lines += [("Strength", about.strengths.get(rule.strength, rule.strength))] if rule.strength else []
    lines += [("Certainty", about.certainties[rule.certainty])] if rule.certainty_because else []
    lines += [("Because", _detail(rulebase, each)[1]) for each in rule.certainty_because]
    lines += [("Our choice", named_in_words(rulebase, rule.choice))] if rule.choice else []
    return [*lines, ("Examples", f"{len(rule.examples)} patients for whom it comes out as its author wrote")]


def _detail(rulebase: RuleBase, detail: Detail) -> tuple[str, str]:
    where = "" if detail.when is None else f" (where {condition_in_words(rulebase, detail.when)})"
    role = "Our choice" if detail.choice else {"against": "Against", "limit": "Limit"}.get(detail.role, "Below it")
    return role, sentence_in_words(rulebase, detail.text) + where


def _definition(rulebase: RuleBase, name: str) -> tuple[str, str]:
    named = rulebase.named[name]
    choice = f". Our choice: {named_in_words(rulebase, named.choice)}" if named.choice else ""
    return named.title, condition_in_words(rulebase, named.when) + choice


def _limit(rulebase: RuleBase, name: str) -> tuple[str, str]:
    threshold = rulebase.thresholds[name]
    choice = f". Our choice: {named_in_words(rulebase, threshold.choice)}" if threshold.choice else ""
    return limit_names(rulebase)[name], limit_in_words(threshold) + choice


def _source(rulebase: RuleBase, name: str, content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    source = rulebase.sources[name]
    yield source.label, f"{citation_text(source)} {capital(source.design)}; read: {source.read}"
    for key in content["figures"]:
        figure = source.figures[key]
        yield f"{source.label}: {figure.title}", "; ".join(figure.values.values())


def _table(rulebase: RuleBase, content: Any) -> Iterator[tuple[str, str]]:
    for where, text in _leaves(content, ()):
        if not _NOT_SHOWN & set(where):
            yield _where(rulebase, where), _text(rulebase, text)


def _text(rulebase: RuleBase, text: str) -> str:
    return "left open" if text == "unknown" else named_in_words(rulebase, text)


def _where(rulebase: RuleBase, path: tuple[str, ...]) -> str:
    return capital(", ".join(_step(rulebase, each) for each in path if each not in ("itself", "rules")))


def _step(rulebase: RuleBase, step: str) -> str:
    if step in rulebase.elements:
        return rulebase.elements[step].label
    if step in rulebase.named:
        return rulebase.named[step].title
    if step in rulebase.sources:
        return rulebase.sources[step].label
    if step in rulebase.outcomes:
        return rulebase.outcomes[step].title
    return _WORDS.get(step, named_in_words(rulebase, step).replace("_", " ")).lower()


def _leaves(value: Any, where: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, Mapping):
        for key, each in value.items():
            yield from _leaves(each, (*where, str(key)))
    elif isinstance(value, list) and any(isinstance(each, dict | list) for each in value):
        for each in value:
            yield from _leaves(each, where)
    elif isinstance(value, list):
        yield where, "; ".join(str(each) for each in value)
    elif isinstance(value, bool):
        yield where, "yes" if value else "no"
    else:
        yield where, str(value)
