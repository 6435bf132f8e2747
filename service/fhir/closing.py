"""A "no" that nobody recorded of the element itself: by a reviewed problem list, or by "none known".

It is made last, and only where nothing in its area was seen and not understood, nothing speaks for the element, and no
entry contradicts it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from immunote.engine.intake import Patient
from immunote.engine.shapes.records import Speaks
from immunote.service.fhir.choosing import Chosen
from immunote.service.fhir.datatypes import Concept
from immunote.service.fhir.identity import ReferredEntries
from immunote.service.fhir.index import texts_of
from immunote.service.fhir.models import (
    AllergyIntolerance,
    Condition,
    Device,
    DiagnosticReport,
    Medicated,
    Medication,
    Observation,
    Procedure,
    Resource,
    ReviewList,
)
from immunote.service.fhir.record_reading import FoundValue, RecordReading, code_in, source_of
from immunote.service.fhir.resources import ResourceEntry
from immunote.service.fhir.standing import clinical_status_of, verification_of
from immunote.service.fhir.wording import Phrases, words_of

Models = list[tuple[ResourceEntry, Resource]]
_GONE = ("inactive", "remission", "resolved")


@dataclass(frozen=True, slots=True)
class _Record:
    """What a closure is held against: what was read, what was chosen, what follows, and all that was seen."""

    reading: RecordReading
    models: Models
    references: ReferredEntries
    chosen: dict[str, Chosen]
    patient: Patient
    incomplete: bool


def closures(
    reading: RecordReading,
    models: Models,
    references: ReferredEntries,
    chosen: dict[str, Chosen],
    patient: Patient,
    incomplete: bool,
) -> dict[str, Chosen]:
    """Return the elements that are closed as "no", by name; what was not closed is noted with its reason."""
    record = _Record(reading, models, references, chosen, patient, incomplete)
    closed: dict[str, Chosen] = {}
    candidates = [*_denials(record), *(found for entry, model in models for found in _of_list(record, entry, model))]
    for found in candidates:
        if found.element in patient.facts or found.element in chosen:
            continue
        before = closed.get(found.element)
        if before is None or found.is_newer_than(before.found):
            closed[found.element] = Chosen(found)
    return closed


def _denials(record: _Record) -> Iterator[FoundValue]:
    """Yield what "none known" answers, unless the record holds any other allergy, understood or not."""
    reading = record.reading
    for found in reading.denied:
        said_yes = any(each.element == found.element and each.value is not False for each in reading.found)
        if said_yes or found.element in reading.near or "AllergyIntolerance" in reading.not_understood:
            reading.pass_over(found.source, "contradicted", [found.element])
        else:
            yield found


def _of_list(record: _Record, entry: ResourceEntry, listed: Resource) -> Iterator[FoundValue]:
    reading = record.reading
    reviewed = reading.index.records.reviewed_list
    if not isinstance(listed, ReviewList) or reviewed is None:
        return
    coding = reading.index.among(reviewed.codes, [listed.code])
    if coding is None:
        reading.unknown_codes([listed.code])
        if listed.code is None or not (listed.code.coding or listed.code.text):
            reading.pass_over(source_of(entry), "no_code")
        return
    span = reading.day(listed.date)
    source = source_of(entry, coding, span, f"{len(listed.entry)} entries")
    reason = _why_not(record, entry, listed)
    if reason is not None:
        return reading.pass_over(source, reason)
    near = set(reading.near)
    for name, element in reading.index.elements.items():
        if not element.closed_by_problem_list or name in near or name in record.patient.facts:
            continue
        fault = _speaks_for(record, name)
        if fault is not None:
            reading.pass_over(source, fault, [name])
        else:
            yield FoundValue(name, False, source, span, coding=coding, how="closed")


def _why_not(record: _Record, entry: ResourceEntry, listed: ReviewList) -> str | None:
    """Return why a list closes nothing at all; None where it may close."""
    reading = record.reading
    reviewed = reading.index.records.reviewed_list
    if reviewed is None or listed.status != "current" or listed.mode not in ("working", "snapshot"):
        return "list_not_whole"
    if any(each.deleted for each in listed.entry) or _is_part(entry.raw):  # the first is for lists of changes alone
        return "list_not_whole"
    title = entry.raw.get("title")
    if isinstance(title, str) and reading.index.family_words.are_in(words_of(title)):
        return "relative"
    conditions = [(each, model) for each, model in record.models if isinstance(model, Condition)]
    later = [reading.day(model.recorded_date or model.asserted_date) for _, model in conditions]
    span = reading.day(listed.date)
    if span is None or reading.is_future(span) or any(each and each.last > span.last for each in later):
        return "list_not_dated"
    if (reading.as_of - span.first_day).days > reviewed.days:
        return "list_old"
    if record.incomplete or (not listed.entry and code_in(listed.empty_reason) not in reviewed.empty):
        return "list_not_whole"
    if "Condition" in reading.not_understood:
        return "list_not_read"
    on_it: set[int] = set()
    for each in listed.entry:
        reference = each.item.reference if each.item else None
        found = record.references.find(reference, "Condition", entry)
        if found is None:
            return "list_not_read"
        on_it.add(id(found))
    missing = [model for each, model in conditions if id(each) not in on_it]
    return "list_contradicted" if any(_is_there(model) for model in missing) else None


def _is_part(raw: Mapping[str, Any]) -> bool:
    """Return whether a server says that it sent only a part of a resource."""
    meta = raw.get("meta")
    tags = meta.get("tag") if isinstance(meta, dict) else None
    return any(
        isinstance(tag, dict) and tag.get("code") == "SUBSETTED" for tag in (tags if isinstance(tags, list) else ())
    )


def _is_there(condition: Condition) -> bool:
    """Return whether a condition may be present: a list that lacks it is not whole."""
    if verification_of(condition.verification_status) in ("refuted", "entered-in-error"):
        return False
    return clinical_status_of(condition.clinical_status) not in _GONE


def _speaks_for(record: _Record, name: str) -> str | None:
    """Return why an element is not closed: something speaks for it, or could and was not understood."""
    reading = record.reading
    speaks = reading.index.records.speaks_for.get(name)
    if speaks is None:
        return None
    if _value_speaks(record, speaks) or any(_words_speak(record, speaks, each) for _, each in record.models):
        return "spoken_for"
    missed = reading.not_understood
    if (speaks.by_drugs and "Medication" in missed) or ((speaks.above or speaks.below) and "Observation" in missed):
        return "not_understood"
    return None


def _value_speaks(record: _Record, speaks: Speaks) -> bool:
    """Return whether a value found anywhere, or one that follows, lies beyond a threshold, or could not be read."""
    reading = record.reading
    index = reading.index
    sides = [*((of, name, True) for of, name in speaks.below.items())]
    sides += [(of, name, False) for of, name in speaks.above.items()]
    for of, threshold, wants_low in sides:
        limit = index.rulebase.thresholds[threshold].value
        family = index.family[of]
        if family in reading.near:
            return True
        values = [
            each.value * index.factor_to_family(each.element)
            for each in reading.found
            if index.family[each.element] == family and isinstance(each.value, Decimal)
        ]
        fact = record.patient.facts.get(family)
        values += [fact] if isinstance(fact, Decimal) else []
        if any(value < limit if wants_low else value > limit for value in values):
            return True
    return False


def _words_speak(record: _Record, speaks: Speaks, model: Resource) -> bool:
    concepts = _concepts_of(model)
    if record.reading.index.among(speaks.codes, concepts) is not None:
        return True
    phrases = Phrases(speaks.words)
    return any(phrases.are_in(words_of(text)) for text in _texts_of(model, concepts))


def _texts_of(model: Resource, concepts: list[Concept]) -> list[str]:
    texts = texts_of(concepts)
    if isinstance(model, DiagnosticReport) and model.conclusion:
        texts.append(model.conclusion)
    if isinstance(model, Medicated) and model.medication_reference and model.medication_reference.display:
        texts.append(model.medication_reference.display)
    return texts


def _concepts_of(model: Resource) -> list[Concept]:
    found: list[Concept | None] = []
    if isinstance(model, Medicated):
        found = [model.medication_codeable_concept, model.medication.concept if model.medication else None]
        contained = [each.get("code") for each in model.contained]
        found += [Concept(text=str(each.get("text") or "")) for each in contained if isinstance(each, dict)]
    elif isinstance(model, Condition | Procedure | Medication | AllergyIntolerance | DiagnosticReport):
        found = [model.code]
    elif isinstance(model, Observation):
        found = [model.code, *(each.code for each in model.component)]
    elif isinstance(model, Device):
        found = [model.type]
    return [each for each in found if each is not None]
