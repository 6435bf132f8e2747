"""Dates of a list, and the time from them to a day, in the unit of the element that counts it."""

from __future__ import annotations

import re
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

from immunote.engine.elements import Element
from immunote.service.fhir.dates import completed_years, months_between

_PARTS = {"YYYY": r"(?P<year>\d{4})", "MM": r"(?P<month>\d{1,2})", "DD": r"(?P<day>\d{1,2})"}
_TOKEN = re.compile("YYYY|MM|DD")
_TIME = r"(?:[T ]\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?"
UNITS = ("days", "months", "years")


def counts_time(element: Element) -> bool:
    """Whether an element holds a time, so that a date can answer it."""
    return element.is_number and element.unit in UNITS


def is_form(form: str) -> bool:
    """Whether a form has a year, a month and a day, each once."""
    return sorted(_TOKEN.findall(form)) == sorted(_PARTS)


def pattern_of(form: str) -> re.Pattern[str]:
    """The pattern of dates of a form such as `DD.MM.YYYY`; a time of day behind the date is passed over."""
    pieces = re.split("(YYYY|MM|DD)", form)
    return re.compile("".join(_PARTS.get(each) or re.escape(each) for each in pieces) + _TIME, re.ASCII)


def date_in(cell: str, pattern: re.Pattern[str]) -> date | None:
    """The day that a cell holds; None where it is none of that form."""
    found = pattern.fullmatch(cell)
    if found is None:
        return None
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
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
