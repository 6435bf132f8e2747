"""Rules, sources and the rule base as pages to read: where the links on cards lead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from immunote.engine.rulebase import RuleBase
from immunote.engine.words import dated
from immunote.service.html.environment import document
from immunote.service.rest.models import RuleBaseShown, RuleShown, SourceShown


def rule_page(shown: RuleShown, rulebase: RuleBase) -> str:
    """A rule on one page."""
    about = rulebase.about
    words = [f"rule {shown.id}", about.sections[shown.section]]
    words += [] if shown.strength is None else [about.strengths.get(shown.strength, shown.strength)]
    words.append(f"certainty: {about.certainties[shown.certainty]}")
    return _page("rule.html", shown.title, " · ".join(words), rulebase, shown=shown, facts=_facts)


def source_page(shown: SourceShown, rulebase: RuleBase) -> str:
    """A source on one page."""
    facts = (
        ("Design", shown.design),
        ("Number", shown.n),
        ("Population", shown.population),
        ("Dose", shown.dose),
        ("Read", shown.read),
        ("Limits", shown.limits),
        ("Same patients as", shown.same_patients_as),
        ("Indirect", shown.indirect),
    )
    said = [fact for fact in facts if fact[1]]
    return _page("source.html", shown.label, f"source {shown.id} · {shown.kind}", rulebase, shown=shown, facts=said)


def rulebase_page(shown: RuleBaseShown, rulebase: RuleBase) -> str:
    """The rule base on one page, with links to all its rules and sources."""
    signed = f"{shown.counts['signed']} of {shown.counts['to_sign']} rules and tables are signed as they stand."
    reviewers = [*shown.reviewers, signed] if shown.reviewers else ["No clinician has reviewed these rules."]
    words = f"{shown.id} {shown.version}"
    return _page("rulebase.html", shown.title, words, rulebase, shown=shown, reviewers=reviewers)


def _page(template: str, title: str, words: str, rulebase: RuleBase, **values: Any) -> str:
    edition = f"{rulebase.title}, {rulebase.version}, {dated(rulebase)}"
    values |= {"rulebase": rulebase, "edition": edition, "content_hash": rulebase.content_hash}
    return document(template, title=title, words=words, **values)


def _facts(given: Mapping[str, object]) -> str:
    """What an example gives, in a line."""
    return ", ".join(f"{name}: {str(value).lower()}" for name, value in given.items()) or "nothing recorded"
