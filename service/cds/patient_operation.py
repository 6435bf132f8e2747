"""`/fhir/Patient/{id}/$ivig-note`: the note of a patient whose record is read from the FHIR server in the settings.

It asks that server for what the CDS services ask a record system for, with the token of the settings.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request
from starlette.responses import Response

from immunote.engine.faults import Fault, shorten
from immunote.service.cds.models import FhirAuthorization, HookContext, HookRequest
from immunote.service.cds.prefetch import gather
from immunote.service.cds.services import templates
from immunote.service.fhir.described import OPERATION
from immunote.service.fhir.resources import parse
from immunote.service.fhir.routes import (
    AsOf,
    AsOfInFhir,
    Format,
    NoteAsked,
    answer,
    day_given,
    known_parameters,
    media_of,
)
from immunote.service.kernel.context import Context, request_id_of, shared_context
from immunote.service.kernel.deciding import in_thread
from immunote.service.kernel.problems import Problem
from immunote.service.kernel.scopes import Caller
from immunote.service.security.callers import needs

router = APIRouter(prefix="/fhir", tags=["fhir"])
PatientIdInPath = Annotated[
    str, Path(pattern=r"^\.*[A-Za-z0-9-][A-Za-z0-9.-]*$", max_length=64, description="The id of a Patient there.")
]
_RESPONSES = OPERATION["responses"]


@router.post(
    "/Patient/{id}/$ivig-note",
    summary="The same, with parameters in the body",
    description="As by GET; a body, if there is one, is Parameters.",
    name="write_instance",
    responses=_RESPONSES,
)
@router.get("/Patient/{id}/$ivig-note", summary="The note of a patient on the FHIR server", responses=_RESPONSES)
async def read_instance(
    request: Request,
    context: Annotated[Context, Depends(shared_context)],
    caller: Annotated[Caller, Depends(needs("notes:write"))],
    id: PatientIdInPath,
    as_of: AsOf = None,
    as_of_in_fhir: AsOfInFhir = None,
    format_: Format = None,
) -> Response:
    """The note of the patient of that id, whose resources are fetched. Where no server is set there is none (404)."""
    known_parameters(request)
    asked = NoteAsked(caller, request_id_of(request), day_given(as_of, as_of_in_fhir), media_of(request, format_))
    body = await request.body()
    found = await _fetched(context, id)
    given = [parse(body), *found] if body.strip() else found
    return await in_thread(context, lambda: answer(context, asked, given))


async def _fetched(context: Context, patient: str) -> list[dict[str, object]]:
    """The resources of a patient. Raises Problem 404 where no server is set, and 412."""
    settings = context.settings.fhir
    if settings.server is None:
        help_line = "set IMMUNOTE_FHIR__SERVER, or send the resources to `/fhir/$ivig-note`"
        raise Problem(404, "No FHIR server is set", [Fault("path", "S46", shorten(patient), help_line)])
    token = None if settings.token is None else FhirAuthorization(access_token=settings.token)
    asked = HookRequest(
        hook="patient-view",
        hookInstance="instance",
        context=HookContext(patientId=patient),
        fhirServer=settings.server.url,
        fhirAuthorization=token,
    )
    servers = context.settings.cds.model_copy(update={"fhir_servers": (settings.server,)})
    gathered = await gather(asked, templates(context.knowledge.engine.rulebase), servers, is_open=token is None)
    return gathered.given
