"""The detail of a card: what matters of a note in a screenful of GitHub-flavoured Markdown, every string escaped.

What is on the page of a note is decided by immunote.service.render.layout; here only the most of it is left out. Each
statement leads to the page of its rule and each number to that of its source.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote

from immunote.engine.note import Note, Statement
from immunote.engine.rulebase import RuleBase
from immunote.engine.words import SEPARATOR
from immunote.service.cds.models import Link
from immunote.service.cds.prefetch import State
from immunote.service.fhir.report import REASONS, MappingReport
from immunote.service.render.dossier import GLYPHS, Dossier, Mark
from immunote.service.render.layout import arrange
from immunote.service.render.markdown import escaped
from immunote.service.render.words import clean, counted, numbers

_MOST_STATEMENTS = 8
_MOST_QUESTIONS = 5
_AT_ODDS = ("contradicts", "disagree", "ambiguous")
_STATES: dict[State, str] = {
    "none": "The record system has nothing under",
    "empty": "The record system searched and found nothing under",
    "error": "The record system could not give",
    "incomplete": "The record system gave only a part of",
    "left_out": "The record system left out",
}


class Pages:
    """Where the pages of rules, sources and decisions are."""

    def __init__(self, base_url: str) -> None:
        self.base = base_url.rstrip("/")

    def rule(self, name: str) -> str:
        """The page of a rule."""
        return f"{self.base}/v1/rules/{quote(name, safe='')}"

    def source(self, name: str) -> str:
        """The page of a source."""
        return f"{self.base}/v1/sources/{quote(name, safe='')}"

    @property
    def rulebase(self) -> str:
        """The page of the rule base."""
        return f"{self.base}/v1/rulebase"


def leaning(note: Note) -> list[Statement]:
    """The statements that a card leans on: those that decide or, while nothing is decided, those that hold."""
    deciding = [statement for statement in note.statements if statement.decides]
    return deciding or [statement for statement in note.statements if statement.mark in ("holds", "risk")]


def shown_of(note: Note, rulebase: RuleBase) -> list[tuple[str, list[Statement]]]:
    """What the detail shows, by section: what holds, what decides first; and where sources disagree."""
    shown = []
    for key, title in rulebase.about.sections.items():
        here = [each for each in note.statements if each.section == key and each.mark in ("holds", "risk")]
        here += [each for each in note.conflicts if each.section == key]
        if here:
            shown.append((clean(title), sorted(here, key=lambda statement: not statement.decides)))
    return shown


def detail_of(note: Note, rulebase: RuleBase, pages: Pages, asides: Iterable[str]) -> str:
    """The note in short, as Markdown. `asides`: what is to be said of the record that it was made from."""
    return "\n".join(_lines(note, arrange(note, rulebase), rulebase, pages, list(asides))) + "\n"


def with_further(detail: str, links: Iterable[Link]) -> str:
    """The detail with the pages that neither it nor the links of the card lead to, so that none is lost."""
    further = [f"[{escaped(link.label)}]({link.url})" for link in links if f"({link.url})" not in detail]
    return detail if not further else "\n".join([detail, "### Further pages", "", ", ".join(further), ""])


def asides_of(states: Mapping[str, State], report: MappingReport, rulebase: RuleBase) -> list[str]:
    """What is to be said of the record: where it gave less than was asked, and where it contradicts itself."""
    said = []
    for state, words in _STATES.items():
        keys = [key for key, found in states.items() if found == state]
        if keys:
            said.append(f"{words}: {', '.join(keys)}. What it would have said is not known, which never means no.")
    for reason in _AT_ODDS:
        names = dict.fromkeys(each.element for each in report.not_used if each.reason == reason and each.element)
        if names:
            labels = ", ".join(rulebase.elements[name].label for name in names)
            said.append(f"Seen and not used, because {REASONS[reason]}: {labels}.")
    return said


def _lines(note: Note, page: Dossier, rulebase: RuleBase, pages: Pages, asides: list[str]) -> Iterator[str]:
    yield f"**{escaped(page.outcome)}**"
    yield ""
    yield f"_{escaped(page.status_words)}{SEPARATOR}{escaped(page.review)}_"
    yield ""
    for lead in page.leads:
        label = f"**{escaped(lead.label)}:** " if lead.label else ""
        yield f"- {_glyph(lead.mark)}{label}{escaped(lead.text)}"
    cited: dict[int, None] = {}
    for title, statements in shown_of(note, rulebase):
        yield from _titled(title)
        for statement in statements[:_MOST_STATEMENTS]:
            cited |= dict.fromkeys(statement.citations)
            yield _statement(statement, pages)
        if len(statements) > _MOST_STATEMENTS:
            yield f"- and {counted(len(statements) - _MOST_STATEMENTS, 'more statement')}"
    yield from _questions(page)
    if asides:
        yield from _titled("The record")
        yield from (f"- {escaped(clean(words))}" for words in asides)
    yield from _sources(note, cited, pages)
    for line in page.ending:
        yield ""
        yield escaped(line)


def _statement(statement: Statement, pages: Pages) -> str:
    mark: Mark = statement.mark if statement.mark in GLYPHS else "none"
    cites = f" {escaped(numbers(statement.citations))}" if statement.citations else ""
    choice = f" {GLYPHS['choice']} project's choice" if statement.choice else ""
    return f"- {_glyph(mark)}{escaped(clean(statement.text))}{cites}{choice} ([rule]({pages.rule(statement.rule)}))"


def _questions(page: Dossier) -> Iterator[str]:
    asked = next((section for section in page.sections if section.key == "ask"), None)
    if asked is None:
        return
    yield from _titled(asked.title)
    for entry in asked.entries[:_MOST_QUESTIONS]:
        yield f"- {escaped(entry.text)}"
    if len(asked.entries) > _MOST_QUESTIONS:
        yield f"- and {counted(len(asked.entries) - _MOST_QUESTIONS, 'more question')}"


def _sources(note: Note, cited: Iterable[int], pages: Pages) -> Iterator[str]:
    shown = set(cited)
    sources = [each for each in note.citations if each.number in shown]
    if not sources:
        return
    yield from _titled("Sources")
    for source in sources:
        about = f"{clean(source.design)}{SEPARATOR}read: {clean(source.read)}"
        link = f"[{escaped(clean(source.label))}]({pages.source(source.source)})"
        yield f"- \\[{source.number}\\] {link}: {escaped(about)}"


def _titled(title: str) -> Iterator[str]:
    yield ""
    yield f"### {escaped(title)}"
    yield ""


def _glyph(mark: Mark) -> str:
    return f"{GLYPHS[mark]} " if GLYPHS[mark] else ""
