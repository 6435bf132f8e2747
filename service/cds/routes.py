"""The routes of CDS Hooks: discovery, the services, feedback. What the feedback adds up to:
immunote.service.cds.reviews."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Annotated

import orjson
from fastapi import APIRouter, Depends, Path, Request
from pydantic import BaseModel
from starlette.responses import Response

from immunote.engine.api import Engine
from immunote.engine.faults import Fault, nearest, shorten
from immunote.service.cds import note_page, patient_operation, reviews
from immunote.service.cds.answering import HookCall, card_for
from immunote.service.cds.draft_facts import covered_by_route
from immunote.service.cds.models import CdsResponse, FeedbackKept, FeedbackRequest, HookRequest, Service, Services
from immunote.service.cds.orders import OrderedProduct, UnreadableOrders, drafts_in, ordered, selected, unresolved
from immunote.service.cds.prefetch import PatientResources, gather, same_patient
from immunote.service.cds.reasons import answer_of, reason_to_keep
from immunote.service.cds.request_body import body, read
from immunote.service.cds.services import ORDER_HOOKS, services_of
from immunote.service.cds.storing import stored
from immunote.service.kernel.context import Context, request_id_of, shared_context
from immunote.service.kernel.headers import RULE_BASE
from immunote.service.kernel.problems import Problem
from immunote.service.kernel.scopes import Caller
from immunote.service.security.callers import cds_client
from immunote.service.security.links import base_url_of

router = APIRouter(tags=["CDS Hooks"])
Shared = Annotated[Context, Depends(shared_context)]
Client = Annotated[Caller, Depends(cds_client)]
ServiceId = Annotated[str, Path(description="The id of a service, as discovery lists it.")]
_PRIVATE = {"Cache-Control": "no-store"}
_MEDICATION = re.compile(r"Medication/(?!\.+$)[A-Za-z0-9.-]{1,64}")
_412 = {412: {"description": "Data that is needed could not be obtained."}}


@router.get("/cds-services", summary="The CDS services", response_model=Services)
@router.head("/cds-services", include_in_schema=False)
@router.api_route("/cds-services/", methods=["GET", "HEAD"], include_in_schema=False)
def discovery(context: Shared, caller: Client) -> Response:
    """The services, each with the hook it is for and what it asks for in advance."""
    engine = context.knowledge.engine
    services = services_of(engine.rulebase, context.settings.cds.version)
    return _answer(Services(services=tuple(services.values())), engine)


@router.post(
    "/cds-services/{id}",
    summary="Cards on one patient",
    response_model=CdsResponse,
    responses=_412,  # type: ignore[arg-type]
    openapi_extra=body(HookRequest),
)
async def call(request: Request, context: Shared, caller: Client, id: ServiceId) -> Response:
    """What the rule base says on the patient of this hook. No card: evaluated, and there is nothing to say."""
    engine = context.knowledge.engine
    service = _service(engine, id)
    hooked = await read(request, HookRequest, "S60")
    if hooked.hook != service.hook:
        fault = Fault("$.hook", "S62", shorten(hooked.hook), f"this service is for the hook `{service.hook}`")
        raise Problem(400, "The request is for another hook", [fault])
    orders: list[OrderedProduct] | None = None
    if service.hook in ORDER_HOOKS:
        orders = await _covered(hooked, engine, context)
        if not orders:
            context.metrics.cards(service.hook, "none")
            return _answer(CdsResponse(cards=()), engine)
    gathered = await gather(hooked, service.prefetch, context.settings.cds)
    asked = HookCall(hooked, caller, request_id_of(request), _base_url(request, context), orders)
    made = await stored(context, lambda: card_for(context, engine, asked, gathered))
    context.metrics.cards(service.hook, made.card.indicator if made else "none")
    return _answer(CdsResponse(cards=(made.card,) if made else ()), engine)


@router.post(
    "/cds-services/{id}/feedback",
    summary="What became of cards",
    response_model=FeedbackKept,
    openapi_extra=body(FeedbackRequest),
)
async def feedback(request: Request, context: Shared, caller: Client, id: ServiceId) -> Response:
    """Keeps outcome and reason. Of a comment it keeps only that there was one, for it could name a patient."""
    engine = context.knowledge.engine
    _service(engine, id)
    entries = (await read(request, FeedbackRequest, "S66")).feedback

    def work() -> int:
        kept = 0
        for entry in entries:
            why = entry.overrideReason
            kept += context.feedback.add(
                card_uuid=entry.card,
                outcome=entry.outcome,
                reason=reason_to_keep(why.reason.code) if why and why.reason else None,
                comment_present=bool(why and why.userComment),
                caller=caller.id,
            )
            answer = answer_of(entry.outcome, why.reason.code if why and why.reason else None)
            context.shown.answered(entry.card, answer, datetime.now(UTC))
        return kept

    kept = await stored(context, work)
    return _answer(FeedbackKept(received=len(entries), kept=kept), engine)


async def _covered(hooked: HookRequest, engine: Engine, context: Context) -> list[OrderedProduct]:
    """The drafts of a covered product. Raises Problem 400 and, where it cannot be told, 412."""
    try:
        drafts = selected(drafts_in(hooked.context.draftOrders), hooked.context.selections)
    except UnreadableOrders:
        help_line = "this hook brings the draft orders as a Bundle"
        fault = Fault("$.context.draftOrders", "S60", "draftOrders", help_line)
        raise Problem(400, "The request cannot be read", [fault]) from None
    same_patient(drafts.resources, hooked.context.patientId, "$.context.draftOrders")
    rulebase = engine.rulebase
    found = ordered(rulebase, drafts)
    references = unresolved(drafts)
    if not found and references:
        unread = [each for each in references if not _MEDICATION.fullmatch(each)]
        if unread:
            help_line = "give the medication's code in the draft or the medication among the drafts"
            faults = [Fault("$.context.draftOrders", "S64", shorten(each), help_line) for each in unread]
            raise Problem(412, "Data that is needed could not be obtained", faults)
        fetched: PatientResources = await gather(hooked, {}, context.settings.cds, tuple(references))
        found = ordered(rulebase, drafts, fetched.resources)
    return [each for each in found if covered_by_route(rulebase, each)]


def _service(engine: Engine, id: str) -> Service:
    services = services_of(engine.rulebase)
    if id not in services:
        fault = Fault("path", "S61", shorten(id), nearest(id, services))
        raise Problem(404, "There is no such CDS service", [fault])
    return services[id]


def _base_url(request: Request, context: Context) -> str:
    return base_url_of(request, context)


def _answer(model: BaseModel, engine: Engine) -> Response:
    content = orjson.dumps(model.model_dump(mode="json", exclude_none=True))
    headers = {**_PRIVATE, RULE_BASE: engine.rulebase.content_hash}
    return Response(content, media_type="application/json", headers=headers)


router.include_router(reviews.router)
router.include_router(note_page.router)
router.include_router(patient_operation.router)
