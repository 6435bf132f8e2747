"""Sign-ins on the page: a cookie that says nothing, behind which the database has a key; and tokens in every form.

The cookie holds 256 random bits. The database keeps their hash with the id of the API key that was shown, so that a
session ends when it is signed out, when its time is over and when the key is revoked, whichever is first. Every form
carries a token that is worked out from the cookie: a page of elsewhere can have neither.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Awaitable, Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TypeVar

import anyio.to_thread
from fastapi import Request
from sqlalchemy.exc import SQLAlchemyError

from immunote.engine.faults import Fault
from immunote.service.kernel.context import context_of
from immunote.service.kernel.problems import Problem
from immunote.service.kernel.scopes import DEVELOPER, SCOPES, Caller
from immunote.service.security.api_keys import hashed
from immunote.service.security.callers import Desk, welcome
from immunote.service.security.launched import Launched
from immunote.service.security.problems import refusal

T = TypeVar("T")
CSRF_FIELD = "page.token"
"""The field of every form that holds the token."""
COOKIE, SECURE_COOKIE = "immunote-page", "__Host-immunote-page"
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")  # 32 bytes as URL-safe base64


@dataclass
class Visit:
    """One request to the page. `token`: what its cookie holds, or will; `is_new`: the answer sets the cookie.

    `seconds`: how long the browser keeps it; None: until it is closed. `scopes`: of the key that is signed in.
    `launched`: the launch from a record system that it belongs to.
    """

    token: str
    is_new: bool
    seconds: int | None = None
    scopes: frozenset[str] | None = None
    launched: Launched | None = None

    def renew(self, seconds: int | None = None) -> None:
        """Give this browser another cookie, so that one known before a sign-in or sign-out is worth nothing after."""
        self.token, self.is_new, self.seconds, self.scopes = secrets.token_urlsafe(32), True, seconds, None
        self.launched = None


class SignInNeeded(Exception):
    """Nobody is signed in. `fields`: what was posted, to be shown again after the sign-in."""

    def __init__(self, fields: Mapping[str, str] | None = None) -> None:
        self.fields = dict(fields or {})
        super().__init__("nobody is signed in")


class NotThisSession(Exception):
    """A form without the token of this session. `fields`: what was posted, to be shown and sent again by a person."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        self.fields = dict(fields)
        super().__init__("a form of another session")


_visit: ContextVar[Visit] = ContextVar("visit")


def begin_visit(cookie: str | None) -> Visit:
    """The visit of a request by its cookie; it is the current one from then on."""
    known = cookie is not None and _TOKEN.fullmatch(cookie) is not None
    visit = Visit(cookie if known and cookie else secrets.token_urlsafe(32), not known)
    _visit.set(visit)
    return visit


def current_visit() -> Visit:
    """The visit of the request that is being answered. Raises LookupError outside the page's paths."""
    return _visit.get()


def csrf_token() -> str:
    """The token that a form of this page carries: worked out from the cookie, and of no use to find it."""
    key = current_visit().token.encode()
    return hashlib.blake2b(b"form", key=key, digest_size=32, person=b"immunote-csrf").hexdigest()


def check_form(fields: Mapping[str, str]) -> dict[str, str]:
    """The fields of a posted form without its token. Raises NotThisSession where that is not of this session."""
    given = fields.get(CSRF_FIELD, "")
    rest = {name: value for name, value in fields.items() if name != CSRF_FIELD}
    if not hmac.compare_digest(given.encode(), csrf_token().encode()):
        raise NotThisSession(rest)
    return rest


def page_needs(scope: str) -> Callable[[Request], Awaitable[Caller]]:
    """Return a dependency: who is signed in on the page, with that scope. In development everybody is.

    It raises SignInNeeded, and Problem: S23 for another scope, S35 for too many requests, S73.
    """
    assert scope in SCOPES, scope

    async def caller(request: Request) -> Caller:
        found = await signed_in(request)
        if found is None:
            raise SignInNeeded
        if scope not in found.scopes:
            raise refusal("S23", "page", scope, f"this needs a key with `{scope}`; sign out, and in with such a key")
        return welcome(request, found)

    return caller


async def signed_in(request: Request) -> Caller | None:
    """Who is signed in, by key or by a launch; None for nobody.

    Raises Problem: S73 where the database does not answer, S58 for a launch that has ended.
    """
    context = context_of(request)
    desk: Desk = request.app.state.security
    visit = current_visit()
    visit.launched = None if desk.launches is None else desk.launches.found(request, visit.token)
    if context.settings.development:
        return DEVELOPER
    if visit.launched is not None:
        return visit.launched.session.caller
    if visit.is_new:
        return None
    name = hashed(visit.token, context.settings.security)
    key = await _in_thread(request, partial(context.sessions.key_of, name, datetime.now(UTC)))
    if key is None:
        if desk.launches is not None and desk.launches.is_there(request):
            raise launch_ended()
        return None
    visit.scopes = key.scopes
    return Caller(id=f"key:{key.id}", kind="api_key", scopes=key.scopes)


def launch_ended() -> Problem:
    """The problem of a launch that is over, or that another one took the place of."""
    help_line = "open the app from the chart again; answers that still stand in a form can then be sent once more"
    return refusal("S58", "launch", "the launch of this browser", help_line)


async def sign_in(request: Request, secret: str) -> Caller:
    """Begin a session for an API key, under a new cookie. Raises Problem: S21 for a key that is not valid, S73."""
    context = context_of(request)
    desk: Desk = request.app.state.security
    found = await _in_thread(request, partial(desk.keys.find, secret, context.keys))
    seconds = context.settings.security.session_minutes * 60
    visit = current_visit()
    visit.renew(seconds)
    name = hashed(visit.token, context.settings.security)
    until = datetime.now(UTC) + timedelta(seconds=seconds)
    await _in_thread(request, partial(context.sessions.add, name, found.id.removeprefix("key:"), until))
    visit.scopes = found.scopes
    return found


async def sign_out(request: Request) -> None:
    """End the session, in every tab and every worker. Raises Problem (S73)."""
    context = context_of(request)
    visit = current_visit()
    await _in_thread(request, partial(context.sessions.end, hashed(visit.token, context.settings.security)))
    visit.renew()


async def _in_thread(request: Request, work: Callable[[], T]) -> T:
    desk: Desk = request.app.state.security
    try:
        return await anyio.to_thread.run_sync(work, limiter=desk.limiter)
    except (SQLAlchemyError, OSError) as error:
        fault = Fault("database", "S73", type(error).__name__, "try again in a moment")
        raise Problem(503, "The sign-in cannot be looked up", [fault], {"Retry-After": "5"}) from None
