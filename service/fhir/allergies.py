"""Allergies and intolerances: a recorded absence, an allergy that is asked for, and the worst reaction ever."""

from __future__ import annotations

from immunote.engine.shapes.records import Codes
from immunote.service.fhir.contrary import notes_of
from immunote.service.fhir.datatypes import Concept
from immunote.service.fhir.dates import Span
from immunote.service.fhir.index import texts_of
from immunote.service.fhir.models import AllergyIntolerance
from immunote.service.fhir.record_reading import FoundValue, RecordReading, source_of
from immunote.service.fhir.resources import ResourceEntry
from immunote.service.fhir.standing import clinical_status_of, verification_of


def read_allergy(reading: RecordReading, entry: ResourceEntry, allergy: AllergyIntolerance) -> None:
    """An allergy; "no known allergy" answers only what it covers as a whole, and a missing list answers nothing."""
    verification = verification_of(allergy.verification_status)
    if verification == "entered-in-error":
        return reading.pass_over(source_of(entry), "entered_in_error")
    clinical = clinical_status_of(allergy.clinical_status)
    span = reading.day(allergy.recorded_date or allergy.asserted_date)
    substances: list[Concept | None] = [allergy.code, *(each.substance for each in allergy.reaction)]
    signs = [concept for each in allergy.reaction for concept in each.manifestation]
    denies = _read_denial(reading, entry, allergy, span)
    reacted = _read_reaction(reading, entry, allergy, substances, span)
    hits = reading.index.hits([*substances, *signs])
    for hit in hits:
        if hit.element in reacted:
            continue
        source = source_of(entry, hit, span, verification)
        if hit.because is not None or reading.index.elements[hit.element].type != "boolean":
            reading.pass_over(source, "near", [hit.element], hit.because)
        elif verification == "refuted":
            reading.pass_over(source, "refuted", [hit.element])
        elif verification not in (None, "confirmed"):
            reading.pass_over(source, "unconfirmed", [hit.element])
        elif reading.index.wording.is_invalid(notes_of(entry.raw)):
            reading.pass_over(source, "note_against", [hit.element])
        elif reading.index.is_turned_around(allergy.code):
            reading.pass_over(source, "words_against", [hit.element])
        elif clinical not in (None, "active"):
            reason = "not_current" if clinical in ("inactive", "resolved") else "state_unclear"
            reading.pass_over(source, reason, [hit.element])
        elif reading.is_future(span):
            reading.pass_over(source, "future", [hit.element])
        else:
            reading.found.append(FoundValue(hit.element, True, source, span, coding=hit.coding))
    if not denies and verification != "refuted":
        reading.misunderstood(entry.kind)  # whatever it is to, "none known" is then not the whole truth
        texts = [*texts_of(substances), *(each.description or "" for each in allergy.reaction)]
        reading.pass_over_words(entry, "allergy", texts, [*reacted, *(hit.element for hit in hits)], span)
    if not any(each is not None and (each.coding or each.text) for each in substances):
        reading.pass_over(source_of(entry, None, span), "no_code")
    if not denies and not reading.index.knows([*substances, *signs]):
        reading.unknown_codes([allergy.code])
    return None


def _read_denial(reading: RecordReading, entry: ResourceEntry, allergy: AllergyIntolerance, span: Span | None) -> bool:
    seen = False
    for name, codes in reading.index.records.denied.items():
        coding = reading.index.among(codes, [allergy.code])
        if coding is None:
            continue
        seen = True
        source = source_of(entry, coding, span, "absent")
        if verification_of(allergy.verification_status) not in (None, "confirmed"):
            reading.pass_over(source, "unconfirmed", [name])
        elif clinical_status_of(allergy.clinical_status) not in (None, "active"):
            reading.pass_over(source, "not_current", [name])
        elif reading.is_future(span):
            reading.pass_over(source, "future", [name])
        elif reading.index.wording.is_invalid(notes_of(entry.raw)):
            reading.pass_over(source, "note_against", [name])
        else:
            reading.denied.append(FoundValue(name, False, source, span, coding=coding))
    return seen


def _read_reaction(
    reading: RecordReading,
    entry: ResourceEntry,
    allergy: AllergyIntolerance,
    substances: list[Concept | None],
    span: Span | None,
) -> set[str]:
    """Elements that ask for the worst reaction to a substance, which is for good: a resolved allergy counts."""
    read: set[str] = set()
    for name, reaction in reading.index.records.reactions.items():
        coding = reading.index.among(reaction.codes, substances)
        if coding is None:
            continue
        read.add(name)
        severities = _severities(reading, name, reaction.codes, allergy)
        source = source_of(entry, coding, span, ", ".join(each for each in severities if each) or "no severity")
        verification = verification_of(allergy.verification_status)
        if verification == "refuted":
            reading.pass_over(source, "refuted", [name])
        elif verification not in (None, "confirmed"):
            reading.pass_over(source, "unconfirmed", [name])
        elif reading.index.wording.is_invalid(notes_of(entry.raw)):
            reading.pass_over(source, "note_against", [name])
        elif reading.index.is_turned_around(allergy.code):
            reading.pass_over(source, "words_against", [name])
        elif reading.is_future(span):
            reading.pass_over(source, "future", [name])
        elif "severe" in severities:
            reading.found.append(FoundValue(name, reaction.sets, source, span, coding=coding))
        else:
            reading.pass_over(source, "severity_not_said", [name])
    return read


def _severities(reading: RecordReading, name: str, codes: Codes, allergy: AllergyIntolerance) -> list[str | None]:
    """Return the severities of the reactions to what an element asks for, and not of those to another substance."""
    is_of_code = reading.index.among(codes, [allergy.code]) is not None
    found = []
    for each in allergy.reaction:
        texts = texts_of([each.substance])
        is_it = reading.index.among(codes, [each.substance]) is not None
        if each.substance is None or not (each.substance.coding or texts):
            is_it = is_of_code
        elif not is_it and is_of_code:
            is_it = name in reading.index.wording.spoken_of(texts)
        if is_it:
            found.append(each.severity)
    return found
