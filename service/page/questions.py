"""Questions: the form of one patient, and beside it the note as it grows."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from immunote.service.kernel.context import Context, shared_context
from immunote.service.page.access import Visitor
from immunote.service.page.answers import fields_of
from immunote.service.page.shell import screen

router = APIRouter(include_in_schema=False)
Shared = Annotated[Context, Depends(shared_context)]


@router.get("/page/questions")
async def empty(context: Shared, visitor: Visitor) -> Response:
    """The form of a patient of whom nothing is known."""
    return _screen(context, {})


@router.post("/page/questions")
async def answered(request: Request, context: Shared, visitor: Visitor) -> Response:
    """The form with the answers that were sent, and what they lead to."""
    return _screen(context, await fields_of(request))


def _screen(context: Context, fields: dict[str, str]) -> Response:
    rulebase = context.knowledge.engine.rulebase
    return screen("app_questions.html", "questions", "Questions", rulebase, fields=fields)
