"""How OpenAPI describes the FHIR operation."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from immunote.engine.note import Note
from immunote.service.fhir.guidance import GuidanceResponse, OperationOutcome
from immunote.service.fhir.report import MappingReport
from immunote.service.fhir.resources import KIND

JSON, FHIR, _PROBLEM = "application/json", "application/fhir+json", "application/problem+json"


class NoteWithMapping(BaseModel):
    """The note, and what became of each resource."""

    note: Note
    mapping: MappingReport


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def _resource(kind: dict[str, Any], **parts: Any) -> dict[str, Any]:
    return {"type": "object", "required": ["resourceType"], "properties": {"resourceType": kind, **parts}}


def _part(name: str) -> dict[str, Any]:
    return {"type": ["array", "null"], "items": _ref(name)}


ANSWERS: tuple[type[BaseModel], ...] = (GuidanceResponse, OperationOutcome)
_KIND = {"type": "string", "pattern": KIND}
RESOURCES: dict[str, Any] = {
    # of one kind: what is nested has a schema of its own below
    "FhirResource": _resource({"type": "string", "pattern": KIND.replace("^", "^(?!Bundle$|Parameters$)")}),
    "FhirBundle": _resource({"const": "Bundle"}, entry=_part("FhirEntry")),
    "FhirParameters": _resource({"const": "Parameters"}, parameter=_part("FhirParameter")),
    "FhirInner": _resource(_KIND),
    "FhirEntry": {"type": "object", "properties": {"resource": {"anyOf": [_ref("FhirInner"), {"type": "null"}]}}},
    "FhirParameter": {
        "type": "object",
        "properties": {
            "name": {"enum": ["asOf", "as_of", "record"], "type": "string"},
            "resource": {"anyOf": [_ref("FhirInner"), {"type": "null"}]},
        },
    },
}
_RESOURCES = [_ref("FhirResource"), _ref("FhirBundle"), _ref("FhirParameters")]
_EXAMPLE = {
    "resourceType": "Bundle",
    "type": "collection",
    "entry": [{"resource": {"resourceType": "Patient", "id": "example", "birthDate": "1970-05-17"}}],
}
_REFUSED = {
    "description": "No note is given, with every fault",
    "content": {
        _PROBLEM: {"schema": {"$ref": "#/components/schemas/ProblemShown"}},
        FHIR: {"schema": _ref("OperationOutcome")},
    },
}
OPERATION: dict[str, Any] = {
    "responses": {
        200: {
            "model": NoteWithMapping,
            "description": "The note, and where each part of the profile came from",
            "content": {FHIR: {"schema": _ref("GuidanceResponse")}},
        },
        **dict.fromkeys((422, 500, 503), _REFUSED),
    },
    "openapi_extra": {
        "requestBody": {
            "required": True,
            "description": "A Bundle of any type, Parameters, a list of resources, or one resource.",
            "content": {
                media: {
                    "schema": {"anyOf": [*_RESOURCES, {"type": "array", "items": {"anyOf": _RESOURCES}}]},
                    "example": _EXAMPLE,
                }
                for media in (FHIR, JSON)
            },
        }
    },
}
