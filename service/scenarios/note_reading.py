"""What a note says, for the `Then` sentences. Nothing is worked out here: the note alone is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from immunote.engine.note import Note, Settles, Statement
from immunote.engine.noting.digest import plain

HOLDS = "holds"
DOES_NOT_HOLD = "does not hold"
CANNOT_BE_DECIDED = "cannot be decided"
IS_OPEN, IS_ANSWERED = "is open", "is answered"
TRUTHS = (HOLDS, DOES_NOT_HOLD, CANNOT_BE_DECIDED)


class NoteReading:
    """What a scenario may ask of a note."""

    def __init__(self, note: Note, whole: Callable[[], Note] | None = None) -> None:
        """`whole`: returns the note with what would settle it; left out, `note` is whole."""
        self._note = note
        self._whole = whole

    @property
    def note(self) -> Note:
        """The note itself."""
        return self._note

    @property
    def settled_by(self) -> tuple[Settles, ...]:
        """The smallest sets of answers that would settle it."""
        whole = self._note if self._whole is None else self._whole()
        assert whole.settled_by is not None
        return whole.settled_by

    @property
    def status(self) -> str:
        """`settled`, `provisional` or `insufficient_data`."""
        return self.note.status

    @property
    def outcome(self) -> str | None:
        """The outcome, where it is settled."""
        return self.note.outcome

    @property
    def grade(self) -> str | None:
        """The outcome, where it is a grade."""
        return self.note.grade

    @property
    def reachable(self) -> Sequence[str]:
        """The outcomes that are still possible."""
        return self.note.reachable

    @property
    def leaning(self) -> str | None:
        """What it leans to."""
        return self.note.leaning

    @property
    def once_corrected(self) -> tuple[str | None, Sequence[str]]:
        """The grade once corrected, and what is possible then."""
        return self.note.grade_once_corrected, self.note.reachable_once_corrected

    @property
    def reasons(self) -> Sequence[str]:
        """The sentences of the rows that decide."""
        return self.note.decision.reasons

    @property
    def certainty(self) -> str:
        """The certainty of the whole."""
        return self.note.certainty

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All statements, in whatever part of the note they stand."""
        return self.note.every_statement

    @property
    def asked(self) -> list[str]:
        """The elements that the note asks for, also for a product alone."""
        asked = [missing.element for missing in self.note.missing]
        return asked + [name for product in self.note.products_excluded for name in product.missing]

    @property
    def missing(self) -> list[str]:
        """The elements listed as missing."""
        return [missing.element for missing in self.note.missing]

    @property
    def turns_on(self) -> list[str]:
        """The elements on which the outcome depends."""
        return [missing.element for missing in self.note.missing if missing.outcomes]

    def asks(self, element: str) -> bool:
        """Whether the note asks for an element, also for a product alone."""
        return element in self.asked

    def misses(self, element: str) -> bool:
        """Whether an element is listed as missing."""
        return element in self.missing

    def truth_of_rule(self, rule: str) -> str:
        """A rule holds where the note states it, and is open where it stands under something missing."""
        if any(statement.rule == rule for statement in self.statements):
            return HOLDS
        if any(rule in missing.rules for missing in self.note.missing):
            return CANNOT_BE_DECIDED
        return DOES_NOT_HOLD

    def truth_of_exclusion(self, title: str) -> str:
        """Whether a product drops out for the reason of this title."""
        for product in self.note.products_excluded:
            if product.reason == title:
                return HOLDS if product.status == "holds" else CANNOT_BE_DECIDED
        return DOES_NOT_HOLD

    @property
    def flags(self) -> Mapping[str, bool]:
        """The flags that hold, by id, and whether each is open."""
        return {flag.flag: flag.open for flag in self.note.flags}

    def state_of_flag(self, flag: str) -> str:
        """`is open`, `is answered` or `does not hold`."""
        return DOES_NOT_HOLD if flag not in self.flags else IS_OPEN if self.flags[flag] else IS_ANSWERED

    def sentences(self) -> str:
        """Every sentence of the note, one a line."""
        return "\n".join(_texts(plain(self.note)))


def _texts(part: Any, key: str = "") -> Iterator[str]:
    if isinstance(part, dict):
        for name, value in part.items():
            yield from _texts(value, name)
    elif isinstance(part, list | tuple):
        for value in part:
            yield from _texts(value, key)
    elif isinstance(part, str) and key in _SENTENCES:
        yield part


_SENTENCES = (
    "headline",
    "also_now",
    "heading",
    "asked_as",
    "reasons",
    "text",
    "choice",
    "question",
    "products_not_listed",
    "title",
    "flag",
    "because",
)
