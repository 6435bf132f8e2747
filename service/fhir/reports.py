"""Diagnostic reports: a number that the conclusion states in so many words, and elements that it speaks of."""

from __future__ import annotations

from decimal import Decimal

from immunote.service.fhir.datatypes import RecordQuantity
from immunote.service.fhir.dates import Span, span_between
from immunote.service.fhir.index import MatchedBy, texts_of
from immunote.service.fhir.models import DiagnosticReport
from immunote.service.fhir.record_reading import FoundValue, RecordReading, measured, source_of
from immunote.service.fhir.resources import ResourceEntry
from immunote.service.fhir.wording import number_in

_FINAL = {"final", "amended", "corrected", "appended", None}


def read_report(reading: RecordReading, entry: ResourceEntry, report: DiagnosticReport) -> None:
    """A report: numbers of its conclusion by the rule base's patterns; all else that it speaks of stays open."""
    if report.status == "entered-in-error":
        return reading.pass_over(source_of(entry), "entered_in_error")
    period = report.effective_period
    span = span_between(period.start, period.end) if period else reading.day(report.effective_date_time)
    span = span or reading.day(report.issued)
    hits = reading.index.hits([report.code])
    for hit in hits:  # a report as a whole has no value
        reading.pass_over(source_of(entry, hit, span, report.conclusion), "text", [hit.element])
    known = [hit.element for hit in hits]
    conclusion = report.conclusion or ""
    for name in reading.index.records.worded_numbers if conclusion else ():
        if _read_number(reading, entry, report, name, span):
            known.append(name)
    texts = [*texts_of([report.code]), conclusion, *texts_of(report.conclusion_code)]
    for hit in reading.index.hits(report.conclusion_code):
        reading.pass_over(source_of(entry, hit, span, conclusion or None), "near", [hit.element])
    spoken = reading.pass_over_words(entry, "result", [text for text in texts if text] or [""], known, span)
    if not known and not spoken:
        reading.unknown_codes([report.code])
    return None


def _read_number(
    reading: RecordReading, entry: ResourceEntry, report: DiagnosticReport, name: str, span: Span | None
) -> bool:
    told = reading.index.records.worded_numbers[name]
    number = number_in(report.conclusion or "", told)
    if number is None:
        return False
    source = source_of(entry, None, span, report.conclusion, by=MatchedBy.text)
    if report.status not in _FINAL or reading.is_future(span):
        reading.pass_over(source, "future" if reading.is_future(span) else "unconfirmed", [name])
        return True
    found = measured(reading.index, name, RecordQuantity(value=float(number), unit=told.unit.split()[0]))
    if found.reason is not None:
        reading.pass_over(source, found.reason, [name])
    else:
        reading.found.append(FoundValue(found.element, Decimal(found.value), source, span))
    return True
