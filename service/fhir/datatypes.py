"""The data types of R4 that are read: codes, quantities, periods, references, dosages; all else is passed over."""

from __future__ import annotations

from typing import Annotated, Any, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictFloat,
    StrictInt,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WrapValidator,
)

Part = TypeVar("Part")


def _listed(given: Any) -> Any:
    """Nothing, as some systems write `null` for what they have not, is an empty list."""
    return [] if given is None else given


def _one_as_list(given: Any) -> Any:
    """One object is a list of one, where another version of FHIR has no list."""
    return [given] if isinstance(given, dict) else _listed(given)


def _all_or_none(given: Any, read: ValidatorFunctionWrapHandler) -> Any:
    """Where one of them cannot be read, none counts."""
    try:
        return read(_listed(given))
    except ValidationError:
        return []


Many = Annotated[list[Part], BeforeValidator(_listed)]
OneOrMore = Annotated[list[Part], BeforeValidator(_one_as_list)]
AllOrNone = Annotated[list[Part], WrapValidator(_all_or_none)]


class RecordPart(BaseModel):
    """Base of what is read: unknown keys are passed over, numbers stay as they were written."""

    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)


class CodeExtension(RecordPart):
    """An extension of a code: what it says in one code."""

    url: str | None = None
    value_coding: dict[str, Any] | None = Field(None, alias="valueCoding")
    value_code: str | None = Field(None, alias="valueCode")
    value_string: str | None = Field(None, alias="valueString")

    @property
    def value(self) -> str:
        """The code that it says."""
        return str((self.value_coding or {}).get("code") or self.value_code or self.value_string)


class RecordCoding(RecordPart):
    """One code of one system."""

    system: str | None = None
    code: str | None = None
    display: str | None = None
    extension: Many[CodeExtension] = Field(default_factory=list)

    def extension_values(self) -> list[tuple[str | None, str | None]]:
        """Return the extensions as (URL, code)."""
        return [(each.url, each.value) for each in self.extension]


class Concept(RecordPart):
    """CodeableConcept."""

    coding: Many[RecordCoding] = Field(default_factory=list)
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


class ReferenceRange(Range):
    """Observation.referenceRange. `meaning`: what DSTU2 called its type."""

    type: Concept | None = None
    meaning: Concept | None = None
    applies_to: Many[Concept] = Field(default_factory=list, alias="appliesTo")
    age: Range | None = None
    text: str | None = None


class Period(RecordPart):
    """Period."""

    start: str | None = None
    end: str | None = None


class RecordReference(RecordPart):
    """Reference, with the words that stand beside it."""

    reference: str | None = None
    display: str | None = None


class Repeat(RecordPart):
    """Timing.repeat."""

    when: Many[str] = Field(default_factory=list)
    time_of_day: Many[str] = Field(default_factory=list, alias="timeOfDay")
    day_of_week: Many[str] = Field(default_factory=list, alias="dayOfWeek")
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
    event: Many[str] = Field(default_factory=list)


class DoseAndRate(RecordPart):
    """Dosage.doseAndRate."""

    dose_quantity: RecordQuantity | None = Field(None, alias="doseQuantity")
    dose_range: Range | None = Field(None, alias="doseRange")


class Dosage(RecordPart):
    """Dosage."""

    text: str | None = None
    patient_instruction: str | None = Field(None, alias="patientInstruction")
    additional_instruction: Many[Concept] = Field(default_factory=list, alias="additionalInstruction")
    timing: Timing | None = None
    as_needed: StrictBool | None = Field(None, alias="asNeeded")
    as_needed_for: Many[Concept] = Field(default_factory=list, alias="asNeededFor")
    route: Concept | None = None
    as_needed_boolean: StrictBool | None = Field(None, alias="asNeededBoolean")
    as_needed_codeable_concept: Concept | None = Field(None, alias="asNeededCodeableConcept")
    dose_and_rate: Many[DoseAndRate] = Field(default_factory=list, alias="doseAndRate")

    @property
    def words(self) -> list[str]:
        """How it is to be taken, in words, for the pharmacy and for the patient."""
        return [text for text in (self.text, self.patient_instruction) if text]


class DispenseRequest(RecordPart):
    """MedicationRequest.dispenseRequest."""

    validity_period: Period | None = Field(None, alias="validityPeriod")


class Ingredient(RecordPart):
    """Medication.ingredient."""

    item_codeable_concept: Concept | None = Field(None, alias="itemCodeableConcept")


class ListEntry(RecordPart):
    """List.entry."""

    item: RecordReference | None = None
    deleted: StrictBool | None = None
