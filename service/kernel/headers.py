"""Headers of the service's own: the rule base hash on every answer, and a closed connection while it stops."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from immunote.service.kernel.context import Context

RULE_BASE = "Immunote-Rule-Base-Hash"


class RuleBaseHeader:
    """Adds the hash of the current rule base where an answer does not name another one already."""

    def __init__(self, app: ASGIApp, context: Context) -> None:
        self.app = app
        self.context = context

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and complete the head of its answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault(RULE_BASE, self.context.knowledge.engine.rulebase.content_hash)
                if self.context.stopping.is_set():
                    # the next request of this caller then goes where one is still answered
                    headers["Connection"] = "close"
            await send(message)

        await self.app(scope, receive, with_headers)
