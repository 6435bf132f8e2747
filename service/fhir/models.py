"""What is read of each kind of R4 resource. Everything is optional and everything else is passed over."""

from __future__ import annotations

from typing import Any

from pydantic import AliasChoices, Field, StrictBool, StrictFloat, StrictInt, model_validator

from immunote.service.fhir.datatypes import (
    AllOrNone,
    CodeExtension,
    Concept,
    DispenseRequest,
    Dosage,
    Ingredient,
    ListEntry,
    Many,
    OneOrMore,
    Period,
    Range,
    RecordCoding,
    RecordPart,
    RecordQuantity,
    RecordReference,
    ReferenceRange,
    Timing,
)
from immunote.service.fhir.turned import why_no_value


class Resource(RecordPart):
    """What every resource has."""

    resource_type: str = Field(alias="resourceType")
    id: str | None = None
    contained: Many[dict[str, Any]] = Field(default_factory=list)


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
    abatement_boolean: StrictBool | None = Field(None, alias="abatementBoolean")
    recorded_date: str | None = Field(None, alias="recordedDate")
    asserted_date: str | None = Field(None, alias="assertedDate")
    extension: AllOrNone[CodeExtension] = Field(default_factory=list)


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
    interpretation: OneOrMore[Concept] = Field(default_factory=list)
    reference_range: AllOrNone[ReferenceRange] = Field(default_factory=list, alias="referenceRange")


class Observation(Resource, Valued):
    """Observation."""

    status: str | None = None
    subject: RecordReference | None = None
    effective_date_time: str | None = Field(None, alias="effectiveDateTime")
    effective_period: Period | None = Field(None, alias="effectivePeriod")
    effective_instant: str | None = Field(None, alias="effectiveInstant")
    effective_timing: Timing | None = Field(None, alias="effectiveTiming")
    issued: str | None = None
    component: Many[Valued] = Field(default_factory=list)


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
    occurence_date_time: str | None = Field(
        None, validation_alias=AliasChoices("occurenceDateTime", "occurrenceDateTime")
    )
    occurence_period: Period | None = Field(None, validation_alias=AliasChoices("occurencePeriod", "occurrencePeriod"))
    when_handed_over: str | None = Field(None, alias="whenHandedOver")
    days_supply: RecordQuantity | None = Field(None, alias="daysSupply")
    dispense_request: DispenseRequest | None = Field(None, alias="dispenseRequest")
    dosage_instruction: Many[Dosage] = Field(default_factory=list, alias="dosageInstruction")


class MedicationStatement(Medicated):
    """MedicationStatement names its dosages otherwise."""

    dosage_instruction: Many[Dosage] = Field(default_factory=list, alias="dosage")


class MedicationDispense(Medicated):
    """MedicationDispense: what was handed over, and for how many days."""


class AdministeredDosage(RecordPart):
    """MedicationAdministration.dosage."""

    text: str | None = None
    route: Concept | None = None


class MedicationAdministration(Medicated):
    """MedicationAdministration has one dosage, without timing: no daily amount follows from it."""

    dosage_instruction: Many[Dosage] = Field(default_factory=list, alias="-")
    dosage: AdministeredDosage | None = None


class AllergyReaction(RecordPart):
    """AllergyIntolerance.reaction."""

    substance: Concept | None = None
    manifestation: Many[Concept] = Field(default_factory=list)
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
    reaction: Many[AllergyReaction] = Field(default_factory=list)


class Procedure(Resource):
    """Procedure. R5 calls when it was done its occurrence."""

    status: str | None = None
    status_reason: Concept | None = Field(None, alias="statusReason")
    code: Concept | None = None
    subject: RecordReference | None = None
    performed_date_time: str | None = Field(
        None, validation_alias=AliasChoices("performedDateTime", "occurrenceDateTime")
    )
    performed_period: Period | None = Field(None, validation_alias=AliasChoices("performedPeriod", "occurrencePeriod"))


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
    conclusion_code: Many[Concept] = Field(default_factory=list, alias="conclusionCode")


class QuestionItem(RecordPart):
    """Questionnaire.item."""

    link_id: str | None = Field(None, alias="linkId")
    code: Many[RecordCoding] = Field(default_factory=list)
    text: str | None = None
    extension: Many[CodeExtension] = Field(default_factory=list)
    item: Many[QuestionItem] = Field(default_factory=list)


class Questionnaire(Resource):
    """Questionnaire: the codes of its questions."""

    url: str | None = None
    item: Many[QuestionItem] = Field(default_factory=list)


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
    item: Many[RecordItem] = Field(default_factory=list)
    lost: str | None = None
    """Why what stands there is no value; told from the whole of the answer."""

    @model_validator(mode="before")
    @classmethod
    def _with_why_lost(cls, given: Any) -> Any:
        return {**given, "lost": why_no_value(given)} if isinstance(given, dict) else given


class RecordItem(RecordPart):
    """QuestionnaireResponse.item."""

    link_id: str | None = Field(None, alias="linkId")
    definition: str | None = None
    text: str | None = None
    answer: Many[RecordAnswer] = Field(default_factory=list)
    item: Many[RecordItem] = Field(default_factory=list)


class QuestionnaireResponse(Resource):
    """QuestionnaireResponse."""

    status: str | None = None
    subject: RecordReference | None = None
    questionnaire: str | None = None
    authored: str | None = None
    item: Many[RecordItem] = Field(default_factory=list)


class ReviewList(Resource):
    """List."""

    status: str | None = None
    mode: str | None = None
    code: Concept | None = None
    subject: RecordReference | None = None
    date: str | None = None
    entry: Many[ListEntry] = Field(default_factory=list)
    empty_reason: Concept | None = Field(None, alias="emptyReason")


class Medication(Resource):
    """Medication."""

    status: str | None = None
    code: Concept | None = None
    form: Concept | None = None
    ingredient: Many[Ingredient] = Field(default_factory=list)


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
