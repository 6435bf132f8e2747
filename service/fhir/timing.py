"""FHIR Timing: how often a day a dose is taken, and whether a course's own bounds have ended it."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from immunote.service.fhir.datatypes import Dosage, RecordQuantity, Repeat, Timing
from immunote.service.fhir.dates import Span, span_of, spans_of
from immunote.service.fhir.often import disagrees, said_often

_A_DAY = {"h": Decimal(24), "d": Decimal(1), "wk": Decimal(1) / 7}
_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# v3 GTSAbbreviation, as FHIR lists it for Timing.code
_NAMED = {
    "QD": Decimal(1),
    "BID": Decimal(2),
    "TID": Decimal(3),
    "QID": Decimal(4),
    "AM": Decimal(1),
    "PM": Decimal(1),
    "BED": Decimal(1),
    "QOD": Decimal(1) / 2,
    "WK": Decimal(1) / 7,
    "Q4H": Decimal(6),
    "Q6H": Decimal(4),
}
_LONGEST_WORDS = 2000  # characters
_DAYS = {"s": 0, "min": 0, "h": 0, "d": 1, "wk": 7}
_MONTHS = {"mo": 1, "a": 12}
_MOST_DAYS = 366 * 200


def times_a_day(dosage: Dosage) -> Decimal | None:
    """Return how often a day a dose is taken; None where the timing leaves any room for another reading."""
    timing = dosage.timing
    if timing is None or timing.event or _is_as_needed(dosage):
        return None
    named = _named(timing)
    repeat = timing.repeat
    if repeat is None or not _says_how_often(repeat):
        return named
    regular = _regular(repeat)
    return None if named is not None and named != regular else regular


def _is_as_needed(dosage: Dosage) -> bool:
    return bool(
        dosage.as_needed_boolean
        or dosage.as_needed
        or dosage.as_needed_for
        or dosage.as_needed_codeable_concept is not None
    )


def _named(timing: Timing) -> Decimal | None:
    codes = {coding.code for coding in timing.code.coding if coding.code} if timing.code else set()
    found = {_NAMED[code] for code in codes if code in _NAMED}
    return next(iter(found)) if len(found) == 1 else None


def _says_how_often(repeat: Repeat) -> bool:
    said = (repeat.frequency, repeat.frequency_max, repeat.period, repeat.period_max, repeat.period_unit, repeat.count)
    return any(each is not None for each in said) or bool(repeat.when or repeat.time_of_day or repeat.day_of_week)


def _regular(repeat: Repeat) -> Decimal | None:
    ranges = (repeat.frequency_max, repeat.period_max, repeat.count, repeat.count_max)
    if any(each is not None for each in ranges) or not repeat.period or repeat.period < 0:
        return None
    share = _A_DAY.get(repeat.period_unit or "")
    if share is None:
        return None
    times = _times(repeat)
    if times is None or times <= 0:
        return None
    a_day = times * share / Decimal(str(repeat.period))
    return _on_days(repeat, a_day) if repeat.day_of_week else a_day


def _times(repeat: Repeat) -> Decimal | None:
    """Return the doses in a period: one at each moment that is named, if the frequency says nothing else."""
    moments = repeat.when or repeat.time_of_day
    if repeat.when and repeat.time_of_day:
        return None
    if not moments:
        return Decimal(repeat.frequency if repeat.frequency is not None else 1)
    if len(set(moments)) != len(moments) or repeat.frequency not in (None, len(moments)):
        return None
    return Decimal(len(moments))


def _on_days(repeat: Repeat, a_day: Decimal) -> Decimal | None:
    """Return the doses a day, over a week, of what is taken on some days of it only."""
    days = [each.casefold() for each in repeat.day_of_week]
    if len(set(days)) != len(days) or any(each not in _WEEK for each in days):
        return None
    if repeat.period_unit == "d" and repeat.period == 1:
        return a_day * len(days) / 7
    if repeat.period_unit == "wk" and repeat.period == 1 and repeat.frequency == len(days) and not repeat.when:
        return a_day
    return None


def words_disagree(dosage: Dosage, dose: RecordQuantity, times: Decimal) -> bool:
    """Return whether the words of a dosage name an amount, in the unit of its dose, that is neither dose nor daily sum.

    So they do where they name another frequency. `times`: how often a day the dose is taken.
    """
    units = {re.escape(each) for each in (dose.unit, dose.code) if each}
    if dose.value is None or not units:
        return False
    one = Decimal(str(dose.value))
    number = re.compile(rf"(?<![\w.,])([0-9]+(?:[.,][0-9]+)?)\s*(?:{'|'.join(units)})(?!\w|/)", re.IGNORECASE)
    said = " ".join(text[:_LONGEST_WORDS] for text in dosage.words)
    named = {Decimal(each.replace(",", ".")) for each in number.findall(said)}
    often = said_often(said)
    if dosage.timing and dosage.timing.repeat and dosage.timing.repeat.day_of_week:
        often.discard(Decimal(1))  # once on each of these days
    return not named <= {one, one * times} or disagrees(often, named, one, times)


@dataclass(frozen=True, slots=True)
class BoundedCourse:
    """What the bounds of a course say on a day. `is_over`: None where it cannot be told. `is_to_come`: not begun."""

    is_over: bool | None
    is_to_come: bool


def course_of(dosages: Iterable[Dosage], period_end: str | None, begun: Span | None, as_of: date) -> BoundedCourse:
    """Return whether a course has ended by its own bounds. `period_end`: the end that the entry itself gives.

    Of several dosages one that goes on is enough.
    """
    own = span_of(period_end)
    if own is not None and own.last_day < as_of:
        return BoundedCourse(True, False)
    each = [_course(dosage, begun, as_of) for dosage in dosages]
    if not each:
        return BoundedCourse(False, False)
    if all(course.is_to_come for course in each):
        return BoundedCourse(False, True)
    over = [course.is_over for course in each if not course.is_to_come]
    if any(state is False for state in over):
        return BoundedCourse(False, False)
    return BoundedCourse(None if None in over else True, False)


def _course(dosage: Dosage, begun: Span | None, as_of: date) -> BoundedCourse:
    repeat = dosage.timing.repeat if dosage.timing else None
    if repeat is None:
        return _at_moments(dosage.timing.event if dosage.timing else [], as_of)
    period = repeat.bounds_period
    if period is not None:
        start, end = span_of(period.start), span_of(period.end)
        if start is not None and start.first_day > as_of:
            return BoundedCourse(False, True)
        if period.end and end is None:
            return BoundedCourse(None, False)
        if end is not None:
            return BoundedCourse(end.last_day < as_of, False)
        begun = start or begun
    lengths = _lengths(repeat)
    if lengths is None:
        return BoundedCourse(None, False)
    if not lengths:
        return BoundedCourse(False, False)
    if begun is None:
        return BoundedCourse(None, False)
    shortest, longest = lengths
    if _later(begun.last_day, longest) < as_of:
        return BoundedCourse(True, False)
    return BoundedCourse(False if _later(begun.first_day, shortest) >= as_of else None, False)


def _at_moments(moments: Iterable[str], as_of: date) -> BoundedCourse:
    """Return what single moments at which a dose is taken say; without any it is not bounded."""
    dated = spans_of(moments)
    if dated is None:
        return BoundedCourse(None, False)
    if not dated:
        return BoundedCourse(False, False)
    return BoundedCourse(all(each.last_day < as_of for each in dated), all(each.first_day > as_of for each in dated))


def _lengths(repeat: Repeat) -> tuple[tuple[int, int], tuple[int, int]] | tuple[()] | None:
    """Return the shortest and longest length as (days, months); empty where it is unbounded, None where not known."""
    if repeat.bounds_duration is not None:
        length = _length(repeat.bounds_duration)
        return None if length is None else (length, length)
    if repeat.bounds_range is not None:
        low, high = repeat.bounds_range.low, repeat.bounds_range.high
        longest = _length(high) if high is not None else None
        shortest = _length(low) if low is not None else (0, 0)
        return None if longest is None or shortest is None else (shortest, longest)
    if repeat.count is not None or repeat.count_max is not None:
        return _counted(repeat)
    return ()


def _counted(repeat: Repeat) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Return how long so many doses last."""
    a_day = _regular(repeat.model_copy(update={"count": None, "count_max": None}))
    if a_day is None or a_day <= 0:
        return None
    counts = [each for each in (repeat.count, repeat.count_max) if each is not None]
    days = [min(int(Decimal(each) / a_day) + 1, _MOST_DAYS) for each in counts]
    return (min(days), 0), (max(days), 0)


def length_of(given: Any) -> int | None:
    """Return the days of a Duration as it stands in a record; None where that cannot be told."""
    try:
        quantity = RecordQuantity.model_validate(given)
    except ValidationError:
        return None
    length = _length(quantity)
    return None if length is None else length[0] + length[1] * 31


def _length(quantity: RecordQuantity) -> tuple[int, int] | None:
    unit = quantity.code or quantity.unit or ""
    value = quantity.value
    if value is None or quantity.comparator or value < 0 or value > _MOST_DAYS:
        return None
    if unit in _DAYS:
        return int(Decimal(str(value)) * _DAYS[unit]), 0
    if unit in _MONTHS and value == int(value):
        return 0, int(value) * _MONTHS[unit]
    return None


def _later(day: date, length: tuple[int, int]) -> date:
    days, months = length
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if year >= date.max.year:
        return date.max
    moved = date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    try:
        return moved + timedelta(days=days)
    except OverflowError:
        return date.max


def supply_is_over(days_supply: RecordQuantity | None, handed_over: Span | None, as_of: date) -> bool | None:
    """Return whether what was handed over has been used up; None where that cannot be told."""
    if days_supply is None or handed_over is None:
        return None
    named = days_supply.code or days_supply.unit
    length = _length(days_supply if named in _DAYS else days_supply.model_copy(update={"code": "d"}))
    return None if length is None else _later(handed_over.last_day, length) < as_of
