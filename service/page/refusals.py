"""Refusals on the page as screens, from whatever layer they come: what was wrong, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
from starlette.datastructures import Headers, MutableHeaders

from immunote.service.kernel.problems import MEDIA_TYPE
from immunote.service.page.shell import HEADERS, refusal_screen
from immunote.service.security.paths import is_page, route_path

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from immunote.service.kernel.context import Context


class RefusalsAsScreens:
    """Turns problem details below `/page` into a screen for a person, where the request asks for HTML."""

    def __init__(self, app: ASGIApp, context: Context) -> None:
        self.app = app
        self.context = context

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and turn what comes back where it is a refusal."""
        if scope["type"] != "http" or not is_page(route_path(scope)) or not _wants_html(scope):
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
            content = self._shown(orjson.loads(body)) if body else b""
            headers = MutableHeaders(scope=held)
            for name, value in {**HEADERS, "Content-Type": "text/html; charset=utf-8"}.items():
                headers[name] = value
            headers["Content-Length"] = str(len(content))
            start, held = held, None
            await send(start)
            await send({"type": "http.response.body", "body": content})

        await self.app(scope, receive, turned)

    def _shown(self, problem: dict[str, Any]) -> bytes:
        return refusal_screen(problem, self.context.knowledge.engine.rulebase)


def _wants_html(scope: Scope) -> bool:
    return "text/html" in Headers(scope=scope).get("accept", "")
