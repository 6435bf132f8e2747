"""Entries of which nothing is read: they are named, and the elements on which they could bear stay open."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pydantic import ValidationError

from immunote.service.fhir.datatypes import Concept, RecordCoding
from immunote.service.fhir.identity import key_of, own_id
from immunote.service.fhir.index import texts_of
from immunote.service.fhir.people import ABOUT
from immunote.service.fhir.record_reading import RecordReading, source_of
from immunote.service.fhir.resources import ResourceEntry

_ABOUT_OTHERS = ("other_person", "relative", "other_focus")
_AS_IF_NOT_THERE = ("deleted", "entered_in_error")
_REPORT_SAYS = {"entered-in-error": "entered_in_error", "cancelled": "unconfirmed"}
_AREAS = {"AllergyIntolerance": "allergy", "Observation": "result", "DiagnosticReport": "result"}
_DRUGS = ("MedicationRequest", "MedicationStatement", "MedicationAdministration", "MedicationDispense", "Medication")
_CODES = ("code", "type", "medicationCodeableConcept", "medication")
_CONTAINED = ("Condition", "Observation", "AllergyIntolerance", "Procedure", "DiagnosticReport", *_DRUGS[:-1])
_MOST_PARTS = 200


def note_unread(reading: RecordReading, entry: ResourceEntry, reason: str) -> None:
    """Name an entry that is not read, with the elements that its codes and words bear on.

    Nothing is asked because of an entry about somebody else; it still keeps lists from closing what they lack, since a
    record that mixes people may have mixed them the other way round.
    """
    if reason in _AS_IF_NOT_THERE:
        return reading.pass_over(source_of(entry), reason)
    if reason != "relative":
        reading.misunderstood("Medication" if entry.kind in _DRUGS else entry.kind)
    source = source_of(entry)
    if reason in _ABOUT_OTHERS and reason != "other_focus":
        return reading.pass_over(source, reason)
    concepts = list(_concepts(entry.raw))
    hits = reading.index.stated(concepts)
    if entry.kind in _DRUGS:
        hits = [hit for concept in concepts for hit in reading.index.drug_hits(concept)]
    names = [hit.element for hit in hits]
    reading.pass_over(source, reason)
    reading.pass_over(source_of(entry, hits[0] if hits else None), reason, names)
    area = "drug" if entry.kind in _DRUGS else _AREAS.get(entry.kind, "finding")
    texts = texts_of(concepts)
    if texts:
        reading.pass_over_words(entry, area, texts, names)
    return None


def _concepts(raw: Any) -> Iterator[Concept]:
    """Yield what can be made out of the codes of an entry and of its components."""
    for key in _CODES:
        given = raw.get(key)
        for each in given[:_MOST_PARTS] if isinstance(given, list) else [given]:
            yield from _readable(each)
    parts = raw.get("component")
    for part in parts[:_MOST_PARTS] if isinstance(parts, list) else []:
        if isinstance(part, dict):
            yield from _readable(part.get("code"))


def _readable(given: Any) -> Iterator[Concept]:
    if not isinstance(given, dict):
        return
    given = given.get("concept", given)
    if not isinstance(given, dict):
        return
    codings: list[RecordCoding] = []
    listed = given.get("coding")
    for coding in listed if isinstance(listed, list) else []:
        try:
            codings.append(RecordCoding.model_validate(coding))
        except ValidationError:
            continue
    text = given.get("text")
    yield Concept(coding=codings, text=text if isinstance(text, str) else None)


def with_contained(entry: ResourceEntry, why_not: Callable[[ResourceEntry], str | None]) -> Iterator[ResourceEntry]:
    """Yield an entry, and what it contains: the results of a report are read where the report may be read.

    Any other entry that stands within one is named and not read: what it means there is not said.
    """
    yield entry
    contained = entry.raw.get("contained")
    listed = contained if isinstance(contained, list) else []
    inside = [(index, raw) for index, raw in enumerate(listed) if isinstance(raw, dict)]
    inside = [(index, raw) for index, raw in inside if raw.get("resourceType") in _CONTAINED]
    against = (_REPORT_SAYS.get(str(entry.raw.get("status"))) or why_not(entry)) if inside else None
    whose = {"subject": entry.raw.get("subject") or entry.raw.get("patient")}
    for index, raw in inside:
        kind = raw["resourceType"]
        is_result = entry.kind == "DiagnosticReport" and kind == "Observation"
        about = {} if any(raw.get(key) for key in ABOUT) else whose
        name, place = f"{entry.name}#{index}", f"{entry.place}.contained[{index}]"
        yield ResourceEntry({**raw, **about}, kind, name, place, None, against or (None if is_result else "contained"))


def with_one_person(
    entries: list[ResourceEntry], unclear: list[ResourceEntry]
) -> tuple[list[ResourceEntry], list[ResourceEntry]]:
    """Return the entries with the copies of one Patient made one, without the fields in which they differ."""
    people = [entry for entry in [*entries, *unclear] if entry.kind == "Patient"]
    groups: dict[str, list[ResourceEntry]] = {}
    for index, entry in enumerate(people):
        groups.setdefault(_name_of(entry, index), []).append(entry)
    merged = [entry for group in groups.values() for entry in _merged(group)]
    rest = [entry for entry in entries if entry.kind != "Patient"]
    return [*merged, *rest], [entry for entry in unclear if entry.kind != "Patient"]


def _name_of(entry: ResourceEntry, index: int) -> str:
    named = key_of(entry.url) if entry.url else None
    return (named[2] if named else None) or own_id(entry) or entry.url or f"#{index}"


def _merged(copies: list[ResourceEntry]) -> list[ResourceEntry]:
    servers = {named[0] for each in copies if each.url and (named := key_of(each.url))}
    if len(copies) == 1 or len(servers) > 1:
        return copies
    first = next((each for each in copies if each.url), copies[0])
    raw: dict[str, Any] = {}
    for name in dict.fromkeys(name for each in copies for name in each.raw):
        values = [each.raw[name] for each in copies if name in each.raw]
        if all(value == values[0] for value in values):
            raw[name] = values[0]
    return [ResourceEntry(raw, first.kind, first.name, first.place, first.url)]
