"""What every answer tells a browser and a proxy: keep nothing, guess nothing, run nothing, frame nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from immunote.service.html.policy import NO_FRAMES, POLICY

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_ALWAYS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
)
_PAGE = f"{POLICY}; {NO_FRAMES}".encode()
_DATA = f"default-src 'none'; {NO_FRAMES}".encode()
_HSTS = (b"strict-transport-security", b"max-age=31536000; includeSubDomains")


class SecurityHeaders:
    """Adds the header fields. A `Cache-Control` that the route sets stays: knowledge may be kept, patients never."""

    def __init__(self, app: ASGIApp, https: bool) -> None:
        """`https`: callers reach this by https, whatever a proxy makes of it on the way."""
        self.app = app
        self.https = https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and complete the head of its answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        https = self.https or scope.get("scheme") == "https"

        async def complete(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = completed(list(message.get("headers", ())), https)
            await send(message)

        await self.app(scope, receive, complete)


def completed(fields: list[tuple[bytes, bytes]], https: bool) -> list[tuple[bytes, bytes]]:
    """The fields of an answer with those that it lacks."""
    there = {name.lower(): value for name, value in fields}
    page = there.get(b"content-type", b"").startswith(b"text/html")
    wanted = [*_ALWAYS, (b"content-security-policy", _PAGE if page else _DATA), (b"cache-control", b"no-store")]
    if https:
        wanted.append(_HSTS)
    return fields + [field for field in wanted if field[0] not in there]
