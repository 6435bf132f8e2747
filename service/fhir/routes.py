"""`POST /fhir/$ivig-note`: FHIR R4 in; the note and the mapping report out, as JSON or as a GuidanceResponse."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Annotated, Literal

import orjson
from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from immunote.engine.api import NoAnswer
from immunote.engine.faults import Fault, Refused, shorten
from immunote.engine.noting.digest import note_json
from immunote.service.fhir.described import FHIR, JSON, OPERATION
from immunote.service.fhir.guidance import Issue, OperationOutcome, guidance
from immunote.service.fhir.index import index_of
from immunote.service.fhir.local_map import map_of
from immunote.service.fhir.mapping import map_resources
from immunote.service.fhir.resources import Collected, parse, resources_in
from immunote.service.fhir.terminology import above_codes
from immunote.service.kernel.accept import accepted, must_be
from immunote.service.kernel.context import Context, request_id_of, shared_context
from immunote.service.kernel.deciding import decide, in_thread
from immunote.service.kernel.headers import RULE_BASE
from immunote.service.kernel.problems import Problem, problem_of
from immunote.service.kernel.scopes import Caller
from immunote.service.security.callers import needs

router = APIRouter(prefix="/fhir", tags=["fhir"])
_FORMATS = {
    "json": JSON,
    "fhir": FHIR,
    JSON: JSON,
    FHIR: FHIR,
    FHIR.replace("+", " "): FHIR,  # a bare + in a query is a space
}
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_PRIVATE = {"Cache-Control": "no-store", "Vary": "Accept"}


@router.post("/$ivig-note", summary="The note of one patient's FHIR R4 resources", **OPERATION)
async def write(
    request: Request,
    context: Annotated[Context, Depends(shared_context)],
    caller: Annotated[Caller, Depends(needs("notes:write"))],
    as_of: Annotated[
        str | None,
        Query(description="The day of the assessment; left out, today (UTC).", json_schema_extra={"format": "date"}),
    ] = None,
    format_: Annotated[
        str | None,
        Query(
            alias="_format",
            description="What to answer with, in place of the Accept header.",
            json_schema_extra={"enum": ["json", "fhir", JSON, FHIR]},
        ),
    ] = None,
) -> Response:
    """What is recorded is read, and what is not recorded is not known; that never means no. Errors are problem
    details, or an OperationOutcome for who asks for FHIR.
    """
    media = accepted(request.headers.get("accept"), (JSON, FHIR)) if format_ is None else _format(format_)
    must_be(request.headers.get("content-type"), (FHIR, JSON))
    body = await request.body()
    request_id = request_id_of(request)
    try:
        return await in_thread(context, lambda: _answer(context, caller, request_id, body, as_of, media))
    except (Refused, NoAnswer) as error:
        if media != FHIR:
            raise
        return _outcome(error)


def _answer(context: Context, caller: Caller, request_id: str, body: bytes, as_of: str | None, media: str) -> Response:
    engine = context.knowledge.engine
    collected = resources_in(parse(body), most=context.settings.fhir.most_resources)
    local = map_of(context.settings.fhir.map, engine.rulebase)
    above = above_codes(context.settings.terminology, collected, index_of(engine.rulebase, local))
    mapped = map_resources(collected, engine.rulebase, _day(as_of, collected), local, above)
    for unknown in mapped.report.unknown_codes:
        for _ in range(unknown.count):
            context.metrics.unknown_code(unknown.system)
    note = engine.whole(decide(context, mapped.patient, caller, "fhir", request_id, engine))
    headers = {RULE_BASE: note.provenance.content_hash, **_PRIVATE}
    if media == FHIR:
        return Response(orjson.dumps(guidance(note, mapped, engine.rulebase)), 200, headers, FHIR)
    content = b'{"note":%s,"mapping":%s}' % (
        note_json(note),
        mapped.report.model_dump_json().encode(),
    )
    return Response(content, 200, headers, JSON)


def _format(given: str) -> str:
    found = _FORMATS.get(given)
    if found is None:
        raise Problem(406, "No such type is on offer", [Fault("_format", "S05", shorten(given), "`json` or `fhir`")])
    return found


def _day(given: str | None, collected: Collected) -> date:
    """The day of the assessment: of the query, of a parameter `asOf`, or today; the only clock of the intake."""
    written = given if given is not None else collected.parameters.get("asOf")
    if written is None:
        return datetime.now(UTC).date()
    try:
        if isinstance(written, str) and _DAY.fullmatch(written):
            return date.fromisoformat(written)
    except ValueError:
        pass
    help_line = "write the day of the assessment in full, as 2026-03-31"
    raise Refused([Fault("as_of", "S44", shorten(written, 40), help_line)])


def _outcome(error: Refused | NoAnswer) -> Response:
    problem = problem_of(error)
    code: Literal["exception", "invalid"] = "exception" if problem.status >= 500 else "invalid"
    issues = [Issue(severity="error", code=code, diagnostics=str(fault)) for fault in problem.faults]
    outcome = OperationOutcome(issue=issues).model_dump(mode="json", exclude_none=True)
    return Response(orjson.dumps(outcome), problem.status, {**_PRIVATE, **problem.headers}, FHIR)
