"""The review pack as one self-contained HTML file, for a screen, a phone and paper: no script, nothing fetched."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from immunote.engine.noting.citing import citation_text
from immunote.engine.reviewing.content import content_of
from immunote.engine.rulebase import Detail, Named, RuleBase
from immunote.engine.unparse import condition_words, sentence
from immunote.engine.words import capital, dated, with_unit
from immunote.service.html.environment import document
from immunote.service.render.words import counted
from immunote.service.review.pack import PackRow
from immunote.service.review.reviewed import Reviewed
from immunote.service.review.sign_off_states import WORDS, SignOffState
from immunote.service.review.signing import VERDICTS


@dataclass(frozen=True)
class RuleText:
    """A rule in the words of a reviewer."""

    about: str
    says: str | None
    details: list[str]
    certainty_because: list[str]
    condition: str
    choice: str | None


@dataclass(frozen=True)
class SourceText:
    """A source as a reviewer checks it. `figures`: title and values of each."""

    label: str
    about: str
    limits: str
    figures: list[tuple[str, str]]


@dataclass(frozen=True)
class PackPart:
    """A rule or table with what a sign-off stands for, its sign-offs and its scenarios.

    `content`: as `content_of` gives it. `groups`: name and members. `thresholds`: name, number, what stands behind it.
    """

    standing: SignOffState
    rule: RuleText | None
    content: Mapping[str, Any]
    groups: list[tuple[str, str]]
    thresholds: list[tuple[str, str, str]]
    sources: list[SourceText]
    rows: list[PackRow]


def render_pack(rows: Sequence[PackRow], reviewed: Reviewed, standings: Iterable[SignOffState]) -> str:
    """The pack as one HTML document: each part with what stands behind it, its sign-offs and its scenarios."""
    rulebase = reviewed.rulebase
    return document(
        "pack.html",
        parts=[_part(rulebase, each, [row for row in rows if row.part == each.part]) for each in standings],
        count=len(rows),
        rulebase=rulebase,
        dated=dated(rulebase),
        state_words=WORDS,
        verdicts=VERDICTS,
        capital=capital,
        counted=counted,
        is_nested=_is_nested,
        plain=_plain,
        without_its_name=_without_its_name,
    )


def _part(rulebase: RuleBase, standing: SignOffState, rows: list[PackRow]) -> PackPart:
    rule = rulebase.rules.get(standing.part)
    content = content_of(rulebase, standing.part)
    return PackPart(
        standing=standing,
        rule=None if rule is None else _rule(rulebase, rule),
        content=content,
        groups=_groups(rulebase, [content["itself"], *content["definitions"].values()]),
        thresholds=[_threshold(rulebase, name, each) for name, each in content["thresholds"].items()],
        sources=[_source(citation_text(rulebase.sources[name]), each) for name, each in content["sources"].items()],
        rows=rows,
    )


def _rule(rulebase: RuleBase, rule: Named) -> RuleText:
    about = rulebase.about
    words = [about.sections[about.kinds[rule.kind].section]]
    words += [about.strengths.get(rule.strength, rule.strength)] if rule.strength else []
    words.append(f"certainty: {about.certainties[rule.certainty]}")
    return RuleText(
        about=" · ".join(words),
        says=None if rule.says is None else sentence(rulebase, rule.says),
        details=[_detail(rulebase, each) for each in rule.details],
        certainty_because=[_detail(rulebase, each) for each in rule.certainty_because],
        condition=" ".join(rule.source_text.split()),
        choice=rule.choice,
    )


def _detail(rulebase: RuleBase, detail: Detail) -> str:
    where = "" if detail.when is None else f" (where {condition_words(detail.when)})"
    labels = _labels(rulebase, detail.cites)
    mark = "○ " if detail.choice else ""
    behind = f" [{', '.join(labels)}]" if labels else ""
    return mark + sentence(rulebase, detail.text) + where + behind


def _groups(rulebase: RuleBase, contents: Iterable[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """The groups that conditions name as written, spelt out."""
    written = " ".join(each.get("source text", "") for each in contents)
    named = [(f"{group}.{key}", key, group) for group, parts in rulebase.groups.items() for key in parts]
    found = [(name, rulebase.groups[group][key]) for name, key, group in named if re.search(rf"\b{name}\b", written)]
    whole = [name for name in rulebase.groups if re.search(rf"\b{name}\b(?!\.)", written)]
    found += [(name, rulebase.groups[name]["members"]) for name in whole]
    return [(name, "; ".join(rulebase.elements[each].label for each in members)) for name, members in found]


def _threshold(rulebase: RuleBase, name: str, threshold: Mapping[str, Any]) -> tuple[str, str, str]:
    cited = ", ".join(_labels(rulebase, threshold.get("cites", [])))
    behind = f"○ {threshold['choice']}" if "choice" in threshold else cited
    return name, with_unit(rulebase.thresholds[name].value, threshold["unit"]), behind


def _labels(rulebase: RuleBase, cites: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(rulebase.sources[cite.partition(".")[0]].label for cite in cites))


def _source(citation: str, source: Mapping[str, Any]) -> SourceText:
    figures = [
        (figure["title"], "; ".join(f"{key}: {value}" for key, value in figure.get("values", {}).items()))
        for figure in source["figures"].values()
    ]
    about = f"{citation} {source['design']}; read: {source['read']}."
    return SourceText(source["label"], about, source.get("limits", ""), figures)


def _is_nested(value: Any) -> bool:
    """Whether it takes more than a line."""
    return isinstance(value, dict) or (isinstance(value, list) and any(isinstance(each, dict | list) for each in value))


def _plain(value: Any) -> str:
    """What takes one line."""
    if isinstance(value, list):
        return "; ".join(str(each) for each in value)
    return "yes" if value is True else "no" if value is False else str(value)


def _without_its_name(key: object, value: Any) -> Any:
    """An entry without the fields that repeat its name."""
    if not isinstance(value, dict):
        return value
    return {name: each for name, each in value.items() if (name, each) not in (("id", str(key)), ("name", str(key)))}
