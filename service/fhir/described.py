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


def _inlined(model: type[BaseModel]) -> dict[str, Any]:
    """The schema of a model without references: in an OpenAPI document they would point elsewhere."""
    schema = model.model_json_schema()
    parts = schema.pop("$defs", {})

    def put(part: Any) -> Any:
        if isinstance(part, dict):
            if "$ref" in part:
                return put(parts[part["$ref"].rpartition("/")[2]])
            return {key: put(each) for key, each in part.items()}
        return [put(each) for each in part] if isinstance(part, list) else part

    inlined: dict[str, Any] = put(schema)
    return inlined


def _resource(kind: dict[str, Any], **parts: Any) -> dict[str, Any]:
    return {"type": "object", "required": ["resourceType"], "properties": {"resourceType": kind, **parts}}


_NESTED = ["Bundle", "Parameters"]
_PLAIN = _resource({"type": "string", "pattern": KIND, "not": {"enum": _NESTED}})
_INNER = {**_resource({"type": "string", "pattern": KIND}), "type": ["object", "null"]}
_PARTS = {"type": ["array", "null"], "items": {"type": "object", "properties": {"resource": _INNER}}}
_RESOURCES = [
    _PLAIN,
    _resource({"const": "Bundle"}, entry=_PARTS),
    _resource({"const": "Parameters"}, parameter=_PARTS),
]
_EXAMPLE = {
    "resourceType": "Bundle",
    "type": "collection",
    "entry": [{"resource": {"resourceType": "Patient", "id": "example", "birthDate": "1970-05-17"}}],
}
_REFUSED = {
    "description": "No note is given, with every fault",
    "content": {
        _PROBLEM: {"schema": {"$ref": "#/components/schemas/ProblemShown"}},
        FHIR: {"schema": _inlined(OperationOutcome)},
    },
}
OPERATION: dict[str, Any] = {
    "responses": {
        200: {
            "model": NoteWithMapping,
            "description": "The note, and where each part of the profile came from",
            "content": {FHIR: {"schema": _inlined(GuidanceResponse)}},
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
