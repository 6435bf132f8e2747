"""Finds declared words in the texts of a record: whole words, whatever their case, accents and what is unseen.

A word that ends in `*` stands for all that begin with it. The time is linear in the text, of which the first thousand
characters are read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_LONGEST = 1000
_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=256)
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    each = (" ".join(_word(word) for word in phrase.split()) for phrase in phrases)
    return re.compile(f" (?:{'|'.join(each)}) ")


def _word(word: str) -> str:
    bare = plain(word.removesuffix("*"))
    return re.escape(bare) + (r"[^ ]*" if word.endswith("*") else "")


def holds(text: str, phrases: Iterable[str]) -> bool:
    """Whether one of the phrases stands in the text."""
    listed = tuple(phrases)
    return bool(listed) and _pattern(listed).search(f" {plain(text)} ") is not None


def plain(text: str) -> str:
    """The words of a text in small letters without accents, one space between them."""
    # twice, since letters of some styles are small ones only after the first
    spelt = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text[:_LONGEST]).casefold()).casefold()
    seen = (char for char in spelt if unicodedata.category(char) != "Cf" and not unicodedata.combining(char))
    return " ".join(_WORD.findall("".join(seen)))
