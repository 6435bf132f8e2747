"""The detail of a card: the lines that the page has for it, as GitHub-flavoured Markdown, every string escaped.

What stands there is decided by immunote.engine.paging.card; here it only becomes Markdown, and what is to be said of
the record is put into words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from urllib.parse import quote

from immunote.engine.note import Note, Statement
from immunote.engine.paging import page_of
from immunote.engine.paging.card import LINES, ShortLine, short_lines
from immunote.engine.rulebase import RuleBase
from immunote.engine.tree import elements_in
from immunote.service.cds.prefetch import State
from immunote.service.fhir.report import REASONS, MappedElement, MappingReport
from immunote.service.render.markdown import escaped
from immunote.service.render.words import clean

_MOST_KEYS = 3
_MOST_VALUES = 4
_A_CONCLUSION = 2  # elements in a constraint by which one follows from one other
_OF_THE_PERSON = ("deceased", "replaced", "inactive_record")
_AT_ODDS = ("contradicts", "disagree", "ambiguous")
_STATES: dict[State, str] = {
    "none": "The record system has nothing under",
    "empty": "The record system searched and found nothing under",
    "error": "The record system could not give",
    "incomplete": "The record system gave only a part of",
    "left_out": "The record system left out",
}
_NEVER_NO = "What it would have said is not known, which never means no."


class Pages:
    """Where the pages of the rule base and of notes are."""

    def __init__(self, base_url: str) -> None:
        self.base = base_url.rstrip("/")

    def note(self, card: str) -> str:
        """The page of the whole note behind a card."""
        return f"{self.base}/v1/cards/{quote(card, safe='')}/note"

    @property
    def rulebase(self) -> str:
        """The page of the rule base."""
        return f"{self.base}/v1/rulebase"


def leaning(note: Note) -> list[Statement]:
    """The statements that a card leans on: those that decide or, while nothing is decided, those that hold."""
    deciding = [statement for statement in note.statements if statement.decides]
    return deciding or [statement for statement in note.statements if statement.mark in ("holds", "risk")]


def detail_of(note: Note, rulebase: RuleBase, words: int, asides: Sequence[str] = (), recorded: str = "") -> str:
    """The note in at most `words` words, as Markdown. `asides`: what is to be said of the record that it rests on."""
    # a blank line and the card's title count among its lines
    lines = short_lines(page_of(note, rulebase), rulebase, words, LINES - 2, asides, recorded)
    first, *others = lines
    return "\n".join([f"**{_text(first)}**", "", *(f"- {_text(each)}" for each in others)]) + "\n"


def asides_of(states: Mapping[str, State], report: MappingReport, rulebase: RuleBase) -> list[str]:
    """What is to be said of the record: where it gave less than was asked, and where it contradicts itself."""
    said = []
    for state, words in _STATES.items():
        keys = [key for key, found in states.items() if found == state]
        if keys:
            said.append(f"{words}: {_listed(keys)}.")
    if said:
        said[-1] += f" {_NEVER_NO}"
    said += [f"Of this record: {REASONS[reason]}." for reason in _OF_THE_PERSON if reason in _reasons_in(report)]
    for reason in _AT_ODDS:
        names = dict.fromkeys(each.element for each in report.not_used if each.reason == reason and each.element)
        if names:
            labels = [rulebase.elements[name].label for name in names]
            said.append(f"Seen and not used, because {REASONS[reason]}: {_listed(labels)}.")
    return said


def _reasons_in(report: MappingReport) -> set[str]:
    return {each.reason for each in report.not_used}


def recorded_of(note: Note, report: MappingReport, rulebase: RuleBase) -> str:
    """The measured values behind what the card leans on, each with its day, as the record has them."""
    facts = {fact.element for statement in leaning(note) for fact in statement.facts}
    behind = _behind(facts, {each.element for each in report.elements}, rulebase)
    measured = [each for each in report.elements if each.element in behind and _is_measured(each)]
    values = [_value(each) for each in measured[:_MOST_VALUES]]
    return f"From the record: {'; '.join(values)}." if values else ""


def _behind(facts: Iterable[str], recorded: Collection[str], rulebase: RuleBase) -> set[str]:
    """The facts, and what those that stand in no entry were worked out or concluded from."""
    found: set[str] = set()
    waiting = list(facts)
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        if name in recorded:
            continue
        waiting += [each for way in rulebase.elements[name].derivations for each in way.inputs]
        for clause in rulebase.constraints:
            named = {each for literal in clause.literals for each in elements_in(literal)}
            if name in named and len(named) == _A_CONCLUSION:
                waiting += named
    return found


def _is_measured(each: MappedElement) -> bool:
    return (
        each.how == "read"
        and each.unit is not None
        and each.source.date is not None
        and not isinstance(each.value, bool)
    )


def _value(each: MappedElement) -> str:
    try:
        day = date.fromisoformat((each.source.date or "")[:10])
        shown = f", {day.day} {day:%b %Y}"
    except ValueError:
        shown = ""
    return f"{each.label} {each.value} {each.unit}{shown}"


def _listed(items: Iterable[str]) -> str:
    listed = list(items)
    left = len(listed) - _MOST_KEYS
    return ", ".join(listed[:_MOST_KEYS]) + (f" and {left} more" if left > 0 else "")


def _text(line: ShortLine) -> str:
    title = f"**{escaped(clean(line.title))}:** " if line.title else ""
    return f"{title}{escaped(clean(line.text))}"
