"""Start: a new patient, one on IVIG already, answers that were saved, or a published case to try."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import UploadFile
from starlette.responses import Response

from immunote.engine.api import Engine
from immunote.engine.faults import Fault, Refused
from immunote.engine.intake import LARGEST, parse_text
from immunote.engine.rulebase import RuleBase
from immunote.service.kernel.context import Context, shared_context
from immunote.service.kernel.deciding import without_trace
from immunote.service.page.access import Visitor
from immunote.service.page.answers import texts_of
from immunote.service.page.questions import questions_screen
from immunote.service.page.reading import fields_of_profile
from immunote.service.page.shell import screen
from immunote.service.page.words import fault_words
from immunote.service.security.session import check_form

router = APIRouter(include_in_schema=False)
Shared = Annotated[Context, Depends(shared_context)]


@router.get("/")
async def start(context: Shared, visitor: Visitor) -> Response:
    """The first screen."""
    return _screen(context.knowledge.engine.rulebase, opens=bool(context.settings.smart.servers))


@router.post("/page/open")
async def open_file(request: Request, context: Shared, visitor: Visitor) -> Response:
    """A profile file that was saved: its answers in the form, or everything that is wrong with it."""
    async with request.form(max_files=1, max_fields=20) as form:
        check_form(texts_of(form))
        file = form.get("file")
        content = await file.read(LARGEST + 1) if isinstance(file, UploadFile) else b""

    def opened(engine: Engine) -> Response:
        rulebase = engine.rulebase
        try:
            profile = _profile(content)
            engine.patient(profile)
        except Refused as refused:
            return _screen(rulebase, refused.faults)
        return questions_screen(engine, fields_of_profile(rulebase, profile))

    return await without_trace(context, opened)


def _profile(content: bytes) -> dict[str, Any]:
    if len(content) > LARGEST:
        raise Refused([Fault("file", "P11", f"more than {LARGEST} bytes", "a profile is one flat object")])
    if not content.strip():
        raise Refused([Fault("file", "P16", "an empty file", "choose a file that this page saved, or any profile")])
    return dict(parse_text(content))


def _screen(rulebase: RuleBase, faults: Sequence[Fault] = (), *, opens: bool = False) -> Response:
    first = [rulebase.elements[name] for name in rulebase.form.first]
    refused = [(each, fault_words(rulebase, each)) for each in faults]
    status = 422 if faults else 200
    values = {"first": first, "refused": refused, "opens": opens}
    return screen("app_start.html", "start", "Start", rulebase, status, **values)
