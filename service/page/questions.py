"""Questions: the form of one patient, and beside it the note as it grows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from immunote.engine.api import Engine
from immunote.service.html.day import today
from immunote.service.kernel.accept import accepted
from immunote.service.kernel.context import Context, shared_context
from immunote.service.kernel.deciding import without_trace
from immunote.service.page.access import Visitor
from immunote.service.page.acts import BEFORE, applied
from immunote.service.page.answers import fields_of
from immunote.service.page.note_sheet import PLAIN_MARKS
from immunote.service.page.panel import Panel, panel_of
from immunote.service.page.reading import Fields, Reading, read_form
from immunote.service.page.record import RECORD, record_of
from immunote.service.page.sheet import PageGroup, sheet_of
from immunote.service.page.shell import HEADERS, piece, screen
from immunote.service.page.what_if import WhatIf, what_if
from immunote.service.render.dossier import GLYPHS
from immunote.service.render.drawing import drawn_small

router = APIRouter(include_in_schema=False)
Shared = Annotated[Context, Depends(shared_context)]
HTML, JSON = "text/html", "application/json"


@dataclass(frozen=True)
class QuestionsShown:
    """All that the screen shows of one patient."""

    reading: Reading
    groups: list[PageGroup]
    panel: Panel
    what_if: WhatIf | None


@router.get("/page/questions")
async def empty(context: Shared, visitor: Visitor) -> Response:
    """The form of a patient of whom nothing is known."""
    return await without_trace(context, lambda engine: _screen(engine, {}))


@router.post("/page/questions")
async def answered(request: Request, context: Shared, visitor: Visitor) -> Response:
    """The form with the answers that were sent, and what they lead to; as JSON, only what moves on the screen."""
    media = accepted(request.headers.get("accept"), (HTML, JSON))
    fields = await fields_of(request)
    return await without_trace(context, partial(_changes if media == JSON else _screen, fields=fields))


def shown(engine: Engine, fields: Fields) -> QuestionsShown:
    """What the screen shows for the fields of a form. Raises Problem 422 (S07), NoAnswer."""
    reading = read_form(engine, fields)
    decided, rulebase = reading.decided, engine.rulebase
    form = engine.forms.form(reading.patient, decided.truths)
    groups = sheet_of(rulebase, form, reading, fields, decided.note)
    panel = panel_of(engine, decided.note, form, reading, today())
    return QuestionsShown(reading, groups, panel, what_if(engine, fields, reading))


def questions_screen(engine: Engine, fields: Fields, status: int = 200) -> Response:
    """The whole screen for the fields of a form. Raises Problem: S07, S57."""
    values = _values(engine, fields)
    return screen("app_questions.html", "questions", "Questions", engine.rulebase, status, **values)


def _screen(engine: Engine, fields: Fields) -> Response:
    return questions_screen(engine, applied(engine, fields))


def _values(engine: Engine, fields: Fields) -> dict[str, Any]:
    record = record_of(fields)
    found = shown(engine, fields)
    return {
        "record": record,
        "record_field": RECORD,
        "record_text": "" if record is None else fields[RECORD],
        "origins": {} if record is None else record.by_element,
        "groups": found.groups,
        "panel": found.panel,
        "what_if": found.what_if,
        "before": fields.get(BEFORE, ""),
        "next_visit": engine.rulebase.form.next_visit,
        "glyphs": GLYPHS,
        "mark_words": PLAIN_MARKS,
        "drawn_small": drawn_small,
    }


def _changes(engine: Engine, fields: Fields) -> Response:
    """What moves on a screen that is there already, for the script. `set`: fields that a button filled in."""
    after = applied(engine, fields)
    values = _values(engine, after)
    groups: list[PageGroup] = values["groups"]
    boxes = [box for group in groups for box in group.boxes]
    every = [each for box in boxes for each in box.fields]

    def text(template: str, **more: Any) -> str:
        return str.__str__(piece(template, engine.rulebase, **{**values, **more}))

    body = {
        "panel": text("app_panel.html"),
        "sheet": text("app_sheet.html"),
        "strip": text("app_strip.html"),
        "boxes": {box.id: [each.name for each in box.fields] for box in boxes},
        "heads": {group.id: text("app_group_head.html", group=group) for group in groups},
        "states": {each.name: [each.state, each.idle] for each in every},
        "says": {each.name: each.lines for each in every},
        "faulty": [each.name for each in every if each.faults],
        "texts": {each.name: each.text for each in every if engine.rulebase.elements[each.name].asked_as is not None},
        "line": values["panel"].page.line,
        "set": {name: value for name, value in after.items() if fields.get(name) != value},
    }
    return Response(orjson.dumps(body), headers={**HEADERS, "Vary": "Accept"}, media_type=JSON)
