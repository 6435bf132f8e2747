"""The words of one rule base's notes: its sentences filled, and what reads the same of many patients made once.

The key of a part tells all that it is made from: names, outcomes, ids of rules; never a patient's value. Citations are
not kept as parts: their numbers and figures differ too much from note to note.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from immunote.engine.note import NotePart
from immunote.engine.noting.digest import hash_of_part
from immunote.engine.rulebase import RuleBase
from immunote.engine.sentences import Text
from immunote.engine.tree import Facts
from immunote.engine.words import fill, shows_a_patient

MOST = 10_000  # 800 random patients met 4,100

T = TypeVar("T")
P = TypeVar("P", bound=NotePart)


class Wording:
    """Fills the sentences of one rule base. Safe to share between threads.

    Kept are `filled` sentences without a patient's value, `citations` (id of a source -> its text) and `parts`.
    """

    def __init__(self, rulebase: RuleBase) -> None:
        self.rulebase = rulebase
        self.filled: dict[str, str] = {}
        self.parts: dict[tuple[object, ...], Any] = {}
        self.citations: dict[str, str] = {}
        self._once: dict[tuple[str, str], Any] = {}
        self._hashes: dict[int, tuple[NotePart, str]] = {}

    def fill(self, text: Text | str, facts: Facts, words: Mapping[str, str] | None = None) -> str:
        """A sentence with each placeholder replaced, as `immunote.engine.words.fill` does it."""
        template = text.template if isinstance(text, Text) else text
        filled = self.filled.get(template)
        if filled is None:
            filled = fill(self.rulebase, template, facts, words)
            if not shows_a_patient(self.rulebase, template):
                self.filled[template] = filled
        return filled

    def once(self, key: tuple[str, str], make: Callable[[], T]) -> T:
        """What is the same in every note, worked out where it is first asked for. `key`: what it is, and of what."""
        found: T | None = self._once.get(key)
        if found is None:
            found = self._once[key] = make()
        return found

    def kept(self, key: tuple[object, ...], make: Callable[[], P]) -> P:
        """The part under `key`, made where it is not kept yet; when there are too many, all are forgotten."""
        found: P | None = self.parts.get(key)
        if found is None:
            if len(self.parts) >= MOST:
                self.parts.clear()
                self._hashes.clear()
            found = self.parts[key] = make()
            self.keep_hash(found)
        return found

    def keep_hash(self, part: NotePart) -> None:
        """Let the hash of a part be worked out once: it is the same object in many notes."""
        self._hashes[id(part)] = part, hash_of_part(part)

    def hash_of(self, part: NotePart) -> str:
        """The hash of a part for the digest of a note."""
        found = self._hashes.get(id(part))
        return found[1] if found is not None and found[0] is part else hash_of_part(part)
