"""One exchange over HTTP whose answer has a largest size: what went wrong is told in our own words.

For requests to other people's servers, with an httpx client that connects only where it may
(immunote.service.security.servers).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import anyio
import httpx

from immunote.service.settings.fhir_servers import ServerNotAllowed

_PART = 65_536


class NothingRead(Exception):
    """A server gave no answer that can be read. `why`: what it did, in a few words, none of them the server's."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


@dataclass(frozen=True)
class ReadAnswer:
    """An answer that was read whole. `location`: its header of that name, empty where there is none."""

    status: int
    content: bytes
    location: str


def _any_head(response: httpx.Response) -> None:
    """Read the body of every answer."""


async def read_answer(
    client: httpx.AsyncClient,
    method: str,
    url: str,
    most: int,
    *,
    seconds: float | None = None,
    judge: Callable[[httpx.Response], None] = _any_head,
    **sent: Any,
) -> ReadAnswer:
    """Send a request and read its answer, of at most `most` bytes. Raises NothingRead, and what `judge` raises.

    `seconds`: for all of it; None where the client's own limits are enough. `judge`: sees the head of an answer before
    its body is read. `sent`: headers and body as httpx takes them.
    """
    content = bytearray()
    try:
        with anyio.fail_after(seconds):
            async with client.stream(method, url, **sent) as response:
                judge(response)
                async for part in response.aiter_bytes(_PART):
                    content += part
                    if len(content) > most:
                        raise NothingRead("answered with more than is read")
                return ReadAnswer(response.status_code, bytes(content), response.headers.get("location", ""))
    except ServerNotAllowed:
        raise NothingRead("led to an address that may not be asked") from None
    except (httpx.TimeoutException, TimeoutError):
        raise NothingRead("took too long") from None
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError):
        # their own words can hold the URL, and with it the patient's id, and what was sent
        raise NothingRead("could not be reached or broke off") from None
