"""How long an answer may take, and how long a reader may keep a stream waiting."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from immunote.service.security.paths import STREAMED, route_path
from immunote.service.security.problems import refusal, refuse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send


class TimeLimit:
    """Ends a request that takes too long with 504; what a thread still works out is given to nobody.

    A stream may last as long as it moves: there, only a reader that takes nothing ends it.
    """

    def __init__(self, app: ASGIApp, seconds: float) -> None:
        self.app = app
        self.seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, for as long as it may take."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif route_path(scope) in STREAMED:
            await self._stream(scope, receive, send)
        else:
            await self._answer(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def noting(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        limit = asyncio.timeout(self.seconds)
        try:
            async with limit:
                await self.app(scope, receive, noting)
        except TimeoutError:
            # one raised inside is the app's own; a response that has begun can only be broken off
            if not limit.expired() or started:
                raise
            problem = refusal("S36", "request", f"{self.seconds:g} seconds", "try again; nothing was answered")
            await refuse(problem, scope, receive, send)

    async def _stream(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def impatient(message: Message) -> None:
            async with asyncio.timeout(self.seconds):
                await send(message)

        await self.app(scope, receive, impatient)
