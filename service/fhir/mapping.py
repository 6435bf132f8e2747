"""From resources to a profile and a report. Pure: the day of the assessment is given, and nothing is looked up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from pydantic import ValidationError

from immunote.engine.faults import Refused
from immunote.engine.intake import Intake, Patient
from immunote.engine.profile import value_json
from immunote.engine.rulebase import RuleBase
from immunote.engine.tree import Value
from immunote.service.fhir.allergies import read_allergy
from immunote.service.fhir.answers import questions_in, read_answers
from immunote.service.fhir.choosing import Chosen, choose
from immunote.service.fhir.closing import closures
from immunote.service.fhir.conditions import read_condition, read_device, read_device_use, read_procedure
from immunote.service.fhir.datatypes import Concept, RecordReference
from immunote.service.fhir.dates import span_of
from immunote.service.fhir.durations import add_durations
from immunote.service.fhir.identity import ReferredEntries, latest_versions
from immunote.service.fhir.index import MatchedBy, index_of
from immunote.service.fhir.local_map import NOTHING, LocalMap
from immunote.service.fhir.measurements import add_measurements, taken_with
from immunote.service.fhir.medications import Drug, leave_open_what_adds_up, read_medication
from immunote.service.fhir.models import (
    READ,
    AllergyIntolerance,
    Condition,
    Device,
    DeviceUseStatement,
    DiagnosticReport,
    Medicated,
    Medication,
    MedicationAdministration,
    MedicationDispense,
    MedicationStatement,
    Observation,
    Procedure,
    QuestionnaireResponse,
    RecordPatient,
    Resource,
)
from immunote.service.fhir.observations import read_observation
from immunote.service.fhir.panels import Panels
from immunote.service.fhir.parts import without_broken_parts
from immunote.service.fhir.passing import leave_out_before_birth, leave_out_what_passed
from immunote.service.fhir.people import Person, why_record_ended
from immunote.service.fhir.record_reading import FoundValue, RecordReading, source_of
from immunote.service.fhir.report import (
    Follows,
    Json,
    MappedElement,
    MappingReport,
    NotUsed,
    SeenElement,
    UnknownCode,
)
from immunote.service.fhir.reports import read_report
from immunote.service.fhir.resources import Collected, ResourceEntry, resources_in
from immunote.service.fhir.specimens import Specimens
from immunote.service.fhir.standing import why_not_read
from immunote.service.fhir.stopping import leave_out_what_was_stopped
from immunote.service.fhir.ticked import add_ticked
from immunote.service.fhir.turned import is_said_absent
from immunote.service.fhir.unread import note_unread, with_contained, with_one_person

Above = Mapping[str, Collection[str]]
_ELSEWHERE = frozenset({"replaced", "inactive_record"})


@dataclass(frozen=True)
class Mapped:
    """The profile, ready for the engine (`patient` is the same, checked), and where each part of it came from.

    `subject`: the reference to the Patient, where there is one with an id.
    """

    profile: dict[str, Json]
    report: MappingReport
    patient: Patient
    subject: str | None = None


def map_resources(
    resources: Any, rulebase: RuleBase, as_of: date, local: LocalMap = NOTHING, above: Above | None = None
) -> Mapped:
    """Map a Bundle, Parameters, a list of resources (or of Bundles) or a Collected. Raises Refused (S41 to S43).

    `above`: what a terminology server said of its codes.
    """
    collected = resources if isinstance(resources, Collected) else resources_in(resources)
    index = index_of(rulebase, local)
    if above:
        index = index.with_above(above)
    reading = RecordReading(index, as_of)
    entries, outdated, unclear = latest_versions(collected.entries)
    entries, unclear = with_one_person(entries, unclear)
    person = Person(entries)
    for entry in outdated:
        reading.pass_over(source_of(entry), "another_version")
    for entry in unclear:
        note_unread(reading, entry, "versions_differ")
    models, not_read = _models(reading, entries, person)
    about = next(((entry, model) for entry, model in models if isinstance(model, RecordPatient)), None)
    if about is not None:
        _read_person(reading, *about)
    others = _Others(models)
    for entry, model in models:
        _READERS.get(type(model), _passed)(reading, entry, model, others)
    leave_open_what_adds_up(reading)
    leave_out_what_was_stopped(reading)
    leave_out_before_birth(reading)
    leave_out_what_passed(reading)
    chosen = choose(reading)
    add_durations(reading, chosen, about[0] if about else None)
    _leave_out_worked_out(reading, chosen)
    add_measurements(reading, chosen)
    profile, patient = _consistent(reading, index.intake, chosen)
    incomplete = collected.incomplete or not _ELSEWHERE.isdisjoint(reading.about_person)
    closing = closures(reading, models, others.references, chosen, patient, incomplete)
    closing |= add_ticked(reading, {**chosen, **closing}, patient)
    if closing:
        profile, patient = _with_closures(reading, index.intake, chosen, closing)
    for name in patient.set_aside.keys() & chosen.keys():
        reading.pass_over(chosen[name].found.source, "no_needs", [name])
    report = _report(reading, chosen, patient, collected, not_read)
    own = about[0].raw.get("id") if about else None
    return Mapped(profile, report, patient, f"Patient/{own}" if isinstance(own, str) and own.strip() else None)


def _models(
    reading: RecordReading, entries: list[ResourceEntry], person: Person
) -> tuple[list[tuple[ResourceEntry, Resource]], Counter[str]]:
    models: list[tuple[ResourceEntry, Resource]] = []
    not_read: Counter[str] = Counter()
    specimens = Specimens(entries)
    panels = Panels(entries, specimens.why_not)

    def why_not(entry: ResourceEntry) -> str | None:
        return why_not_read(entry, person, reading.index) or specimens.why_not(entry) or panels.why_not(entry)

    for entry in [each for found in entries for each in with_contained(found, why_not)]:
        shape = READ.get(entry.kind)
        if shape is None or entry.kind == "Questionnaire":  # which answers nothing, and only names questions
            not_read[entry.kind] += 1
        if shape is None:
            continue
        reason = why_not(entry)
        if reason is not None:
            note_unread(reading, entry, reason)
            continue
        try:
            models.append((entry, shape.model_validate(entry.raw)))
        except ValidationError as broken:
            rest = without_broken_parts(reading, entry, shape, broken)
            if rest is None:
                note_unread(reading, entry, "unreadable")
            else:
                models.append(rest)
    return models, not_read


class _Others:
    """The resources that others refer to."""

    def __init__(self, models: list[tuple[ResourceEntry, Resource]]) -> None:
        self._models = {id(entry): model for entry, model in models}
        self.references = ReferredEntries(entry for entry, _ in models)
        self.questions = questions_in([model for _, model in models])

    def drug(self, entry: ResourceEntry, given: Medicated) -> Drug:
        """What a medication is, written in place, contained, or in a resource of its own."""
        chosen = given.medication
        concept = given.medication_codeable_concept or (chosen.concept if chosen else None)
        reference = given.medication_reference or (chosen.reference if chosen else None)
        if reference is None:
            return Drug(concept)
        found = self._referred(entry, given, reference, Medication)
        if isinstance(found, Medication):
            return Drug(concept or found.code, found)
        return Drug(concept or Concept(text=reference.display), is_elsewhere=concept is None)

    def device(self, entry: ResourceEntry, given: DeviceUseStatement) -> Device | None:
        """The device that is used."""
        found = self._referred(entry, given, given.device, Device)
        return found if isinstance(found, Device) else None

    def _referred(
        self, entry: ResourceEntry, given: Resource, reference: RecordReference | None, shape: type[Resource]
    ) -> Resource | None:
        if reference is None or reference.reference is None:
            return None
        if reference.reference.startswith("#"):
            for raw in given.contained:
                if raw.get("id") == reference.reference[1:]:
                    try:
                        return shape.model_validate(raw)
                    except ValidationError:
                        return None
            return None
        found = self.references.find(reference.reference, shape.__name__, entry)
        return self._models.get(id(found)) if found is not None else None


def _read_person(reading: RecordReading, entry: ResourceEntry, patient: Resource) -> None:
    assert isinstance(patient, RecordPatient)
    reading.born = span_of(patient.birth_date)
    gender = entry.raw.get("gender")
    reading.gender = gender if isinstance(gender, str) else None
    for reason in why_record_ended(entry.raw, reading.as_of):
        reading.pass_over(source_of(entry), reason)
        reading.about_person.append(reason)
    born = [name for name, each in reading.index.records.durations.items() if each.since == "birth"]
    if is_said_absent(entry.raw.get("_birthDate")):
        reading.born = None
        reading.pass_over(source_of(entry, by=MatchedBy.person), "value_absent", born)
    elif reading.born is None and patient.birth_date:
        reading.pass_over(source_of(entry, recorded=patient.birth_date, by=MatchedBy.person), "date_not_read", born)
    for field, answers in reading.index.records.person.items():
        written = entry.raw.get(field)
        if is_said_absent(entry.raw.get(f"_{field}")):
            reading.pass_over(source_of(entry, by=MatchedBy.person), "value_absent", [answers.element])
            continue
        if not isinstance(written, str) or not written:
            continue
        source = source_of(entry, recorded=f"{field}: {written}", by=MatchedBy.person)
        if written in answers.values:
            reading.found.append(FoundValue(answers.element, answers.values[written], source))
        else:
            reading.pass_over(source, "coded_value", [answers.element])


_Reader = Callable[[RecordReading, ResourceEntry, Any, _Others], None]


def _passed(_reading: RecordReading, _entry: ResourceEntry, _model: Any, _others: _Others) -> None:
    """Read nothing: such a resource counts only where another one refers to it."""


_READERS: Mapping[type[Resource], _Reader] = {
    Condition: lambda reading, entry, model, _: read_condition(reading, entry, model),
    Observation: lambda reading, entry, model, _: read_observation(reading, entry, model),
    AllergyIntolerance: lambda reading, entry, model, _: read_allergy(reading, entry, model),
    Procedure: lambda reading, entry, model, _: read_procedure(reading, entry, model),
    Device: lambda reading, entry, model, _: read_device(reading, entry, model),
    DiagnosticReport: lambda reading, entry, model, _: read_report(reading, entry, model),
    QuestionnaireResponse: lambda reading, entry, model, others: read_answers(reading, entry, model, others.questions),
    DeviceUseStatement: lambda reading, entry, model, others: read_device_use(
        reading, entry, model, others.device(entry, model)
    ),
    **dict.fromkeys(
        (Medicated, MedicationStatement, MedicationDispense, MedicationAdministration),
        lambda reading, entry, model, others: read_medication(reading, entry, model, others.drug(entry, model)),
    ),
}


def _leave_out_worked_out(reading: RecordReading, chosen: dict[str, Chosen]) -> None:
    """Remove recorded values of derived elements whose inputs are all known, so that the engine derives them.

    A value for which there is a formula is removed only if it is older than one of the inputs.
    """
    known: set[str] = set()
    before = -1
    while len(known) != before:
        before = len(known)
        for name, element in reading.index.elements.items():
            for derivation in element.derivations:
                if derivation.formula is not None and not _is_of_another_day(chosen, name, derivation.inputs):
                    continue
                if all(each in chosen or each in known for each in derivation.inputs):
                    known.add(name)
    for name in [name for name in chosen if name in known]:
        reading.pass_over(chosen.pop(name).found.source, "worked_out", [name])


def _is_of_another_day(chosen: dict[str, Chosen], name: str, inputs: tuple[str, ...]) -> bool:
    """Return whether a recorded result is surely older than one of the inputs of its formula."""
    taken = chosen.get(name)
    others = [chosen[each].found for each in inputs if each in chosen and chosen[each].found.how == "read"]
    return taken is not None and any(other.is_newer_than(taken.found) for other in others)


def _consistent(reading: RecordReading, intake: Intake, chosen: dict[str, Chosen]) -> tuple[dict[str, Json], Patient]:
    """Return the profile and patient after removing facts that contradict each other; these are then missing."""
    family = reading.index.family
    while True:
        profile = _profile(reading, intake, chosen)
        try:
            return profile, intake.check(profile)
        except Refused as refused:
            named = {name for fault in refused.faults for name in fault.subjects}
            families = {family[name] for name in named if name in family}
            clashing = [name for name in chosen if name in named or family.get(name) in families] or list(chosen)
            for name in clashing:
                reading.pass_over(chosen.pop(name).found.source, "contradicts", [name])
            for name in taken_with(reading, clashing):
                chosen.pop(name, None)


def _profile(reading: RecordReading, intake: Intake, chosen: Mapping[str, Chosen]) -> dict[str, Json]:
    """Return the chosen values as a profile, in the dictionary's order."""
    names = [name for name in intake.rulebase.elements if name in chosen]
    return {name: _json(reading, name, chosen[name].found.value) for name in names}


def _with_closures(
    reading: RecordReading, intake: Intake, chosen: dict[str, Chosen], closing: dict[str, Chosen]
) -> tuple[dict[str, Json], Patient]:
    """Return profile and patient with what lists close; a closure that contradicts anything is dropped."""
    while True:
        profile = _profile(reading, intake, {**chosen, **closing})
        try:
            patient = intake.check(profile)
        except Refused as refused:
            named = {name for fault in refused.faults for name in fault.subjects}
            for name in [each for each in closing if each in named] or list(closing):
                reading.pass_over(closing.pop(name).found.source, "contradicts", [name])
        else:
            chosen.update(closing)
            return profile, patient


def _seen(reading: RecordReading, absent: list[str]) -> tuple[SeenElement, ...]:
    """Return the elements without a value on which something was seen, with the reasons why it was not read."""
    found: dict[str, list[NotUsed]] = {name: [] for name in absent}
    for each in reading.not_used:
        for name in reading.index.members(reading.index.family[each.element]) if each.element else ():
            if name in found:
                found[name].append(each)
    made = []
    for name, entries in found.items():
        if entries:
            words = "; ".join(dict.fromkeys(each.words for each in entries))
            sources = tuple({each.source.model_dump_json(): each.source for each in entries}.values())
            label = reading.index.elements[name].label
            made.append(
                SeenElement(element=name, label=label, words=f"seen, not read with certainty: {words}", sources=sources)
            )
    return tuple(made)


def _json(reading: RecordReading, name: str, value: Value) -> Json:
    element = reading.index.elements[name]
    if isinstance(value, Decimal):
        value = value.quantize(Decimal(1).scaleb(-element.decimals), ROUND_HALF_EVEN)
    return value_json(element, value)


def _report(
    reading: RecordReading, chosen: dict[str, Chosen], patient: Patient, collected: Collected, not_read: Counter[str]
) -> MappingReport:
    elements = reading.index.elements
    mapped = tuple(
        MappedElement(
            element=name,
            label=elements[name].label,
            value=_json(reading, name, taken.found.value),
            unit=elements[name].unit,
            how=taken.found.how,
            source=taken.found.source,
            older=tuple(each.source for each in taken.older),
        )
        for name, taken in sorted(chosen.items(), key=lambda item: list(elements).index(item[0]))
    )
    follows = tuple(
        Follows(element=name, value=_json(reading, name, value), because=patient.because[name])
        for name, value in patient.facts.items()
        if name in patient.because and name not in chosen
    )
    unknown = tuple(
        UnknownCode(system=system, code=code, display=display, count=count)
        for (system, code, display), count in reading.unknown.items()
    )
    absent = [name for name in elements if name not in patient.facts]
    seen = _seen(reading, absent)
    names = {each.element for each in seen}
    return MappingReport(
        as_of=reading.as_of.isoformat(),
        resources=len(collected.entries),
        elements=mapped,
        follows=follows,
        not_used=tuple(reading.not_used),
        unknown_codes=unknown,
        not_read=dict(not_read),
        absent=tuple(absent),
        seen=seen,
        not_recorded=tuple(name for name in absent if name not in names),
        incomplete=collected.incomplete,
    )
