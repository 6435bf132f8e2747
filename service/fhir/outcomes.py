"""Errors below `/fhir` as FHIR OperationOutcomes, from whatever layer they come: the routes, the limits, the callers.

Who asks for JSON by name, and not for FHIR, gets problem details, as everywhere else. The CDS services answer so as
well where they speak the ballot of CDS Hooks 3.0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
from starlette.datastructures import Headers, QueryParams

from immunote.service.fhir.guidance import CodeableConcept, Issue, IssueCode, IssueCoding, OperationOutcome
from immunote.service.kernel.problems import MEDIA_TYPE

if TYPE_CHECKING:
    from starlette.types import Scope

FHIR = "application/fhir+json"
SYSTEM = "urn:immunote:error"
_JSON = ("application/json", MEDIA_TYPE)
_CODES: dict[int, IssueCode] = {
    400: "invalid",
    401: "login",
    403: "forbidden",
    404: "not-found",
    405: "not-supported",
    406: "not-supported",
    408: "timeout",
    409: "conflict",
    412: "incomplete",
    413: "too-long",
    414: "too-long",
    415: "not-supported",
    422: "invalid",
    429: "throttled",
    431: "too-long",
    503: "transient",
    504: "timeout",
}


def asks_for_json(scope: Scope) -> bool:
    """Whether a request asks for plain JSON by name and not for FHIR."""
    format_ = QueryParams(scope["query_string"]).get("_format")
    if format_ is not None:
        return format_ in ("json", "application/json")
    accept = Headers(scope=scope).get("accept", "").lower()
    return FHIR not in accept and any(each in accept for each in _JSON)


def outcome_of(problem: dict[str, Any]) -> bytes:
    """The OperationOutcome of problem details: an issue for each fault, or one for the status alone."""
    status, title = problem["status"], problem["title"]
    code: IssueCode = _CODES.get(status, "exception" if status >= 500 else "processing")
    issues = [
        Issue(
            severity="error",
            code=code,
            details=CodeableConcept(
                coding=[IssueCoding(system=SYSTEM, code=fault["code"], display=fault["what"])], text=title
            ),
            diagnostics=f"{fault['code']} {fault['what']}: `{fault['text']}`. {fault['help']}".strip(),
            expression=[_path(fault["pointer"])] if fault["pointer"] else None,
        )
        for fault in problem["faults"]
    ]
    found = OperationOutcome(issue=issues or [Issue(severity="error", code=code, diagnostics=title)])
    return orjson.dumps(found.model_dump(mode="json", exclude_none=True))


def _path(pointer: str) -> str:
    """A JSON pointer as a path of FHIRPath: `/entry/3/resource` as `entry[3].resource`."""
    path = ""
    for part in pointer.strip("/").split("/"):
        path += f"[{part}]" if part.isdigit() else f".{part}"
    return path.lstrip(".")
