"""The routes of launches: `/smart/...`. The page that they open is that of immunote.service.page."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Depends, FastAPI, Query, Request
from starlette.responses import RedirectResponse, Response

from immunote.engine.rulebase import RuleBase
from immunote.service.kernel.context import Context, request_id_of, shared_context
from immunote.service.kernel.deciding import NoteRequest, decide_async, in_thread, without_trace
from immunote.service.kernel.problems import Problem
from immunote.service.page.access import Visitor
from immunote.service.page.answers import fields_of
from immunote.service.page.questions import questions_screen
from immunote.service.page.reading import read_form
from immunote.service.page.record import RECORD, record_of, sealed_record
from immunote.service.page.shell import HEADERS, screen
from immunote.service.security.callers import Desk
from immunote.service.security.launched import Launched, cookie_name, is_https, visit_hash
from immunote.service.security.session import current_visit, launch_ended
from immunote.service.smart.launching import PENDING_SECONDS, Callback, Launcher, without_cookie
from immunote.service.smart.reading import read_record
from immunote.service.smart.refusals import refused
from immunote.service.smart.scopes import WRITTEN, Granted
from immunote.service.smart.writing import ToWrite, document_of, written_back

router = APIRouter(prefix="/smart", include_in_schema=False)
Shared = Annotated[Context, Depends(shared_context)]
_PENDING = "immunote-launching"
_CONFIRMED = "page.confirmed"
_LONGEST = 4000
Text = Annotated[str | None, Query(max_length=_LONGEST)]


def install(app: FastAPI, context: Context) -> None:
    """Keep what launches share in the application."""
    desk: Desk = app.state.security
    app.state.smart = None if desk.launches is None else Launcher(context.settings, desk.launches)


def launcher(request: Request) -> Launcher:
    """What begins and finishes launches. Raises Problem (S50) where no record system is set."""
    found: Launcher | None = request.app.state.smart
    if found is None:
        raise refused("S50", "no list", "IMMUNOTE_SMART__SERVERS lists the record systems that may open this page")
    return found


Launching = Annotated[Launcher, Depends(launcher)]


@router.get("")
async def choose(context: Shared, launching: Launching) -> Response:
    """The record systems that a patient can be opened from without a chart: standalone launch."""
    servers = [(each.title, each.issuer) for each in context.settings.smart.servers]
    return _screen(context, "app_record_systems.html", "Open a patient", servers=servers)


@router.get("/launch")
async def from_a_chart(
    request: Request, context: Shared, launching: Launching, iss: Text = None, launch: Text = None
) -> Response:
    """EHR launch: the record system opens this with its `iss` and an opaque `launch`."""
    server = launching.server(iss or "")
    if not launch:
        raise refused("S53", "no launch", "a record system that opens this gives `launch`", "launch")
    visit = current_visit()
    visit.renew(None)  # a cookie known before the launch is worth nothing after
    return _to(request, *await launching.begun(context, server, visit_hash(visit.token), launch))


@router.get("/standalone")
async def standalone(request: Request, context: Shared, launching: Launching, iss: Text = None) -> Response:
    """Standalone launch: the authorisation server lets the user choose a patient."""
    server = launching.server(iss or "")
    visit = current_visit()
    visit.renew(None)
    return _to(request, *await launching.begun(context, server, visit_hash(visit.token)))


@router.get("/write-access")
async def write_access(request: Request, context: Shared, launching: Launching, visitor: Visitor) -> Response:
    """Ask for leave to write to the record of the patient who is open, since the user asked to write."""
    session = _launched().session
    server = launching.server(session.server)
    return _to(request, *await launching.begun(context, server, session.visit, continued=session))


@router.get("/callback")
async def callback(
    request: Request,
    context: Shared,
    launching: Launching,
    code: Text = None,
    state: Text = None,
    error: Text = None,
    iss: Text = None,
) -> Response:
    """Where the authorisation server sends the browser back."""
    # the browser holds back its strict cookie from a redirect of elsewhere; a new one must not take its place
    current_visit().is_new = False
    pending = cookie_name(request, _PENDING)
    try:
        came = Callback(code, state, error, iss)
        session, continues = await launching.finished(context, request.cookies.get(pending), came)
    except Problem as problem:
        raise without_cookie(problem, _cleared(request, pending)) from None
    answer = _screen(context, "app_launched.html", "Opening the record", continues=continues)
    if not continues:
        # the next request begins on this page, so that the browser sends strict cookies with it
        answer.headers["Refresh"] = "0; url=/smart/patient"
    answer.delete_cookie(pending, path="/", secure=is_https(request), httponly=True, samesite="lax")
    answer.set_cookie(
        launching.cookies.name(request),
        launching.cookies.written(session),
        max_age=launching.cookies.longest,
        path="/",
        secure=is_https(request),
        httponly=True,
        samesite="strict",
    )
    return answer


@router.get("/patient")
async def patient(request: Request, context: Shared, launching: Launching, visitor: Visitor) -> Response:
    """The questions with what the record of the launched patient answers, each value with its origin and date."""
    launched = _launched()
    read = await read_record(context, launching.server(launched.session.server), launched.session)
    fields = read.fields | {RECORD: sealed_record(read.shown, launched)}
    return await without_trace(context, lambda engine: questions_screen(engine, fields))


@router.post("/write")
async def write(request: Request, context: Shared, launching: Launching, visitor: Visitor) -> Response:
    """Write note and answers to the record: asked first, then done. Raises Problem: S57 to S59, S65."""
    fields = await fields_of(request)
    launched, record = _launched(), record_of(fields)
    if record is None:
        raise refused("S57", "a form of no record", "only what was opened from a chart is written to it", "form")
    kept = {name: value for name, value in fields.items() if name != _CONFIRMED}
    shown = {"record": record, "fields": kept, "confirmed": _CONFIRMED, "kinds": WRITTEN}
    if not Granted.of(launched.session.scopes).writes:
        return _screen(context, "app_write_access.html", "Write to the record", **shown)
    engine = context.knowledge.engine
    reading = await without_trace(context, lambda on: read_form(on, kept))
    if not reading.is_whole:
        return await without_trace(context, lambda on: questions_screen(on, kept, 422))
    if fields.get(_CONFIRMED) != "yes":
        line = reading.decided.note.headline
        return _screen(context, "app_write.html", "Write to the record", line=line, **shown)
    server = launching.server(launched.session.server)
    asked = NoteRequest(visitor, "smart", request_id_of(request))
    made: ToWrite = await decide_async(
        context,
        asked,
        engine,
        lambda: reading.patient,
        lambda decided: ToWrite(
            engine.whole(decided),
            reading.patient.given,
            record,
            launched.session,
            f"{launching.base}/fhir",
            datetime.now(UTC),
        ),
    )
    settings = context.settings.smart

    async def document(answers: str | None) -> dict[str, object]:
        return await in_thread(context, partial(document_of, engine, made, answers, settings))

    try:
        done = await written_back(engine, made, server, settings, document)
    finally:
        engine.forget()
    return _screen(context, "app_written.html", "Written", record=record, written=done, digest=made.note.digest)


@router.post("/end")
async def end(request: Request, context: Shared, launching: Launching) -> Response:
    """Close the patient: the cookies of the launch are taken away."""
    await fields_of(request)
    current_visit().renew()
    answer = _screen(context, "app_launch_over.html", "Closed")
    answer.delete_cookie(launching.cookies.name(request), path="/", secure=is_https(request), httponly=True)
    return answer


def _launched() -> Launched:
    found = current_visit().launched
    if found is None:
        raise launch_ended()
    return found


def _to(request: Request, url: str, cookie: str) -> Response:
    answer = RedirectResponse(url, 303, HEADERS)
    answer.set_cookie(
        cookie_name(request, _PENDING),
        cookie,
        max_age=PENDING_SECONDS,
        path="/",
        secure=is_https(request),
        httponly=True,
        samesite="lax",
    )
    return answer


def _cleared(request: Request, name: str) -> str:
    return f"{name}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax{'; Secure' if is_https(request) else ''}"


def _screen(context: Context, template: str, title: str, **values: Any) -> Response:
    rulebase: RuleBase = context.knowledge.engine.rulebase
    return screen(template, "", title, rulebase, **values)
