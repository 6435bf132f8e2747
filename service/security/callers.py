"""Authenticates callers: the FastAPI dependencies of the routes."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Annotated

import anyio
import anyio.to_thread
from fastapi import Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy.exc import SQLAlchemyError

from immunote.engine.faults import Fault
from immunote.service.kernel.context import context_of
from immunote.service.kernel.problems import Problem
from immunote.service.kernel.scopes import DEVELOPER, SCOPES, Caller
from immunote.service.security.api_keys import PREFIX, KeyRing
from immunote.service.security.bearer import TokenReader
from immunote.service.security.launched import LaunchCookies
from immunote.service.security.paths import route_path
from immunote.service.security.problems import refusal
from immunote.service.security.rate import Buckets

if TYPE_CHECKING:
    from immunote.service.settings.service import Settings

_KEY_SCHEME = HTTPBearer(
    auto_error=False, scheme_name="ApiKey", description=f"A key that begins with `{PREFIX}`; see `immunote keys`."
)
_TOKEN_SCHEME = HTTPBearer(
    auto_error=False,
    scheme_name="CdsClientToken",
    bearerFormat="JWT",
    description="A token signed by RS384 or ES384; its `aud` is the URL called, and each is good for one request.",
)
# RFC 6750. A proxy counts requests by the key in this field, so one key can be written in one way only: of Python's own
# `strip`, a no-break space behind a key would be nothing, and for the proxy another caller.
_BEARER = re.compile(r"(?i:bearer) +([A-Za-z0-9._~+/-]+=*)")
_Credentials = HTTPAuthorizationCredentials | None


@dataclass
class Desk:
    """The state that the dependencies share; `app.state.security`."""

    keys: KeyRing
    tokens: TokenReader
    rates: Buckets
    launches: LaunchCookies | None = None  # none where no record system is set
    # not the threads of other work; and whoever waits for a slow JWKS server holds none that a key needs
    limiter: anyio.CapacityLimiter = field(default_factory=lambda: anyio.CapacityLimiter(16))
    token_limiter: anyio.CapacityLimiter = field(default_factory=lambda: anyio.CapacityLimiter(16))


def needs(scope: str) -> Callable[..., Awaitable[Caller]]:
    """Return a dependency that finds the caller by API key and checks the scope. It raises Problem: S20, S21, S23, S35.

    In development every caller is let in.
    """
    assert scope in SCOPES, scope

    async def caller(request: Request, _: Annotated[_Credentials, Security(_KEY_SCHEME)]) -> Caller:
        if context_of(request).settings.development:
            return welcome(request, DEVELOPER)
        found = await holder_of_a_key(request)
        if scope not in found.scopes:
            raise _out_of_scope(scope, found)
        return welcome(request, found)

    return caller


async def holder_of_a_key(request: Request) -> Caller:
    """Who sent the API key of a request. Raises Problem: S20, S21, S73."""
    known: Caller | None = getattr(request.state, "known", None)
    if known is not None:
        return known
    secret = _bearer(request)
    desk: Desk = request.app.state.security
    found = desk.keys.remembered(secret)
    if found is None:
        found = await _in_thread(desk.limiter, partial(desk.keys.find, secret, context_of(request).keys))
        desk.keys.remember(secret, found)
    return found


async def cds_client(request: Request, _: Annotated[_Credentials, Security(_TOKEN_SCHEME)]) -> Caller:
    """A dependency: the EHR by its signed token, good for this one request. Raises Problem: S20, S24 to S30, S35."""
    context = context_of(request)
    if context.settings.development:
        return welcome(request, DEVELOPER)
    return welcome(request, await holder_of_a_token(request))


async def holder_of_a_token(request: Request) -> Caller:
    """Who signed the token of a request, which is used up by that. Raises Problem: S20, S24 to S30, S73."""
    known: Caller | None = getattr(request.state, "known", None)
    if known is not None:
        return known
    context = context_of(request)
    token = _bearer(request)
    desk: Desk = request.app.state.security
    urls = audiences(context.settings, route_path(request.scope))
    return await _in_thread(desk.token_limiter, partial(desk.tokens.read, token, urls, context.tokens))


def audiences(settings: Settings, path: str) -> list[str]:
    """The URLs that a token for this path may be made for: from the settings, never from the request's own Host.

    Feedback on a card is sent to a path below that of its service, and the token may name either of the two.
    """
    bases = settings.security.audiences or (settings.base_url or f"http://{settings.host}:{settings.port}",)
    paths = [path]
    if path.startswith("/cds-services/") and path.endswith("/feedback"):
        paths.append(path.removesuffix("/feedback"))
    return [base.rstrip("/") + each for base in bases for each in paths]


def _bearer(request: Request) -> str:
    fields = request.headers.getlist("authorization")
    found = _BEARER.fullmatch(fields[0]) if len(fields) == 1 else None
    if found is None:
        help_line = "send `Authorization: Bearer` and a key or, for CDS services, a token"
        raise refusal("S20", "header Authorization", "nothing" if not fields else "not one of Bearer", help_line)
    return found[1]


async def _in_thread(limiter: anyio.CapacityLimiter, work: Callable[[], Caller]) -> Caller:
    try:
        return await anyio.to_thread.run_sync(work, limiter=limiter)
    except (SQLAlchemyError, OSError) as error:
        # the key may be valid, so this is no 401
        fault = Fault("database", "S73", type(error).__name__, "try again in a moment")
        raise Problem(503, "The caller cannot be looked up", [fault], {"Retry-After": "5"}) from None


def _out_of_scope(scope: str, caller: Caller) -> Problem:
    has = ", ".join(f"`{each}`" for each in sorted(caller.scopes))
    challenge = f'Bearer realm="immunote", error="insufficient_scope", scope="{scope}"'
    return refusal("S23", "header Authorization", scope, f"the key has {has}", {"WWW-Authenticate": challenge})


async def next_turn(request: Request, caller: Caller) -> None:
    """Wait until a caller may ask once more: each row of a batch counts as a request does, and none is refused."""
    desk: Desk = request.app.state.security
    while wait := desk.rates.take(caller.id):
        await anyio.sleep(min(wait, 1.0))


def welcome(request: Request, caller: Caller) -> Caller:
    """Count a request of a caller who may make it, once; its id goes to the logs. Raises Problem (S35)."""
    if getattr(request.state, "caller", None) != caller.id:
        desk: Desk = request.app.state.security
        desk.rates.check(caller.id, "caller")
        request.state.caller = caller.id
    return caller
