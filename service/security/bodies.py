"""Middleware that limits request bodies: size (declared or chunked), time, encoding and depth of JSON."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
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
_OF_STRANGERS = 128 * 1024  # a form of the page whose session ran out, and nothing larger
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


class Held:
    """How many bytes of bodies this process holds, in all and by caller. Runs on the event loop only."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.total = 0
        self._by_caller: Counter[str] = Counter()

    def take(self, caller: str, size: int) -> None:
        """Hold some more of a caller, `""` for all who are not known. Raises Problem (S83) where that is too much."""
        of_caller = self.most // (2 if caller else 16)
        if self.total + size > self.most or self._by_caller[caller] + size > of_caller:
            help_line = "try again in a moment, with fewer large requests at a time"
            raise refusal("S83", "body", f"{size} bytes more", help_line, {"Retry-After": "2", "Connection": "close"})
        self.total += size
        self._by_caller[caller] += size

    def give_back(self, caller: str, size: int) -> None:
        """Hold so much less."""
        self.total -= size
        self._by_caller[caller] -= size
        if not self._by_caller[caller]:
            del self._by_caller[caller]


def body_limit(settings: SecuritySettings, path: str) -> int:
    """How many bytes a body may have that is sent to a path."""
    if path == PAGE_LIST:  # read on where it is too large: a browser shows no answer to a form that it still sends
        return settings.page_list_bytes * _READ_ON
    if path in STREAMED:
        return settings.batch_bytes
    return settings.large_body_bytes if path.startswith(LARGE) else settings.body_bytes


def has_body(headers: Headers, limit: int) -> bool:
    """Whether a head announces a body. Raises Problem (S05, S07, S31) for one that is not read."""
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


class BodyLimits:
    """Reads a body whole before the app is called, within its limits; a streamed path reads on by itself, metered.

    On a streamed path a limit raises `Problem` from `receive`, for the route or the app's handler to answer.
    """

    def __init__(self, app: ASGIApp, settings: SecuritySettings) -> None:
        self.app = app
        self.settings = settings
        self.held = Held(settings.held_bytes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its body read, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        path = route_path(scope)
        caller = scope.get("state", {}).get("body_of", "development")
        limit = body_limit(self.settings, path)
        if not caller and path not in STREAMED:
            limit = min(limit, _OF_STRANGERS)
        parts: list[bytes] = []
        try:
            try:
                read = await self._received(headers, receive, path, limit, caller, parts)
            except Problem as problem:
                await refuse(problem, scope, receive, send)
            else:
                await self.app(scope, read, send)
        finally:
            self.held.give_back(caller, sum(map(len, parts)))

    async def _received(
        self, headers: Headers, receive: Receive, path: str, limit: int, caller: str, parts: list[bytes]
    ) -> Receive:
        """From where the app reads on; `parts` of the body are held until it has ended. Raises Problem."""
        if not has_body(headers, limit):
            return receive
        meter = _Meter(receive, limit, self.settings.body_seconds)
        if path in STREAMED:
            return meter.receive
        while not meter.ended:
            part = (await meter.receive()).get("body", b"")
            self.held.take(caller, len(part))
            parts.append(part)
        body = b"".join(parts)
        if len(body) > _IN_PLACE:
            await asyncio.to_thread(self.check, body)
        else:
            self.check(body)
        parts[:] = [body]
        return _again(body, receive)

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
