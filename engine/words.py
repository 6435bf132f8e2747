"""Values, thresholds and cells in words, and sentences with their placeholders filled."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from immunote.engine.cells import Cell
from immunote.engine.elements import Element
from immunote.engine.note import Review, Statement
from immunote.engine.rulebase import RuleBase
from immunote.engine.sentences import PLACEHOLDER, Text, listing_of, placeholders_in
from immunote.engine.tree import Facts, Value

_UNITS_NOT_SHOWN = (None, "count", "ratio", "score")
_OF_ONE = {"minutes": "minute", "hours": "hour", "days": "day", "weeks": "week", "months": "month", "years": "year"}


SEPARATOR = " · "


def capital(text: str) -> str:
    """The text with its first letter a capital."""
    return text[:1].upper() + text[1:]


def within(title: str) -> str:
    """A title as it stands within a line: small at its start, unless its first word has capitals elsewhere."""
    word = title.split(maxsplit=1)[0]
    return title if any(letter.isupper() for letter in word[1:]) else title[:1].lower() + title[1:]


def names_of(rulebase: RuleBase, statement: Statement) -> tuple[str, ...]:
    """What a statement is about in a few words: its short phrases, else the title of its rule."""
    return statement.short or (within(rulebase.rules[statement.rule].title),)


def number_words(value: Decimal) -> str:
    """A number without trailing zeros and without an exponent."""
    return format(value.normalize() + 0, "f")


def with_unit(value: Decimal, unit: str | None) -> str:
    """A number and its unit; counts and ratios stand bare. One of a unit of time: 1 day."""
    if unit is None or unit in _UNITS_NOT_SHOWN:
        return number_words(value)
    return f"{number_words(value)} {_OF_ONE.get(unit, unit) if value == 1 else unit}"


def value_words(element: Element, value: Value) -> str:
    """A value as a reader says it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return with_unit(value, element.unit)
    return element.values.get(value, value)


def cell_words(element: Element, cell: Cell) -> str:
    """An answer in words: yes, a member or several, or an interval with its unit."""
    if cell.values:
        words = [value_words(element, value) for value in cell.values]
        return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
    ends = {name: end for name, end in cell.as_words_need().items() if isinstance(end, Decimal)}
    shown = {name: with_unit(end, element.unit) for name, end in ends.items()}
    match list(ends):
        case ["equals"]:
            return shown["equals"]
        case [low, high]:
            first = f"{'from' if low == 'at_least' else 'over'} {number_words(ends[low])}"
            return f"{first} {'to' if high == 'at_most' else 'to under'} {shown[high]}"
        case [end]:
            return BOUNDS[_SIGNS[end]].format(shown[end])
    return "any value"


BOUNDS = {"<=": "{} or less", "<": "under {}", ">=": "{} or more", ">": "over {}", "==": "{}"}
_SIGNS = {"at_most": "<=", "below": "<", "at_least": ">=", "above": ">"}


def fill(rulebase: RuleBase, text: Text | str, facts: Facts, words: Mapping[str, str] | None = None) -> str:
    """A sentence with each placeholder replaced. The loader has seen to it that each can be.

    `words`: how values of elements read, where not as `value_words` has them, and lists, as `@list`.
    """
    template = text.template if isinstance(text, Text) else text
    said = words or {}

    def replaced(found: re.Match[str]) -> str:
        name = found.group(1)
        return said[name] if name in said else _placeholder(rulebase, name, facts)

    return PLACEHOLDER.sub(replaced, template)


def shows_a_patient(rulebase: RuleBase, template: str) -> bool:
    """Whether a sentence has a place for a patient's value or for words that hang on one."""
    return any(
        name in rulebase.elements or name.startswith("@") or listing_of(name) for name in placeholders_in(template)
    )


def dated(rulebase: RuleBase) -> str:
    """Of when the evidence is: what was searched when and what is newest, else the date alone."""
    searched = rulebase.about.searched
    return f"evidence as of {rulebase.evidence_as_of}" if searched is None else fill(rulebase, searched.text, {})


def elements_of_sentence(rulebase: RuleBase, text: Text) -> tuple[str, ...]:
    """The elements whose value a sentence shows."""
    return tuple(name for name in placeholders_in(text.template) if name in rulebase.elements)


def names_nobody(rulebase: RuleBase, text: Text, facts: Facts) -> bool:
    """Whether a sentence names the elements of a group that hold some value, and none does."""
    listings = [listing for name in placeholders_in(text.template) if (listing := listing_of(name))]
    return any(not _holding(rulebase, listing, facts) for listing in listings)


def _holding(rulebase: RuleBase, listing: tuple[str, str, tuple[str, ...]], facts: Facts) -> list[str]:
    group, part, members = listing
    wanted: tuple[Value, ...] = members or (True,)
    elements = rulebase.elements
    return [elements[name].noun for name in rulebase.groups[group][part] if facts.get(name) in wanted]


def _placeholder(rulebase: RuleBase, name: str, facts: Facts) -> str:
    if listing := listing_of(name):
        return in_a_row(_holding(rulebase, listing, facts)) or "none"
    if name.startswith("="):
        threshold = rulebase.thresholds[name[1:]]
        return with_unit(threshold.value, threshold.unit)
    if "." in name:
        source, key, field = name.split(".")
        return rulebase.sources[source].figures[key].values[field]
    return spoken_words(rulebase.elements[name], facts[name])


def spoken_words(element: Element, value: Value) -> str:
    """A value as a sentence has it: `spoken` where the element says how, else as `value_words`."""
    if isinstance(value, Decimal):
        for way in element.spoken:
            if way.below is not None and value >= way.below:
                continue
            number = value if way.times is None else (value * way.times).quantize(Decimal(1))
            return with_unit(number, way.one if way.one and number == 1 else way.unit)
    return value_words(element, value)


def in_a_row(words: list[str]) -> str:
    """Words as a list in a sentence: `a`, `a and b`, `a, b and c`; empty for none."""
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def profile_words(rulebase: RuleBase, facts: Facts) -> tuple[str, ...]:
    """Whom a note is about, from `profile_line`: known elements only."""
    parts: Mapping[str, Element] = rulebase.elements
    words = []
    for name in rulebase.about.profile_line:
        if name not in facts:
            continue
        element, value = parts[name], facts[name]
        if isinstance(value, bool):
            words.append(element.label if value else f"no {element.label}")
        else:
            words.append(value_words(element, value))
    return tuple(words)


def review_words(review: Review) -> str:
    """How far clinicians signed what a note rests on."""
    if not review.signed + review.disputed + review.changed:
        return "not reviewed by a clinician yet"
    if review.signed == review.of:
        return "reviewed by a clinician"
    words = f"{review.signed} of {review.of} rules and tables here reviewed by a clinician"
    words += f", {review.disputed} disputed" if review.disputed else ""
    return words + (f", {review.changed} changed since" if review.changed else "")
