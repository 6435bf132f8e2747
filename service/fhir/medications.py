"""Medication requests, statements, dispenses and administrations: what is taken now, and what was once given."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from immunote.service.fhir.contrary import notes_of, why_contrary, why_note_is_against
from immunote.service.fhir.datatypes import Concept, Dosage, RecordQuantity
from immunote.service.fhir.dates import Span, span_between, span_of
from immunote.service.fhir.drugs import left_open_for_local_use, outcome_of, reasons_of, stopped_rule, way_fault
from immunote.service.fhir.index import Hit, MatchedBy, texts_of
from immunote.service.fhir.models import (
    Medicated,
    Medication,
    MedicationAdministration,
    MedicationDispense,
    MedicationStatement,
)
from immunote.service.fhir.record_reading import FoundValue, Measured, RecordReading, source_of, units_of, written
from immunote.service.fhir.report import Conversion, ValueSource
from immunote.service.fhir.resources import ResourceEntry
from immunote.service.fhir.stopping import end_of, latest_sign, note_stop, why_not_taken
from immunote.service.fhir.timing import course_of, supply_is_over, times_a_day, words_disagree
from immunote.service.fhir.unit_spellings import Units

_ORDERED = {"order", "original-order", "instance-order", "filler-order", "reflex-order", None}
_NEVER_GIVEN = {"draft", "cancelled", "not-taken", "not-done", "intended", "declined", "preparation"}
_MAYBE_TAKEN = {"order_old", "course_not_dated", "not_taken"}
_OVER = {"stopped", "completed", "ended"}


@dataclass(frozen=True, slots=True)
class Drug:
    """What is given: its code, and the Medication that says more of it. `is_elsewhere`: it was not sent."""

    concept: Concept | None
    medication: Medication | None = None
    is_elsewhere: bool = False


def read_medication(reading: RecordReading, entry: ResourceEntry, given: Medicated, drug: Drug) -> None:
    """Yes to what is taken now where it is in force; what came of a drug only where the reason to stop says it."""
    medication_status = drug.medication.status if drug.medication else None
    if "entered-in-error" in (given.status, medication_status):
        return reading.pass_over(source_of(entry), "entered_in_error")
    if drug.is_elsewhere:
        reading.misunderstood("Medication")
        named = [hit.element for hit in reading.index.drug_hits(drug.concept)]
        reading.pass_over_words(entry, "drug", texts_of([drug.concept]), named)
        return reading.pass_over(source_of(entry), "elsewhere", named or [None])
    concept = drug.concept
    span = _span_of(reading, given)
    hits = reading.index.drug_hits(concept)
    for name, coding in reading.index.given_by([concept]):
        _read_given(reading, entry, given, drug, Hit(name, coding), span)
        hits = [hit for hit in hits if hit.element != name]
    for hit in left_open_for_local_use(reading.index, hits, given, concept, drug.medication):
        _read_hit(reading, entry, given, drug, hits, hit, span)
    if concept is None or not (concept.coding or concept.text):
        _note_nameless(reading, entry, drug, span)
    texts = texts_of([concept])
    named = [hit.element for hit in hits]
    if given.status not in _NEVER_GIVEN:
        spoken = bool(texts) and reading.pass_over_words(entry, "drug", texts, named, span)
        _leave_amounts_open(reading, entry, texts, named, span)
        if not hits and not spoken:
            reading.misunderstood("Medication")
    if not hits and not reading.index.knows([concept]):
        reading.unknown_codes([concept])
    return None


def _note_nameless(reading: RecordReading, entry: ResourceEntry, drug: Drug, span: Span | None) -> None:
    """Note a drug without code and words; what its ingredients could answer stays open."""
    reading.misunderstood("Medication")
    ingredients = [each.item_codeable_concept for each in drug.medication.ingredient] if drug.medication else []
    named = [hit.element for each in ingredients if each is not None for hit in reading.index.drug_hits(each)]
    reading.pass_over(source_of(entry, None, span), "ingredients" if ingredients else "no_code", named or [None])


def _leave_amounts_open(
    reading: RecordReading, entry: ResourceEntry, texts: list[str], named: list[str], span: Span | None
) -> None:
    """Note amounts of a kind of drug of which only words speak."""
    spoken = set(reading.index.wording.spoken_of(texts)) - set(named)
    amounts = [name for name, amount in reading.index.records.amounts.items() if amount.among in spoken]
    reading.pass_over(source_of(entry, None, span, by=MatchedBy.text), "words", amounts)


def _span_of(reading: RecordReading, given: Medicated) -> Span | None:
    moments = (given.authored_on, given.effective_date_time, given.occurence_date_time, given.when_handed_over)
    span = next((found for each in (*moments, given.date_asserted) if (found := reading.day(each)) is not None), None)
    period = given.effective_period or given.occurence_period
    return span or (span_between(period.start, period.end) if period else None)


def _is_to_come(reading: RecordReading, entry: ResourceEntry, given: Medicated) -> bool:
    """Return whether it begins to be taken after the day, by the entry itself: it may be written down before."""
    dosed = entry.raw.get("effectiveDosePeriod")  # as in R5
    valid = given.dispense_request.validity_period if given.dispense_request else None
    starts = [period.start for period in (given.effective_period, given.occurence_period, valid) if period]
    starts += [
        given.effective_date_time,
        given.occurence_date_time,
        dosed.get("start") if isinstance(dosed, dict) else None,
    ]
    return any(reading.is_future(span_of(each)) for each in starts if isinstance(each, str))


def _is_said_not_given(reading: RecordReading, entry: ResourceEntry, given: Medicated, name: str) -> bool:
    """Return whether notes or reasons of what is marked as done say that it was not."""
    return reading.index.is_said_not_given(name, [*notes_of(entry.raw), *texts_of(reasons_of(given))])


def _read_given(
    reading: RecordReading, entry: ResourceEntry, given: Medicated, drug: Drug, hit: Hit, span: Span | None
) -> None:
    """Read an administration that answers "ever"; an order or a statement of the same drug comes near it."""
    source = source_of(entry, hit, span, given.status or "no status")
    way = way_fault(reading.index, hit.element, given, drug.concept, drug.medication)
    if reading.index.is_turned_around(Concept(coding=[hit.coding])):
        reading.pass_over(source, "words_against", [hit.element])
    elif reading.is_future(span) or _is_to_come(reading, entry, given):
        reading.pass_over(source, "future", [hit.element])
    elif given.do_not_perform or given.status in _NEVER_GIVEN:
        reading.pass_over(source, "not_done", [hit.element])
    elif _is_said_not_given(reading, entry, given, hit.element):
        reading.pass_over(source, "note_against", [hit.element])
    elif way is not None:
        reading.pass_over(source, way, [hit.element])
    elif isinstance(given, MedicationAdministration) and given.status in ("completed", "in-progress"):
        reading.found.append(FoundValue(hit.element, True, source, span, coding=hit.coding))
    else:
        reading.pass_over(source, "near", [hit.element])


def _read_hit(
    reading: RecordReading,
    entry: ResourceEntry,
    given: Medicated,
    drug: Drug,
    hits: list[Hit],
    hit: Hit,
    span: Span | None,
) -> None:
    source = source_of(entry, hit, span, given.status or "no status")
    note_stop(reading, given, drug.concept, hit)
    contrary = why_contrary(reading.index, drug.concept, hits, hit, "drug")
    contrary = contrary or why_note_is_against(reading.index, entry.raw, hit.element)
    kind = reading.index.elements[hit.element].type
    way = way_fault(reading.index, hit.element, given, drug.concept, drug.medication)
    if reading.index.is_turned_around(drug.concept):
        reading.pass_over(source, "words_against", [hit.element])
    elif hit.because is not None:
        reading.pass_over(source, "near", [hit.element], hit.because)
    elif reading.is_future(span) or _is_to_come(reading, entry, given):
        reading.pass_over(source, "future", [hit.element])
    elif given.do_not_perform or given.status in _NEVER_GIVEN or given.intent not in _ORDERED:
        reading.pass_over(source, "not_done", [hit.element])
    elif way is not None:
        amounts = _amounts_of(reading, hit.element)
        reading.pass_over(source, way, [hit.element, *(amounts if way == "way_not_known" else ())])
    elif contrary is not None:
        reading.pass_over(source, contrary, [hit.element])
    elif kind == "enumeration":
        _read_outcome(reading, entry, given, hit, span, source)
    elif kind != "boolean" or hit.value is not True:
        reading.pass_over(source, "outcome_not_said", [hit.element])
    else:
        reason = _why_not_in_force(reading, entry, given, hit, span)
        if reason is None and hit.element not in reading.index.records.ever:
            reason = why_not_taken(reading, entry, given, drug.concept)
        if reason is None:
            sign = latest_sign(reading, given)
            if sign is not None:
                reading.drug_signs[entry.name] = sign
            reading.found.append(FoundValue(hit.element, True, source, span, coding=hit.coding))
            _read_amount(reading, entry, given, hit, span, source)
        else:
            amounts = _amounts_of(reading, hit.element)
            reading.pass_over(source, reason, [hit.element, *(amounts if reason in _MAYBE_TAKEN else ())])


def _amounts_of(reading: RecordReading, element: str) -> list[str]:
    """The elements that ask for the amount of a drug."""
    return [name for name, amount in reading.index.records.amounts.items() if amount.among == element]


def _read_outcome(
    reading: RecordReading, entry: ResourceEntry, given: Medicated, hit: Hit, span: Span | None, source: ValueSource
) -> None:
    """Read what came of a drug that was stopped; that it was given never says it."""
    rule = stopped_rule(reading.index, hit.element)
    if rule is None or given.status not in _OVER:
        return reading.pass_over(source, "outcome_not_said", [hit.element])
    outcome, reason, says_more = outcome_of(reading.index, rule, given)
    recorded = f"{given.status}: {reason}" if reason else given.status
    shown = source_of(entry, hit, span, recorded)
    reading.found.append(FoundValue(hit.element, outcome, shown, span, coding=hit.coding))
    if says_more:
        reading.pass_over(shown, "outcome_not_certain", [hit.element])
    elif outcome == rule.otherwise:
        reading.pass_over(source, "outcome_not_said", [hit.element])
    return None


def _why_not_in_force(
    reading: RecordReading, entry: ResourceEntry, given: Medicated, hit: Hit, span: Span | None
) -> str | None:
    """Return why an entry does not say that a drug is taken now, or that it ever was where that is asked."""
    was_given = _was_given(given)
    if hit.element in reading.index.records.ever and was_given:
        return None
    if isinstance(given, MedicationAdministration):
        return None if given.status == "in-progress" else _state_fault(given)
    if isinstance(given, MedicationDispense):
        over = supply_is_over(given.days_supply, span, reading.as_of) if given.status == "completed" else True
        return None if over is False else ("not_current" if over else "course_not_dated")
    if given.status != "active":
        return _state_fault(given)
    end = end_of(entry, given)
    start = given.effective_period.start if given.effective_period else None
    begun = reading.day(start) or span
    course = course_of(given.dosage_instruction, end, begun, reading.as_of)
    if course.is_to_come:
        return "future"
    if course.is_over is None:
        return "course_not_dated"
    return "not_current" if course.is_over else None


def _was_given(given: Medicated) -> bool:
    if isinstance(given, MedicationAdministration):
        return given.status in ("completed", "in-progress")
    if isinstance(given, MedicationDispense):
        return given.status == "completed"
    return isinstance(given, MedicationStatement) and given.status in ("active", "completed", "recorded")


def _state_fault(given: Medicated) -> str:
    return "status_missing" if given.status is None else "not_current"


def _read_amount(
    reading: RecordReading, entry: ResourceEntry, given: Medicated, hit: Hit, span: Span | None, source: ValueSource
) -> None:
    """Add the daily amount of a drug whose dose an element counts; another drug of the same kind leaves it open."""
    for name, amount in reading.index.records.amounts.items():
        if amount.among != hit.element:
            continue
        reading.in_force.setdefault(name, []).append(source)
        if not reading.index.is_amount(name, hit):
            reading.pass_over(source, "dose_not_read", [name], "the dose of this drug is not counted in this element")
            continue
        found, recorded = _a_day(reading, name, entry, given)
        if found.reason is not None:
            reading.pass_over(source_of(entry, hit, span, recorded), found.reason, [name])
            continue
        shown = source_of(entry, hit, span, recorded, found.conversion)
        reading.found.append(FoundValue(name, found.value, shown, span, coding=hit.coding, is_amount=True))


def _a_day(reading: RecordReading, name: str, entry: ResourceEntry, given: Medicated) -> tuple[Measured, str | None]:
    """Return the daily amount of the only dosage, if it has one dose with a known unit and a regular timing.

    Also the dose as written. Otherwise the result has the reason why it was not read.
    """
    if len(given.dosage_instruction) != 1:
        return Measured("dose_not_read"), None
    dosage = given.dosage_instruction[0]
    units = reading.index.amount_units[name]
    quantity = _dose(dosage, units)
    if quantity is None or quantity.value is None or quantity.comparator:
        return Measured("dose_not_read"), None
    recorded = written(quantity)
    named = units_of(quantity)
    if named == [""]:
        return Measured("no_unit"), recorded
    unit = next((each for each in named if units.get(each) is not None), named[0])
    one = units.get(unit)
    if one is None:
        return Measured("unit"), recorded
    times = times_a_day(dosage)
    if times is None:
        return Measured("dose_not_read"), recorded
    if words_disagree(dosage, quantity, times):
        return Measured("dose_disagrees"), recorded
    if _changes(reading, name, entry, dosage):
        return Measured("dose_not_read"), recorded
    factor = Decimal(one) * times
    element = reading.index.elements[name]
    value = Decimal(str(quantity.value)) * factor
    low, high = element.accepted
    if (low is not None and value < low) or (high is not None and value > high):
        return Measured("implausible"), recorded
    conversion = Conversion(from_unit=unit, to_unit=element.unit or "", factor=format(factor.normalize(), "f"))
    return Measured(None, name, value, conversion), recorded


def _changes(reading: RecordReading, name: str, entry: ResourceEntry, dosage: Dosage) -> bool:
    """Return whether the words of a dosage, or a note, say that the amount does not stay as it is."""
    texts = [*dosage.words, *texts_of(dosage.additional_instruction), *notes_of(entry.raw)]
    return reading.index.is_said_to_change(name, texts)


def _dose(dosage: Dosage, units: Units) -> RecordQuantity | None:
    """Return the only dose, or the one that several in known units agree on."""
    doses = [each.dose_quantity for each in dosage.dose_and_rate]
    if any(each.dose_range is not None for each in dosage.dose_and_rate):
        return None
    if len(doses) == 1:
        return doses[0]
    known = [(each, units.get(each.code or each.unit or "")) for each in doses if each is not None]
    read = [(each, factor) for each, factor in known if factor is not None]
    amounts = {Decimal(str(each.value)) * Decimal(factor) for each, factor in read if each.value}
    return read[0][0] if len(amounts) == 1 and all(each.value for each, _ in read) else None


def leave_open_what_adds_up(reading: RecordReading) -> None:
    """Remove the amounts of a kind of drug that has several entries in force.

    They may have to be added, or may be the same drug recorded twice.
    """
    for name, sources in reading.in_force.items():
        if len(sources) > 1 and any(found.element == name and found.is_amount for found in reading.found):
            reading.found = [found for found in reading.found if found.element != name or not found.is_amount]
            for source in sources:
                reading.pass_over(source, "several_drugs", [name])
