"""Small words that all parts of the layout share."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from typing import TypeVar

from rich.cells import cell_len, chop_cells

from immunote.engine.note import Answer, Limit, Note, ShownFact
from immunote.engine.words import SEPARATOR, number_words, with_unit

_COMPARISONS = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "==": "=", "!=": "≠"}
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")

T = TypeVar("T")


def clean(text: str) -> str:
    """Text on one line, without what could steer a terminal or turn the direction of reading."""
    if text.isprintable():
        return " ".join(text.split())
    seen = ("" if unicodedata.category(char) in _UNSEEN and not char.isspace() else char for char in text)
    return " ".join("".join(seen).split())


def cleaned(part: T) -> T:
    """The same data with every string cleaned, so that no typesetter has to think of it."""
    if isinstance(part, str):
        return clean(part)  # type: ignore[return-value]
    if isinstance(part, tuple):
        return tuple(cleaned(each) for each in part)  # type: ignore[return-value]
    if is_dataclass(part) and not isinstance(part, type):
        return replace(part, **{each.name: cleaned(getattr(part, each.name)) for each in fields(part)})
    return part


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def shortened(items: Sequence[str], most: int) -> str:
    """The first `most` items, and how many more there are."""
    if len(items) <= most:
        return ", ".join(items)
    return f"{', '.join(items[:most])} and {len(items) - most} more"


def numbers(cites: Iterable[int]) -> str:
    """Citation numbers as printed, runs drawn together: [1, 5-7]."""
    runs: list[tuple[int, int]] = []
    for number in sorted(set(cites)):
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    parts = [str(low) if low == high else f"{low}-{high}" if high > low + 1 else f"{low}, {high}" for low, high in runs]
    return f"[{', '.join(parts)}]" if parts else ""


def amount(value: float, unit: str = "") -> str:
    """A number of the note without trailing zeros, with its unit."""
    words = number_words(Decimal(str(round(value, 4))))
    return f"{words}{'' if unit == '%' else ' '}{unit}" if unit else words


def outcomes_in_words(note: Note, outcomes: Iterable[str]) -> str:
    """Titles of outcomes, in the order given."""
    return SEPARATOR.join(note.titles.get(outcome, outcome) for outcome in outcomes)


def leads_to(note: Note, outcomes: Sequence[str]) -> str:
    """What an answer does: what stays possible or, where that is shorter, what does not."""
    gone = [outcome for outcome in note.reachable if outcome not in outcomes]
    if not gone:
        return "all stay possible"
    if len(gone) < len(outcomes):
        return f"no longer: {outcomes_in_words(note, gone)}"
    return f"→ {outcomes_in_words(note, outcomes)}"


def answers_in_words(answers: Iterable[Answer]) -> str:
    """A set of answers on one line."""
    return SEPARATOR.join(f"{answer.label}: {answer.answer}" for answer in answers)


def fact_in_words(fact: ShownFact, whole: bool = True) -> str:
    """A fact with the limit that it was compared with; if `whole`, also why it follows where it was not recorded."""
    if fact.value is True:
        words = fact.label
    elif fact.value is False:
        words = f"no {fact.label}"
    else:
        words = f"{fact.label}: {fact.words}"
    if fact.limit is not None:
        words += f" ({limit_in_words(fact.limit)})"
    return f"{words}, as {fact.because}" if fact.because and whole else words


def limit_in_words(limit: Limit) -> str:
    """A limit, with the sign of a choice where the project chose it."""
    value = limit.value
    shown = str(value) if isinstance(value, str | bool) else with_unit(Decimal(str(value)), limit.unit)
    sign = "○ " if limit.choice else ""
    return f"{sign}limit {_COMPARISONS.get(limit.comparison, limit.comparison)} {shown}"


def wrapped(text: str, first: int, rest: int) -> Iterator[str]:
    """Words in lines of at most `first`, then `rest` columns; a word longer than a line is broken."""
    line, room = "", first
    for word in text.split():
        if line and cell_len(line) + 1 + cell_len(word) <= room:
            line = f"{line} {word}"
            continue
        if line:
            yield line
            room = rest
        pieces = [word] if cell_len(word) <= room else chop_cells(word, room)
        yield from pieces[:-1]
        if len(pieces) > 1:
            room = rest
        line = pieces[-1] if pieces else ""
    if line:
        yield line
