"""Other valid spellings of a UCUM unit: litre as `l` or `L`, and the form in capitals that UCUM defines beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping

_PART = re.compile(r"\[[^\]]*\]|\{[^}]*\}|[A-Za-z%]+|[^A-Za-z%\[{]+")
_LITRE = re.compile(r"([afpnumcdhkMG]|da)?L")
_SAME_IN_CAPITALS = frozenset({"g", "L", "l", "mol", "eq", "m", "U", "kat", "min", "%", "P"})
"""Units whose form in capitals differs by case alone; those of time and pressure in pascal have other letters."""
_PREFIXES = ("", "f", "p", "n", "u", "m", "c", "d", "k")  # mega and giga have other letters in capitals


def spellings(factors: Mapping[str, str]) -> dict[str, str]:
    """The units of an element with their factors, and every other valid spelling that stands for one of them alone."""
    found: dict[str, set[str]] = {}
    for unit, factor in factors.items():
        for other in (_small_litre(unit), _in_capitals(unit)):
            if other is not None and other not in factors:
                found.setdefault(other, set()).add(factor)
    return {**{other: each.pop() for other, each in found.items() if len(each) == 1}, **factors}


def _parts(unit: str) -> list[str]:
    return _PART.findall(unit)


def _small_litre(unit: str) -> str | None:
    other = "".join(part[:-1] + "l" if _LITRE.fullmatch(part) else part for part in _parts(unit))
    return other if other != unit else None


def _in_capitals(unit: str) -> str | None:
    parts = _parts(unit)
    if not all(_has_capitals(part) for part in parts):
        return None
    other = "".join(part if part.startswith("{") else part.upper() for part in parts)
    return other if other != unit else None


def _has_capitals(part: str) -> bool:
    if part[0] in "{[" or not any(each.isalpha() or each == "%" for each in part):
        return True
    return any(part.startswith(prefix) and part[len(prefix) :] in _SAME_IN_CAPITALS for prefix in _PREFIXES)
