"""Signing in and out, and what happens to a form that was sent while nobody was signed in: its text is kept.

Nothing of it is kept here. It goes back to the browser, in hidden fields of the sign-in form, and from there into a
form that can be read, changed and sent again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI, Request
from starlette.responses import RedirectResponse, Response

from immunote.service.kernel.context import Context, context_of, request_id_of, shared_context
from immunote.service.kernel.problems import Problem, problem_response
from immunote.service.page.answers import fields_of, sent
from immunote.service.page.shell import HEADERS, screen
from immunote.service.security.paths import PAGE_LIST, is_page
from immunote.service.security.problems import refusal
from immunote.service.security.session import (
    CSRF_FIELD,
    NotThisSession,
    SignInNeeded,
    csrf_token,
    sign_in,
    sign_out,
)

router = APIRouter(include_in_schema=False)
Shared = Annotated[Context, Depends(shared_context)]
_KEPT = "kept."
_TO, _POSTED = "page.to", "page.posted"
_KEY = "page.key"
_PATH = re.compile(r"/(page(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*)?")
_LONGEST_PATH = 500
_WORDS = 1
_SIGN_IN = "/page/sign-in"
TOKEN_HEADER = "Page-Token"
"""In which a script of the page gets the token of the session that is now."""


def install(app: FastAPI) -> None:
    """Let forms of nobody and of another session end as screens that keep what was written."""
    app.add_exception_handler(SignInNeeded, _nobody)
    app.add_exception_handler(NotThisSession, _not_this_session)


@router.get(_SIGN_IN)
async def ask(context: Shared) -> Response:
    """The form for a key."""
    return _asking(context, "/", {}, posted=False)


@router.post(_SIGN_IN)
async def enter(request: Request, context: Shared) -> Response:
    """Sign in with a key; then to where the visitor was going, or to what was written there."""
    fields = await fields_of(request)
    kept = {name.removeprefix(_KEPT): value for name, value in fields.items() if name.startswith(_KEPT)}
    to, posted = local_path(fields.get(_TO, "/")), _POSTED in fields
    try:
        await sign_in(request, fields.get(_KEY, "").strip())
    except Problem as problem:
        if problem.status != 401:
            raise
        return _asking(context, to, kept, posted, wrong=True)
    if posted and kept:
        return again(context, to, kept, "You are signed in again. What you wrote is here: look at it and send it.")
    return RedirectResponse(to, 303, HEADERS)


@router.post("/page/sign-out")
async def leave(request: Request, context: Shared) -> Response:
    """End the session."""
    await fields_of(request)
    await sign_out(request)
    return screen("app_signed_out.html", "", "Signed out", context.knowledge.engine.rulebase)


def again(context: Context, to: str, fields: Mapping[str, str], words: str, status: int = 200) -> Response:
    """What was written, to be read and sent again by whoever wrote it. Texts can be changed; marks go along."""
    texts = {name: value for name, value in fields.items() if len(value.split()) > _WORDS}
    marks = {name: value for name, value in fields.items() if name not in texts}
    rulebase = context.knowledge.engine.rulebase
    values = {"to": to, "texts": texts, "marks": marks, "words": words}
    return screen("app_again.html", "", "Send it again", rulebase, status, **values)


def local_path(text: str) -> str:
    """A path of the page; its start for anything else, so that nobody is sent elsewhere."""
    return text if len(text) < _LONGEST_PATH and is_page(text) and _PATH.fullmatch(text) else "/"


async def _nobody(request: Request, error: Exception) -> Response:
    context = context_of(request)
    to = local_path(request.url.path)
    if to == PAGE_LIST and request.method == "POST":
        async for _ in request.stream():
            pass  # a browser shows no answer to a form that it still sends
    if not _shows_html(request):
        help_line = "sign in in another tab; what is written here stays"
        return problem_response(refusal("S20", "page", "nobody is signed in", help_line), request_id_of(request))
    if request.method == "GET":
        return _asking(context, to, {}, posted=False, status=401)
    # what was sent is only shown to who sent it: the door has refused what a page of elsewhere sends
    fields = {} if to == PAGE_LIST else await sent(request)
    fields.pop(CSRF_FIELD, None)
    return _asking(context, to, fields, posted=True, status=401)


async def _not_this_session(request: Request, error: Exception) -> Response:
    assert isinstance(error, NotThisSession)
    if not _shows_html(request):
        # only a script of this page can read the answer: the door has refused every other
        problem = refusal("S81", "page", "a form of another session", "send it again", {TOKEN_HEADER: csrf_token()})
        return problem_response(problem, request_id_of(request))
    context = context_of(request)
    to = local_path(request.url.path)
    if to in (_SIGN_IN, "/page/sign-out"):
        return _asking(context, "/", {}, posted=False, status=403)
    words = "This form was opened before the last sign-in or sign-out. What you wrote is here: look at it and send it."
    if to == PAGE_LIST:
        words = "This form was opened before the last sign-in or sign-out. Nothing was read: choose the file once more."
    return again(context, to, {} if to == PAGE_LIST else error.fields, words, 403)


def _shows_html(request: Request) -> bool:
    """Whether a person looks at the answer, and not the page's script."""
    return "text/html" in request.headers.get("accept", "text/html")


def _asking(
    context: Context, to: str, fields: Mapping[str, str], posted: bool, status: int = 200, wrong: bool = False
) -> Response:
    rulebase = context.knowledge.engine.rulebase
    kept = {_KEPT + name: value for name, value in fields.items()}
    values = {"to": to, "kept": kept, "posted": posted, "wrong": wrong, "action": _SIGN_IN}
    values |= {"key_field": _KEY, "to_field": _TO, "posted_field": _POSTED}
    return screen("app_sign_in.html", "", "Sign in", rulebase, 401 if wrong else status, **values)
