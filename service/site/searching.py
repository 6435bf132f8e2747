"""Finds rules, sources and questions by words, by other words for the same, and in either spelling."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from immunote.engine.noting.citing import citation_text
from immunote.engine.rulebase import RuleBase
from immunote.service.render.plain_words import named_in_words, sentence_in_words

Kind = Literal["rule", "source", "question"]
LONGEST = 200
"""Characters of a query that are read."""
_WORD = re.compile(r"[\w'+-]+")


@dataclass(frozen=True)
class Found:
    """Something that fits. `name`: the id of the rule, source or element; `rules`: that read a question."""

    kind: Kind
    name: str
    title: str
    about: str
    rules: tuple[str, ...] = ()


@dataclass(frozen=True)
class SearchEntry:
    """What can be found: `title` and `text` in small letters and one spelling."""

    found: Found
    title: str
    text: str


class SearchIndex:
    """All that can be found in one rule base. `same`: word -> all words for the same; `longest`: words in one term."""

    whole_words = 3
    """A word of no more letters, such as `PE`, is no beginning of another."""

    def __init__(self, rulebase: RuleBase) -> None:
        self.spellings = [(each.here.casefold(), each.there.casefold()) for each in rulebase.search.spellings]
        rows = [[self.folded(word) for word in row] for row in rulebase.search.same]
        self.same = {word: tuple(row) for row in rows for word in row}
        self.longest = max((len(word.split()) for word in self.same), default=1)
        self.entries = [self._entry(found, texts) for found, texts in _all_of(rulebase)]

    def find(self, query: str) -> list[Found]:
        """What holds all words of a query or others for the same, in the title first; nothing for no word."""
        terms = list(self._terms(self.folded(query[:LONGEST])))
        if not terms:
            return []
        fits = [each for each in self.entries if all(_has(each.text, term) for term in terms)]
        fits.sort(key=lambda each: -sum(_has(each.title, term) for term in terms))  # the first of equals stay first
        return [each.found for each in fits]

    def _entry(self, found: Found, texts: Iterable[str]) -> SearchEntry:
        title = self.folded(found.title)
        return SearchEntry(found, title, f"{title} {self.folded(' '.join(texts))}")

    def folded(self, text: str) -> str:
        """Small letters without accents, each word in one of its spellings."""
        plain = unicodedata.normalize("NFKD", text.casefold())
        plain = " ".join("".join(each for each in plain if not unicodedata.combining(each)).split())
        for here, there in self.spellings:
            plain = plain.replace(here, there)
        return plain

    def _terms(self, folded: str) -> Iterable[tuple[str, ...]]:
        """Each word, or words that are one term, as all words for the same."""
        words = _WORD.findall(folded)
        place = 0
        while place < len(words):
            for length in range(min(self.longest, len(words) - place), 0, -1):
                term = " ".join(words[place : place + length])
                if term in self.same or length == 1:
                    yield self.same.get(term, (term,))
                    place += length
                    break


def _has(text: str, term: Sequence[str]) -> bool:
    return any(_is_in(text, word) for word in term)


def _is_in(text: str, word: str) -> bool:
    """Whether a word begins one of the text; a short one has to be a whole word of it."""
    end = r"\b" if len(word) <= SearchIndex.whole_words else ""
    return re.search(rf"\b{re.escape(word)}{end}", text) is not None


def _all_of(rulebase: RuleBase) -> Iterable[tuple[Found, list[str]]]:
    about = rulebase.about
    for name, rule in rulebase.rules.items():
        texts = [sentence_in_words(rulebase, text) for text in rule.sentences]
        texts += [sentence_in_words(rulebase, each.text) for each in (*rule.details, *rule.certainty_because)]
        asks = [rulebase.elements[each].label for each in rulebase.elements_of[name]]
        says = texts[0] if texts else ""
        section = about.sections[about.kinds[rule.kind].section]
        domain = about.domains.get(rule.domain or "", "")
        yield Found("rule", name, rule.title, says), [*texts, *asks, section, domain, named_in_words(rulebase, name)]
    for source in rulebase.sources.values():
        texts = [citation_text(source), source.design, source.population or "", source.id.replace("-", " ")]
        yield Found("source", source.id, source.label, source.citation.get("title", source.design)), texts
    for element in rulebase.elements.values():
        rules = tuple(name for name in rulebase.rules if element.name in rulebase.elements_of[name])
        if rules:
            yield Found("question", element.name, element.label, element.question, rules), [element.question]
