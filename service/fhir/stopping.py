"""Whether an entry on a drug still says that it is taken: its age, its words and notes, and later entries on it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from immunote.service.fhir.contrary import category_texts, is_past, notes_of
from immunote.service.fhir.datatypes import Concept
from immunote.service.fhir.dates import Span, span_of
from immunote.service.fhir.index import Hit, codings_of, texts_of
from immunote.service.fhir.models import Medicated, MedicationAdministration, MedicationDispense, MedicationStatement
from immunote.service.fhir.record_reading import FoundValue, RecordReading, StoppedDrug
from immunote.service.fhir.resources import ResourceEntry
from immunote.service.fhir.timing import length_of

_STOPS = ("stopped", "ended", "not-taken", "on-hold")
_LONGEST_TEXT = 2000
_MOST_WORDED_DAYS = 366
_DAYS_OF = {"day": 1, "tag": 1, "jour": 1, "dia": 1, "día": 1, "giorn": 1, "week": 7, "woche": 7, "semain": 7,
            "seman": 7, "settiman": 7}  # fmt: skip
_COURSE = re.compile(
    r"\b(?:for|over|x|×|für|über|während|pendant|durant|durante|por|per|during)\s*(\d{1,3})\s*"
    r"(day|tag|jour|dia|día|giorn|week|woche|semain|seman|settiman)\w*",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"\b(?:then|followed|dann|danach|puis|ensuite|luego|después|poi|quindi)\b", re.IGNORECASE)


def why_not_taken(
    reading: RecordReading, entry: ResourceEntry, given: Medicated, concept: Concept | None
) -> str | None:
    """Return why an entry that is in force does not say that a drug is taken now; None where it does."""
    if _says_not_taken(reading, entry, given, concept):
        return "not_taken"
    if is_past(reading.index, concept):
        return "words_past"
    if isinstance(given, MedicationDispense):
        return None  # the days that it lasts were counted
    old = _why_too_old(reading, entry, given)
    if old is not None:
        return old
    return "course_not_dated" if _supply_may_be_over(reading, entry, given) else None


def _says_not_taken(reading: RecordReading, entry: ResourceEntry, given: Medicated, concept: Concept | None) -> bool:
    """Return whether the name of a drug, its instructions, notes or reasons say that it was stopped."""
    texts = [*texts_of([concept]), *notes_of(entry.raw), *category_texts(entry.raw), *_reasons(entry.raw)]
    for dosage in given.dosage_instruction:
        texts += [*dosage.words, *texts_of(dosage.additional_instruction)]
    return bool(entry.raw.get("reasonNotTaken")) or reading.index.wording.is_not_taken(texts)


def _reasons(raw: Mapping[str, Any]) -> Iterator[str]:
    """Yield the words of reasons for a status."""
    for key in ("statusReason", "statusReasonCodeableConcept"):
        given = raw.get(key)
        for concept in given if isinstance(given, list) else [given]:
            text = concept.get("text") if isinstance(concept, dict) else None
            if isinstance(text, str):
                yield text


def latest_sign(reading: RecordReading, given: Medicated) -> Span | None:
    """Return the latest date that an entry on a drug gives for its being taken; None where it gives none."""
    moments = [given.authored_on, given.date_asserted, given.effective_date_time, given.occurence_date_time]
    moments += [given.when_handed_over]
    for period in (given.effective_period, given.occurence_period):
        moments += [period.start, period.end] if period else []
    spans = [span for each in moments if (span := reading.day(each)) is not None and not reading.is_future(span)]
    return max(spans, key=lambda span: span.last, default=None)


def end_of(entry: ResourceEntry, given: Medicated) -> str | None:
    """Return the end that an entry states, also where other versions of FHIR write it."""
    if given.effective_period and given.effective_period.end:
        return given.effective_period.end
    valid = given.dispense_request.validity_period if given.dispense_request else None
    if valid and valid.end:
        return valid.end
    dosed = entry.raw.get("effectiveDosePeriod")  # as in R5
    ends = [dosed.get("end") if isinstance(dosed, dict) else None, entry.raw.get("dateEnded")]  # and in DSTU2
    return next((each for each in ends if isinstance(each, str)), None)


def _why_too_old(reading: RecordReading, entry: ResourceEntry, given: Medicated) -> str | None:
    """Return `order_old` where the latest date of an entry is longer ago than the rule base lets it count.

    One that states an end on the day of the assessment or later is in force until then; one without a date has no age.
    """
    rule = reading.index.records.in_force
    end = span_of(end_of(entry, given))
    if rule is None or (end is not None and end.last_day >= reading.as_of):
        return None
    sign = latest_sign(reading, given)
    if sign is None:
        return None  # nothing tells its age, and its status says that it is in force
    return "order_old" if reading.as_of - sign.last_day > timedelta(days=rule.days) else None


def _supply_may_be_over(reading: RecordReading, entry: ResourceEntry, given: Medicated) -> bool:
    """Return whether what was ordered, or a course in the words of its dosage, may have been used up by the day."""
    sign = latest_sign(reading, given)
    days = [each for each in (_supplied(entry.raw), *map(_worded, _texts(given))) if each is not None]
    return sign is not None and any(sign.last_day + timedelta(days=each) < reading.as_of for each in days)


def _texts(given: Medicated) -> Iterator[str]:
    for dosage in given.dosage_instruction:
        repeat = dosage.timing.repeat if dosage.timing else None
        bounds = (repeat.bounds_period, repeat.bounds_duration, repeat.bounds_range, repeat.count) if repeat else ()
        if all(each is None for each in bounds):
            yield from dosage.words


def _worded(text: str) -> int | None:
    """Return the days of a course in words such as `for 5 days`; None where there is none, or there are several."""
    found = _COURSE.findall(text[:_LONGEST_TEXT])
    if len(found) != 1 or _GOES_ON.search(text[:_LONGEST_TEXT]):
        return None
    number, unit = found[0]
    return min(int(number) * _DAYS_OF[unit.casefold()], _MOST_WORDED_DAYS)


def _supplied(raw: Mapping[str, Any]) -> int | None:
    """Return for how many days an order lasts with all its repeats; None where it does not say both."""
    asked = raw.get("dispenseRequest")
    if not isinstance(asked, dict):
        return None
    repeats, supply = asked.get("numberOfRepeatsAllowed"), asked.get("expectedSupplyDuration")
    if not isinstance(repeats, int) or isinstance(repeats, bool) or not 0 <= repeats <= _MOST_WORDED_DAYS:
        return None
    days = length_of(supply)
    return None if days is None else days * (repeats + 1)


def note_stop(reading: RecordReading, given: Medicated, concept: Concept | None, hit: Hit) -> None:
    """Remember a stop of a drug, which counts against older entries on it that say that it is taken."""
    stops = (*_STOPS, "completed") if isinstance(given, MedicationStatement) else _STOPS
    sign = latest_sign(reading, given)
    if given.status not in stops or sign is None or isinstance(given, MedicationAdministration):
        return
    codes = frozenset((coding.system, coding.code) for coding in codings_of([concept]))
    reading.stopped.append(StoppedDrug(hit.element, codes, sign))


def leave_out_what_was_stopped(reading: RecordReading) -> None:
    """Remove found values of a drug that a surely later entry says was stopped, with the amounts of the same entry."""
    latest: dict[tuple[str, str | None, str | None], Span] = {}
    for stop in reading.stopped:
        for system, code in stop.codes:
            key = stop.element, system, code
            latest[key] = max(latest.get(key, stop.span), stop.span, key=lambda span: span.first)
    overtaken = [found for found in reading.found if _is_overtaken(reading, latest, found)]
    for found in overtaken:
        reading.pass_over(found.source, "stopped_later", [found.element])
    gone = {found.source.resource for found in overtaken}
    left_out = {id(found) for found in overtaken}
    reading.found = [
        found
        for found in reading.found
        if id(found) not in left_out and not (found.is_amount and found.source.resource in gone)
    ]


def _is_overtaken(
    reading: RecordReading, latest: Mapping[tuple[str, str | None, str | None], Span], found: FoundValue
) -> bool:
    """Whether a value asks for now and is older than the latest stop of its drug, by element, system and code."""
    sign, coding = reading.drug_signs.get(found.source.resource), found.coding
    if sign is None or coding is None or found.element in reading.index.records.ever:
        return False
    stop = latest.get((found.element, coding.system, coding.code))
    return stop is not None and sign.is_before(stop)
