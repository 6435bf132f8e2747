"""Time since birth, since a value was taken, since something began: counted from dates up to the day given."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

from immunote.engine.elements import Element
from immunote.engine.shapes.records import Duration
from immunote.service.fhir.choosing import Chosen, may_say_later
from immunote.service.fhir.datatypes import Concept
from immunote.service.fhir.dates import Span, completed_years, months_between
from immunote.service.fhir.recognition import MatchedBy
from immunote.service.fhir.record_reading import FoundValue, RecordReading, source_of
from immunote.service.fhir.report import ValueSource
from immunote.service.fhir.resources import ResourceEntry

_ANSWERED = "QuestionnaireResponse"  # its day is that of the answer, not that of the value


def add_durations(reading: RecordReading, chosen: dict[str, Chosen], person: ResourceEntry | None) -> None:
    """Add the times that can be counted from dates. A time that an entry states is used on that day only."""
    for name, duration in reading.index.records.durations.items():
        stated = chosen.pop(name, None)
        counted = _counted(reading, name, duration, chosen, person)
        if counted is not None:
            older = (stated.found, *stated.older) if stated else ()
            chosen[name] = Chosen(counted, older)
        elif stated is not None:
            span = stated.found.span
            if span is not None and span.first_day == span.last_day == reading.as_of:
                chosen[name] = stated
            else:
                reading.pass_over(stated.found.source, "stated_earlier", [name])


def _counted(
    reading: RecordReading, name: str, duration: Duration, chosen: dict[str, Chosen], person: ResourceEntry | None
) -> FoundValue | None:
    begun = _begun(reading, name, duration, chosen, person)
    if begun is None:
        return None
    span, source = begun
    if reading.is_future(span):
        reading.pass_over(source, "future", [name])
        return None
    element = reading.index.elements[name]
    count = _COUNTS[duration.in_]
    shortest, longest = (_rounded(element, count(day, reading.as_of)) for day in (span.last_day, span.first_day))
    low, high = element.accepted
    if any((low is not None and each < low) or (high is not None and each > high) for each in (shortest, longest)):
        reading.pass_over(source, "implausible", [name])
    elif not _are_one_to_every_rule(reading, name, shortest, longest):
        reading.pass_over(source, "date_too_wide", [name])
    else:
        return FoundValue(name, shortest, source, span, how="counted")
    return None


def _begun(
    reading: RecordReading, name: str, duration: Duration, chosen: dict[str, Chosen], person: ResourceEntry | None
) -> tuple[Span, ValueSource] | None:
    if duration.since == "birth":
        if reading.born is None or person is None:
            return None
        return reading.born, source_of(person, None, reading.born, "date of birth", by=MatchedBy.person)
    if duration.since == "value":
        taken = next((chosen[each] for each in reading.index.members(duration.of or "") if each in chosen), None)
        if taken is None or taken.found.source.resource.startswith(_ANSWERED):
            return None
        if taken.found.span is None:
            reading.pass_over(taken.found.source, "undated", [name])
            return None
        return taken.found.span, taken.found.source
    return _latest_onset(reading, name, duration, chosen)


def _latest_onset(
    reading: RecordReading, name: str, duration: Duration, chosen: dict[str, Chosen]
) -> tuple[Span, ValueSource] | None:
    """Return the latest event's time and source; None if one event has no date, since it may be the latest."""
    taken = chosen.get(duration.of or "")
    if taken is None or taken.found.value is not True:
        return None
    events = [
        found
        for found in (taken.found, *taken.older)
        if found.is_event
        and found.coding is not None
        and reading.index.among(duration.not_dated_by, [Concept(coding=[found.coding])]) is None
    ]
    latest: FoundValue | None = None
    for event in events:
        if event.onset is None:
            reading.pass_over(event.source, "undated", [name])
            return None
        if latest is None or latest.onset is None or latest.onset.first < event.onset.first:
            latest = event
    if latest is None or latest.onset is None:
        return None
    last = max((event.onset for event in events if event.onset), key=lambda span: span.last)
    span = Span(latest.onset.first, last.last, latest.onset.first_day, last.last_day)
    if may_say_later(reading, reading.index.family[taken.found.element], span):
        reading.pass_over(latest.source, "later_unread", [name])
        return None
    return span, latest.source.model_copy(update={"recorded": f"began {span.words}"})


def _are_one_to_every_rule(reading: RecordReading, name: str, shortest: Decimal, longest: Decimal) -> bool:
    """Return whether every rule treats the shortest and the longest time alike, so that an inexact date may be used."""
    cells = reading.index.cells.get(name, ())
    return shortest == longest or not cells or any(cell.holds(shortest) and cell.holds(longest) for cell in cells)


def _rounded(element: Element, value: Decimal) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-element.decimals), ROUND_HALF_EVEN)


def _days(start: date, day: date) -> Decimal:
    return Decimal((day - start).days)


def _years(start: date, day: date) -> Decimal:
    return Decimal(completed_years(start, day))


_COUNTS: dict[str, Callable[[date, date], Decimal]] = {"days": _days, "months": months_between, "years": _years}
