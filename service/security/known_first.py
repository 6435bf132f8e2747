"""Middleware that finds the caller by a request's head, before anything of its body is read or kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import Headers
from starlette.requests import Request

from immunote.service.kernel.context import context_of
from immunote.service.kernel.problems import Problem
from immunote.service.security.bodies import body_limit, has_body
from immunote.service.security.callers import holder_of_a_key, holder_of_a_token, welcome
from immunote.service.security.paths import is_page, route_path
from immunote.service.security.problems import refuse
from immunote.service.security.session import signed_in

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from immunote.service.kernel.scopes import Caller
    from immunote.service.settings.security import SecuritySettings

_CDS = "/cds-services/"


class KnownFirst:
    """Refuses a request with a body whose caller is not known, or asks too often; the body is thrown away unread.

    Forms of the page go on without a caller: what was typed when a session ran out is given back. Their bodies are kept
    small (BodyLimits).
    """

    def __init__(self, app: ASGIApp, settings: SecuritySettings) -> None:
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its caller, or refuse it."""
        if scope["type"] == "http":
            path = route_path(scope)
            try:
                if has_body(Headers(scope=scope), body_limit(self.settings, path)):
                    await self._know(Request(scope), path)
            except Problem as problem:
                await refuse(problem, scope, receive, send)
                return
        await self.app(scope, receive, send)

    async def _know(self, request: Request, path: str) -> None:
        if context_of(request).settings.development:
            return
        found: Caller | None
        if is_page(path):
            found = await signed_in(request)
        elif path.startswith(_CDS):
            found = await holder_of_a_token(request)
        else:
            found = await holder_of_a_key(request)
        if found is not None and not is_page(path):
            request.state.known = welcome(request, found)
        request.state.body_of = "" if found is None else found.id
