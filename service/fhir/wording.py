"""Reads the words of an entry: whether they deny it, which element they speak of, and what a result's text says.

The lists of words are data of the rule base (`records.yaml`). Case, accents and punctuation make no difference; a word
of a list that ends in `*` stands for every word that begins so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from immunote.engine.shapes.records import RecordsFile, WordedNumber

Words = tuple[str, ...]
_LONGEST_TEXT = 4000
_WORD = re.compile(r"[^\W_]+|[?<>]")
_WILD = re.compile(r"[^\W_]+\*?|[?<>]")
_TITRE = re.compile(r"(?<![\d<:])1\s*:\s*\d{2,6}\b")
_PART = re.compile(r"[.;,\n]+(?:\s|$)")
_BOUNDS = ("<", ">")
_BEGINNING = 3  # words with `*` are looked up by so many of their letters
_MOST_KEPT = 4096


def words_of(text: str) -> Words:
    """Return the words of a text, without case and accents; also `?`, `<` and `>`."""
    return tuple(_WORD.findall(_bare(text[:_LONGEST_TEXT])))


def _bare(text: str) -> str:
    seen = "".join(each for each in text if unicodedata.category(each) != "Cf")
    split = unicodedata.normalize("NFKD", seen.casefold())
    return "".join(each for each in split if not unicodedata.combining(each))


class Phrases:
    """Some phrases, ready to be looked for in the words of a text."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_first: dict[str, list[Words]] = {}
        self._by_beginning: dict[str, list[Words]] = {}
        for phrase in phrases:
            words = tuple(_WILD.findall(_bare(phrase)))
            if words and words[0].endswith("*"):
                self._by_beginning.setdefault(words[0][:_BEGINNING].rstrip("*"), []).append(words)
            elif words:
                self._by_first.setdefault(words[0], []).append(words)

    def longest_at(self, words: Sequence[str], start: int) -> int:
        """Return how many words from `start` on are one of the phrases: the longest; 0 where none is."""
        return max((len(each) for each in self.all_at(words, start)), default=0)

    def all_at(self, words: Sequence[str], start: int) -> list[Words]:
        """Return the phrases that the words from `start` on begin with, as they were given."""
        first = words[start]
        given = [*self._by_first.get(first, ())]
        for length in range(1, _BEGINNING + 1):
            given += self._by_beginning.get(first[:length], ()) if length <= len(first) else ()
        return [each for each in given if _begins(words, start, each)]

    def are_in(self, words: Sequence[str]) -> bool:
        """Return whether one of the phrases stands anywhere in the words."""
        return any(self.longest_at(words, start) for start in range(len(words)))

    def open(self, words: Sequence[str]) -> bool:
        """Return whether the words begin with one of the phrases."""
        return bool(words) and self.longest_at(words, 0) > 0

    def close(self, words: Sequence[str]) -> bool:
        """Return whether the words end with one of the phrases."""
        return any(self.longest_at(words, start) == len(words) - start for start in range(len(words)))

    def equal(self, words: Sequence[str]) -> bool:
        """Return whether the words are one of the phrases, and no more."""
        return bool(words) and self.longest_at(words, 0) == len(words)

    def without(self, words: Sequence[str]) -> Words:
        """Return the words with each of the phrases taken out."""
        kept: list[str] = []
        start = 0
        while start < len(words):
            length = self.longest_at(words, start)
            if not length:
                kept.append(words[start])
            start += length or 1
        return tuple(kept)


def _begins(words: Sequence[str], start: int, phrase: Words) -> bool:
    if len(words) - start < len(phrase):
        return False
    return all(_is(words[start + index], wanted) for index, wanted in enumerate(phrase))


def _is(word: str, wanted: str) -> bool:
    return word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted


class EntryWording:
    """The lists of words of one rule base."""

    def __init__(self, records: RecordsFile) -> None:
        self._against = Phrases(records.words_against)
        self._at_start = Phrases(records.words_against_at_start)
        self._at_end = Phrases(records.words_against_at_end)
        self._harmless = Phrases(records.words_harmless)
        self._past = Phrases(records.words_past)
        self._past_at_start = Phrases(records.words_past_at_start)
        self._past_at_end = Phrases(records.words_past_at_end)
        self._not_taken = Phrases(records.words_not_taken)
        self._invalid = Phrases(records.words_invalid)
        self._of_another = {name: (Phrases(each.words), Phrases(each.names)) for name, each in records.contrary.items()}
        self._spoken = Phrases(each for words in records.spoken_of.values() for each in words)
        self._speaks: dict[Words, list[str]] = {}
        for name, phrases in records.spoken_of.items():
            for phrase in phrases:
                self._speaks.setdefault(tuple(_WILD.findall(_bare(phrase))), []).append(name)
        self._order = {name: index for index, name in enumerate(records.spoken_of)}
        self._spoken_of = lru_cache(_MOST_KEPT)(self._elements_of)
        truths = records.truths
        self._yes = Phrases(truths.words_for_yes if truths else ())
        self._no = Phrases(truths.words_for_no if truths else ())
        self._doubt = Phrases(truths.words_of_doubt if truths else ())
        self._answers = {
            name: {member: Phrases(words) for member, words in members.items()}
            for name, members in records.answer_words.items()
        }

    def is_against(self, texts: Iterable[str | None]) -> bool:
        """Return whether one of the texts denies its code, doubts it or lays it on somebody else."""
        return any(self._denies(words_of(text)) for text in texts if text)

    def _denies(self, words: Words) -> bool:
        left = self._harmless.without(words)
        return self._at_start.open(left) or self._at_end.close(left) or self._against.are_in(left)

    def is_past(self, texts: Iterable[str | None]) -> bool:
        """Return whether one of the texts lays what it names in the past; a year behind the words does not count."""
        return any(self._lies_back(self._harmless.without(words_of(text))) for text in texts if text)

    def _lies_back(self, words: Words) -> bool:
        last = len(words)
        while last and words[last - 1].isdecimal():
            last -= 1
        return self._past.are_in(words) or self._past_at_start.open(words) or self._past_at_end.close(words[:last])

    def is_not_taken(self, texts: Iterable[str | None]) -> bool:
        """Return whether one of the texts says that a drug was stopped, or is not taken."""
        return self._say(self._not_taken, texts)

    def is_invalid(self, texts: Iterable[str | None]) -> bool:
        """Return whether one of the texts says that an entry is not to be used."""
        return self._say(self._invalid, texts)

    def _say(self, phrases: Phrases, texts: Iterable[str | None]) -> bool:
        return any(phrases.are_in(self._harmless.without(words_of(text))) for text in texts if text)

    def names_another(self, element: str, texts: Iterable[str | None]) -> bool:
        """Return whether one of the texts names something that an element does not ask for."""
        phrases = self._of_another.get(element)
        return phrases is not None and any(phrases[0].are_in(words_of(text)) for text in texts if text)

    def names_it(self, element: str, texts: Iterable[str | None]) -> bool:
        """Return whether one of the texts names an element by a word that is not told from others elsewhere."""
        phrases = self._of_another.get(element)
        return phrases is not None and any(phrases[1].are_in(words_of(text)) for text in texts if text)

    def denies_in_a_sentence(self, element: str, text: str) -> bool:
        """Return whether a part of a longer text both speaks of an element and denies it, or doubts it."""
        parts = (part for part in _PART.split(text[:_LONGEST_TEXT]) if part.strip())
        return any(self.is_against([part]) and element in self.spoken_of([part]) for part in parts)

    def is_denial_alone(self, text: str) -> bool:
        """Return whether a note says nothing but that something is not so, or in doubt, perhaps with a year."""
        words = words_of(text[:_LONGEST_TEXT])
        left = self._against.without(words)
        if self._not_taken.are_in(words):
            return False  # that a drug is not taken has a word of its own
        return len(left) < len(words) and all(word.isdecimal() for word in left)

    def spoken_of(self, texts: Iterable[str | None]) -> list[str]:
        """Return the elements of which one of the texts speaks, in the order of the rule base."""
        found = {name for text in texts if text for name in self._spoken_of(text)}
        return sorted(found, key=self._order.__getitem__)

    def _elements_of(self, text: str) -> tuple[str, ...]:
        words = self._harmless.without(words_of(text))
        at = range(len(words))
        return tuple(name for start in at for each in self._spoken.all_at(words, start) for name in self._speaks[each])

    def truth(self, text: str) -> bool | None:
        """Return whether a result's text says yes or no; None where it says both, neither, or is in doubt."""
        words = words_of(text)
        left = self._no.without(words)
        yes, no = self._yes.are_in(left), len(left) < len(words)
        return None if yes == no or self._doubt.are_in(words) else yes

    def yes_or_no(self, text: str) -> bool | None:
        """Return whether an answer in one word or phrase is yes or no."""
        words = words_of(text)
        if self._yes.equal(words) == self._no.equal(words):
            return None
        return self._yes.equal(words)

    def names(self, text: str, phrases: Iterable[str]) -> bool:
        """Return whether a result's text names one of the phrases beside a titre, without denying anything."""
        words = words_of(text)
        plain = not any(each in words for each in _BOUNDS) and not self._no.are_in(words)
        if not plain or self._denies(words) or self._doubt.are_in(words):
            return False
        return _TITRE.search(text[:_LONGEST_TEXT]) is not None and Phrases(phrases).are_in(words)

    def answer(self, element: str, text: str) -> str | None:
        """Return the member of an element that a text as a whole stands for."""
        words = words_of(text)
        found = [member for member, phrases in self._answers.get(element, {}).items() if phrases.equal(words)]
        return found[0] if len(found) == 1 else None


def number_in(text: str, told: WordedNumber) -> Decimal | None:
    """Return the only number that a text gives for what `told` names; None where it gives none, several or a bound."""
    text = text[:_LONGEST_TEXT]
    if Phrases(told.not_beside).are_in(words_of(text)):
        return None
    names = "|".join(re.escape(each) for each in sorted(told.words, key=len, reverse=True))
    start = rf"(?<!\w)(?:{names})(?!\w)"
    mentions = re.findall(start, text, re.IGNORECASE)
    pattern = (
        rf"{start}\s*(?:(?:is|of|was|:|=)\s*)?(\d{{1,3}}(?:[.,]\d{{1,2}})?)\s*{re.escape(told.unit)}(?!\s*[-–]|\w)"
    )
    found = re.findall(pattern, text, re.IGNORECASE)
    if len(mentions) != 1 or len(found) != 1:
        return None
    return Decimal(found[0].replace(",", "."))


def phrases_of(lists: Mapping[str, Iterable[str]]) -> dict[str, Phrases]:
    """Return phrases ready to be looked for, by name."""
    return {name: Phrases(words) for name, words in lists.items()}
