"""Units in words, as tables of concepts call them: `milligram per deciliter` is `mg/dL`, and so is `milligram/dL`.

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
    "mol": "mol",
    "meter": "m",
    "metre": "m",
    "katal": "kat",
    "unit": "U",
    "equivalent": "eq",
}
_TIMES = {"second": "s", "minute": "min", "hour": "h", "day": "d", "week": "wk", "month": "mo", "year": "a"}
_PLURAL = re.compile(r"(?<=[a-z]{3})s\b")
_PER = re.compile(r" per | ?/ ?", re.IGNORECASE)
_STROKE = re.compile(r" ?/ ?")
_LONGEST = 80


def in_symbols(words: str, names: Mapping[str, str]) -> str | None:
    """A unit in words in its symbols; None where no part of it is a word. `names`: of units that have their own.

    Between words stands `per`. Beside a stroke, a symbol may stand as it is.
    """
    if len(words) > _LONGEST or not any(each.isalpha() for each in words):
        return None
    written = " ".join(words.split())
    parts = [_symbol(part, names) for part in _PER.split(written)]
    if None not in parts:
        return "/".join(part for part in parts if part is not None)
    mixed = [(part, _symbol(part, names)) for part in _STROKE.split(written)]
    return "/".join(symbol or part for part, symbol in mixed) if any(symbol for _, symbol in mixed) else None


def _symbol(word: str, names: Mapping[str, str]) -> str | None:
    word = word.casefold()
    for each in (word, _PLURAL.sub("", word)):
        whole = names.get(each) or _TIMES.get(each) or _BASES.get(each)
        if whole is not None:
            return whole
        for prefix, sign in _PREFIXES.items():
            base = _BASES.get(each.removeprefix(prefix)) if each.startswith(prefix) else None
            if base is not None:
                return sign + base
    return None
