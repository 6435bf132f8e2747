"""Completes measurements by other entries: the lowest reading of a day, the previous result, upper limits, age."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from immunote.engine.shapes.records import Before
from immunote.service.fhir.choosing import Chosen
from immunote.service.fhir.dates import Span
from immunote.service.fhir.record_reading import FoundValue, RecordReading, measured, written


def add_measurements(reading: RecordReading, chosen: dict[str, Chosen]) -> None:
    """Add to the chosen values what other results say, then remove values that are too old or have no date."""
    records = reading.index.records
    for name, minutes in records.lowest_of_a_day.items():
        if name in chosen:
            chosen[name] = _lowest(chosen[name], timedelta(minutes=minutes))
    for name, of in records.upper_limit_of.items():
        taken = _of_family(reading, chosen, of)
        if taken is not None and not _has_family(reading, chosen, name):
            _add_upper_limit(reading, chosen, name, taken.found)
    for name, before in records.before.items():
        taken = _of_family(reading, chosen, before.of)
        if taken is not None and not _has_family(reading, chosen, name):
            _add_before(reading, chosen, name, before, taken)
    _leave_out_old(reading, chosen)


def taken_with(reading: RecordReading, names: Iterable[str]) -> Iterator[str]:
    """Yield the elements that mean nothing without these: their age, the previous result and the days between."""
    family, records = reading.index.family, reading.index.records
    families = {family[name] for name in names if name in family}
    for name, duration in records.durations.items():
        if duration.since == "value" and duration.of is not None and family.get(duration.of) in families:
            yield name
    for name, before in records.before.items():
        if family.get(before.of) in families:
            yield from (*reading.index.members(name), before.days)


def _lowest(taken: Chosen, apart: timedelta) -> Chosen:
    """Return the lowest reading of the day if its readings span at least `apart`; else what was chosen."""
    day = taken.found.span
    if day is None or day.first != day.last:
        return taken
    same = [each for each in (taken.found, *taken.older) if each.span and each.span.first == each.span.last]
    same = [each for each in same if each.span and each.span.first_day == day.first_day]
    moments = [each.span.first for each in same if each.span]
    if max(moments) - min(moments) < apart:
        return taken
    lowest = min(same, key=_number)
    others = tuple(each for each in (taken.found, *taken.older) if each is not lowest)
    return Chosen(lowest, others)


def _number(found: FoundValue) -> Decimal:
    assert isinstance(found.value, Decimal)
    return found.value


def _of_family(reading: RecordReading, chosen: dict[str, Chosen], name: str) -> Chosen | None:
    return next((chosen[each] for each in reading.index.members(name) if each in chosen), None)


def _has_family(reading: RecordReading, chosen: dict[str, Chosen], name: str) -> bool:
    return _of_family(reading, chosen, name) is not None


def _add_upper_limit(reading: RecordReading, chosen: dict[str, Chosen], name: str, found: FoundValue) -> None:
    """Add the upper end of a result's reference range as the value of an element."""
    high = found.upper.high
    if found.upper.reason is not None:
        reading.pass_over(found.source, found.upper.reason, [name])
    if high is None:
        return
    limit = measured(reading.index, name, high)
    source = found.source.model_copy(update={"recorded": written(high), "conversion": limit.conversion})
    if limit.reason is not None:
        reading.pass_over(source, limit.reason, [name])
        return
    chosen[limit.element] = Chosen(FoundValue(limit.element, limit.value, source, found.span))


def _add_before(reading: RecordReading, chosen: dict[str, Chosen], name: str, before: Before, taken: Chosen) -> None:
    """Add the result before the latest, and the days between the two; neither if dates leave the order open."""
    latest = taken.found
    earlier = [each for each in taken.older if latest.is_newer_than(each)]
    if not earlier or latest.span is None:
        return
    last = earlier[0]
    for each in earlier[1:]:
        if each.is_newer_than(last):
            last = each
    rivals = [each for each in earlier if each is not last and not last.is_newer_than(each)]
    if any(_in_family(reading, each) != _in_family(reading, last) for each in rivals):
        reading.pass_over(last.source, "ambiguous", [name])
        return
    chosen[name] = Chosen(replace(last, element=name, value=_in_family(reading, last)))
    if last.span is None or not (_is_one_day(last.span) and _is_one_day(latest.span)):
        reading.pass_over(last.source, "date_too_wide", [before.days])
        return
    days = Decimal((latest.span.first_day - last.span.first_day).days)
    high = reading.index.elements[before.days].high
    if high is None or days <= high:
        chosen[before.days] = Chosen(FoundValue(before.days, days, last.source, last.span, how="counted"))


def _is_one_day(span: Span) -> bool:
    return span.first_day == span.last_day


def _in_family(reading: RecordReading, found: FoundValue) -> Decimal:
    return _number(found) * reading.index.factor_to_family(found.element)


def _leave_out_old(reading: RecordReading, chosen: dict[str, Chosen]) -> None:
    """Remove values that are older than their element allows (`says_nothing_after`) or have no date."""
    for name, element in reading.index.elements.items():
        limit = element.says_nothing_after
        if limit is None or name not in chosen or chosen[name].found.how != "read":
            continue
        span = chosen[name].found.span
        if span is None or (reading.as_of - span.first_day).days > limit.value:
            reason = "undated" if span is None else "too_old"
            reading.pass_over(chosen.pop(name).found.source, reason, [name])
