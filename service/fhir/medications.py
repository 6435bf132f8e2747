"""Medication requests, statements and administrations: what is taken now, and what was once given."""

from __future__ import annotations

from decimal import Decimal

from immunote.service.fhir.dates import Span, span_between, span_of
from immunote.service.fhir.index import Hit
from immunote.service.fhir.models import Concept, Dosage, Medicated, MedicationAdministration
from immunote.service.fhir.record_reading import FoundValue, Measured, RecordReading, source_of, written
from immunote.service.fhir.report import Conversion, ValueSource
from immunote.service.fhir.resources import ResourceEntry

_ORDERED = {"order", "original-order", "instance-order", "filler-order", "reflex-order", None}
_NEVER_GIVEN = {"draft", "cancelled", "not-taken", "not-done", "intended", "entered-in-error"}
_A_DAY = {"h": Decimal(24), "d": Decimal(1), "wk": Decimal(1) / 7}


def read_medication(reading: RecordReading, entry: ResourceEntry, given: Medicated, concept: Concept | None) -> None:
    """Yes to what is taken now where it is in force; that a drug was given never says what came of it."""
    if given.status == "entered-in-error":
        return reading.pass_over(source_of(entry), "entered_in_error")
    if concept is None and given.medication_reference is not None:
        return reading.pass_over(source_of(entry), "elsewhere")
    period = given.effective_period
    span = reading.day(given.authored_on) or reading.day(given.effective_date_time) or reading.day(given.date_asserted)
    span = span or (span_between(period.start, period.end) if period else None)
    hits = reading.index.drug_hits(concept)
    for hit in hits:
        _read_hit(reading, entry, given, hit, span)
    if not hits and not reading.index.knows([concept]):
        reading.unknown_codes([concept])
    return None


def _read_hit(reading: RecordReading, entry: ResourceEntry, given: Medicated, hit: Hit, span: Span | None) -> None:
    source = source_of(entry, hit, span, given.status or "no status")
    kind = reading.index.elements[hit.element].type
    if hit.because is not None:
        reading.pass_over(source, "near", [hit.element], hit.because)
    elif reading.is_future(span):
        reading.pass_over(source, "future", [hit.element])
    elif given.do_not_perform or given.status in _NEVER_GIVEN or given.intent not in _ORDERED:
        reading.pass_over(source, "not_done", [hit.element])
    elif kind != "boolean" or hit.value is not True:
        reading.pass_over(source, "outcome_not_said", [hit.element])
    elif _is_in_force(reading, given):
        reading.found.append(FoundValue(hit.element, True, source, span, coding=hit.coding))
        _read_amount(reading, entry, given, hit, span, source)
    elif given.status is None:
        reading.pass_over(source, "status_missing", [hit.element])
    else:
        reading.pass_over(source, "not_current", [hit.element])


def _is_in_force(reading: RecordReading, given: Medicated) -> bool:
    if isinstance(given, MedicationAdministration):
        return given.status == "in-progress"
    if given.status != "active":
        return False
    period = given.effective_period
    ends = [period.end if period else None]
    for dosage in given.dosage_instruction:
        repeat = dosage.timing.repeat if dosage.timing else None
        ends.append(repeat.bounds_period.end if repeat and repeat.bounds_period else None)
    spans = [span for end in ends if (span := span_of(end)) is not None]
    return not spans or any(span.last_day >= reading.as_of for span in spans)


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
        found, recorded = _a_day(reading, amount.units, name, given)
        if found.reason is not None:
            reading.pass_over(source_of(entry, hit, span, recorded), found.reason, [name])
            continue
        shown = source_of(entry, hit, span, recorded, found.conversion)
        reading.found.append(FoundValue(name, found.value, shown, span, coding=hit.coding, is_amount=True))


def _a_day(reading: RecordReading, units: dict[str, str], name: str, given: Medicated) -> tuple[Measured, str | None]:
    """Return the daily amount of the only dosage, if it has one dose with a known unit and a regular timing.

    Also the dose as written. Otherwise the result has the reason why it was not read.
    """
    if len(given.dosage_instruction) != 1:
        return Measured("dose_not_read"), None
    dosage = given.dosage_instruction[0]
    quantity = dosage.dose_and_rate[0].dose_quantity if len(dosage.dose_and_rate) == 1 else None
    if quantity is None or quantity.value is None or quantity.comparator:
        return Measured("dose_not_read"), None
    recorded = written(quantity)
    unit = quantity.code or quantity.unit
    if not unit:
        return Measured("no_unit"), recorded
    if unit not in units:
        return Measured("unit"), recorded
    times = _times_a_day(dosage)
    if times is None:
        return Measured("dose_not_read"), recorded
    factor = Decimal(units[unit]) * times
    element = reading.index.elements[name]
    value = Decimal(str(quantity.value)) * factor
    low, high = element.accepted
    if (low is not None and value < low) or (high is not None and value > high):
        return Measured("implausible"), recorded
    conversion = Conversion(from_unit=unit, to_unit=element.unit or "", factor=format(factor.normalize(), "f"))
    return Measured(None, name, value, conversion), recorded


def _times_a_day(dosage: Dosage) -> Decimal | None:
    repeat = dosage.timing.repeat if dosage.timing else None
    if repeat is None or dosage.as_needed_boolean or dosage.as_needed_codeable_concept is not None:
        return None
    if repeat.frequency_max is not None or repeat.period_max is not None or not repeat.period:
        return None
    share = _A_DAY.get(repeat.period_unit or "")
    if share is None or repeat.period <= 0:
        return None
    return Decimal(repeat.frequency or 1) * share / Decimal(str(repeat.period))


def leave_open_what_adds_up(reading: RecordReading) -> None:
    """Remove the amounts of a kind of drug that has several entries in force.

    They may have to be added, or may be the same drug recorded twice.
    """
    for name, sources in reading.in_force.items():
        if len(sources) > 1 and any(found.element == name and found.is_amount for found in reading.found):
            reading.found = [found for found in reading.found if found.element != name or not found.is_amount]
            for source in sources:
                reading.pass_over(source, "several_drugs", [name])
