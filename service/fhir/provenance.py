"""Where each fact of a note came from, as FHIR R4 Provenance inside the answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from immunote.service.fhir.report import MappedElement, MappingReport, ValueSource

Words = Annotated[str, StringConstraints(min_length=1, max_length=1000, pattern=r"\S")]
_LONGEST = 1000


class ProvenancePart(BaseModel):
    """Base: no keys beyond R4, no empty values."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class NamedReference(ProvenancePart):
    """Reference: to a resource, or in words alone where the record gave it no id."""

    reference: Words | None = None
    display: Words | None = None


class OccurredPeriod(ProvenancePart):
    """Period."""

    start: str
    end: str


class Activity(ProvenancePart):
    """CodeableConcept: how a value was come by, and by what its entry was recognised, in words."""

    text: Words


class Agent(ProvenancePart):
    """Provenance.agent: the program."""

    who: NamedReference


class SourceEntity(ProvenancePart):
    """Provenance.entity: the entry of the record."""

    role: Literal["source"] = "source"
    what: NamedReference


class FactProvenance(ProvenancePart):
    """Provenance of one fact. It points at the answer that it stands in, so it may be contained (dom-3)."""

    resourceType: Literal["Provenance"] = "Provenance"  # noqa: N815
    id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9\-.]{1,64}$")]
    target: list[NamedReference] = Field(min_length=1)
    occurredDateTime: str | None = None  # noqa: N815
    occurredPeriod: OccurredPeriod | None = None  # noqa: N815
    recorded: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\dT00:00:00Z$")]
    activity: Activity
    agent: list[Agent] = Field(min_length=1)
    entity: list[SourceEntity] = Field(min_length=1)


def provenances(engine_version: str, report: MappingReport) -> Iterator[FactProvenance]:
    """One for each fact that was read of the record, in the order of the report."""
    program = Agent(who=NamedReference(display=f"immunote {engine_version}"))
    for number, each in enumerate(report.elements, 1):
        first, _, last = (each.source.date or "").partition(" to ")
        yield FactProvenance(
            id=f"fact-{number}",
            target=[NamedReference(reference="#", display=_cut(_fact(each)))],
            occurredDateTime=None if last else first or None,
            occurredPeriod=OccurredPeriod(start=first, end=last) if last else None,
            recorded=f"{report.as_of}T00:00:00Z",
            activity=Activity(text=f"{each.how}, by {each.source.by}" if each.source.by else each.how),
            agent=[program],
            entity=[SourceEntity(what=_entry(source)) for source in (each.source, *each.older)],
        )


def _fact(each: MappedElement) -> str:
    value = {True: "yes", False: "no"}.get(each.value, each.value) if isinstance(each.value, bool) else each.value
    return f"{each.element}: {value}{f' {each.unit}' if each.unit else ''}"


def _entry(source: ValueSource) -> NamedReference:
    code = source.code
    named = (
        " ".join(filter(None, (code.display, f"({code.system}|{code.code})" if code.code else None))) if code else ""
    )
    conversion = source.conversion
    factor = f"{conversion.from_unit} × {conversion.factor} = {conversion.to_unit}" if conversion else None
    words = "; ".join(filter(None, (named, source.recorded, factor))) or source.resource
    kind, _, own = source.resource.partition("/")
    is_reference = kind.isalpha() and own.replace("-", "").replace(".", "").isalnum() and own.isascii()
    return NamedReference(reference=source.resource if is_reference else None, display=_cut(words))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
