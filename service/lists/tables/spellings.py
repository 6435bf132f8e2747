"""How programs and people spell truths, members and nothing, read from spellings.yaml beside this file."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

import yaml

from immunote.engine.elements import Element

_FILE = Path(__file__).with_name("spellings.yaml")
TRUTHS = ("true", "false")
_ONE = frozenset({"1", "1.0"})
_ZERO = frozenset({"0", "0.0"})
_TWO = frozenset({"2", "2.0"})


@dataclass(frozen=True)
class Spellings:
    """Groups of words, each with a name: value -> the words for it. `codes`: numbers that stand for missing."""

    booleans: Mapping[str, Mapping[str, frozenset[str]]]
    members: tuple[Mapping[str, Mapping[str, frozenset[str]]], ...]
    missing: frozenset[str]
    nothing: frozenset[str]
    codes: tuple[Decimal, ...]


@dataclass(frozen=True)
class TwoReadings:
    """Words that two groups read differently: each group with what it makes of one of them."""

    word: str
    readings: tuple[tuple[str, str], ...]


@lru_cache(maxsize=1)
def spellings() -> Spellings:
    """The spellings that ship. Raises OSError."""
    read = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return Spellings(
        booleans=_groups(read["booleans"]),
        members=tuple(_groups(each) for each in read["members"]),
        missing=frozenset((*read["missing"], *(f".{letter}" for letter in read["after_a_point"]))),
        nothing=frozenset(read["nothing"]),
        codes=tuple(Decimal(each) for each in read["codes"]),
    )


@lru_cache(maxsize=1)
def number_codes() -> tuple[Decimal, ...]:
    """The codes that a number may be: those below 0, and those of nothing but eights and nines, two of them or more."""
    return tuple(each for each in spellings().codes if each < 0 or (each > 9 and {*str(each)} <= {*"89"}))


def _groups(read: Mapping[str, Mapping[str, list[str]]]) -> dict[str, dict[str, frozenset[str]]]:
    return {name: {value: frozenset(words) for value, words in group.items()} for name, group in read.items()}


def groups_for(element: Element) -> Mapping[str, Mapping[str, frozenset[str]]]:
    """The groups by which a column of this element may be read; none for a number or for other members."""
    if element.type == "boolean":
        return spellings().booleans
    return next((each for each in spellings().members if _fits(each, element)), {})


def _fits(groups: Mapping[str, Mapping[str, frozenset[str]]], element: Element) -> bool:
    values = {value for group in groups.values() for value in group}
    return values <= {*element.values}


def read_words(
    groups: Mapping[str, Mapping[str, frozenset[str]]], words: Collection[str], counts_from_zero: bool
) -> dict[str, str] | TwoReadings:
    """What each word means that any group knows. `words`: of one column, in small letters.

    Groups that know all the words count; where they read one differently, TwoReadings. `counts_from_zero`: other
    columns of the list hold 0 and none holds 2, so that a column of 1 alone is not one that counts from one to two.
    """
    known = {word for group in groups.values() for each in group.values() for word in each}
    asked = {word for word in words if word in known}
    meant = {name: {word: value for value, each in group.items() for word in each} for name, group in groups.items()}
    fitting = {name: each for name, each in meant.items() if asked <= each.keys()} or meant
    if counts_from_zero and asked and asked <= _ONE | _ZERO:
        fitting = {name: each for name, each in fitting.items() if not _TWO & each.keys()} or fitting
    found: dict[str, str] = {}
    for word in sorted(asked):
        readings = {name: each[word] for name, each in fitting.items() if word in each}
        if len(set(readings.values())) > 1:
            one = dict(zip(readings.values(), readings.keys(), strict=True))
            return TwoReadings(word, tuple((name, value) for value, name in sorted(one.items())))
        found[word] = next(iter(readings.values()))
    return found


def is_zero(word: str) -> bool:
    """Whether a word is 0."""
    return word in _ZERO


def is_two(word: str) -> bool:
    """Whether a word is 2."""
    return word in _TWO
