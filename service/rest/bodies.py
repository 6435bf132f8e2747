"""A profile out of the body of a request: JSON, one flat object; everything wrong with it at once."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import Any

from starlette.requests import Request

from immunote.engine.faults import Fault, Refused
from immunote.engine.parsing import LARGEST, parse_text
from immunote.service.kernel.accept import must_be
from immunote.service.kernel.problems import Problem

JSON = ("application/json",)
NDJSON = ("application/x-ndjson", "application/ndjson", "application/jsonl")
_ONE_OBJECT = 'give one JSON object, {"element": value, ...}; `GET /v1/fields` lists the elements'


async def profile_bytes(request: Request) -> bytes:
    """The body, read up to the size of a profile. Raises Problem 415 and 413."""
    must_be(request.headers.get("content-type"), JSON)
    parts = bytearray()
    async for part in request.stream():
        parts += part
        if len(parts) > LARGEST:
            raise Problem(413, "Too large for one profile", [too_large()])
    return bytes(parts)


def too_large() -> Fault:
    """The fault of a profile beyond the size of one."""
    help_line = f"a profile is one flat object of at most {LARGEST // 1024} kB; lists go to `/v1/notes/batch`"
    return Fault("$", "P11", f"more than {LARGEST} bytes", help_line)


def raw_profile(content: bytes) -> Mapping[str, Any]:
    """The JSON object in `content`. Raises Refused."""
    # the parser also reads YAML, and nothing at all as an empty profile: both are slips in a request
    if not content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        raise Refused([Fault("$", "P02", "no JSON object", _ONE_OBJECT)])
    return parse_text(content)


async def lines_of(request: Request) -> AsyncIterator[bytes | None]:
    """The lines of a body as they arrive, None for a line longer than a profile can be. Never holds more than one."""
    waiting = bytearray()
    too_long = False
    async for part in request.stream():
        *ended, rest = part.split(b"\n")
        for piece in ended:
            waiting += piece
            yield None if too_long or len(waiting) > LARGEST else bytes(waiting)
            waiting.clear()
            too_long = False
        waiting += rest
        if len(waiting) > LARGEST:
            too_long = True
            waiting.clear()
    if waiting or too_long:
        yield None if too_long else bytes(waiting)
