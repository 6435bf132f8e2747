"""What is read of each kind of R4 resource. Everything is optional and everything else is passed over."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictFloat, StrictInt


class RecordPart(BaseModel):
    """Base of what is read: unknown keys are passed over, numbers stay as they were written."""

    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)


class CodeExtension(RecordPart):
    """An extension of a code: what it says in one code."""

    url: str | None = None
    value_coding: dict[str, Any] | None = Field(None, alias="valueCoding")
    value_code: str | None = Field(None, alias="valueCode")
    value_string: str | None = Field(None, alias="valueString")


class RecordCoding(RecordPart):
    """One code of one system."""

    system: str | None = None
    code: str | None = None
    display: str | None = None
    extension: list[CodeExtension] = []

    def extension_values(self) -> list[tuple[str | None, str | None]]:
        """Return the extensions as (URL, code)."""
        return [
            (each.url, str((each.value_coding or {}).get("code") or each.value_code or each.value_string))
            for each in self.extension
        ]


class Concept(RecordPart):
    """CodeableConcept."""

    coding: list[RecordCoding] = []
    text: str | None = None


class RecordQuantity(RecordPart):
    """Quantity, also as Age, Duration and SimpleQuantity."""

    value: StrictInt | StrictFloat | None = None
    comparator: str | None = None
    unit: str | None = None
    system: str | None = None
    code: str | None = None


class Range(RecordPart):
    """Range, also as the reference range of a result."""

    low: RecordQuantity | None = None
    high: RecordQuantity | None = None


class Period(RecordPart):
    """Period."""

    start: str | None = None
    end: str | None = None


class RecordReference(RecordPart):
    """Reference, with the words that stand beside it."""

    reference: str | None = None
    display: str | None = None


class Resource(RecordPart):
    """What every resource has."""

    resource_type: str = Field(alias="resourceType")
    id: str | None = None
    contained: list[dict[str, Any]] = []


class RecordPatient(Resource):
    """Patient. The administrative fields that answer elements are read by name, from the rule base."""

    birth_date: str | None = Field(None, alias="birthDate")


class Condition(Resource):
    """Condition."""

    clinical_status: Concept | None = Field(None, alias="clinicalStatus")
    verification_status: Concept | None = Field(None, alias="verificationStatus")
    code: Concept | None = None
    subject: RecordReference | None = None
    onset_date_time: str | None = Field(None, alias="onsetDateTime")
    onset_period: Period | None = Field(None, alias="onsetPeriod")
    onset_age: RecordQuantity | None = Field(None, alias="onsetAge")
    onset_range: Range | None = Field(None, alias="onsetRange")
    onset_string: str | None = Field(None, alias="onsetString")
    abatement_date_time: str | None = Field(None, alias="abatementDateTime")
    abatement_period: Period | None = Field(None, alias="abatementPeriod")
    abatement_age: RecordQuantity | None = Field(None, alias="abatementAge")
    abatement_range: Range | None = Field(None, alias="abatementRange")
    abatement_string: str | None = Field(None, alias="abatementString")
    recorded_date: str | None = Field(None, alias="recordedDate")
    asserted_date: str | None = Field(None, alias="assertedDate")


class Valued(RecordPart):
    """What an Observation and each of its components have in common."""

    code: Concept | None = None
    value_quantity: RecordQuantity | None = Field(None, alias="valueQuantity")
    value_codeable_concept: Concept | None = Field(None, alias="valueCodeableConcept")
    value_string: str | None = Field(None, alias="valueString")
    value_boolean: StrictBool | None = Field(None, alias="valueBoolean")
    value_integer: StrictInt | None = Field(None, alias="valueInteger")
    value_range: Range | None = Field(None, alias="valueRange")
    data_absent_reason: Concept | None = Field(None, alias="dataAbsentReason")
    interpretation: list[Concept] = []
    reference_range: list[Range] = Field([], alias="referenceRange")


class Observation(Resource, Valued):
    """Observation."""

    status: str | None = None
    subject: RecordReference | None = None
    effective_date_time: str | None = Field(None, alias="effectiveDateTime")
    effective_period: Period | None = Field(None, alias="effectivePeriod")
    effective_instant: str | None = Field(None, alias="effectiveInstant")
    issued: str | None = None
    component: list[Valued] = []


class Repeat(RecordPart):
    """Timing.repeat."""

    when: list[str] = []
    time_of_day: list[str] = Field([], alias="timeOfDay")
    day_of_week: list[str] = Field([], alias="dayOfWeek")
    count: StrictInt | None = None
    count_max: StrictInt | None = Field(None, alias="countMax")
    bounds_duration: RecordQuantity | None = Field(None, alias="boundsDuration")
    bounds_range: Range | None = Field(None, alias="boundsRange")
    frequency: StrictInt | None = None
    frequency_max: StrictInt | None = Field(None, alias="frequencyMax")
    period: StrictInt | StrictFloat | None = None
    period_max: StrictInt | StrictFloat | None = Field(None, alias="periodMax")
    period_unit: str | None = Field(None, alias="periodUnit")
    bounds_period: Period | None = Field(None, alias="boundsPeriod")


class Timing(RecordPart):
    """Timing."""

    repeat: Repeat | None = None
    code: Concept | None = None
    event: list[str] = []


class DoseAndRate(RecordPart):
    """Dosage.doseAndRate."""

    dose_quantity: RecordQuantity | None = Field(None, alias="doseQuantity")
    dose_range: Range | None = Field(None, alias="doseRange")


class Dosage(RecordPart):
    """Dosage."""

    text: str | None = None
    patient_instruction: str | None = Field(None, alias="patientInstruction")
    timing: Timing | None = None
    as_needed: StrictBool | None = Field(None, alias="asNeeded")
    as_needed_for: list[Concept] = Field([], alias="asNeededFor")
    route: Concept | None = None
    as_needed_boolean: StrictBool | None = Field(None, alias="asNeededBoolean")
    as_needed_codeable_concept: Concept | None = Field(None, alias="asNeededCodeableConcept")
    dose_and_rate: list[DoseAndRate] = Field([], alias="doseAndRate")


class MedicationChoice(RecordPart):
    """CodeableReference: how R5 names a medication."""

    concept: Concept | None = None
    reference: RecordReference | None = None


class Medicated(Resource):
    """MedicationRequest, MedicationStatement, MedicationDispense and MedicationAdministration."""

    status: str | None = None
    intent: str | None = None
    do_not_perform: StrictBool | None = Field(None, alias="doNotPerform")
    medication_codeable_concept: Concept | None = Field(None, alias="medicationCodeableConcept")
    medication_reference: RecordReference | None = Field(None, alias="medicationReference")
    medication: MedicationChoice | None = None
    subject: RecordReference | None = None
    status_reason: Any = Field(None, alias="statusReason")
    status_reason_concept: Concept | None = Field(None, alias="statusReasonCodeableConcept")
    authored_on: str | None = Field(None, alias="authoredOn")
    date_asserted: str | None = Field(None, alias="dateAsserted")
    effective_date_time: str | None = Field(None, alias="effectiveDateTime")
    effective_period: Period | None = Field(None, alias="effectivePeriod")
    occurence_date_time: str | None = Field(None, alias="occurenceDateTime")
    occurence_period: Period | None = Field(None, alias="occurencePeriod")
    when_handed_over: str | None = Field(None, alias="whenHandedOver")
    days_supply: RecordQuantity | None = Field(None, alias="daysSupply")
    dosage_instruction: list[Dosage] = Field([], alias="dosageInstruction")


class MedicationStatement(Medicated):
    """MedicationStatement names its dosages otherwise."""

    dosage_instruction: list[Dosage] = Field([], alias="dosage")


class MedicationDispense(Medicated):
    """MedicationDispense: what was handed over, and for how many days."""


class AdministeredDosage(RecordPart):
    """MedicationAdministration.dosage."""

    text: str | None = None
    route: Concept | None = None


class MedicationAdministration(Medicated):
    """MedicationAdministration has one dosage, without timing: no daily amount follows from it."""

    dosage_instruction: list[Dosage] = Field([], alias="-")
    dosage: AdministeredDosage | None = None


class AllergyReaction(RecordPart):
    """AllergyIntolerance.reaction."""

    substance: Concept | None = None
    manifestation: list[Concept] = []
    description: str | None = None
    severity: str | None = None


class AllergyIntolerance(Resource):
    """AllergyIntolerance."""

    clinical_status: Concept | None = Field(None, alias="clinicalStatus")
    verification_status: Concept | None = Field(None, alias="verificationStatus")
    code: Concept | None = None
    patient: RecordReference | None = None
    recorded_date: str | None = Field(None, alias="recordedDate")
    asserted_date: str | None = Field(None, alias="assertedDate")
    reaction: list[AllergyReaction] = []


class Procedure(Resource):
    """Procedure."""

    status: str | None = None
    code: Concept | None = None
    subject: RecordReference | None = None
    performed_date_time: str | None = Field(None, alias="performedDateTime")
    performed_period: Period | None = Field(None, alias="performedPeriod")


class Device(Resource):
    """Device."""

    status: str | None = None
    type: Concept | None = None
    patient: RecordReference | None = None


class DeviceUseStatement(Resource):
    """DeviceUseStatement."""

    status: str | None = None
    subject: RecordReference | None = None
    device: RecordReference | None = None
    recorded_on: str | None = Field(None, alias="recordedOn")
    timing_period: Period | None = Field(None, alias="timingPeriod")
    timing_date_time: str | None = Field(None, alias="timingDateTime")


class DiagnosticReport(Resource):
    """DiagnosticReport."""

    status: str | None = None
    code: Concept | None = None
    subject: RecordReference | None = None
    effective_date_time: str | None = Field(None, alias="effectiveDateTime")
    effective_period: Period | None = Field(None, alias="effectivePeriod")
    issued: str | None = None
    conclusion: str | None = None
    conclusion_code: list[Concept] = Field([], alias="conclusionCode")


class QuestionItem(RecordPart):
    """Questionnaire.item."""

    link_id: str | None = Field(None, alias="linkId")
    code: list[RecordCoding] = []
    text: str | None = None
    item: list[QuestionItem] = []


class Questionnaire(Resource):
    """Questionnaire: the codes of its questions."""

    url: str | None = None
    item: list[QuestionItem] = []


class RecordAnswer(RecordPart):
    """QuestionnaireResponse.item.answer."""

    value_date: str | None = Field(None, alias="valueDate")
    value_date_time: str | None = Field(None, alias="valueDateTime")
    value_time: str | None = Field(None, alias="valueTime")
    value_boolean: StrictBool | None = Field(None, alias="valueBoolean")
    value_decimal: StrictInt | StrictFloat | None = Field(None, alias="valueDecimal")
    value_integer: StrictInt | None = Field(None, alias="valueInteger")
    value_quantity: RecordQuantity | None = Field(None, alias="valueQuantity")
    value_coding: RecordCoding | None = Field(None, alias="valueCoding")
    value_string: str | None = Field(None, alias="valueString")
    item: list[RecordItem] = []


class RecordItem(RecordPart):
    """QuestionnaireResponse.item."""

    link_id: str | None = Field(None, alias="linkId")
    definition: str | None = None
    text: str | None = None
    answer: list[RecordAnswer] = []
    item: list[RecordItem] = []


class QuestionnaireResponse(Resource):
    """QuestionnaireResponse."""

    status: str | None = None
    subject: RecordReference | None = None
    questionnaire: str | None = None
    authored: str | None = None
    item: list[RecordItem] = []


class ListEntry(RecordPart):
    """List.entry."""

    item: RecordReference | None = None
    deleted: StrictBool | None = None


class ReviewList(Resource):
    """List."""

    status: str | None = None
    mode: str | None = None
    code: Concept | None = None
    subject: RecordReference | None = None
    date: str | None = None
    entry: list[ListEntry] = []
    empty_reason: Concept | None = Field(None, alias="emptyReason")


class Medication(Resource):
    """Medication."""

    status: str | None = None
    code: Concept | None = None
    form: Concept | None = None


READ: dict[str, type[Resource]] = {
    "Patient": RecordPatient,
    "Condition": Condition,
    "Observation": Observation,
    "MedicationRequest": Medicated,
    "MedicationStatement": MedicationStatement,
    "MedicationAdministration": MedicationAdministration,
    "MedicationDispense": MedicationDispense,
    "DiagnosticReport": DiagnosticReport,
    "Questionnaire": Questionnaire,
    "AllergyIntolerance": AllergyIntolerance,
    "Procedure": Procedure,
    "Device": Device,
    "DeviceUseStatement": DeviceUseStatement,
    "QuestionnaireResponse": QuestionnaireResponse,
    "List": ReviewList,
    "Medication": Medication,
}
