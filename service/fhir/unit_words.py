"""Units in words, as tables of concepts call them: `milligram per deciliter` is `mg/dL`.

Prefixes and units of the SI and those of time are put together; all other names are the rule base's (`unit_words`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_PREFIXES = {
    "pico": "p",
    "nano": "n",
    "micro": "u",
    "milli": "m",
    "centi": "c",
    "deci": "d",
    "kilo": "k",
}
_BASES = {
    "gram": "g",
    "gramme": "g",
    "liter": "L",
    "litre": "L",
    "mole": "mol",
    "meter": "m",
    "metre": "m",
    "katal": "kat",
    "unit": "U",
    "equivalent": "eq",
}
_TIMES = {"second": "s", "minute": "min", "hour": "h", "day": "d", "week": "wk", "month": "mo", "year": "a"}
_PLURAL = re.compile(r"(?<=[a-z]{3})s\b")
_LONGEST = 80


def in_symbols(words: str, names: Mapping[str, str]) -> str | None:
    """A unit in words in its symbols; None where it is none. `names`: of units that have their own."""
    if len(words) > _LONGEST or not any(each.isalpha() for each in words):
        return None
    plain = " ".join(words.casefold().split())
    parts = [_symbol(part, names) for part in plain.split(" per ")]
    found = [part for part in parts if part is not None]
    return "/".join(found) if len(found) == len(parts) else None


def _symbol(word: str, names: Mapping[str, str]) -> str | None:
    for each in (word, _PLURAL.sub("", word)):
        whole = names.get(each) or _TIMES.get(each) or _BASES.get(each)
        if whole is not None:
            return whole
        for prefix, sign in _PREFIXES.items():
            base = _BASES.get(each.removeprefix(prefix)) if each.startswith(prefix) else None
            if base is not None:
                return sign + base
    return None
