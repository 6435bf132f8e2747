"""What a note says, for the `Then` sentences. Nothing is worked out here: the note alone is read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from engine.note import Note, Statement

HOLDS = "holds"
DOES_NOT_HOLD = "does not hold"
CANNOT_BE_DECIDED = "cannot be decided"
TRUTHS = (HOLDS, DOES_NOT_HOLD, CANNOT_BE_DECIDED)


def statements(note: Note) -> tuple[Statement, ...]:
    """All statements, in whatever part of the note they stand."""
    return (*note.statements, *note.conflicts, *note.follow_up)


def truth_of_rule(note: Note, rule: str) -> str:
    """A rule holds where the note states it, and is open where it stands under something missing."""
    if any(statement.rule == rule for statement in statements(note)):
        return HOLDS
    if any(rule in missing.rules for missing in note.missing):
        return CANNOT_BE_DECIDED
    return DOES_NOT_HOLD


def truth_of_exclusion(note: Note, title: str) -> str:
    """Whether a product drops out for the reason of this title."""
    for product in note.products_excluded:
        if product.reason == title:
            return HOLDS if product.status == "holds" else CANNOT_BE_DECIDED
    return DOES_NOT_HOLD


def sentences_of(note: Note) -> str:
    """Every sentence of the note, one a line."""
    return "\n".join(_texts(note.model_dump()))


def _texts(part: Any, key: str = "") -> Iterator[str]:
    if isinstance(part, dict):
        for name, value in part.items():
            yield from _texts(value, name)
    elif isinstance(part, list | tuple):
        for value in part:
            yield from _texts(value, key)
    elif isinstance(part, str) and key in _SENTENCES:
        yield part


_SENTENCES = ("headline", "reasons", "text", "choice", "question", "products_not_listed", "title", "flag", "because")
