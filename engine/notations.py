"""How codes of a hierarchical classification are written, so that one code has one form wherever it was written.

`icd10cm`: a letter, a digit, a letter or digit, and up to four more. `icd10`: digits alone after the letter, with the
marks that the WHO and its national editions put beside a code (dagger, asterisk, exclamation mark, plus, hash, a dash
in place of digits). `atc`: its five levels. Dots and case do not count.
"""

from __future__ import annotations

import re
from typing import Literal

Notation = Literal["icd10", "icd10cm", "atc"]
_MARKS = str.maketrans("", "", "\u2020\u2021*!#+")
_FORMS = {
    "icd10": re.compile(r"[A-Z][0-9]{2}[0-9]{0,3}"),
    "icd10cm": re.compile(r"[A-Z][0-9][0-9AB][0-9A-Z]{0,4}"),
    "atc": re.compile(r"[A-Z](?:[0-9]{2}(?:[A-Z](?:[A-Z](?:[0-9]{2})?)?)?)?"),
}
_DOT = {"icd10": 3, "icd10cm": 3}
_LONGEST = 64  # characters, marks and spaces round it included; no code is nearly that long


def listed_form(notation: Notation, code: str) -> str | None:
    """A code as it is compared: in capitals, without dot and marks; None where it is no code of this notation."""
    if len(code) > _LONGEST:
        return None
    plain = code.strip().upper()
    if notation == "icd10":
        plain = _without_dashes(plain.translate(_MARKS))
    place = _DOT.get(notation)
    if place is not None and plain[place : place + 1] == ".":
        plain = plain[:place] + plain[place + 1 :]
    return plain if _FORMS[notation].fullmatch(plain) else None


def _without_dashes(code: str) -> str:
    """A code without the dashes that stand in place of digits, and the dot before them."""
    bare = code.rstrip("-")
    return bare if len(bare) == len(code) else bare.removesuffix(".")
