"""The detail of a card: what matters of a note in a screenful of GitHub-flavoured Markdown, every string escaped.

What is on the page of a note is decided by service.render.layout; here only the most of it is left out. Each statement
leads to the page of its rule and each number to that of its source.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote

from engine.note import Note, Statement
from engine.rulebase import RuleBase
from service.cds.prefetch import State
from service.render.layout import arrange
from service.render.markdown import escaped
from service.render.page import GLYPHS, Mark, Page
from service.render.words import SEPARATOR, clean, counted, numbers

_MOST_STATEMENTS = 8
_MOST_QUESTIONS = 5
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


def detail_of(note: Note, rulebase: RuleBase, pages: Pages, states: Mapping[str, State]) -> str:
    """The note in short, as Markdown."""
    return "\n".join(_lines(note, arrange(note, rulebase), rulebase, pages, states)) + "\n"


def records_in_words(states: Mapping[str, State]) -> Iterator[str]:
    """How the record system answered, where it gave less than was asked; none of it counts as "no"."""
    for state, words in _STATES.items():
        keys = [clean(key) for key, found in states.items() if found == state]
        if keys:
            yield f"{words}: {', '.join(keys)}. What that would have said is not known; nothing here is taken as no."


def _lines(note: Note, page: Page, rulebase: RuleBase, pages: Pages, states: Mapping[str, State]) -> Iterator[str]:
    yield f"**{escaped(page.outcome)}**"
    yield ""
    yield f"_{escaped(page.status_words)}{SEPARATOR}{escaped(page.review)}_"
    yield ""
    for lead in page.leads:
        label = f"**{escaped(lead.label)}:** " if lead.label else ""
        yield f"- {_glyph(lead.mark)}{label}{escaped(lead.text)}"
    cited: dict[int, None] = {}
    for title, statements in _sections(note, rulebase):
        yield from _titled(title)
        for statement in statements[:_MOST_STATEMENTS]:
            cited |= dict.fromkeys(statement.citations)
            yield _statement(statement, pages)
        if len(statements) > _MOST_STATEMENTS:
            yield f"- and {counted(len(statements) - _MOST_STATEMENTS, 'more statement')}"
    yield from _questions(page)
    answered = list(records_in_words(states))
    if answered:
        yield from _titled("Not given by the record system")
        yield from (f"- {escaped(words)}" for words in answered)
    yield from _sources(note, cited, pages)
    for line in page.ending:
        yield ""
        yield escaped(line)


def _sections(note: Note, rulebase: RuleBase) -> Iterator[tuple[str, list[Statement]]]:
    """What holds, by the rule base's sections, what decides first; then where sources disagree."""
    for key, title in rulebase.about.sections.items():
        here = [each for each in note.statements if each.section == key and each.mark in ("holds", "risk")]
        here += [each for each in note.conflicts if each.section == key]
        if here:
            yield clean(title), sorted(here, key=lambda statement: not statement.decides)


def _statement(statement: Statement, pages: Pages) -> str:
    mark: Mark = statement.mark if statement.mark in GLYPHS else "none"
    cites = f" {escaped(numbers(statement.citations))}" if statement.citations else ""
    choice = f" {GLYPHS['choice']} project's choice" if statement.choice else ""
    return f"- {_glyph(mark)}{escaped(clean(statement.text))}{cites}{choice} ([rule]({pages.rule(statement.rule)}))"


def _questions(page: Page) -> Iterator[str]:
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
