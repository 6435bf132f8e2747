"""The answer as a FHIR R4 GuidanceResponse. The models allow what R4 allows and nothing else."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from immunote.engine.note import Note
from immunote.engine.noting.digest import note_json
from immunote.engine.rulebase import RuleBase
from immunote.service.fhir.mapping import Mapped
from immunote.service.fhir.provenance import FactProvenance, provenances
from immunote.service.fhir.report import MappingReport
from immunote.service.fhir.requirements import DataRequirement, requirements

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9\-.]{1,64}$")]
Text = Annotated[str, StringConstraints(min_length=1, max_length=1024 * 1024, pattern=r"\S")]
_DAILY_BUSINESS = frozenset({"older", "worked_out", "overruled", "another_version"})
_CLASHES = frozenset({"contradicts", "disagree", "ambiguous"})
_MOST_ISSUES = 100


class GuidancePart(BaseModel):
    """Base: no keys beyond R4, no empty values."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Reference(GuidancePart):
    """Reference."""

    reference: Text


class IssueCoding(GuidancePart):
    """Coding: the code of a fault."""

    system: Text
    code: Text
    display: Text


class CodeableConcept(GuidancePart):
    """CodeableConcept: words, and a code where there is one."""

    coding: list[IssueCoding] | None = Field(None, min_length=1)
    text: Text


IssueCode = Literal[
    "invalid",
    "structure",
    "conflict",
    "informational",
    "incomplete",
    "not-supported",
    "exception",
    "login",
    "forbidden",
    "not-found",
    "too-long",
    "throttled",
    "timeout",
    "transient",
    "processing",
]
"""The codes of FHIR's IssueType that are given here."""


class Issue(GuidancePart):
    """OperationOutcome.issue."""

    severity: Literal["fatal", "error", "warning", "information"]
    code: IssueCode
    details: CodeableConcept | None = None
    diagnostics: Text | None = None
    expression: list[Text] | None = None


class OperationOutcome(GuidancePart):
    """OperationOutcome: one issue at least."""

    resourceType: Literal["OperationOutcome"] = "OperationOutcome"  # noqa: N815
    id: Id | None = None
    issue: list[Issue] = Field(min_length=1)


class Parameter(GuidancePart):
    """Parameters.parameter: one value."""

    name: Text
    valueString: Text  # noqa: N815


class Parameters(GuidancePart):
    """Parameters."""

    resourceType: Literal["Parameters"] = "Parameters"  # noqa: N815
    id: Id
    parameter: list[Parameter] = Field(min_length=1)


class Annotation(GuidancePart):
    """Annotation."""

    text: Text


class GuidanceResponse(GuidancePart):
    """GuidanceResponse: what was asked, what came of it, what is missing."""

    resourceType: Literal["GuidanceResponse"] = "GuidanceResponse"  # noqa: N815
    id: Id
    contained: list[OperationOutcome | Parameters | FactProvenance]
    moduleUri: Text  # noqa: N815
    status: Literal["success", "data-required"]
    subject: Reference | None = None
    occurrenceDateTime: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\d$")]  # noqa: N815
    note: list[Annotation] = Field(min_length=1)
    evaluationMessage: list[Reference] | None = None  # noqa: N815
    outputParameters: Reference  # noqa: N815
    dataRequirement: list[DataRequirement] | None = Field(None, min_length=1)  # noqa: N815


def guidance(note: Note, mapped: Mapped, rulebase: RuleBase) -> dict[str, Any]:
    """The GuidanceResponse. `success` where the outcome is settled, else `data-required`."""
    settled = note.status == "settled"
    made = {"note": note_json(note).decode(), "mapping": mapped.report.model_dump_json(), "digest": note.digest}
    parameters = Parameters(id="answer", parameter=[Parameter(name=key, valueString=made[key]) for key in made])
    issues = issues_of(mapped.report)
    contained: list[OperationOutcome | Parameters | FactProvenance] = [parameters]
    if issues:
        contained.append(OperationOutcome(id="seen-and-not-used", issue=issues))
    contained += provenances(note.provenance.engine_version, mapped.report)
    answer = GuidanceResponse(
        id=note.digest,
        contained=contained,
        moduleUri=f"urn:immunote:rulebase:{rulebase.id}:{rulebase.content_hash}",
        status="success" if settled else "data-required",
        subject=Reference(reference=mapped.subject) if mapped.subject else None,
        occurrenceDateTime=mapped.report.as_of,
        note=[Annotation(text=note.headline)],
        evaluationMessage=[Reference(reference="#seen-and-not-used")] if issues else None,
        outputParameters=Reference(reference="#answer"),
        dataRequirement=None if settled else (requirements(note, rulebase) or None),
    )
    return answer.model_dump(mode="json", exclude_none=True, by_alias=True)


def issues_of(report: MappingReport) -> list[Issue]:
    """What a reader of the answer should know of the record: entries that could have answered and did not."""
    found: list[Issue] = []
    for each in report.not_used:
        if each.reason in _DAILY_BUSINESS or (each.element is None and each.reason == "other_person"):
            continue
        clash = each.reason in _CLASHES
        about = f"{each.source.resource}, {each.element}" if each.element else each.source.resource
        found.append(
            Issue(
                severity="warning" if clash else "information",
                code="conflict" if clash else "informational",
                details=CodeableConcept(text=f"{about}: {each.words}"),
            )
        )
    if report.incomplete:
        words = "the record has more pages, which were not sent"
        found.insert(0, Issue(severity="warning", code="incomplete", details=CodeableConcept(text=words)))
    return found[:_MOST_ISSUES]
