"""Middleware that limits request bodies: size (declared or chunked), time, encoding and depth of JSON."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

from starlette.datastructures import Headers

from immunote.engine.json_shape import json_shape
from immunote.service.kernel.problems import Problem
from immunote.service.security.paths import LARGE, PAGE_LIST, STREAMED, route_path
from immunote.service.security.problems import refusal, refuse

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from immunote.service.settings.security import SecuritySettings

_BYTES_A_SECOND = 64 * 1024
_READ_ON = 8
_IN_PLACE = 64 * 1024  # a larger body is checked in a thread, not on the event loop


class _Meter:
    """Wraps `receive`: counts bytes and the time spent waiting for them, and raises Problem at a limit."""

    def __init__(self, receive: Receive, limit: int, seconds: float) -> None:
        self.inner = receive
        self.limit = limit
        self.seconds = seconds
        self.received = 0
        self.waited = 0.0
        self.ended = False

    async def receive(self) -> Message:
        """The next message of the body. The time that the app takes between two does not count."""
        if self.ended:
            return await self.inner()
        left = self.seconds + self.received / _BYTES_A_SECOND - self.waited
        started = time.monotonic()
        try:
            async with asyncio.timeout(max(left, 0)):
                message = await self.inner()
        except TimeoutError:
            raise self._slow() from None
        self.waited += time.monotonic() - started
        self.received += len(message.get("body", b""))
        self.ended = message["type"] != "http.request" or not message.get("more_body", False)
        if self.received > self.limit:
            raise too_large(self.received, self.limit)
        return message

    def _slow(self) -> Problem:
        help_line = f"a body is needed within {self.seconds:g} seconds and one more for each 64 KiB"
        return refusal("S33", "body", f"{self.received} bytes", help_line)


def too_large(size: int, limit: int) -> Problem:
    """Return the problem (413) of a body that is too large."""
    return refusal("S31", "body", f"{size} bytes", f"at most {limit} here")


class BodyLimits:
    """Reads a body whole before the app is called, within its limits; a streamed path reads on by itself, metered.

    On a streamed path a limit raises `Problem` from `receive`, for the route or the app's handler to answer.
    """

    def __init__(self, app: ASGIApp, settings: SecuritySettings) -> None:
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its body read, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        path = route_path(scope)
        try:
            if not self._has_body(headers, self._limit(path)):
                await self.app(scope, receive, send)
                return
            meter = _Meter(receive, self._limit(path), self.settings.body_seconds)
            body = None if path in STREAMED else await self._read(meter)
        except Problem as problem:
            await refuse(problem, scope, receive, send)
            return
        if body is None:
            await self.app(scope, meter.receive, send)
        else:
            await self.app(scope, _again(body, receive), send)

    def _limit(self, path: str) -> int:
        if path == PAGE_LIST:  # read on where it is too large: a browser shows no answer to a form that it still sends
            return self.settings.page_list_bytes * _READ_ON
        if path in STREAMED:
            return self.settings.batch_bytes
        return self.settings.large_body_bytes if path.startswith(LARGE) else self.settings.body_bytes

    def _has_body(self, headers: Headers, limit: int) -> bool:
        declared = headers.get("content-length", "")
        length = int(declared) if declared.isascii() and declared.isdigit() and len(declared) < 20 else 0
        if length > limit or len(declared) >= 20:
            raise too_large(length, limit)
        if "transfer-encoding" not in headers:
            if not length:
                return False
        elif declared:
            # both say where the body ends, and a proxy before us may have believed the other (request smuggling)
            help_line = "send one of Content-Length and Transfer-Encoding"
            raise refusal("S07", "header Content-Length", declared, help_line, {"Connection": "close"})
        encoding = headers.get("content-encoding", "identity").strip().lower()
        if encoding not in {"", "identity"}:
            # a compressed body could unfold to any size
            raise refusal("S05", "header Content-Encoding", encoding, "send the body as it is, uncompressed")
        return True

    async def _read(self, meter: _Meter) -> bytes:
        chunks: list[bytes] = []
        while not meter.ended:
            message = await meter.receive()
            chunks.append(message.get("body", b""))
        body = b"".join(chunks)
        if len(body) > _IN_PLACE:
            await asyncio.to_thread(self.check, body)
        else:
            self.check(body)
        return body

    def check(self, body: bytes) -> None:
        """Refuse a body with a NUL byte, or with JSON that is too deep or has too many values. Raises Problem (S32)."""
        if b"\0" in body:
            # JSON in UTF-16 would escape the limits, which count bytes of UTF-8, and some parsers read it
            raise refusal("S32", "body", "a NUL byte", "UTF-8 text is needed")
        depth, values = json_shape(body, self.settings.json_depth, self.settings.json_values)
        if depth > self.settings.json_depth:
            raise refusal("S32", "body", f"depth {depth} or more", f"at most {self.settings.json_depth}")
        if values > self.settings.json_values:
            raise refusal("S32", "body", f"{values} values or more", f"at most {self.settings.json_values}")


def _again(body: bytes, receive: Receive) -> Receive:
    """Return a `receive` that gives the body that was read, and then passes on further messages."""
    message: MutableMapping[str, Any] | None = {"type": "http.request", "body": body, "more_body": False}

    async def read() -> Message:
        nonlocal message
        if message is None:
            return await receive()
        first, message = message, None
        return first

    return read
