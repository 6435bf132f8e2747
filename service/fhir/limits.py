"""Reference ranges of a result: the upper end of the one that is of this person, or why there is none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from immunote.service.fhir.datatypes import Concept, RecordQuantity, ReferenceRange
from immunote.service.fhir.dates import Span, completed_years
from immunote.service.fhir.models import Valued

_NORMAL = "normal"  # of FHIR's meanings of a range; the others are of a treatment, a phase or an emergency
_GENDERS = ("female", "male")
_OLDEST = Decimal(200)
_A_YEAR = {"a": 1, "y": 1, "yr": 1, "yrs": 1, "year": 1, "years": 1, "mo": 12, "month": 12, "months": 12, "wk": 52,
           "week": 52, "weeks": 52, "d": 365, "day": 365, "days": 365}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Whose:
    """What tells which of several ranges is of a person: the recorded gender, the day of birth, the day of the note."""

    gender: str | None
    born: Span | None
    as_of: date


@dataclass(frozen=True, slots=True)
class UpperLimit:
    """The upper end of a result's own range; or `reason`, why there is none although a range stands there."""

    high: RecordQuantity | None = None
    reason: str | None = None


NO_LIMIT = UpperLimit()


def upper_limit(valued: Valued, whose: Whose) -> UpperLimit:
    """The upper end of the only range that is of this person, with the value's unit if it has none of its own."""
    ranges = valued.reference_range
    with_end = [each for each in ranges if each.high is not None]
    if not with_end:
        return UpperLimit(None, "text" if any(each.text for each in ranges) else None)
    fits = [(each, _is_of(each, whose)) for each in with_end]
    if any(fit is None for _, fit in fits):
        return UpperLimit(None, "range_of_others")
    own = [each for each, fit in fits if fit]
    if len(own) != 1:
        return UpperLimit(None, "range_of_others")
    high, value = own[0].high, valued.value_quantity
    if high is None or value is None:
        return NO_LIMIT
    if own[0].low is not None and _is_more(own[0].low, high):
        return UpperLimit(None, "implausible")
    if high.unit is None and high.code is None:
        high = high.model_copy(update={"unit": value.unit, "system": value.system, "code": value.code})
    return UpperLimit(high)


def lies_beyond(value: RecordQuantity | None, high: RecordQuantity | None) -> bool | None:
    """Return whether a number lies beyond a limit in the same unit; None where that cannot be told."""
    if value is None or high is None or value.comparator or high.comparator:
        return None
    if value.value is None or high.value is None or (value.code or value.unit) != (high.code or high.unit):
        return None
    return Decimal(str(value.value)) > Decimal(str(high.value))


def _is_more(low: RecordQuantity, high: RecordQuantity) -> bool:
    same = high.unit is None or low.unit is None or low.unit == high.unit
    return same and low.value is not None and high.value is not None and low.value > high.value


def _is_of(given: ReferenceRange, whose: Whose) -> bool | None:
    """Return whether a range is of this person and of no treatment or phase; None where that cannot be told."""
    purpose = {*_words(given.type), *_words(given.meaning)}
    found = [not purpose or _NORMAL in purpose, _is_of_age(given, whose)]
    found += [_is_of_gender(_words(each), whose, otherwise=None) for each in given.applies_to]
    found.append(_is_of_gender((given.text or "").casefold().split(), whose, otherwise=True))
    if False in found:
        return False
    return None if None in found else True


def _is_of_gender(words: Iterable[str], whose: Whose, otherwise: bool | None) -> bool | None:
    """Return whether words name this person's gender and not the other; `otherwise` where they name none."""
    named = {word.strip(".,:;()") for word in words} & set(_GENDERS)
    if not named:
        return otherwise
    return named == {whose.gender} if whose.gender in _GENDERS else None


def _is_of_age(given: ReferenceRange, whose: Whose) -> bool | None:
    if given.age is None:
        return True
    low, high = _years(given.age.low, Decimal(0)), _years(given.age.high, _OLDEST)
    if whose.born is None or low is None or high is None:
        return None
    youngest = completed_years(whose.born.last_day, whose.as_of)
    oldest = completed_years(whose.born.first_day, whose.as_of)
    if low <= youngest and oldest <= high:
        return True
    return False if oldest < low or youngest > high else None


def _years(end: RecordQuantity | None, without: Decimal) -> Decimal | None:
    if end is None:
        return without
    share = _A_YEAR.get(end.code or end.unit or "")
    return None if share is None or end.value is None or end.comparator else Decimal(str(end.value)) / share


def _words(concept: Concept | None) -> Iterator[str]:
    if concept is None:
        return
    given = [concept.text]
    for coding in concept.coding:
        given += [coding.code, coding.display]
    yield from (each.casefold().strip() for each in given if each)
