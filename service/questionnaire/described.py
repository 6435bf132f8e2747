"""How OpenAPI describes the questionnaires and their operations."""

from __future__ import annotations

from typing import Any

from immunote.service.fhir.described import FHIR, JSON

_RESOURCE = {"type": "object", "required": ["resourceType"], "properties": {"resourceType": {"type": "string"}}}


def _kind(name: str, **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["resourceType"],
        "properties": {"resourceType": {"const": name}, **properties},
    }


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


RESOURCES: dict[str, Any] = {
    "SdcQuestionnaireResponse": _kind("QuestionnaireResponse"),
    "SdcParameters": _kind("Parameters", parameter={"type": "array", "items": _ref("SdcParameter")}),
    "SdcParameter": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}},
    "SdcRecord": _RESOURCE,
}
_RESPONSE, _PARAMETERS, _RECORD = map(_ref, ("SdcQuestionnaireResponse", "SdcParameters", "SdcRecord"))
_OUTCOME = {"content": {FHIR: {"schema": {"$ref": "#/components/schemas/OperationOutcome"}}}}
_REFUSED = {"description": "An OperationOutcome with every fault", **_OUTCOME}


def _answer(schema: dict[str, Any], words: str) -> dict[str, Any]:
    return {"description": words, "content": {FHIR: {"schema": schema}}}


def _taken(schemas: list[dict[str, Any]], words: str) -> dict[str, Any]:
    content = {media: {"schema": {"anyOf": schemas}} for media in (FHIR, JSON)}
    return {"requestBody": {"required": True, "description": words, "content": content}}


FORM: dict[int | str, dict[str, Any]] = {
    200: _answer(_kind("Questionnaire"), "The form, as FHIR R4 and SDC 3."),
    404: {"description": "No such form", **_OUTCOME},
}
FOUND: dict[int | str, dict[str, Any]] = {200: _answer(_kind("Bundle"), "The forms that fit.")}
DEFINITION: dict[int | str, dict[str, Any]] = {
    200: _answer(_kind("OperationDefinition"), "As FHIR R4."),
    404: {"description": "No such operation", **_OUTCOME},
}
NEXT_QUESTION: dict[str, Any] = {
    "responses": {200: _answer(_RESPONSE, "The answers, with the questions that come next."), 422: _REFUSED},
    "openapi_extra": _taken([_RESPONSE, _PARAMETERS], "A QuestionnaireResponse, or Parameters with one."),
}
POPULATE: dict[str, Any] = {
    "responses": {200: _answer(_PARAMETERS, "The response and the issues."), 404: FORM[404], 422: _REFUSED},
    "openapi_extra": _taken([_PARAMETERS, _RECORD], "Parameters with the record, or a Bundle."),
}
EXTRACT: dict[str, Any] = {
    "responses": {200: _answer(_PARAMETERS, "The profile, and the Observations."), 422: _REFUSED},
    "openapi_extra": _taken([_RESPONSE, _PARAMETERS], "A QuestionnaireResponse, or Parameters with one."),
}
