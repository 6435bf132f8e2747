"""Rules, sources and the rule base as pages to read: where the links on cards lead. Every string is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from immunote.engine.rulebase import RuleBase
from immunote.engine.words import dated
from immunote.service.render.style import STYLE
from immunote.service.rest.models import DetailShown, RuleBaseShown, RuleShown, SourceShown

_Lines = Iterable[str]


def rule_page(shown: RuleShown, rulebase: RuleBase) -> str:
    """A rule on one page."""
    about = rulebase.about
    words = [f"rule {shown.id}", about.sections[shown.section]]
    words += [] if shown.strength is None else [about.strengths.get(shown.strength, shown.strength)]
    words.append(f"certainty: {about.certainties[shown.certainty]}")
    titles = {outcome: rulebase.outcomes[outcome].title for outcome in shown.can_decide}
    sections = [
        ("Says", [] if shown.says is None else [escape(shown.says)]),
        ("Below it", [_detail(each) for each in shown.details]),
        ("Why this certainty", [_detail(each) for each in shown.certainty_because]),
        ("Holds where", [f"<code>{escape(shown.condition)}</code>"]),
        ("Project's choice", [] if shown.choice is None else [escape(shown.choice)]),
        ("Reads", [_element(rulebase, name) for name in shown.elements]),
        ("Is read by", [escape(each) for each in shown.read_by]),
        ("Can decide", [escape(f"{titles[each]}: {', '.join(rows)}") for each, rows in shown.can_decide.items()]),
        ("Examples", [_example(each.then, each.given.items()) for each in shown.examples]),
        ("Sources", [_link(each.href, each.label) + escape(f": {', '.join(each.figures)}") for each in shown.sources]),
    ]
    return _page(shown.title, " · ".join(words), sections, rulebase)


def source_page(shown: SourceShown, rulebase: RuleBase) -> str:
    """A source on one page."""
    facts = {
        "Design": shown.design,
        "Number": shown.n,
        "Population": shown.population,
        "Dose": shown.dose,
        "Read": shown.read,
        "Limits": shown.limits,
        "Same patients as": shown.same_patients_as,
        "Indirect": shown.indirect,
    }
    figures = [
        f"<b>{escape(each.key)}</b> {escape(each.title)}"
        + "".join(f"<br>{escape(name)}: {escape(value)}" for name, value in each.values.items())
        for each in shown.figures
    ]
    rules = [_link(f"/v1/rules/{name}", rulebase.rules[name].title) for name in shown.cited_by]
    sections = [
        ("Citation", [escape(shown.text)]),
        ("What it is", [f"<b>{name}:</b> {escape(value)}" for name, value in facts.items() if value]),
        ("Figures", figures),
        ("Cited by", rules),
    ]
    return _page(shown.label, f"source {shown.id} · {shown.kind}", sections, rulebase)


def rulebase_page(shown: RuleBaseShown, rulebase: RuleBase) -> str:
    """The rule base on one page, with links to all its rules and sources."""
    reviewers = [escape(each) for each in shown.reviewers]
    signed = f"{shown.counts['signed']} of {shown.counts['to_sign']} rules and tables are signed as they stand."
    reviewers = [*reviewers, signed] if reviewers else ["No clinician has reviewed these rules."]
    sections = [
        ("For", [escape(shown.intended_use), escape(shown.not_for)]),
        ("Reviewed by", reviewers),
        ("Certainty", [f"<b>{escape(key)}</b>: {escape(words)}" for key, words in shown.certainties.items()]),
        ("Outcomes", [escape(each.title) for each in shown.outcomes]),
        ("Rules", [_link(f"/v1/rules/{name}", each.title) for name, each in rulebase.rules.items()]),
        ("Sources", [_link(each.href, each.label) + escape(f", read: {each.read}") for each in shown.sources]),
    ]
    return _page(shown.title, f"{shown.id} {shown.version}", sections, rulebase)


def _page(title: str, words: str, sections: Iterable[tuple[str, _Lines]], rulebase: RuleBase) -> str:
    edition = f"{rulebase.title}, {rulebase.version}, {dated(rulebase)}"
    return "\n".join(
        (
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>",
            '<body>\n<div class="page">\n<header>',
            f"<h1>{escape(title)}</h1>\n<p>{escape(words)}</p>\n</header>\n<main>",
            *_sections(sections),
            f'</main>\n<footer><p><a href="/v1/rulebase">{escape(edition)}</a></p>',
            f"<p>{escape(rulebase.content_hash)}</p></footer>\n</div>\n</body>\n</html>\n",
        )
    )


def _sections(sections: Iterable[tuple[str, _Lines]]) -> Iterator[str]:
    for title, lines in sections:
        found = list(lines)
        if found:
            items = "".join(f'<li class="entry">{line}</li>' for line in found)
            yield f"<section>\n<h2>{escape(title)}</h2>\n<ul>{items}</ul>\n</section>"


def _detail(detail: DetailShown) -> str:
    where = "" if detail.condition is None else f" (where {detail.condition})"
    behind = ", ".join(detail.cites) or "project's choice"
    return escape(f"{detail.text}{where} [{behind}]")


def _element(rulebase: RuleBase, name: str) -> str:
    return f"<code>{escape(name)}</code> {escape(rulebase.elements[name].question)}"


def _example(then: str, given: Iterable[tuple[str, object]]) -> str:
    facts = ", ".join(f"{name}: {str(value).lower()}" for name, value in given) or "nothing recorded"
    return f"<b>{escape(then)}</b>: {escape(facts)}"


def _link(href: str, label: str) -> str:
    return f'<a href="{escape(href)}">{escape(label)}</a>'
