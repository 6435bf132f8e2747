"""The router of questionnaires: the forms, `$next-question`, `$populate` and `$extract`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import orjson
from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from immunote.engine.api import Engine
from immunote.engine.faults import Fault, nearest, shorten
from immunote.service.fhir.conformance import as_fhir, base_of
from immunote.service.fhir.described import FHIR, JSON
from immunote.service.fhir.index import index_of
from immunote.service.fhir.resources import parse
from immunote.service.fhir.routes import AsOf, AsOfInFhir, day_given, day_of, known_parameters
from immunote.service.kernel.accept import must_be
from immunote.service.kernel.context import Context, shared_context
from immunote.service.kernel.deciding import without_trace
from immunote.service.kernel.headers import RULE_BASE
from immunote.service.kernel.problems import Problem
from immunote.service.kernel.scopes import Caller
from immunote.service.questionnaire import definitions, described
from immunote.service.questionnaire.bodies import response_in
from immunote.service.questionnaire.definitions import definition_of
from immunote.service.questionnaire.extract import extracted
from immunote.service.questionnaire.forms import form_id, forms_of
from immunote.service.questionnaire.next_question import next_response
from immunote.service.questionnaire.populate import populate_asked, populated
from immunote.service.questionnaire.sdc import Json
from immunote.service.security.callers import needs

router = APIRouter(prefix="/fhir", tags=["fhir"])
Shared = Annotated[Context, Depends(shared_context)]
MayRead = Annotated[Caller, Depends(needs("knowledge:read"))]
MayWrite = Annotated[Caller, Depends(needs("notes:write"))]
Url = Annotated[
    str | None,
    Query(description="The canonical URL of a form, with or without a version.", pattern=r"^(https?://|urn:)\S+$"),
]
Version = Annotated[
    str | None, Query(description="The hash of the rule base that made the form.", pattern="^[0-9a-f]{64}$")
]
_DAY = ("asOf", "as_of", "_format")


@router.get("/Questionnaire", summary="The forms", response_class=Response, responses=described.FOUND)
def search(
    request: Request,
    context: Shared,
    caller: MayRead,
    url: Url = None,
    version: Version = None,
) -> Response:
    """The forms of the rule base in use, those that fit; a version that is not in use is not found."""
    known_parameters(request, ("url", "version", "_format"))
    engine, base = context.knowledge.engine, base_of(request, context)
    wanted, _, of_url = (url or "").partition("|")
    versions = {each for each in (version, of_url or None) if each is not None}
    found = [
        {"fullUrl": form["url"], "resource": form, "search": {"mode": "match"}}
        for form in forms_of(index_of(engine.rulebase), base)
        if (url is None or form["url"] == wanted) and versions <= {form["version"]}
    ]
    bundle: Json = {"resourceType": "Bundle", "type": "searchset", "total": len(found)}
    return as_fhir({**bundle, "entry": found} if found else bundle, engine.rulebase)


@router.get("/Questionnaire/{id}", summary="A form", response_class=Response, responses=described.FORM)
def read(request: Request, context: Shared, caller: MayRead, id: str) -> Response:
    """The static form, or what stands for the adaptive one; its version is the hash of the rule base."""
    rulebase = context.knowledge.engine.rulebase
    forms = {form["id"]: form for form in forms_of(index_of(rulebase), base_of(request, context))}
    _known(id, list(forms))
    return as_fhir(forms[id], rulebase)


@router.post("/Questionnaire/$next-question", summary="The next questions", **described.NEXT_QUESTION)
async def next_question(
    request: Request, context: Shared, caller: MayWrite, as_of: AsOf = None, as_of_in_fhir: AsOfInFhir = None
) -> Response:
    """The answers come back with the next group of questions that can still change the outcome."""
    base, day = base_of(request, context), _day(request, as_of, as_of_in_fhir)
    body = await _body(request)

    def work(engine: Engine) -> Json:
        return next_response(context.settings, engine, response_in(parse(body)), base, day_of(day))

    return await _answered(context, work)


@router.post("/Questionnaire/{id}/$populate", summary="The same, of one form", **described.POPULATE)
async def populate_instance(
    request: Request,
    context: Shared,
    caller: MayWrite,
    id: str,
    as_of: AsOf = None,
    as_of_in_fhir: AsOfInFhir = None,
) -> Response:
    """As without an id. What the body says of a questionnaire counts for nothing."""
    return await _populated(request, context, id, as_of, as_of_in_fhir)


@router.post("/Questionnaire/$populate", summary="The static form with what a record answers", **described.POPULATE)
async def populate(
    request: Request, context: Shared, caller: MayWrite, as_of: AsOf = None, as_of_in_fhir: AsOfInFhir = None
) -> Response:
    """Each answer says that it was read, its Provenance says of what; a person has to confirm it."""
    return await _populated(request, context, None, as_of, as_of_in_fhir)


async def _populated(
    request: Request, context: Context, id: str | None, as_of: AsOf, as_of_in_fhir: AsOfInFhir
) -> Response:
    base, day = base_of(request, context), _day(request, as_of, as_of_in_fhir)
    body = await _body(request)

    def work(engine: Engine) -> Json:
        asked = populate_asked(parse(body))
        if id is not None:
            _known(id, [form_id(engine.rulebase)])
            asked.questionnaire = None
        written = day if day is not None else asked.as_of
        return populated(context.settings, engine, asked, base, day_of(written))

    return await _answered(context, work)


@router.post("/QuestionnaireResponse/$extract", summary="A response as a profile", **described.EXTRACT)
async def extract(
    request: Request, context: Shared, caller: MayWrite, as_of: AsOf = None, as_of_in_fhir: AsOfInFhir = None
) -> Response:
    """The profile that a finished response makes, and Observations of the numbers that a person answered."""
    day = _day(request, as_of, as_of_in_fhir)
    body = await _body(request)

    def work(engine: Engine) -> Json:
        return extracted(context.settings, engine.rulebase, response_in(parse(body)), day_of(day))

    return await _answered(context, work)


def _defined(operation: str) -> Callable[..., Response]:
    def shown(request: Request, context: Shared) -> Response:
        rulebase = context.knowledge.engine.rulebase
        return as_fhir(definition_of(rulebase, operation, base_of(request, context)), rulebase)

    return shown


for _operation in (definitions.NEXT, definitions.POPULATE, definitions.EXTRACT):
    router.get(
        f"/OperationDefinition/{_operation}",
        summary=f"The OperationDefinition of `${_operation}`",
        description="The operation with its parameters. It is open.",
        name=f"define_{_operation}",
        response_class=Response,
        responses=described.DEFINITION,
    )(_defined(_operation))


async def _answered(context: Context, work: Callable[[Engine], Json]) -> Response:
    """The result as FHIR, by the engine that made it: the rule base may have been reloaded meanwhile."""

    def made(engine: Engine) -> tuple[Json, str]:
        return work(engine), engine.rulebase.content_hash

    body, content_hash = await without_trace(context, made)
    return Response(orjson.dumps(body), 200, {RULE_BASE: content_hash, "Cache-Control": "no-store"}, FHIR)


def _day(request: Request, *given: str | None) -> str | None:
    known_parameters(request, _DAY)
    return day_given(*given)


async def _body(request: Request) -> bytes:
    must_be(request.headers.get("content-type"), (FHIR, JSON))
    return await request.body()


def _known(id_: str, known: list[str]) -> None:
    if id_ not in known:
        fault = Fault("path", "S90", shorten(id_), nearest(id_, known))
        raise Problem(404, "No such form is given here", [fault])
