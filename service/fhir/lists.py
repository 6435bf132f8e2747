"""Reads a reviewed problem list: lasting diagnoses that are not on it become a "no" of that date."""

from __future__ import annotations

from collections.abc import Mapping

from immunote.service.fhir.models import Condition, ReviewList
from immunote.service.fhir.record_reading import FoundValue, RecordReading, code_in, source_of
from immunote.service.fhir.resources import ResourceEntry, id_in


def closed_by_list(
    reading: RecordReading,
    entry: ResourceEntry,
    listed: ReviewList,
    conditions: Mapping[str, Condition],
    incomplete: bool,
) -> None:
    """Add a "no" for each element with `closed_by_problem_list` that the record does not come near.

    A list that is not whole, current and dated, or that holds an entry whose code is not known, adds nothing.
    """
    reviewed = reading.index.records.reviewed_list
    coding = reading.index.among(reviewed.codes, [listed.code]) if reviewed else None
    if reviewed is None or coding is None:
        return
    span = reading.day(listed.date)
    source = source_of(entry, coding, span, f"{len(listed.entry)} entries")
    reason = _why_not(reading, listed, conditions, reviewed.empty, incomplete)
    if reason is not None:
        reading.pass_over(source, reason)
        return
    for name, element in reading.index.elements.items():
        if element.closed_by_problem_list and name not in reading.near:
            reading.found.append(FoundValue(name, False, source, span, coding=coding, how="closed"))


def _why_not(
    reading: RecordReading, listed: ReviewList, conditions: Mapping[str, Condition], empty: list[str], incomplete: bool
) -> str | None:
    if listed.status != "current" or listed.mode not in ("working", "snapshot"):
        return "list_not_whole"
    span = reading.day(listed.date)
    later = [reading.day(condition.recorded_date) for condition in conditions.values()]
    if span is None or reading.is_future(span) or any(each and each.last > span.last for each in later):
        return "list_not_dated"
    if incomplete or (not listed.entry and code_in(listed.empty_reason) not in empty):
        return "list_not_whole"
    for each in listed.entry:
        if each.deleted:
            continue
        condition = conditions.get(id_in(each.item.reference if each.item else None) or "")
        if condition is None or not reading.index.hits([condition.code]):
            return "list_not_read"
    return None
