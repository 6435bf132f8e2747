"""Dates of FHIR: a date is a span, as wide as it was written, and never made more exact than it is."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import MAXYEAR, UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache

_MOST_KEPT = 8192
_FORM = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(Z|[+-]\d\d:\d\d)?)?)?)?", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Span:
    """From the first to the last moment that a date can mean. The days are those of the place where it was written."""

    first: datetime
    last: datetime
    first_day: date
    last_day: date

    def is_before(self, other: Span) -> bool:
        """Surely before: not one moment of it lies within or after the other."""
        return self.last < other.first

    def until(self, as_of: date) -> Span | None:
        """The part of it that does not lie after a day; None where all of it does."""
        if self.first_day > as_of:
            return None
        if self.last_day <= as_of:
            return self
        return Span(self.first, datetime.combine(as_of, time.max, UTC), self.first_day, as_of)

    @property
    def words(self) -> str:
        """As a reader writes it: one day, or the first and the last."""
        if self.first_day == self.last_day:
            return self.first_day.isoformat()
        return f"{self.first_day.isoformat()} to {self.last_day.isoformat()}"


@lru_cache(_MOST_KEPT)
def span_of(text: str | None) -> Span | None:
    """A FHIR date, dateTime or instant, full or partial; None for anything else."""
    found = _FORM.fullmatch((text or "").strip())
    if found is None:
        return None
    year, month, day, hour, minute, second, fraction, zone = found.groups()
    try:
        first_day = date(int(year), int(month or 1), int(day or 1))
        last_month = int(month or 12)
        last_day = date(first_day.year, last_month, int(day or monthrange(first_day.year, last_month)[1]))
        if hour is None:
            return span_of_days(first_day, last_day)
        micros = int(((fraction or "0") + "000000")[:6])
        moment = datetime.combine(first_day, time(int(hour), int(minute), min(int(second or 0), 59), micros), UTC)
        moment -= _offset(zone)
    except (ValueError, OverflowError):
        return None
    return Span(moment, moment, first_day, last_day)


def spans_of(texts: Iterable[str]) -> list[Span] | None:
    """Several of them; None where one is none."""
    found = [span_of(each) for each in texts]
    dated = [each for each in found if each is not None]
    return dated if len(dated) == len(found) else None


def span_of_days(first: date, last: date) -> Span:
    """Whole days, both included."""
    return Span(datetime.combine(first, time.min, UTC), datetime.combine(last, time.max, UTC), first, last)


def _offset(zone: str | None) -> timedelta:
    if zone is None or zone == "Z":
        return timedelta()
    size = timedelta(hours=int(zone[1:3]), minutes=int(zone[4:6]))
    return size if zone[0] == "+" else -size


def span_between(start: str | None, end: str | None) -> Span | None:
    """A period. Without a start or an end it is as long as what is written; an end before the start is no period."""
    first, last = span_of(start), span_of(end)
    if first is None or last is None:
        return first or last
    if last.last < first.first:
        return None
    return Span(first.first, last.last, first.first_day, last.last_day)


def completed_years(born: date, day: date) -> int:
    """Birthdays had by a day. Somebody born on 29 February has had the birthday on 1 March of a common year."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def years_later(day: date, years: int) -> date | None:
    """The same day, years later; 29 February becomes 1 March. None beyond the calendar."""
    try:
        return day.replace(year=day.year + years)
    except (ValueError, OverflowError):
        return date(day.year + years, 3, 1) if 1 <= day.year + years <= MAXYEAR else None


def months_between(start: date, day: date) -> Decimal:
    """Calendar months: whole ones, and the rest as a part of the month that is under way."""
    whole = (day.year - start.year) * 12 + day.month - start.month - (day.day < start.day)
    reached = _months_later(start, whole)
    if reached > day:  # the start is a day that this month lacks
        whole -= 1
        reached = _months_later(start, whole)
    length = max((_months_later(start, whole + 1) - reached).days, 1)
    return Decimal(whole) + Decimal((day - reached).days) / Decimal(length)


def _months_later(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if year > MAXYEAR:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
