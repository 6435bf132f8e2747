"""Suggests known names for a mistaken one, strictly, so that a help line never suggests a fact that was not meant.

Similar spelling is not enough: two drugs that are spelt alike are not the same. A name is near if it is one slip away
(one letter added, left out or replaced, or two letters swapped), or if it differs only in small words, in units, or by
words that are added to what was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

MOST = 3  # names offered at once; more of them would tell nothing
_GAP = r"[\W_]+"
LONGEST = 200  # characters; nothing that has a name is that long


def _each(words: str) -> frozenset[str]:
    return frozenset(words.split())


_VERBS = _each("am are did do does had has have is takes was were")
_LITTLE = _VERBS | _each("a an and any at by for from in it its now of on or that the to with")
_UNITS = _each(
    "cm cp count d day days dl fl g h hour hours iu kg l m mcg mg min ml mmhg mmol mol month months ng percent pg "
    "s u ug umol week weeks year years"
)
_PASSED_OVER = _LITTLE | _UNITS
_DENIALS = _each("never no non none not without")
_SHORTEST = 3  # characters; in a name of two letters, one slip is half of it


def near(word: str, known: Iterable[str]) -> list[str]:
    """Return the known names that `word` may stand for, nearest first, at most three; none where it would be a guess.

    The time grows with the number of names, so callers with thousands of words ask only for the first few.
    """
    if len(word) > LONGEST:
        return []
    names = [name for name in known if len(name) <= LONGEST]
    folded = word.casefold()
    if same := [name for name in names if name.casefold() == folded]:
        return same[:MOST]
    denied = denials(folded)
    names = [name for name in names if _words_of_known(name.casefold()) & _DENIALS == denied]
    in_use = frozenset().union(*(_words_of_known(name.casefold()) for name in names))
    if not _words(folded) <= in_use:  # else each word is one that exists: another word, and no slip of the pen
        # as it stands; else without little words and units
        for mine, as_compared in ((folded, str), (_bare(folded), _bare_of_known)):
            slipped = [name for name in names if one_slip(mine, as_compared(name.casefold()))]
            if slipped:
                return slipped[:MOST]
    return _of_the_same_words(folded, names)


def _of_the_same_words(word: str, names: Iterable[str]) -> list[str]:
    """Return names by their telling words (all but small words and units), at most three.

    First those with the same ones, then those with more, fewest first, then those with two or more of these and no
    others.
    """
    said = _telling(word)
    if not said:
        return []
    same, more, less = [], [], []
    for name in names:
        telling = _telling_of_known(name.casefold())
        if telling == said:
            same.append(name)
        elif said < telling:
            more.append(name)
        elif telling < said and len(telling) > 1:
            less.append(name)
    if same and not any(_words_of_known(name.casefold()) & _VERBS for name in same):
        return same[:MOST]
    # `has_crisis` may be `had_crisis` or `has_active_crisis`: whoever reads this chooses, nothing is chosen for them
    more.sort(key=lambda name: len(_telling_of_known(name.casefold())))
    return [*same, *more, *less][:MOST]


def one_slip(first: str, second: str) -> bool:
    """Return whether the words differ by one letter added, left out or replaced, or by two letters swapped.

    A replaced digit is no slip, nor is a replaced letter in a word of three or fewer: `at_3_months` is not
    `at_6_months`, and `ige` is not `iga`.
    """
    if first == second or abs(len(first) - len(second)) > 1 or max(len(first), len(second)) < _SHORTEST:
        return False
    whole, start = first, 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        start += 1
    first, second = first[start:], second[start:]
    end = 0
    for one, other in zip(reversed(first), reversed(second), strict=False):
        if one != other:
            break
        end += 1
    first, second = first[: len(first) - end], second[: len(second) - end]
    if len(first) == len(second) == 1:
        length = len(re.split(_GAP, whole[:start])[-1]) + len(re.split(_GAP, whole[start:])[0])
        return length > _SHORTEST and not (first.isdigit() and second.isdigit())
    return max(len(first), len(second)) == 1 or (len(first) == 2 and first == second[::-1])


def denials(text: str) -> frozenset[str]:
    """Return the words of a text that negate it, such as `not` and `no`."""
    return _words(text.casefold()) & _DENIALS


# What was typed may be a patient's: it is never among the keys of these caches, only known names are.
def _words(name: str) -> frozenset[str]:
    return frozenset(re.split(_GAP, name)) - {""}


def _bare(name: str) -> str:
    return " ".join(word for word in re.split(_GAP, name) if word and word not in _PASSED_OVER)


def _telling(name: str) -> frozenset[str]:
    return _words(name) - _PASSED_OVER


_words_of_known = lru_cache(maxsize=8192)(_words)
_bare_of_known = lru_cache(maxsize=8192)(_bare)
_telling_of_known = lru_cache(maxsize=8192)(_telling)
