"""What this FHIR endpoint says of itself: a CapabilityStatement, and the OperationDefinition of `$ivig-note`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from immunote.engine.rulebase import RuleBase
from immunote.engine.version import VERSION
from immunote.service.kernel.context import Context, shared_context
from immunote.service.kernel.headers import RULE_BASE
from immunote.service.security.links import base_url_of

router = APIRouter(tags=["fhir"])
OPERATION = "ivig-note"
PARAMETERS = ("asOf", "as_of")
_FHIR = "application/fhir+json"
_FHIR_VERSION = "4.0.1"
_DESCRIPTION: dict[int | str, dict[str, Any]] = {
    200: {"description": "As FHIR R4.", "content": {_FHIR: {"schema": {"type": "object"}}}},
}
Shared = Annotated[Context, Depends(shared_context)]


@dataclass(frozen=True, slots=True)
class OfferedKind:
    """A kind of resource that a room above this one offers: its operations (by id), interactions and searches."""

    kind: str
    operations: Sequence[str]
    interactions: Sequence[str] = ()
    searches: Sequence[tuple[str, str]] = ()


_OFFERED: dict[str, OfferedKind] = {}


def offer(kind: OfferedKind) -> None:
    """Let the CapabilityStatement say what a room above this one offers."""
    _OFFERED[kind.kind] = kind


@router.get("/metadata", summary="The CapabilityStatement", response_class=Response, responses=_DESCRIPTION)
def metadata(request: Request, context: Shared) -> Response:
    """What can be asked here. It is open, as FHIR has it; nothing of a patient is in it."""
    rulebase = context.knowledge.engine.rulebase
    has_instances = context.settings.fhir.server is not None
    return as_fhir(capabilities(rulebase, base_of(request, context), has_instances), rulebase)


@router.get(
    f"/OperationDefinition/{OPERATION}",
    summary="The OperationDefinition of `$ivig-note`",
    response_class=Response,
    responses=_DESCRIPTION,
)
def operation(request: Request, context: Shared) -> Response:
    """The operation with its parameters. It is open."""
    rulebase = context.knowledge.engine.rulebase
    has_instances = context.settings.fhir.server is not None
    return as_fhir(definition(rulebase, base_of(request, context), has_instances), rulebase)


def capabilities(rulebase: RuleBase, base: str, has_instances: bool) -> dict[str, Any]:
    """The CapabilityStatement."""
    offered = [{"name": OPERATION, "definition": f"{base}/OperationDefinition/{OPERATION}"}]
    rest: dict[str, Any] = {
        "mode": "server",
        "documentation": "From the resources of one patient to a graded, cited note, and the questions that are still "
        "open as questionnaires. Nothing is stored but the decision, without identity.",
        "security": {"description": "An API key as bearer token, with the scope notes:write."},
        "operation": offered,
    }
    kinds = [{"type": "Patient", "operation": offered}] if has_instances else []
    kinds += [_kind(each, base) for each in _OFFERED.values()]
    if kinds:
        rest["resource"] = kinds
    return {
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": rulebase.evidence_as_of,
        "kind": "instance",
        "software": {"name": "immunote", "version": VERSION},
        "implementation": {"description": rulebase.title, "url": base},
        "fhirVersion": _FHIR_VERSION,
        "format": ["json", _FHIR],
        "rest": [rest],
    }


def _kind(offered: OfferedKind, base: str) -> dict[str, Any]:
    stated = {
        "type": offered.kind,
        "interaction": [{"code": each} for each in offered.interactions],
        "searchParam": [{"name": name, "type": type_} for name, type_ in offered.searches],
        "operation": [{"name": id_, "definition": f"{base}/OperationDefinition/{id_}"} for id_ in offered.operations],
    }
    return {key: value for key, value in stated.items() if value}


def definition(rulebase: RuleBase, base: str, has_instances: bool) -> dict[str, Any]:
    """The OperationDefinition."""
    return {
        "resourceType": "OperationDefinition",
        "id": OPERATION,
        "url": f"{base}/OperationDefinition/{OPERATION}",
        "version": rulebase.version,
        "name": "IvigNote",
        "title": rulebase.title,
        "status": "active",
        "kind": "operation",
        "date": rulebase.evidence_as_of,
        "description": rulebase.intended_use,
        "affectsState": False,
        "code": OPERATION,
        **({"resource": ["Patient"]} if has_instances else {}),
        "system": True,
        "type": False,
        "instance": has_instances,
        "parameter": [
            {
                "name": "asOf",
                "use": "in",
                "min": 0,
                "max": "1",
                "documentation": "The day of the assessment, in full; left out, today (UTC). As a query parameter it "
                "may be written `as_of` too.",
                "type": "date",
            },
            {
                "name": "record",
                "use": "in",
                "min": 0,
                "max": "*",
                "documentation": "The resources of one patient, one by one or as a Bundle. The whole body may be a "
                "Bundle in place of Parameters. Of an instance they are fetched.",
                "type": "Resource",
            },
            {
                "name": "return",
                "use": "out",
                "min": 1,
                "max": "1",
                "documentation": "The note: `success` where the outcome is settled, else `data-required`.",
                "type": "GuidanceResponse",
            },
        ],
    }


def base_of(request: Request, context: Context) -> str:
    """The URL of the FHIR endpoint, as the settings or the request have it."""
    return f"{base_url_of(request, context)}/fhir"


def as_fhir(content: dict[str, Any], rulebase: RuleBase) -> Response:
    """A resource that is open and says nothing of a patient."""
    headers = {RULE_BASE: rulebase.content_hash, "Cache-Control": "no-cache"}
    return Response(orjson.dumps(content), media_type=_FHIR, headers=headers)
