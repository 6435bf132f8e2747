"""How OpenAPI describes `/v1`. Schemas that come from the rule base, and all examples, are put in by `describe`."""

from __future__ import annotations

from types import UnionType
from typing import Any

from pydantic import BaseModel

from immunote.engine.lean.known import SharedKnowledge
from immunote.engine.lean.model import LeanNote
from immunote.engine.note import Note
from immunote.service.rest.models import (
    BatchRow,
    Decisions,
    Explained,
    Fields,
    RuleBaseShown,
    Rules,
    RuleShown,
    SourceShown,
)

_PROFILE = {"$ref": "#/components/schemas/Profile"}
_TEXT = {"schema": {"type": "string"}}
_BYTES = {"schema": {"type": "string", "format": "binary"}}
NDJSON = "application/x-ndjson"


def _body(description: str, content: dict[str, Any], required: bool = True) -> dict[str, Any]:
    return {"requestBody": {"required": required, "description": description, "content": content}}


def _answered(status: int, model: type[Any] | UnionType | None, description: str, **more: Any) -> dict[int | str, Any]:
    found: dict[str, Any] = {"description": description, **more}
    if model is not None:
        found["model"] = model
    return {status: found}


NOTE: dict[str, Any] = {
    "responses": _answered(
        200,
        LeanNote | Note,
        "The note",
        content={"text/markdown": _TEXT, "text/html": _TEXT, "application/pdf": _BYTES},
    ),
    "openapi_extra": _body("One profile.", {"application/json": {"schema": _PROFILE}}),
}
EXPLAIN: dict[str, Any] = {
    "responses": _answered(200, Explained, "What is open"),
    "openapi_extra": _body("One profile.", {"application/json": {"schema": _PROFILE}}),
}
BATCH: dict[str, Any] = {
    "responses": _answered(200, None, "One answer a line, each a BatchRow", content={NDJSON: _TEXT}),
    "openapi_extra": _body("One profile a line; without a line no answer.", {NDJSON: _TEXT}, required=False),
}
DECISIONS: dict[str, Any] = {"responses": _answered(200, Decisions, "What was decided")}
_KNOWLEDGE: dict[str, type[Any]] = {
    "fields": Fields,
    "rules": Rules,
    "rule": RuleShown,
    "source": SourceShown,
    "rulebase": RuleBaseShown,
    "knowledge": SharedKnowledge,
}
_UNCHANGED = _answered(304, None, "What the caller has is still so")
_IF_NONE_MATCH = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "description": "The ETag of an earlier answer.",
    "schema": {"type": "string"},
}
MODELS: tuple[type[BaseModel], ...] = (BatchRow,)


def knowledge(name: str, page: bool = False) -> dict[str, Any]:
    """The description of a knowledge resource; `page`: it is also a page to read."""
    more = {"content": {"text/html": _TEXT}} if page else {}
    return {
        "responses": {**_answered(200, _KNOWLEDGE[name], "As the rule base in use has it", **more), **_UNCHANGED},
        "openapi_extra": {"parameters": [_IF_NONE_MATCH]},
    }
