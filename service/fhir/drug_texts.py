"""Reads the ingredient of a drug from its own text, where no code of it is known."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from immunote.engine.shapes.codes import CodesFile
from immunote.engine.shapes.records import RecordsFile
from immunote.service.fhir.datatypes import Concept, RecordCoding
from immunote.service.fhir.recognition import Hit, MatchedBy

_LONGEST_TEXT = 400
_OF_FLUIDS_TOO = {"%"}
"""What stands beside creams and infusions alike; it counts only where nothing but words names the drug."""
_WORD = re.compile(r"[a-z]+|[0-9]+|%")


class DrugTexts:
    """The names of ingredients of one rule base. A name counts only as whole words, in any case, accents aside."""

    def __init__(self, records: RecordsFile, codes: CodesFile) -> None:
        self._local_words = frozenset(_words(" ".join(records.drug_texts.local_words if records.drug_texts else [])))
        self._local_because = records.drug_texts.because if records.drug_texts else ""
        self._names: dict[tuple[str, ...], list[tuple[str, str | None]]] = {}
        for name, known in codes.elements.items():
            self._add(known.ingredients, name, None)
        for raised in records.raises:
            for name in raised.elements:
                self._add(raised.ingredients, name, raised.because)
        self._longest = max((len(name) for name in self._names), default=0)

    def hits(self, concept: Concept | None) -> list[Hit]:
        """What the names in the texts of a drug answer; a form for local use leaves open what it would answer."""
        found: dict[str, Hit] = {}
        for text in _texts(concept):
            words = _words(text[:_LONGEST_TEXT])
            local = not self._local_words.isdisjoint(words)
            coding = RecordCoding(display=text)
            for ingredient in self._ingredients(words):
                for name, because in self._names[ingredient]:
                    reason = self._local_because if local and because is None else because
                    hit = Hit(name, coding, reason, MatchedBy.ingredient_text, ingredient=" ".join(ingredient))
                    known = found.get(name)
                    if known is None or (hit.because is not None and known.because is None):
                        found[name] = hit
        return list(found.values())

    def why_local(self, texts: Iterable[str]) -> str | None:
        """Why a drug that is known by its code says nothing of the whole body: its words name a form for local use."""
        local = self._local_words - _OF_FLUIDS_TOO
        is_local = any(not local.isdisjoint(_words(text[:_LONGEST_TEXT])) for text in texts)
        return self._local_because if is_local else None

    def _add(self, ingredients: Iterable[str], name: str, because: str | None) -> None:
        for ingredient in ingredients:
            self._names.setdefault(tuple(_words(ingredient)), []).append((name, because))

    def _ingredients(self, words: list[str]) -> Iterator[tuple[str, ...]]:
        for start in range(len(words)):
            for length in range(1, self._longest + 1):
                name = tuple(words[start : start + length])
                if len(name) == length and name in self._names:
                    yield name


def _texts(concept: Concept | None) -> list[str]:
    if concept is None:
        return []
    return [text for text in [concept.text, *(coding.display for coding in concept.coding)] if text]


def _words(text: str) -> list[str]:
    bare = "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
    visible = "".join(each for each in bare if unicodedata.category(each) != "Cf")
    return _WORD.findall(visible.casefold())
