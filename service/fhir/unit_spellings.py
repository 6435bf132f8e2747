"""Other spellings of a unit: litre as `l` or `L`, UCUM's form in capitals, what laboratories print, units in words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from immunote.service.fhir.unit_words import in_symbols

_PART = re.compile(r"\[[^\[\]]*\]|\{[^{}]*\}|[A-Za-z%]+|[^A-Za-z%\[{]+")
_LITRE = re.compile(r"([afpnumcdhkMG]|da)?L")
_SAME_IN_CAPITALS = frozenset({"g", "L", "l", "mol", "eq", "m", "U", "kat", "min", "%", "P"})
"""Units whose form in capitals differs by case alone; those of time and pressure in pascal have other letters."""
_PREFIXES = ("", "f", "p", "n", "u", "m", "c", "d", "k")  # mega and giga have other letters in capitals


_POWER_OF_TEN = re.compile(r"^[x×]?10(?:\^|\*\*?|[eE])\(?(\d+)\)?(?=/)")
_AREA = re.compile(r"/[({]?1\.73[_*.]?(?:m\^?2|m\*2|qm|sqm)[)}]?$")
_COUNTED = re.compile(r"^(10\*\d+)?(?:\{[^{}]*\}|cells?)(?=/)")
_LETTERS = (("gm", "g"), ("mcg", "ug"), ("mcL", "uL"), ("mcl", "ul"), ("mcmol", "umol"), ("mckat", "ukat"))
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_MOST_KEPT = 1024


class Units:
    """The units of an element with their factors, in every spelling that stands for one factor alone.

    `names`: of units in words, with their symbols.
    """

    def __init__(self, factors: Mapping[str, str], names: Mapping[str, str]) -> None:
        self._names = names
        self._exact = spellings(factors)
        found: dict[str, set[str]] = {}
        for unit, factor in self._exact.items():
            found.setdefault(printed_form(unit), set()).add(factor)
        self._printed = {unit: each.pop() for unit, each in found.items() if len(each) == 1}
        self._kept: dict[str, str | None] = {}

    def get(self, unit: str) -> str | None:
        """The factor of a unit, which may be spelled as laboratories print it or in words; None for another unit."""
        if unit in self._exact:
            return self._exact[unit]
        if unit not in self._kept:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[unit] = self._found(unit)
        return self._kept[unit]

    def _found(self, unit: str) -> str | None:
        worded = in_symbols(unit, self._names)
        return self._printed.get(printed_form(unit if worded is None else worded)) if unit else None


def printed_form(unit: str) -> str:
    """A unit with the signs that are printed in several ways put in one: mu, powers, a comma, spaces, per 100 mL.

    What is counted is no part of a unit: `{cells}/uL` is `/uL`, as UCUM has it.
    """
    form = re.sub(rf"10([{_SUPERSCRIPTS}]+)", lambda found: "10^" + found[1], unit)
    form = "".join(unicodedata.normalize("NFKC", form).split()).replace("μ", "u").replace("µ", "u").replace("·", ".")
    form = form.replace("1,73", "1.73")
    for written, meant in _LETTERS:
        form = form.replace(written, meant)
    form = re.sub(r"/100\s*m[lL]$", "/dL", form)
    form = re.sub(r"^(m?g)%$", r"\1/dL", form)
    form = _COUNTED.sub(r"\1", _POWER_OF_TEN.sub(r"10*\1", form))
    return _AREA.sub("/{1.73_m2}", form)


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
