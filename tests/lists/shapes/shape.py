"""A list in some shape, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Shape:
    """`write`: writes the files of a list into a folder and returns what names them; `choices`: ReadingChoices."""

    write: Callable[[Path], list[str]]
    choices: dict[str, Any] = field(default_factory=dict)

    def given(self, **choices: Any) -> Shape:
        """The shape, read with these choices."""
        return replace(self, choices=choices)


@dataclass(frozen=True)
class Same:
    """Decided as the plain list is. `said`: words that are told before; `ids`: plain id -> what it is here."""

    said: tuple[str, ...]
    ids: Mapping[str, str]


@dataclass(frozen=True)
class RefusedWhole:
    """Refused with one of these codes; what else is given stands in a fault."""

    codes: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True)
class SomeAside:
    """Decided as the plain list is, but for rows that are set aside: plain id -> code."""

    rows: Mapping[str, str]
    ids: Mapping[str, str]


def same(*said: str, ids: Mapping[str, str] | None = None) -> Same:
    """Decided as the plain list is."""
    return Same(said, ids or {})


def refused(*expected: str) -> RefusedWhole:
    """Refused with one of the codes among these; the others are words of the fault."""
    codes = tuple(each for each in expected if len(each) == 3 and each[1:].isdigit())
    return RefusedWhole(codes, tuple(each for each in expected if each not in codes))


def some_aside(rows: Mapping[str, str], ids: Mapping[str, str] | None = None) -> SomeAside:
    """All but these rows decided as the plain list is."""
    return SomeAside(rows, ids or {})
