"""Whether an entry may be read at all, and what its states say: codes of the standard system come first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import orjson

from immunote.engine.shapes.records import Certainty
from immunote.service.fhir.datatypes import CodeExtension, Concept
from immunote.service.fhir.index import Index
from immunote.service.fhir.people import Person
from immunote.service.fhir.resources import ResourceEntry
from immunote.service.fhir.turned import why_turned
from immunote.service.fhir.wording import words_of

_STANDARD = ("http://terminology.hl7.org/CodeSystem/", "http://hl7.org/fhir/")
_VERIFICATIONS = ("entered-in-error", "refuted", "unconfirmed", "provisional", "differential", "confirmed")
_STATES = ("active", "recurrence", "relapse", "inactive", "remission", "resolved")
_MODIFIER = b'"modifierExtension"'
_NESTED = (dict, list)
UNCLEAR = "unclear"
"""A state of which the codes are not those of the standard, or contradict each other."""


def why_not_read(entry: ResourceEntry, person: Person, index: Index) -> str | None:
    """Return why nothing in an entry is read, whatever it says; None where it may be read."""
    if entry.against is not None:
        return entry.against
    modified = why_modified(entry.raw)
    if modified is not None:
        return modified
    reason = person.why_not(entry)
    if reason is not None:
        return reason
    if _has_other_focus(entry, person):
        return "other_focus"
    return "relative" if is_of_relative(entry.raw, index) else why_turned(entry.raw)


def why_modified(raw: Mapping[str, Any]) -> str | None:
    """Return why what a resource says may mean something else than it seems: rules or a modifier not understood."""
    if raw.get("implicitRules"):
        return "implicit_rules"
    return "modifier_extension" if _modifies(raw) else None


def _modifies(raw: Mapping[str, Any]) -> bool:
    """Return whether a part has a modifier extension: whoever does not know it must not read what it stands in."""
    try:
        if _MODIFIER not in orjson.dumps(raw):  # as most are: faster than looking through all its parts
            return False
    except orjson.JSONEncodeError:
        pass  # it was not read from JSON
    parts: list[Any] = [raw]
    for part in parts:  # which grows on the way
        if isinstance(part, dict) and part.get("modifierExtension"):
            return True
        each_of = part.values() if isinstance(part, dict) else part
        parts += [each for each in each_of if isinstance(each, _NESTED)]
    return False


def _has_other_focus(entry: ResourceEntry, person: Person) -> bool:
    """Return whether an observation is about something or somebody beside the patient, as a fetus or a donor."""
    focus = entry.raw.get("focus")
    listed = focus if isinstance(focus, list) else [focus] if focus else []
    for each in listed:
        reference = each.get("reference") if isinstance(each, dict) else None
        if not isinstance(reference, str) or not person.is_named_by(reference, entry):
            return True
    return False


def is_of_relative(raw: Mapping[str, Any], index: Index) -> bool:
    """Return whether the category of an entry says that it is about relatives."""
    about = index.records.another_person
    category = raw.get("category")
    for concept in category if isinstance(category, list) else [category]:
        if about is None or not isinstance(concept, dict):
            continue
        codings = concept.get("coding")
        given = [concept.get("text")]
        for coding in codings if isinstance(codings, list) else []:
            if isinstance(coding, dict):
                given += [coding.get("display"), coding.get("code")]
        if any(isinstance(text, str) and index.family_words.are_in(words_of(text)) for text in given):
            return True
    return False


def verification_of(concept: Concept | None, certainty: str | None = None) -> str | None:
    """Return how certain an entry says that it is; None where it says nothing, `unclear` where it cannot be told.

    `certainty`: what an extension of the code itself says; the more doubtful of both counts.
    """
    stated = _state(concept, _VERIFICATIONS)
    if certainty == UNCLEAR and stated not in ("entered-in-error", "refuted"):
        return UNCLEAR
    return next((each for each in _VERIFICATIONS if each in (stated, certainty)), stated)


def clinical_status_of(concept: Concept | None) -> str | None:
    """Return the clinical status; None where there is none, `unclear` where it cannot be told."""
    return _state(concept, _STATES)


def _state(concept: Concept | None, known: tuple[str, ...]) -> str | None:
    if concept is None or not (concept.coding or concept.text):
        return None
    codes = [coding for coding in concept.coding if coding.code]
    standard = [coding for coding in codes if (coding.system or "").startswith(_STANDARD)]
    if standard:
        named = {str(coding.code) for coding in standard if coding.code in known}
        return next(iter(named)) if len(named) == 1 else UNCLEAR
    words = [*(str(coding.code) for coding in codes), *([concept.text] if concept.text and not codes else [])]
    named = {word.casefold().strip() for word in words}
    known_here = [each for each in known if each in named]
    if len(known_here) == len(named) == 1:
        return known_here[0]
    return UNCLEAR if words else None


def certainty_of(concept: Concept | None, index: Index, beside: Iterable[CodeExtension] = ()) -> str | None:
    """Return what extensions of the codes say of their certainty, as a verification status, or `past`.

    Several codes of one entry say one thing: the most doubtful counts. `unclear` for a value that is not listed.
    `beside`: the extensions of the entry itself, where some systems write the same.
    """
    rules = index.records.certainty
    if rules is None:
        return None
    said: list[tuple[str | None, str | None]] = [(each.url, each.value) for each in beside]
    said += [pair for coding in (concept.coding if concept else ()) for pair in coding.extension_values()]
    ends = tuple(rules.extensions)
    found = {_meaning(rules, value) for url, value in said if url and url.split("|")[0].endswith(ends)}
    return next((each for each in ("refuted", UNCLEAR, "unconfirmed", "past", "confirmed") if each in found), None)


def _meaning(rules: Certainty, value: str | None) -> str:
    for meaning, values in (
        ("refuted", rules.refuted),
        ("unconfirmed", rules.unconfirmed),
        ("past", rules.past),
        ("confirmed", rules.certain),
    ):
        if value in values:
            return meaning
    return UNCLEAR
