"""What this FHIR endpoint says of itself: a CapabilityStatement, and the OperationDefinition of `$ivig-note`."""

from __future__ import annotations

from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from immunote.engine.rulebase import RuleBase
from immunote.engine.version import VERSION
from immunote.service.kernel.context import Context, shared_context
from immunote.service.kernel.headers import RULE_BASE

router = APIRouter(tags=["fhir"])
OPERATION = "ivig-note"
PARAMETERS = ("asOf", "as_of")
_FHIR = "application/fhir+json"
_FHIR_VERSION = "4.0.1"
_DESCRIPTION: dict[int | str, dict[str, Any]] = {
    200: {"description": "As FHIR R4.", "content": {_FHIR: {"schema": {"type": "object"}}}},
}
Shared = Annotated[Context, Depends(shared_context)]


@router.get("/metadata", summary="The CapabilityStatement", response_class=Response, responses=_DESCRIPTION)
def metadata(request: Request, context: Shared) -> Response:
    """What can be asked here. It is open, as FHIR has it; nothing of a patient is in it."""
    rulebase = context.knowledge.engine.rulebase
    has_instances = context.settings.fhir.server is not None
    return _answer(capabilities(rulebase, _base(request, context), has_instances), rulebase)


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
    return _answer(definition(rulebase, _base(request, context), has_instances), rulebase)


def capabilities(rulebase: RuleBase, base: str, has_instances: bool) -> dict[str, Any]:
    """The CapabilityStatement."""
    offered = [{"name": OPERATION, "definition": f"{base}/OperationDefinition/{OPERATION}"}]
    rest: dict[str, Any] = {
        "mode": "server",
        "documentation": "One operation: from the resources of one patient to a graded, cited note. Nothing is stored "
        "but the decision, without identity.",
        "security": {"description": "An API key as bearer token, with the scope notes:write."},
        "operation": offered,
    }
    if has_instances:
        rest["resource"] = [{"type": "Patient", "operation": offered}]
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


def _base(request: Request, context: Context) -> str:
    return f"{(context.settings.base_url or str(request.base_url)).rstrip('/')}/fhir"


def _answer(content: dict[str, Any], rulebase: RuleBase) -> Response:
    headers = {RULE_BASE: rulebase.content_hash, "Cache-Control": "no-cache"}
    return Response(orjson.dumps(content), media_type=_FHIR, headers=headers)
