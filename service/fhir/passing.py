"""States that pass: an entry older than its element allows (`passing`, `ever_no` in `records.yaml`) answers nothing."""

from __future__ import annotations

from immunote.engine.shapes.records import Passing
from immunote.service.fhir.record_reading import FoundValue, RecordReading

_DATED = ("Observation", "DiagnosticReport")


def leave_out_what_passed(reading: RecordReading) -> None:
    """Remove found values that are too old. A result without a date has no age, so it is removed too."""
    kept: list[FoundValue] = []
    for found in reading.found:
        limit = _limit(reading, found)
        reason = None if limit is None else _why_not(reading, found, limit)
        if reason is None:
            kept.append(found)
        else:
            reading.pass_over(found.source, reason, [reading.index.family[found.element]])
    reading.found = kept


def leave_out_before_birth(reading: RecordReading) -> None:
    """Remove found values that are dated before the patient was born: one of the two dates is wrong."""
    born = reading.born
    if born is None:
        return
    kept: list[FoundValue] = []
    for found in reading.found:
        if any(span is not None and span.last_day < born.first_day for span in (found.span, found.onset)):
            reading.pass_over(found.source, "before_birth", [reading.index.family[found.element]])
        else:
            kept.append(found)
    reading.found = kept


def _limit(reading: RecordReading, found: FoundValue) -> int | None:
    records = reading.index.records
    rule: Passing | None = records.passing.get(found.element)
    if rule is None and found.value is False and found.element in records.ever:
        rule = records.ever_no
    if rule is None or not isinstance(found.value, bool):
        return None
    return rule.yes_days if found.value else rule.no_days


def _why_not(reading: RecordReading, found: FoundValue, days: int) -> str | None:
    if found.span is None:
        return "undated" if found.source.resource.startswith(_DATED) else None
    return "passed" if (reading.as_of - found.span.first_day).days > days else None
