"""Dates of a list, and the time from them to a day, in the unit of the element that counts it."""

from __future__ import annotations

import re
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

from immunote.engine.elements import Element
from immunote.service.fhir.dates import completed_years, months_between

_PARTS = {
    "YYYY": r"(?P<year>\d{4})",
    "MM": r"(?P<month>\d{1,2})",
    "MON": r"(?P<name>[A-Za-z]{3})",
    "DD": r"(?P<day>\d{1,2})",
}
_TWO_DIGITS = {"MM": r"(?P<month>\d\d)", "DD": r"(?P<day>\d\d)"}
_TOKEN = re.compile("(YYYY|MON|MM|DD)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""As SAS, Oracle and R write months."""
_TIME = r"(?:[T :]\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?"
UNITS = ("days", "months", "years")


def counts_time(element: Element) -> bool:
    """Whether an element holds a time, so that a date can answer it."""
    return element.is_number and element.unit in UNITS


def is_form(form: str) -> bool:
    """Whether a form has a year, a month and a day, each once."""
    return sorted(_TOKEN.findall(form)) in (["DD", "MM", "YYYY"], ["DD", "MON", "YYYY"])


def pattern_of(form: str) -> re.Pattern[str]:
    """The pattern of dates of a form such as `DD.MM.YYYY`; a time of day behind the date is passed over.

    Months and days may have one digit, unless digits stand beside them without a sign between.
    """
    text, *rest = _TOKEN.split(form)
    pieces = [re.escape(text)]
    for place, (token, after) in enumerate(zip(rest[::2], rest[1::2], strict=True)):
        touches = (place > 0 and not rest[2 * place - 1]) or (2 * place + 2 < len(rest) and not after)
        pieces += [_TWO_DIGITS.get(token, _PARTS[token]) if touches else _PARTS[token], re.escape(after)]
    return re.compile("".join(pieces) + _TIME, re.ASCII)


def date_in(cell: str, pattern: re.Pattern[str]) -> date | None:
    """The day that a cell holds; None where it is none of that form."""
    found = pattern.fullmatch(cell)
    if found is None:
        return None
    parts = found.groupdict()
    name = parts.get("name")
    try:
        month = int(parts["month"]) if name is None else _MONTHS.index(name.lower()) + 1
        return date(int(parts["year"]), month, int(parts["day"]))
    except ValueError:
        return None


def time_since(begun: date, as_of: date, element: Element) -> Decimal:
    """The time between two days in the unit of an element, at its decimals; whole years are birthdays had."""
    if element.unit == "days":
        exact = Decimal((as_of - begun).days)
    elif element.unit == "months":
        exact = months_between(begun, as_of)
    elif element.type == "integer":
        exact = Decimal(completed_years(begun, as_of))
    else:
        exact = months_between(begun, as_of) / 12
    return exact.quantize(Decimal(1).scaleb(-element.decimals), ROUND_HALF_EVEN)
