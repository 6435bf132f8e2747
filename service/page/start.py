"""Start: a new patient, one on IVIG already, a file that was saved, or a published case to try."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from immunote.service.kernel.context import Context, shared_context
from immunote.service.page.access import Visitor
from immunote.service.page.shell import screen

router = APIRouter(include_in_schema=False)
Shared = Annotated[Context, Depends(shared_context)]


@router.get("/")
async def start(context: Shared, visitor: Visitor) -> Response:
    """The first screen."""
    rulebase = context.knowledge.engine.rulebase
    return screen("app_start.html", "start", rulebase.title, rulebase)
