"""`POST /fhir/$ivig-note`: FHIR R4 in; the note and the mapping report out, as JSON or as a GuidanceResponse."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from immunote.engine.faults import Fault, Refused, nearest, shorten
from immunote.engine.noting.digest import note_json
from immunote.service.fhir import conformance
from immunote.service.fhir.configured import map_collected
from immunote.service.fhir.conformance import PARAMETERS
from immunote.service.fhir.described import FHIR, JSON, OPERATION
from immunote.service.fhir.guidance import guidance
from immunote.service.fhir.inputs import inputs_of
from immunote.service.fhir.resources import Collected, parse, resources_in
from immunote.service.kernel.accept import accepted, must_be
from immunote.service.kernel.context import Context, request_id_of, shared_context
from immunote.service.kernel.deciding import decide, in_thread
from immunote.service.kernel.headers import RULE_BASE
from immunote.service.kernel.problems import Problem
from immunote.service.kernel.scopes import Caller
from immunote.service.security.callers import needs
from immunote.service.shadow.messages import NOTHING_SEEN, SeenInputs

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
_PARAMETERS = (*PARAMETERS, "_format")
_A_DAY = {"format": "date"}
AsOf = Annotated[
    str | None,
    Query(description="The day of the assessment; left out, today (UTC).", json_schema_extra=_A_DAY),
]
AsOfInFhir = Annotated[
    str | None, Query(alias="asOf", description="The same, as FHIR writes names.", json_schema_extra=_A_DAY)
]
Format = Annotated[
    str | None,
    Query(
        alias="_format",
        description="What to answer with, in place of the Accept header.",
        json_schema_extra={"enum": ["json", "fhir", JSON, FHIR]},
    ),
]


@router.post("/$ivig-note", summary="The note of one patient's FHIR R4 resources", **OPERATION)
async def write(
    request: Request,
    context: Annotated[Context, Depends(shared_context)],
    caller: Annotated[Caller, Depends(needs("notes:write"))],
    as_of: AsOf = None,
    as_of_in_fhir: AsOfInFhir = None,
    format_: Format = None,
) -> Response:
    """What is recorded is read, and what is not recorded is not known; that never means no. Errors are
    OperationOutcomes, or problem details for who asks for plain JSON by name.
    """
    known_parameters(request)
    media = media_of(request, format_)
    must_be(request.headers.get("content-type"), (FHIR, JSON))
    body = await request.body()
    asked = NoteAsked(caller, request_id_of(request), day_given(as_of, as_of_in_fhir), media)
    return await in_thread(context, lambda: answer(context, asked, parse(body)))


@dataclass(frozen=True)
class NoteAsked:
    """Who asks for a note, of which day, and in which form."""

    caller: Caller
    request_id: str
    day: str | None
    media: str


def answer(context: Context, asked: NoteAsked, given: Any) -> Response:
    """The note of the resources in `given`, as JSON or as a GuidanceResponse. Raises Refused and NoAnswer."""
    engine = context.knowledge.engine
    collected = resources_in(given, most=context.settings.fhir.most_resources)
    _known_names(collected)
    mapped = map_collected(context.settings, collected, engine.rulebase, _day(asked.day, collected))
    for unknown in mapped.report.unknown_codes:
        context.metrics.unknown_code(unknown.system, unknown.count)
    seen = NOTHING_SEEN if context.shadow is None else SeenInputs(inputs_of(mapped.report))
    note = engine.whole(decide(context, mapped.patient, asked.caller, "fhir", asked.request_id, engine, seen))
    headers = {RULE_BASE: note.provenance.content_hash, **_PRIVATE}
    if asked.media == FHIR:
        return Response(orjson.dumps(guidance(note, mapped, engine.rulebase)), 200, headers, FHIR)
    content = b'{"note":%s,"mapping":%s}' % (
        note_json(note),
        mapped.report.model_dump_json().encode(),
    )
    return Response(content, 200, headers, JSON)


def media_of(request: Request, format_: str | None) -> str:
    """The form that is asked for: `_format` counts before the Accept header. Raises Problem 406."""
    return accepted(request.headers.get("accept"), (JSON, FHIR)) if format_ is None else _format(format_)


def known_parameters(request: Request, known: Sequence[str] = _PARAMETERS) -> None:
    """Refuse a query with other parameters than there are, or with one of them twice. Raises Refused (S45).

    A misspelt day would otherwise be today, and of two values one would be passed over.
    """
    given = Counter(name for name, _ in request.query_params.multi_items())
    faults = [Fault(name, "S45", shorten(name), nearest(name, known)) for name in given if name not in known]
    faults += [
        Fault(name, "S45", f"{shorten(name)}: {times} times", "give it once")
        for name, times in given.items()
        if name in known and times > 1
    ]
    if faults:
        raise Refused(sorted(faults))


def day_given(*given: str | None) -> str | None:
    """The day of the query, under either of its names. Raises Refused (S44) where they differ."""
    days = list(dict.fromkeys(each for each in given if each is not None))
    if len(days) > 1:
        raise Refused([Fault("asOf", "S44", shorten(", ".join(days), 60), "`asOf` and `as_of` are one parameter")])
    return days[0] if days else None


def _known_names(collected: Collected) -> None:
    faults = [
        Fault("$.parameter", "S45", shorten(name), nearest(name, PARAMETERS))
        for name in dict.fromkeys(name for name, _ in collected.parameters)
        if name not in PARAMETERS
    ]
    if faults:
        raise Refused(sorted(faults))


def _format(given: str) -> str:
    found = _FORMATS.get(given)
    if found is None:
        raise Problem(406, "No such type is on offer", [Fault("_format", "S05", shorten(given), "`json` or `fhir`")])
    return found


def _day(given: str | None, collected: Collected) -> date:
    """The day of query and body, which have to agree; a parameter without a value is none. Raises Refused (S44)."""
    stated = [value if isinstance(value, str) else shorten(value) for _, value in collected.parameters]
    return day_of(day_given(given, *stated))


def day_of(written: Any) -> date:
    """The day of the assessment: as it was given, or today; the only clock of the intake. Raises Refused (S44)."""
    if written is None:
        return datetime.now(UTC).date()
    try:
        if isinstance(written, str) and _DAY.fullmatch(written):
            return date.fromisoformat(written)
    except ValueError:
        pass
    help_line = "write the day of the assessment in full, as 2026-03-31"
    raise Refused([Fault("as_of", "S44", shorten(written, 40), help_line)])


router.include_router(conformance.router)
