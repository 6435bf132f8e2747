"""One number as people write it, read only where one reading fits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_EVEN, Decimal
from typing import NamedTuple

from immunote.engine.elements import Element

_PLAIN = re.compile(r"[+-]?([0-9]+(\.[0-9]+)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")  # SPSS writes no 0 before a point
_COMMA = re.compile(r"[+-]?[0-9]*,[0-9]+")
_THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2}([.,' \u2019\u00a0\u202f])[0-9]{3}(\1[0-9]{3})*([.,][0-9]+)?")
_ONE = r"[0-9]+([.,][0-9]+)?"
_LIMIT = re.compile(rf"([<>≤≥~]=?\s*|ca\.?\s*){_ONE}|{_ONE}\s*\+|{_ONE}\s*[-\u2013]\s*{_ONE}")
_WITH_UNIT = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?\s*[^\W\d_%°µ][^\d]*|[+-]?[0-9]+([.,][0-9]+)?\s*[%°µ].*")
_NOISE = Decimal("1e-9")
_THREE = 3  # decimals: with as many 1.200 is how a number of the element is written
_DASHES = ("-", "--", "\u2013", "\u2014")


class NumberRead(NamedTuple):
    """`text`: what the engine reads, None for not known. `fault`: or code, text and help."""

    text: str | None
    fault: tuple[str, str] | None = None


def evidence(cell: str) -> str | None:
    """The decimal mark that a cell shows beyond doubt: `.`, `,` or None."""
    text = cell.strip()
    if _COMMA.fullmatch(text) and not _THOUSANDS.fullmatch(text):
        return ","
    if _PLAIN.fullmatch(text) and "." in text and not _THOUSANDS.fullmatch(text):
        return "."
    return None


def may_be_thousands(
    dotted: Mapping[str, Iterable[str]], elements: Mapping[str, Element], mark: str
) -> dict[str, list[str]]:
    """The cells such as 1.200 whose point may stand between thousands, in a list where no other shows what a point is.

    With decimal commas all may; without any only where the larger number is plausible too. `mark`: of the list.
    """
    found = {}
    for name, cells in dotted.items():
        low, high = elements[name].accepted
        kept = []
        for cell in cells:
            number = Decimal(cell.replace(".", ""))
            fits = (low is None or number >= low) and (high is None or number <= high)
            if mark == "," or (fits and elements[name].decimals < _THREE):
                kept.append(cell)
        if kept:
            found[name] = sorted(kept)
    return found


def read_number(cell: str, element: Element, mark: str) -> NumberRead | None:
    """Read a cell that is no plain number of the element. `mark`: the decimal mark of the list.

    None where the engine says best what is wrong with it.
    """
    text = cell.strip().strip("\u00a0\u202f")
    if text in _DASHES:
        return NumberRead(None)
    of_list = _COMMA if mark == "," else _PLAIN
    if _THOUSANDS.fullmatch(text) and not (element.decimals >= _THREE and of_list.fullmatch(text)):
        return _two(text)
    if _COMMA.fullmatch(text):
        if mark != ",":
            return _two(text)
        return _exact(text.replace(",", "."), element)
    if _PLAIN.fullmatch(text):
        if mark == "," and "." in text and "e" not in text.lower():
            return _two(text)
        return _exact(text, element)
    if _LIMIT.fullmatch(text) or _WITH_UNIT.fullmatch(text):
        help_line = (
            f"say what it means by `--means '{element.name}:{text}=NUMBER'`, or by `=` and nothing for not known"
        )
        return NumberRead(None, ("L40", help_line))
    return None


def _exact(text: str, element: Element) -> NumberRead:
    """A number within its element's decimals; a float's last figures are nobody's and are rounded off."""
    number = Decimal(text)
    if abs(number.adjusted()) > 30:
        return NumberRead(format(number, "e"))
    noise = _NOISE * max(abs(number), Decimal(1))
    rounded = number.quantize(Decimal(1).scaleb(-element.decimals), ROUND_HALF_EVEN)
    if abs(number - rounded) > noise and element.type != "integer":
        help_line = f"{rounded} rounded, or a number of another unit: `{element.name}` has {element.decimals} decimals"
        return NumberRead(None, ("L34", help_line))
    shown = rounded if abs(number - rounded) <= noise else number
    plain = format(shown, "f")
    return NumberRead(plain.lstrip("+"))


def _two(text: str) -> NumberRead:
    digits = re.sub(r"[^0-9+-]", "", text)
    last = max(text.rfind("."), text.rfind(","))
    if last < 0:
        help_line = f"{digits} with a mark between thousands, or two numbers; write it without marks between thousands"
        return NumberRead(None, ("L34", help_line))
    parted = f"{re.sub('[^0-9+-]', '', text[:last])}.{text[last + 1 :]}"
    first = f"{digits} with a mark between thousands" if _THOUSANDS.fullmatch(text) else f"{parted} with a decimal mark"
    second = f"{parted} with a decimal mark" if _THOUSANDS.fullmatch(text) else "a number of another list"
    help_line = f"{first}, or {second}; write it without marks between thousands, with the decimal mark of the list"
    return NumberRead(None, ("L34", help_line))
