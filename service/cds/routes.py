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
from immunote.engine.faults import Fault, Refused, nearest, shorten
from immunote.service.cds import reviews
from immunote.service.cds.cards import CardWithSources, card_of, refused_card
from immunote.service.cds.detail import asides_of
from immunote.service.cds.models import CdsResponse, FeedbackKept, FeedbackRequest, HookRequest, Service, Services
from immunote.service.cds.orders import UnreadableOrders, drafts_in, is_covered, unresolved
from immunote.service.cds.prefetch import PatientResources, gather
from immunote.service.cds.request_body import body, read
from immunote.service.cds.services import ORDER_HOOKS, services_of
from immunote.service.cds.storing import stored
from immunote.service.fhir.index import index_of
from immunote.service.fhir.local_map import map_of
from immunote.service.fhir.mapping import map_resources
from immunote.service.fhir.resources import resources_in
from immunote.service.fhir.terminology import above_codes
from immunote.service.kernel.context import Context, request_id_of, shared_context
from immunote.service.kernel.deciding import decide
from immunote.service.kernel.headers import RULE_BASE
from immunote.service.kernel.problems import Problem
from immunote.service.kernel.scopes import Caller
from immunote.service.security.callers import cds_client
from immunote.service.storage.feedback import GivenCard

router = APIRouter(tags=["CDS Hooks"])
Shared = Annotated[Context, Depends(shared_context)]
Client = Annotated[Caller, Depends(cds_client)]
ServiceId = Annotated[str, Path(description="The id of a service, as discovery lists it.")]
_PRIVATE = {"Cache-Control": "no-store"}
_MEDICATION = re.compile(r"Medication/(?!\.+$)[A-Za-z0-9.-]{1,64}")
_412 = {412: {"description": "Data that is needed could not be obtained."}}


@router.get("/cds-services", summary="The CDS services", response_model=Services)
def discovery(context: Shared, caller: Client) -> Response:
    """The services, each with the hook it is for and what it asks for in advance."""
    engine = context.knowledge.engine
    return _answer(Services(services=tuple(services_of(engine.rulebase).values())), engine)


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
    settings = context.settings.cds
    if service.hook in ORDER_HOOKS and not await _speaks(hooked, engine, context):
        context.metrics.cards(service.hook, "none")
        return _answer(CdsResponse(cards=()), engine)
    gathered = await gather(hooked, service.prefetch, settings)
    base_url, request_id = _base_url(request, context), request_id_of(request)

    def work() -> CardWithSources | None:
        now = datetime.now(UTC)
        local = map_of(context.settings.fhir.map, engine.rulebase)
        collected = resources_in(gathered.resources)
        above = above_codes(context.settings.terminology, collected, index_of(engine.rulebase, local))
        mapped = map_resources(collected, engine.rulebase, now.date(), local, above)
        for unknown in mapped.report.unknown_codes:
            context.metrics.unknown_code(unknown.system)
        asides = asides_of(gathered.states, mapped.report, engine.rulebase)
        try:
            note = engine.whole(decide(context, mapped.patient, caller, f"cds:{service.hook}", request_id, engine))
        except Refused as refused:
            return refused_card(refused, engine.rulebase, base_url, settings, asides)
        made = card_of(note, engine.rulebase, hooked.context.patientId, base_url, settings, asides)
        if made is not None:
            context.feedback.remember([GivenCard(made.card.uuid, note.digest, made.rules, made.sources, now)])
        return made

    made = await stored(context, work)
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
                reason=why.reason.code if why and why.reason else None,
                comment_present=bool(why and why.userComment),
                caller=caller.id,
            )
        return kept

    kept = await stored(context, work)
    return _answer(FeedbackKept(received=len(entries), kept=kept), engine)


async def _speaks(hooked: HookRequest, engine: Engine, context: Context) -> bool:
    """Whether a draft order is of a product that is covered. Raises Problem 400 and, where it cannot be told, 412."""
    try:
        drafts = drafts_in(hooked.context.draftOrders)
    except UnreadableOrders:
        help_line = "this hook brings the draft orders as a Bundle"
        fault = Fault("$.context.draftOrders", "S60", "draftOrders", help_line)
        raise Problem(400, "The request cannot be read", [fault]) from None
    if is_covered(engine.rulebase, drafts):
        return True
    references = unresolved(drafts)
    if not references:
        return False
    unread = [each for each in references if not _MEDICATION.fullmatch(each)]
    if unread:
        help_line = "give the medication's code in the draft or the medication among the drafts"
        faults = [Fault("$.context.draftOrders", "S64", shorten(each), help_line) for each in unread]
        raise Problem(412, "Data that is needed could not be obtained", faults)
    fetched: PatientResources = await gather(hooked, {}, context.settings.cds, tuple(references))
    return is_covered(engine.rulebase, fetched.resources)


def _service(engine: Engine, id: str) -> Service:
    services = services_of(engine.rulebase)
    if id not in services:
        fault = Fault("path", "S61", shorten(id), nearest(id, services))
        raise Problem(404, "There is no such CDS service", [fault])
    return services[id]


def _base_url(request: Request, context: Context) -> str:
    return (context.settings.base_url or str(request.base_url)).rstrip("/")


def _answer(model: BaseModel, engine: Engine) -> Response:
    content = orjson.dumps(model.model_dump(mode="json", exclude_none=True))
    headers = {**_PRIVATE, RULE_BASE: engine.rulebase.content_hash}
    return Response(content, media_type="application/json", headers=headers)


router.include_router(reviews.router)
