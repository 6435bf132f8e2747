"""The lists of rules and of sources, and the search: what a small script filters; without it every row shows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from immunote.engine.rulebase import Named, RuleBase, Source
from immunote.engine.words import capital
from immunote.service.render.statements import strength_words
from immunote.service.render.words import counted
from immunote.service.review.sign_off_states import WORDS
from immunote.service.site.gathered import SiteContent
from immunote.service.site.markdown import html_link, page, text
from immunote.service.site.searching import Found, SearchIndex
from immunote.service.site.source_pages import found_at
from immunote.service.site.tables import group_title

INDEX = "search-index.js"
_ABOUT = 160
_NO_PROOF = "none names it"
_LINKED = re.compile(r"\[([^]]*)\]\(([^)]*)\)")


def rules_page(gathered: SiteContent) -> str:
    """All rules in the order of the note; strength, certainty, sign-off and proofs are columns that filter."""
    head = ("Rule", "Section", "Strength", "Certainty", "Sign-off", "Proofs", "Scenarios")
    rows = (_rule_row(gathered, rule) for rule in gathered.rulebase.rules_as_shown)
    about = "Each row is a rule that a note can state. The lists above the table narrow it.\n"
    return page(
        "Rules", [about, _filtered(head, rows, narrow=("Section", "Strength", "Certainty", "Sign-off", "Proofs"))]
    )


def _rule_row(gathered: SiteContent, rule: Named) -> Sequence[str]:
    rulebase = gathered.rulebase
    section = rulebase.about.sections[rulebase.about.kinds[rule.kind].section]
    strength = " ".join(capital(each) for each in strength_words(rulebase, rule.strength, None))
    certainty = rule.certainty if rule.certainty_because else "not_rated"
    met = [gathered.result(each).passed for each in gathered.reviewed.scenarios[rule.name]]
    return (
        html_link(rule.title, f"rules/{rule.name}.md"),
        text(section),
        text(strength or "none"),
        text(rulebase.about.certainties.get(certainty, certainty.replace("_", " "))),
        text(WORDS[gathered.standings[rule.name].state]),
        text(_proved(gathered, rule.name)),
        text(f"{sum(met)} of {len(met)} met" if met else "none"),
    )


def _proved(gathered: SiteContent, rule: str) -> str:
    claims = gathered.properties_naming(rule)
    if not claims:
        return _NO_PROOF
    found = [gathered.proved.get(each.id) for each in claims]
    if any(each is None for each in found):
        return "not run"
    return "proved" if all(each is not None and each.holds for each in found) else "not all proved"


def sources_page(gathered: SiteContent) -> str:
    """All sources: where each is found, how much was read, what rests on it."""
    head = ("Source", "Kind", "State", "Found at", "How much was read", "Resting on it")
    rows = (_source_row(gathered, each) for each in gathered.rulebase.sources.values())
    return page("Sources", [_filtered(head, rows, narrow=("Kind", "State"))])


def _source_row(gathered: SiteContent, source: Source) -> Sequence[str]:
    return (
        html_link(source.label, f"sources/{source.id}.md"),
        text(source.kind.replace("_", " ")),
        text(_state(source)),
        _LINKED.sub(r'<a href="\2">\1</a>', found_at(source)) or "no DOI given",
        text(source.read),
        counted(len(gathered.leaning_on[source.id]), "rule or table", "rules or tables"),
    )


def _state(source: Source) -> str:
    """What became of a source, in a word or two."""
    notices = {"RETRACTED": source.retracted, "expression of concern": source.concern, "corrected": source.corrected}
    words = [word for word, notice in notices.items() if notice is not None]
    return ", ".join([*words, *(["due to be read again"] if source.due_after is not None else [])]) or "stands"


def _filtered(head: Sequence[str], rows: Iterable[Sequence[str]], narrow: Sequence[str]) -> str:
    """A table as HTML, marked with the columns by which it may be narrowed."""
    cells = "".join(f"<th{' data-narrow' if each in narrow else ''}>{each}</th>" for each in head)
    lines = "".join(f"<tr>{_cells(head, each)}</tr>" for each in rows)
    return f'<table class="filtered"><thead><tr>{cells}</tr></thead><tbody>{lines}</tbody></table>\n'


def _cells(head: Sequence[str], row: Sequence[str]) -> str:
    first, *others = row
    return f"<td>{first}</td>" + "".join(
        f'<td data-label="{title}">{cell}</td>' for title, cell in zip(head[1:], others, strict=True)
    )


def search_page(rulebase: RuleBase) -> str:
    """Where words are typed. The index is a script beside it, so that a folder without a server can be searched."""
    return page(
        "Search",
        [
            "Rules, sources, questions and pages of the handbook. Other words for the same and either spelling are "
            f"found{_for_example(rulebase)}.\n",
            '<form role="search" id="search"><label for="query">Words to look for</label>'
            '<input id="query" name="q" type="search" autocomplete="off"></form>\n',
            '<p id="found" role="status"></p>\n',
            '<ol id="results" class="results"></ol>\n',
            "<noscript><p>The search needs JavaScript. Every page can be reached from the lists of rules, sources and "
            "questions.</p></noscript>\n",
            f'<script src="/{INDEX}" defer></script>\n',
        ],
    )


def _for_example(rulebase: RuleBase) -> str:
    row = next(iter(rulebase.search.same), ())
    return f": {text(row[1])} also finds {text(row[0])}" if len(row) > 1 else ""


def search_index(rulebase: RuleBase, written: Mapping[str, str], titles: Mapping[str, str]) -> str:
    """The index as a script. `written`: page of the handbook -> its Markdown, `titles` -> its title."""
    index = SearchIndex(rulebase)
    entries = [
        [each.found.kind, each.found.title, each.found.about[:_ABOUT], _address(rulebase, each.found), each.text]
        for each in index.entries
    ]
    entries += [
        ["page", title, "", _html(name), index.folded(f"{title} {_plain(written[name])}")]
        for name, title in titles.items()
    ]
    content = {
        "same": index.same,
        "spellings": index.spellings,
        "longest": index.longest,
        "whole": index.whole_words,
        "entries": entries,
    }
    return f"immunoteSearch={json.dumps(content, ensure_ascii=False, separators=(',', ':'))};\n"


def _address(rulebase: RuleBase, found: Found) -> str:
    if found.kind == "question":
        return f"dictionary/{rulebase.elements[found.name].group}.html#{found.name}"
    return f"{found.kind}s/{found.name}.html"


def _html(name: str) -> str:
    return re.sub(r"\.md$", ".html", name)


def _plain(markdown: str) -> str:
    return re.sub(r"[`*|#>\[\]()]+|-{3,}", " ", markdown)


def nav_of_rules(rulebase: RuleBase) -> Iterator[dict[str, list[dict[str, str]]]]:
    """The rules by section of the note, for the navigation."""
    for section, title in rulebase.about.sections.items():
        rules = [each for each in rulebase.rules_as_shown if rulebase.about.kinds[each.kind].section == section]
        if rules:
            yield {title: [{each.title: f"rules/{each.name}.md"} for each in rules]}


def nav_of_questions(rulebase: RuleBase, groups: Iterable[str]) -> Iterator[dict[str, str]]:
    """The groups of the data dictionary, for the navigation."""
    for group in groups:
        yield {group_title(rulebase, group): f"dictionary/{group}.md"}
