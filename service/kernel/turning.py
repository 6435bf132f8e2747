"""Problem details on their way out, turned into the form that a part of the service answers in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import orjson
from starlette.datastructures import Headers, MutableHeaders

from immunote.service.kernel.problems import MEDIA_TYPE

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send


class ProblemsTurned:
    """ASGI middleware. `wanted`: whether the problem of a request is turned; `turn`: makes the body of its details.

    `headers`: those that the turned answer has in place of the problem's.
    """

    def __init__(
        self,
        app: ASGIApp,
        wanted: Callable[[Scope], bool],
        turn: Callable[[dict[str, Any]], bytes],
        headers: Mapping[str, str],
    ) -> None:
        self.app = app
        self.wanted, self.turn, self.headers = wanted, turn, headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and turn what comes back where it is a problem."""
        if scope["type"] != "http" or not self.wanted(scope):
            await self.app(scope, receive, send)
            return
        held: Message | None = None
        body = b""

        async def turned(message: Message) -> None:
            nonlocal held, body
            if message["type"] == "http.response.start":
                if not Headers(raw=message["headers"]).get("content-type", "").startswith(MEDIA_TYPE):
                    await send(message)
                    return
                held = message
                return
            if held is None or message["type"] != "http.response.body":
                await send(message)
                return
            body += message.get("body", b"")
            if message.get("more_body", False):
                return
            content = self.turn(orjson.loads(body)) if body else b""
            headers = MutableHeaders(scope=held)
            for name, value in self.headers.items():
                headers[name] = value
            headers["Content-Length"] = str(len(content))
            start, held = held, None
            await send(start)
            await send({"type": "http.response.body", "body": content})

        await self.app(scope, receive, turned)
