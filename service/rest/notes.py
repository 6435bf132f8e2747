"""`/v1/notes`, `/v1/notes/batch`, `/v1/notes/{digest}`, `/v1/explain`."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable
from functools import partial
from typing import Annotated, Any, Literal, TypeVar

import orjson
from fastapi import APIRouter, Depends, Path, Query, Request
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from immunote.engine.api import Decided, Engine, NoAnswer
from immunote.engine.faults import Fault, Refused, shorten
from immunote.engine.lean import lean_json
from immunote.engine.noting.digest import note_json
from immunote.engine.rulebase import RuleBase
from immunote.service.html.day import today
from immunote.service.kernel.accept import accepted, must_be
from immunote.service.kernel.context import Context, request_id_of, shared_context
from immunote.service.kernel.deciding import NoteRequest, decide_async, in_thread, in_turn
from immunote.service.kernel.headers import RULE_BASE
from immunote.service.kernel.problems import Problem, problem_body, problem_of
from immunote.service.kernel.scopes import Caller
from immunote.service.rest import bodies, docs
from immunote.service.rest.models import Decisions, Explained
from immunote.service.rest.streamed import Streamed
from immunote.service.security.callers import needs, next_turn
from immunote.service.storage.decisions import RecordedDecision

T = TypeVar("T")
router = APIRouter(prefix="/v1")
PDF = "application/pdf"
FORMATS = ("application/json", "text/markdown", "text/html", PDF)
_DIGEST = re.compile(r"[0-9a-f]{64}")
_PRIVATE = {"Cache-Control": "no-store"}

Shared = Annotated[Context, Depends(shared_context)]
Parts = Annotated[
    Literal["lean", "whole"],
    Query(
        description="Of the JSON: `lean`, which stands by itself and refers for the dossier to the knowledge of its "
        "rule base; or `whole`, which holds everything."
    ),
]
SettledBy = Annotated[
    bool,
    Query(description="Whether the lean form lists the smallest sets of answers that would settle the note."),
]
MayWrite = Annotated[Caller, Depends(needs("notes:write"))]
MayRead = Annotated[Caller, Depends(needs("decisions:read"))]


@router.post("/notes", summary="The note of one patient", tags=["notes"], **docs.NOTE)
async def write(
    request: Request, context: Shared, caller: MayWrite, parts: Parts = "lean", settled_by: SettledBy = False
) -> Response:
    """A profile in, a note out: JSON, Markdown, HTML or its page as PDF, as the Accept header asks. Nothing of the
    patient is kept but the facts that the note rests on, without identity.
    """
    media = accepted(request.headers.get("accept"), FORMATS)
    content = await bodies.profile_bytes(request)
    asked = NoteRequest(caller, "rest", request_id_of(request))
    if media == PDF:
        return await _as_pdf(context, asked, content)
    return await _decided(context, asked, content, partial(_written, media=media, parts=parts, settled_by=settled_by))


@router.post("/explain", summary="What is open, and what would settle it", tags=["notes"], **docs.EXPLAIN)
async def explain(request: Request, context: Shared, caller: MayWrite) -> Response:
    """Which outcomes can still be reached, what is missing, what could settle it, what would change it; no more."""
    content = await bodies.profile_bytes(request)
    asked = NoteRequest(caller, "explain", request_id_of(request))
    return await _decided(context, asked, content, _explained)


@router.post("/notes/batch", summary="The notes of many patients, line by line", tags=["notes"], **docs.BATCH)
async def batch(request: Request, context: Shared, caller: MayWrite) -> Response:
    """One profile a line in (NDJSON), one answer a line out, in the same order and while lines still arrive. A line
    that is refused gets its problem in its place; the others are not concerned.
    """
    must_be(request.headers.get("content-type"), bodies.NDJSON)
    accepted(request.headers.get("accept"), bodies.NDJSON)
    rows = _rows(request, context, NoteRequest(caller, "batch", request_id_of(request)))
    return Streamed(rows, bodies.NDJSON[0], _PRIVATE)


@router.get("/notes/{digest}", summary="What was decided under a digest", tags=["notes"], **docs.DECISIONS)
async def decided(
    context: Shared,
    caller: MayRead,
    digest: Annotated[
        str, Path(description="The digest at the end of a note.", json_schema_extra={"pattern": "^[0-9a-f]{64}$"})
    ],
) -> Response:
    """Every decision in the log with this digest: the facts used, the truth of each rule, when and through which
    entry. There is no identity in it, for none is kept.
    """
    found: list[RecordedDecision] = []
    if _DIGEST.fullmatch(digest):
        found = await in_thread(context, partial(_logged, context, digest))
    if not found:
        help_line = "a digest has 64 hexadecimal digits and stands at the end of each note"
        raise Problem(404, "No such decision", [Fault("digest", "S06", shorten(digest), help_line)])
    shown = Decisions.model_validate({"digest": digest, "decisions": found}, from_attributes=True)
    return Response(shown.model_dump_json(), media_type=FORMATS[0], headers=_PRIVATE)


def _logged(context: Context, digest: str) -> list[RecordedDecision]:
    try:
        return context.decisions.by_digest(digest)
    except SQLAlchemyError as error:
        help_line = "ask again in a moment"
        fault = Fault("decision log", "S01", type(error).__name__, help_line)
        raise Problem(503, "The decision log cannot be read", [fault]) from None


async def _decided(context: Context, asked: NoteRequest, content: bytes, shown: Callable[[Decided, Engine], T]) -> T:
    engine = context.knowledge.engine  # one for the whole request, whatever is loaded meanwhile
    return await decide_async(
        context,
        asked,
        engine,
        lambda: engine.patient(bodies.raw_profile(content)),
        lambda decided: shown(decided, engine),
    )


async def _as_pdf(context: Context, asked: NoteRequest, content: bytes) -> Response:
    """The page as PDF. What drawing takes is looked for first: without it nothing is decided, and none is recorded."""
    from immunote.service.render import drawing_needs
    from immunote.service.render.pdf import render_pdf

    try:
        await in_thread(context, drawing_needs.check)
    except Refused as refused:
        raise Problem(501, "No PDF can be drawn here", refused.faults) from None
    note, rulebase = await _decided(context, asked, content, lambda decided, by: (by.whole(decided), by.rulebase))
    try:
        drawn = await in_turn(context, partial(render_pdf, note, rulebase, today()))
    except Refused as refused:
        raise Problem(501, "No PDF can be drawn here", refused.faults) from None
    return Response(drawn, media_type=PDF, headers=_headers(rulebase))


def _headers(rulebase: RuleBase) -> dict[str, str]:
    return {RULE_BASE: rulebase.content_hash, "Vary": "Accept", **_PRIVATE}


def _written(decided: Decided, engine: Engine, media: str, parts: str, settled_by: bool) -> Response:
    rulebase = engine.rulebase
    headers = _headers(rulebase)
    match media:
        case "text/markdown":
            from immunote.service.render.markdown import render_markdown

            found = render_markdown(engine.whole(decided), rulebase, today())
            return Response(found, media_type=media, headers=headers)
        case "text/html":
            from immunote.service.render.html import render_html

            found = render_html(engine.whole(decided), rulebase, today())
            return Response(found, media_type=media, headers=headers)
        case _ if parts == "whole":
            return Response(note_json(engine.whole(decided)), media_type=media, headers=headers)
        case _:
            lean = engine.lean(decided, settled_by=settled_by)
            return Response(lean_json(lean), media_type=media, headers=headers)


def _explained(decided: Decided, engine: Engine) -> Response:
    note = engine.whole(decided)
    shown = {name: getattr(note, name) for name in Explained.model_fields}
    body = Explained.model_construct(**shown).model_dump_json()
    headers = {RULE_BASE: note.provenance.content_hash, **_PRIVATE}
    return Response(body, media_type=FORMATS[0], headers=headers)


async def _rows(request: Request, context: Context, asked: NoteRequest) -> AsyncIterator[bytes]:
    row = 0
    try:
        async for line in bodies.lines_of(request):
            row += 1
            if line is None or line.strip():
                await next_turn(request, asked.caller)
                yield await _row(context, asked, row, line)
    except ClientDisconnect:
        return  # nobody is left to answer
    except Problem as problem:  # a limit that the body came up against: the last line says so
        yield _problem_line(row + 1, problem, asked.request_id)


async def _row(context: Context, asked: NoteRequest, row: int, line: bytes | None) -> bytes:
    try:
        if line is None:
            raise Refused([bodies.too_large()])
        return await _decided(
            context,
            asked,
            line,
            lambda decided, engine: b'{"row":%d,"note":%s}\n' % (row, note_json(engine.whole(decided))),
        )
    except (Refused, NoAnswer) as error:
        return _problem_line(row, problem_of(error), asked.request_id)


def _problem_line(row: int, problem: Problem, request_id: str) -> bytes:
    found: dict[str, Any] = {"row": row, "problem": problem_body(problem, request_id)}
    return orjson.dumps(found, option=orjson.OPT_APPEND_NEWLINE)
