"""`/v1/feedback`: what the feedback adds up to, and the sources that it sent to be read again."""

from __future__ import annotations

from typing import Annotated

import orjson
from fastapi import APIRouter, Depends, Path, Query, Request
from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from starlette.responses import Response

from immunote.engine.faults import Fault
from immunote.service.cds.request_body import body, read
from immunote.service.cds.storing import stored
from immunote.service.kernel.context import Context, shared_context
from immunote.service.kernel.problems import Problem
from immunote.service.kernel.scopes import Caller
from immunote.service.security.callers import needs
from immunote.service.storage.feedback import LONGEST_RESOLUTION, FeedbackSummary, NotOpen, SourceReview, resolution_of

router = APIRouter(prefix="/v1/feedback", tags=["feedback"])
Shared = Annotated[Context, Depends(shared_context)]
MayRead = Annotated[Caller, Depends(needs("feedback:read"))]
MayClose = Annotated[Caller, Depends(needs("feedback:review"))]
ReviewId = Annotated[int, Path(ge=1, le=2**63 - 1, description="The number of an entry.")]
_PRIVATE = {"Cache-Control": "no-store"}
_REFUSED = {404: {"description": "No entry of that number."}, 409: {"description": "It was closed before."}}


class FeedbackReport(FeedbackSummary):
    """All feedback, counted, and the sources that somebody should read again."""

    reviews: list[SourceReview]


class Reviews(BaseModel):
    """Sources that somebody should read again, the oldest entry first."""

    reviews: list[SourceReview]


class ReviewQuery(BaseModel):
    """Which entries are asked for. A misspelt name is refused: it would be taken for asking for all."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    open: bool = Field(False, description="Only those that nobody has closed yet.")


class Closing(BaseModel):
    """What came of reading a source again."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    resolution: Annotated[str, AfterValidator(resolution_of)] = Field(
        min_length=1,
        max_length=LONGEST_RESOLUTION,
        description="What came of it, on one line: about the source, never about a patient.",
    )


@router.get("/summary", summary="Feedback, counted", response_model=FeedbackReport)
async def summary(context: Shared, caller: MayRead) -> Response:
    """How often cards were accepted or overridden and why, by rule and by source, and which sources to read again."""

    def work() -> FeedbackReport:
        return FeedbackReport(**context.feedback.summary().model_dump(), reviews=context.feedback.reviews())

    return _answer(await stored(context, work))


@router.get("/reviews", summary="Sources to read again", response_model=Reviews)
async def reviews(context: Shared, caller: MayRead, asked: Annotated[ReviewQuery, Query()]) -> Response:
    """One entry a source until it is closed; feedback after that opens another."""
    return _answer(await stored(context, lambda: Reviews(reviews=context.feedback.reviews(asked.open))))


@router.post(
    "/reviews/{id}/close",
    summary="Close a review entry",
    response_model=SourceReview,
    responses=_REFUSED,  # type: ignore[arg-type]
    openapi_extra=body(Closing),
)
async def close(request: Request, context: Shared, caller: MayClose, id: ReviewId) -> Response:
    """Says what came of reading the source again, and by whom. It is written once and never changed."""
    closing = await read(request, Closing, "S07")
    try:
        return _answer(await stored(context, lambda: context.feedback.close(id, closing.resolution, caller.id)))
    except NotOpen as error:
        status = 404 if error.closed is None else 409
        raise Problem(status, "No open review entry", [Fault("id", "S67", str(id), error.why)]) from None


def _answer(model: BaseModel) -> Response:
    return Response(orjson.dumps(model.model_dump(mode="json")), media_type="application/json", headers=_PRIVATE)
