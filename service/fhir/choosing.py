"""Chooses one value for each quantity from all that a record has: the newest, or none where values contradict it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from immunote.service.fhir.dates import Span, span_of
from immunote.service.fhir.record_reading import FoundValue, RecordReading
from immunote.service.fhir.report import REASONS, NotUsed

# reasons for which an entry was not used and that leave no doubt that it says nothing against a "no"
_NO_DOUBT = frozenset(
    {
        "entered_in_error",
        "refuted",
        "not_current",
        "ended",
        "future",
        "not_done",
        "near",
        "words_against",
        "words_past",
        "codes_against",
        "before_birth",
        "may_be_deleted",
        "order_old",
        "not_taken",
        "stopped_later",
        "passed",
        "undated",
        "older",
        "overruled",
        "disagree",
        "another_version",
        "value_absent",
        "way",
        "outcome_not_said",
        "relative",
    }
)
_SAME_QUANTITY = Decimal("0.02")  # the same value in two units, each rounded, as at the intake


@dataclass(frozen=True, slots=True)
class Chosen:
    """The value chosen for an element. `older`: the other values that were found and not overruled."""

    found: FoundValue
    older: tuple[FoundValue, ...] = ()


def choose(reading: RecordReading) -> dict[str, Chosen]:
    """Return the value chosen for each element, by name; the values that are not used go into the report.

    A yes to what asks for "ever" overrules every no. A quantity with values that differ, none of which is surely the
    newest, stays open.
    """
    families: dict[str, list[FoundValue]] = {}
    for found in reading.found:
        families.setdefault(reading.index.family[found.element], []).append(found)
    chosen: dict[str, Chosen] = {}
    for family, every in families.items():
        read = [found for found in every if found.how == "read"]
        taken = _one_of(reading, family, read or every)
        if taken is not None and is_in_doubt(reading, family, taken.found):
            reading.pass_over(taken.found.source, "in_doubt", [taken.found.element])
        elif taken is not None:
            chosen[taken.found.element] = taken
    return chosen


def _one_of(reading: RecordReading, family: str, every: list[FoundValue]) -> Chosen | None:
    pool, reason = every, "ambiguous"
    if reading.index.elements[family].type == "boolean":
        pool, reason = [found for found in every if found.value is True], "disagree"
        if not pool or (len(pool) < len(every) and family not in reading.index.records.ever):
            pool = every
    newest = _newest(pool)
    doubtful = [found for found in pool if not _agrees(reading, newest, found) and not newest.is_newer_than(found)]
    if doubtful:
        for found in every:
            reading.pass_over(found.source, reason, [family])
        return None
    taken = {id(found) for found in pool}
    for found in every:
        if id(found) not in taken:
            reading.not_used.append(_overruled(found))
    return Chosen(newest, tuple(found for found in pool if found is not newest))


def is_in_doubt(reading: RecordReading, family: str, found: FoundValue) -> bool:
    """Return whether a "no" stands beside an entry that was not read and that may be as new, or newer.

    For what asks for "ever", and for the worst reaction, an older entry counts as well.
    """
    records = reading.index.records
    worst = records.reactions.get(family)
    if found.value is not False and (worst is None or found.value == worst.sets):
        return False
    for_good = worst is not None or family in records.ever
    for each in _unread_on(reading, family):
        if for_good or found.span is None or each.source.date is None:
            return True
        first = span_of(each.source.date.partition(" to ")[0])
        last = span_of(each.source.date.rpartition(" to ")[2])
        if first is None or last is None or not last.is_before(found.span):
            return True
    return False


def may_say_later(reading: RecordReading, family: str, span: Span) -> bool:
    """Return whether an entry on a quantity that was not read may be of a later day than a span ends on."""
    for each in _unread_on(reading, family):
        last = span_of(each.source.date.rpartition(" to ")[2]) if each.source.date is not None else None
        if last is None or last.last_day > span.last_day:
            return True
    return False


def _unread_on(reading: RecordReading, family: str) -> Iterator[NotUsed]:
    """Yield the entries on a quantity that were not read and may say something of it."""
    for each in reading.not_used:
        if each.element is not None and reading.index.family[each.element] == family and each.reason not in _NO_DOUBT:
            yield each


def _newest(pool: list[FoundValue]) -> FoundValue:
    newest = pool[0]
    for found in pool[1:]:
        if found.is_newer_than(newest):
            newest = found
    return newest


def _agrees(reading: RecordReading, one: FoundValue, other: FoundValue) -> bool:
    if isinstance(one.value, Decimal) and isinstance(other.value, Decimal) and one.element != other.element:
        first = one.value * reading.index.factor_to_family(one.element)
        second = other.value * reading.index.factor_to_family(other.element)
        return abs(first - second) <= _SAME_QUANTITY * max(abs(first), abs(second))
    return one.value == other.value


def _overruled(found: FoundValue) -> NotUsed:
    return NotUsed(source=found.source, element=found.element, reason="overruled", words=REASONS["overruled"])
