"""What can be taken away: the page to print, a PDF, the form for a panel, lines for a record, the answers as a file."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from immunote.engine.api import Engine
from immunote.engine.faults import Refused
from immunote.engine.note import Note
from immunote.engine.paging import page_of
from immunote.engine.paging.ehr import lines_to_paste
from immunote.engine.paging.panel import form_of
from immunote.service.html.day import today
from immunote.service.kernel.context import Context, request_id_of, shared_context
from immunote.service.kernel.deciding import NoteRequest, decide_async, in_thread, in_turn, without_trace
from immunote.service.kernel.problems import Problem
from immunote.service.page.access import Visitor
from immunote.service.page.answers import fields_of
from immunote.service.page.questions import questions_screen
from immunote.service.page.reading import Fields, Reading, profile_json, read_form
from immunote.service.page.shell import screen
from immunote.service.render.panel_text import render_form
from immunote.service.render.words import clean

router = APIRouter(prefix="/page/out", include_in_schema=False)
Shared = Annotated[Context, Depends(shared_context)]
_PRIVATE = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
# names no patient: a file name ends in a log of downloads
_PROFILE, _NOTE = "immunote-answers.json", "immunote-note.pdf"


class _NotWhole(Exception):
    """Something that was typed does not count; nothing is taken away until it is mended. `answer`: the form again."""

    def __init__(self, answer: Response) -> None:
        self.answer = answer


@router.post("/print")
async def to_print(request: Request, context: Shared, visitor: Visitor) -> Response:
    """The note with its dossier as one page of its own, to print."""
    from immunote.service.render.html import render_html

    def made(engine: Engine, reading: Reading) -> Response:
        shown = render_html(engine.whole(reading.decided), engine.rulebase, today())
        return Response(shown, media_type="text/html", headers=_PRIVATE)

    return await _taken(request, context, made)


@router.post("/pdf")
async def as_pdf(request: Request, context: Shared, visitor: Visitor) -> Response:
    """The page of the note as PDF. Raises Problem 501 where what drawing takes is not installed."""
    from immunote.service.render import drawing_needs
    from immunote.service.render.pdf import render_pdf

    try:
        await in_thread(context, drawing_needs.check)
    except Refused as refused:
        raise Problem(501, "No PDF can be drawn here", refused.faults) from None
    fields = await fields_of(request)

    def whole(engine: Engine) -> tuple[Note, Engine]:
        return engine.whole(_whole(engine, fields).decided), engine

    try:
        note, engine = await without_trace(context, whole)
    except _NotWhole as found:
        return found.answer
    drawn = await in_turn(context, partial(render_pdf, note, engine.rulebase, today()))
    headers = {**_PRIVATE, "Content-Disposition": f'inline; filename="{_NOTE}"'}
    return Response(drawn, media_type="application/pdf", headers=headers)


@router.post("/text")
async def as_text(request: Request, context: Shared, visitor: Visitor) -> Response:
    """Lines to paste into a record, and the form for a panel, each to copy."""

    def made(engine: Engine, reading: Reading) -> Response:
        rulebase, note = engine.rulebase, engine.whole(reading.decided)
        page = page_of(note, rulebase, today())
        values: dict[str, Any] = {
            "lines": "\n".join(clean(line) for line in lines_to_paste(page, rulebase)),
            "panel_title": rulebase.page.panel.title,
            "panel_form": render_form(form_of(note, rulebase, page)) if rulebase.page.panel.fields else "",
        }
        return screen("app_text.html", "questions", "To copy", rulebase, **values)

    return await _taken(request, context, made)


@router.post("/profile")
async def as_profile(request: Request, context: Shared, visitor: Visitor) -> Response:
    """The answers as a file, which is the only memory there is."""

    def made(engine: Engine, reading: Reading) -> Response:
        found = orjson.dumps(profile_json(engine.rulebase, reading.patient.given), option=orjson.OPT_INDENT_2)
        headers = {**_PRIVATE, "Content-Disposition": f'attachment; filename="{_PROFILE}"'}
        return Response(found + b"\n", media_type="application/json", headers=headers)

    return await _taken(request, context, made)


@router.post("/log")
async def into_the_log(request: Request, context: Shared, visitor: Visitor) -> Response:
    """Write this decision to the decision log, as every decision over REST is; the page does so only when asked."""
    fields = await fields_of(request)
    engine = context.knowledge.engine
    try:
        reading = await without_trace(context, lambda on: _whole(on, fields))
    except _NotWhole as found:
        return found.answer
    asked = NoteRequest(visitor, "page", request_id_of(request))
    with engine.apart() as apart:
        digest = await decide_async(context, asked, apart, lambda: reading.patient, lambda decided: decided.note.digest)
    return screen("app_logged.html", "questions", "Kept", engine.rulebase, digest=digest)


async def _taken(request: Request, context: Context, made: Any) -> Response:
    fields = await fields_of(request)

    def work(engine: Engine) -> Response:
        answer: Response = made(engine, _whole(engine, fields))
        return answer

    try:
        return await without_trace(context, work)
    except _NotWhole as found:
        return found.answer


def _whole(engine: Engine, fields: Fields) -> Reading:
    reading = read_form(engine, fields)
    if not reading.is_whole:
        raise _NotWhole(questions_screen(engine, fields, 422))
    return reading
