"""Conditions, procedures and devices: entries that say that something is or was there."""

from __future__ import annotations

from dataclasses import dataclass

from immunote.service.fhir.contrary import (
    category_texts,
    is_expression,
    is_past,
    notes_of,
    why_contrary,
    why_note_is_against,
)
from immunote.service.fhir.datatypes import RecordCoding, RecordQuantity
from immunote.service.fhir.dates import Span, span_between, span_of, span_of_days, years_later
from immunote.service.fhir.index import Hit, texts_of
from immunote.service.fhir.models import Condition, Device, DeviceUseStatement, Procedure
from immunote.service.fhir.record_reading import FoundValue, RecordReading, source_of
from immunote.service.fhir.resources import ResourceEntry
from immunote.service.fhir.standing import UNCLEAR, certainty_of, clinical_status_of, verification_of

_PRESENT = {"active", "recurrence", "relapse"}
_PAST = {"inactive", "remission", "resolved", "past"}
_NOT_DONE = {"not-done", "preparation", "stopped"}
_DONE = {"completed", "in-progress", None}


def read_condition(reading: RecordReading, entry: ResourceEntry, condition: Condition) -> None:
    """A condition: yes where it is confirmed and present, or past where the element asks for ever; never a no."""
    certainty = certainty_of(condition.code, reading.index, condition.extension)
    verification = verification_of(condition.verification_status, certainty)
    if verification == "entered-in-error":
        return reading.pass_over(source_of(entry), "entered_in_error")
    onset = onset_of(reading, condition)
    span = reading.day(condition.recorded_date or condition.asserted_date) or onset
    clinical = "past" if certainty == "past" else clinical_status_of(condition.clinical_status)
    standing = HowItStands(verification, clinical)
    if _is_expression(reading, entry, condition, span) or _is_denial(reading, entry, condition, standing, span):
        return None
    hits = reading.index.stated([condition.code])
    for hit in hits:
        source = source_of(entry, hit, span, standing.words)
        reason = _why_not(reading, condition, hit, standing, onset, span)
        reason = reason or _why_not_beside(reading, entry, condition, hits, hit)
        if reason is None:
            reading.found.append(
                FoundValue(hit.element, hit.value, source, span, onset=onset, is_event=True, coding=hit.coding)
            )
        else:
            reading.pass_over(source, reason, [hit.element], hit.because if reason == "near" else None)
    texts = texts_of([condition.code])
    if texts and verification != "refuted":
        reading.pass_over_words(entry, "finding", texts, [hit.element for hit in hits], span)
    if not hits:
        reading.misunderstood(entry.kind)
        if condition.code is None or not (condition.code.coding or condition.code.text):
            reading.pass_over(source_of(entry, None, span), "no_code")
        if not reading.index.knows_otherwise([condition.code]):
            reading.unknown_codes([condition.code])
    return None


@dataclass(frozen=True, slots=True)
class HowItStands:
    """What the states of a condition say: how certain it is, and whether it is there now."""

    verification: str | None
    clinical: str | None

    @property
    def words(self) -> str:
        """As the report shows it."""
        return ", ".join(word for word in (self.clinical, self.verification) if word) or "no status"


def _why_not(
    reading: RecordReading,
    condition: Condition,
    hit: Hit,
    standing: HowItStands,
    onset: Span | None,
    span: Span | None,
) -> str | None:
    """Why a condition does not say yes; None where it does."""
    if standing.verification == "refuted":
        return "refuted"
    if standing.verification == UNCLEAR:
        return "state_unclear"
    if standing.verification not in (None, "confirmed"):
        return "unconfirmed"
    if reading.index.is_turned_around(condition.code):
        return "words_against"
    if hit.because is not None:
        return "near"
    if reading.index.elements[hit.element].type != "boolean" and hit.member is None:
        return "outcome_not_said"
    if reading.is_future(onset) or reading.is_future(span):
        return "future"
    if hit.element in reading.index.records.ever:
        return None
    if standing.clinical in _PAST or _has_ended(reading, condition):
        return "not_current"
    lasts = standing.clinical is None and hit.element in reading.index.records.lasting
    if standing.clinical in _PRESENT or lasts:
        return None
    return "state_unclear" if standing.clinical == UNCLEAR else "status_missing"


def _why_not_beside(
    reading: RecordReading, entry: ResourceEntry, condition: Condition, hits: list[Hit], hit: Hit
) -> str | None:
    """Why what stands beside a code, in words, other codes, categories or notes, leaves it open; None where nothing."""
    index = reading.index
    reason = why_contrary(index, condition.code, hits, hit, "finding") or why_note_is_against(
        index, entry.raw, hit.element
    )
    if reason is not None:
        return reason
    categories = category_texts(entry.raw)
    if index.wording.is_against(categories):
        return "words_against"
    if hit.element in index.records.ever:
        return None
    if is_past(index, condition.code) or index.wording.is_past(categories):
        return "words_past"
    return "state_unclear" if _end_is_unclear(entry, condition) else None


def _end_is_unclear(entry: ResourceEntry, condition: Condition) -> bool:
    """Return whether an entry has an end that cannot be read, so that it may be over."""
    stated = condition.abatement_date_time
    if stated and span_of(stated) is None:
        return True
    return any(name.startswith("_abatement") and entry.raw[name] for name in entry.raw)


def _has_ended(reading: RecordReading, condition: Condition) -> bool:
    period = condition.abatement_period
    end = span_between(period.start, period.end) if period else span_of(condition.abatement_date_time)
    if end is not None:
        return not reading.is_future(end)
    others = (condition.abatement_age, condition.abatement_range, condition.abatement_string)
    return any((*others, condition.abatement_boolean))  # the last as in STU3


def _is_expression(reading: RecordReading, entry: ResourceEntry, condition: Condition, span: Span | None) -> bool:
    """A composed expression can deny the very code that stands in it, so it is named and left alone."""
    if not is_expression(reading.index, condition.code):
        return False
    reading.pass_over(source_of(entry, condition.code.coding[0] if condition.code else None, span), "expression")
    return True


def _is_denial(
    reading: RecordReading, entry: ResourceEntry, condition: Condition, standing: HowItStands, span: Span | None
) -> bool:
    """Codes that state the absence of all that an element asks for."""
    if standing.verification not in (None, "confirmed") or standing.clinical not in (None, *_PRESENT):
        return False
    for name, codes in reading.index.records.denied.items():
        coding = reading.index.among(codes, [condition.code])
        if coding is not None and not reading.is_future(span):
            source = source_of(entry, coding, span, "absent")
            reading.denied.append(FoundValue(name, False, source, span, coding=coding))
            return True
    return False


def onset_of(reading: RecordReading, condition: Condition) -> Span | None:
    """When it began: a date, a period, or an age together with the date of birth."""
    if condition.onset_date_time is not None:
        return reading.day(condition.onset_date_time)
    if condition.onset_period is not None:
        span = span_between(condition.onset_period.start, condition.onset_period.end)
        return None if span is None else (span.until(reading.as_of) or span)
    if condition.onset_age is not None and reading.born is not None:
        span = _at_age(reading.born, condition.onset_age)
        return None if span is None else (span.until(reading.as_of) or span)
    return None


def _at_age(born: Span, age: RecordQuantity) -> Span | None:
    if not isinstance(age.value, int) or age.comparator or (age.code or age.unit) not in ("a", "y", "year", "years"):
        return None
    first, last = years_later(born.first_day, age.value), years_later(born.last_day, age.value + 1)
    if first is None or last is None:
        return None
    return span_of_days(first, last)


def read_procedure(reading: RecordReading, entry: ResourceEntry, procedure: Procedure) -> None:
    """A procedure: yes to what asks for ever; it does not say that something is there now."""
    period = procedure.performed_period
    span = span_between(period.start, period.end) if period else reading.day(procedure.performed_date_time)
    hits = reading.index.hits([procedure.code])
    turned = reading.index.is_turned_around(procedure.code)
    _read_done(reading, entry, procedure.status, hits, span, turned)
    if procedure.status not in (*_NOT_DONE, "entered-in-error"):
        for coding in reading.index.given_by([procedure.code]):
            _add_given(reading, entry, procedure, coding, span, turned)
        texts = texts_of([procedure.code])
        reading.pass_over_words(entry, "finding", texts, [hit.element for hit in hits], span)
        reading.pass_over_words(entry, "drug", texts, [hit.element for hit in hits], span)
    if not hits and not reading.index.knows_otherwise([procedure.code]):
        reading.unknown_codes([procedure.code])


def _add_given(
    reading: RecordReading,
    entry: ResourceEntry,
    procedure: Procedure,
    given: tuple[str, RecordCoding],
    span: Span | None,
    turned: bool,
) -> None:
    name, coding = given
    source = source_of(entry, coding, span, procedure.status or "no status")
    texts = [*notes_of(entry.raw), *texts_of([procedure.status_reason])]
    if procedure.status != "completed" or reading.is_future(span) or turned:
        reading.pass_over(source, "words_against" if turned else "not_done", [name])
    elif reading.index.wording.is_invalid(texts) or reading.index.is_said_not_given(name, texts):
        reading.pass_over(source, "note_against", [name])
    else:
        reading.found.append(FoundValue(name, True, source, span, coding=coding))


def _read_done(
    reading: RecordReading,
    entry: ResourceEntry,
    status: str | None,
    hits: list[Hit],
    span: Span | None,
    turned: bool = False,
) -> None:
    if status == "entered-in-error":
        return reading.pass_over(source_of(entry), "entered_in_error")
    for hit in hits:
        source = source_of(entry, hit, span, status or "no status")
        if status in _NOT_DONE:
            reading.pass_over(source, "not_done", [hit.element])
        elif turned:
            reading.pass_over(source, "words_against", [hit.element])
        elif reading.is_future(span):
            reading.pass_over(source, "future", [hit.element])
        elif hit.because is None and status in _DONE and hit.element in reading.index.records.ever:
            reading.found.append(
                FoundValue(hit.element, True, source, span, onset=span, is_event=True, coding=hit.coding)
            )
        else:
            reading.pass_over(source, "near", [hit.element], hit.because)
    return None


def read_device(reading: RecordReading, entry: ResourceEntry, device: Device) -> None:
    """A device: one that is active in the patient is in place where the rule base says so of its element."""
    if device.status == "entered-in-error":
        return reading.pass_over(source_of(entry), "entered_in_error")
    hits = reading.index.hits([device.type])
    for hit in hits:
        source = source_of(entry, hit, None, device.status or "no status")
        if hit.because is not None or hit.element not in reading.index.records.in_place:
            reading.pass_over(source, "near", [hit.element], hit.because)
        elif reading.index.is_turned_around(device.type):
            reading.pass_over(source, "words_against", [hit.element])
        elif device.status == "active" and device.patient is not None:
            reading.found.append(FoundValue(hit.element, True, source, coding=hit.coding))
        else:
            reading.pass_over(source, "not_current" if device.status else "status_missing", [hit.element])
    reading.pass_over_words(entry, "finding", texts_of([device.type]), [hit.element for hit in hits])
    if not hits and not reading.index.knows_otherwise([device.type]):
        reading.unknown_codes([device.type])
    return None


def read_device_use(
    reading: RecordReading, entry: ResourceEntry, use: DeviceUseStatement, device: Device | None
) -> None:
    """A device in use now says yes to what asks for now."""
    if use.status == "entered-in-error":
        return reading.pass_over(source_of(entry), "entered_in_error")
    period = use.timing_period
    timing = span_between(period.start, period.end) if period else span_of(use.timing_date_time)
    span = reading.day(use.recorded_on) or timing
    ended = period is not None and (end := span_of(period.end)) is not None and not reading.is_future(end)
    said = use.device.display if use.device else None
    hits = reading.index.hits([device.type if device else None])
    spoken = bool(said) and reading.pass_over_words(entry, "finding", [said or ""], [hit.element for hit in hits], span)
    if device is None and not spoken:
        reading.pass_over(source_of(entry, None, span, said), "elsewhere")
    for hit in hits:
        source = source_of(entry, hit, span, use.status or "no status")
        if hit.because is not None or reading.index.elements[hit.element].type != "boolean":
            reading.pass_over(source, "near", [hit.element], hit.because)
        elif reading.is_future(span) or reading.is_future(timing):
            reading.pass_over(source, "future", [hit.element])
        elif use.status == "active" and not ended:
            reading.found.append(FoundValue(hit.element, True, source, span, coding=hit.coding))
        else:
            reading.pass_over(source, "not_current", [hit.element])
    return None
