"""`GET /v1/cards/{card}/note`: the whole note behind a card, where its one link leads.

A clinician who follows the link has no key. The id of a card is random and given to the record system alone, it opens
the page for some hours (`IMMUNOTE_CDS__NOTE_HOURS`), and the note holds no identity: none is kept.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path
from starlette.responses import Response

from immunote.engine.api import Engine
from immunote.engine.faults import Fault, Refused, shorten
from immunote.service.cds.storing import stored
from immunote.service.kernel.context import Context, shared_context
from immunote.service.kernel.headers import RULE_BASE
from immunote.service.kernel.problems import Problem
from immunote.service.storage.decisions import RecordedDecision

router = APIRouter(tags=["CDS Hooks"])
CardId = Annotated[str, Path(description="The id of a card.", pattern=r"^[0-9a-fA-F-]{36}$")]
_HTML = "text/html"
_PRIVATE = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {"content": {_HTML: {}}, "description": "The note as a page."},
    404: {"description": "No such card, or its link has ended."},
}


@router.get(
    "/v1/cards/{card}/note",
    summary="The note behind a card",
    response_class=Response,
    responses=_ANSWERS,
)
async def note(context: Annotated[Context, Depends(shared_context)], card: CardId) -> Response:
    """The note as it was decided, under the rule base of then, as a page."""
    engine, page = await stored(context, lambda: _page(context, card))
    return Response(page, media_type=_HTML, headers={**_PRIVATE, RULE_BASE: engine.rulebase.content_hash})


def _page(context: Context, card: str) -> tuple[Engine, str]:
    from immunote.service.render.html import render_html

    given = context.feedback.card(card)
    lasts = timedelta(hours=context.settings.cds.note_hours)
    decision = None
    if given is not None and datetime.now(UTC) < given.at + lasts:
        decision = next(iter(context.decisions.by_digest(given.digest)), None)
    if decision is None:
        help_line = "open the chart again: a new card has a new link"
        raise Problem(404, "No such note", [Fault("card", "S06", shorten(card), help_line)])
    engine = _engine_of(context, decision)
    written = engine.note(dict(decision.facts))
    if written.digest != decision.digest:  # another version of the program wrote it
        help_line = "open the chart again: the program has changed since"
        raise Problem(
            404, "The note can no longer be written as it was", [Fault("card", "S06", shorten(card), help_line)]
        )
    return engine, render_html(written, engine.rulebase)


def _engine_of(context: Context, decision: RecordedDecision) -> Engine:
    try:
        return context.engine_under(decision.rulebase_hash)
    except Refused as refused:
        raise Problem(404, "This program cannot read that rule base", refused.faults) from None
