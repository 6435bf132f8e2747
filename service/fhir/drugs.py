"""What an entry on a drug says beside its code: the way it is given, and what came of one that was stopped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from pydantic import ValidationError

from immunote.engine.shapes.records import ReasonToStop, Way
from immunote.service.fhir.datatypes import Concept
from immunote.service.fhir.dates import months_between, span_of
from immunote.service.fhir.index import Hit, Index, texts_of
from immunote.service.fhir.models import Medicated, Medication, MedicationAdministration
from immunote.service.fhir.wording import Phrases, words_of


def way_fault(
    index: Index, element: str, given: Medicated, concept: Concept | None, drug: Medication | None
) -> str | None:
    """Return why the way in which something is given does not count for an element; None where it does.

    Without a stated route, only words that name another way (drops, an ointment) count against it.
    """
    for way in index.records.ways:
        if element in way.elements:
            return _way_fault(index, way, given, concept, drug)
    return None


def left_open_for_local_use(
    index: Index, hits: list[Hit], given: Medicated, concept: Concept | None, drug: Medication | None
) -> list[Hit]:
    """Return the hits, those that come near where the drug's words, form or route name a form for local use.

    Elements that the rule base lists under `ways` have a rule of their own.
    """
    because = index.drug_texts.why_local(texts_of([concept, drug.form if drug else None, *_routes(given)]))
    if because is None:
        return hits
    ruled = {name for way in index.records.ways for name in way.elements}
    return [hit if hit.because or hit.element in ruled else replace(hit, because=because) for hit in hits]


def _way_fault(
    index: Index, way: Way, given: Medicated, concept: Concept | None, drug: Medication | None
) -> str | None:
    counts, does_not = Phrases(way.words_that_count), Phrases(way.words_that_do_not)
    routes = [each for each in _routes(given) if each.coding or each.text]
    for route in routes:
        words = [words_of(text) for text in texts_of([route])]
        if index.among(way.does_not_count, [route]) is not None or any(does_not.are_in(each) for each in words):
            return "way"
        if index.among(way.counts, [route]) is None and not any(counts.are_in(each) for each in words):
            return "way_not_known"
    texts = [*texts_of([concept, drug.form if drug else None]), *_dosage_texts(given)]
    return "way" if any(does_not.are_in(words_of(text)) for text in texts) else None


def _routes(given: Medicated) -> list[Concept]:
    if isinstance(given, MedicationAdministration):
        return [given.dosage.route] if given.dosage and given.dosage.route else []
    return [dosage.route for dosage in given.dosage_instruction if dosage.route is not None]


def _dosage_texts(given: Medicated) -> Iterable[str]:
    if isinstance(given, MedicationAdministration):
        return [given.dosage.text] if given.dosage and given.dosage.text else []
    return [text for dosage in given.dosage_instruction for text in dosage.words]


def stopped_rule(index: Index, element: str) -> ReasonToStop | None:
    """Return what the rule base says of a stopped drug of an element; None where it says nothing."""
    return next((each for each in index.records.stopped if element in each.elements), None)


def outcome_of(index: Index, rule: ReasonToStop, given: Medicated) -> tuple[str, str | None, bool]:
    """Return the outcome of a stopped drug, the reason as written, and whether the reason says more than was used."""
    concepts = reasons_of(given)
    texts = texts_of(concepts)
    reason = texts[0] if texts else None
    found = []
    for member, stated in rule.members.items():
        phrases = Phrases(stated.words)
        if index.among(stated.codes, concepts) is not None or any(phrases.are_in(words_of(text)) for text in texts):
            found.append((member, stated.months))
    if not found or len(found) > 1 or (index.wording.is_against(texts) and not _says_failure_only(found)):
        return rule.otherwise, reason, bool(found)
    member, months = found[0]
    if months is not None and not _took_months(given, months):
        return rule.otherwise, reason, True
    return member, reason, False


def _says_failure_only(found: list[tuple[str, int | None]]) -> bool:
    """A failure is itself worded as the lack of something, which is no denial of it."""
    return len(found) == 1 and found[0][1] is not None


def _took_months(given: Medicated, months: int) -> bool:
    """Return whether a drug was surely taken for so many months, by its own dates."""
    period = given.effective_period
    timings = [dosage.timing.repeat for dosage in given.dosage_instruction if dosage.timing]
    for each in [period, *(repeat.bounds_period for repeat in timings if repeat)]:
        start, end = (span_of(each.start), span_of(each.end)) if each else (None, None)
        if start is None or end is None or start.last_day > end.first_day:
            continue
        if months_between(start.last_day, end.first_day) >= Decimal(months):
            return True
    return False


def reasons_of(given: Medicated) -> list[Concept]:
    """Return the reasons that an entry gives for its status, in whichever form FHIR had for them."""
    stated = given.status_reason
    listed = stated if isinstance(stated, list) else [stated]
    found = [given.status_reason_concept] if given.status_reason_concept else []
    for each in listed:
        if isinstance(each, dict):
            try:
                found.append(Concept.model_validate(each.get("concept", each)))
            except ValidationError:
                continue
    return found
