"""Restricts requests to listed FHIR servers, against server-side request forgery (SSRF) by URLs in requests.

`allowed_server` checks a URL and the addresses that its name resolves to. `GuardedTransport` does so for each request
of an httpx client and connects to an address that was checked, so that the name cannot resolve to another in between.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any
from urllib.parse import SplitResult

import anyio.to_thread
import httpx

from immunote.service.settings.fhir_servers import (
    PORTS,
    Address,
    ListedServer,
    ServerNotAllowed,
    is_public,
    literal_address,
    unwrapped,
    url_parts,
)

# where clouds tell their machines secrets, outside the link-local range; and the broadcast address
_OF_CLOUDS = frozenset(("168.63.129.16", "100.100.100.200", "fd00:ec2::254", "fd20:ce::254", "255.255.255.255"))
Resolve = Callable[[str, int], Iterable[str]]


@dataclass(frozen=True)
class AllowedServer:
    """A URL that passed the check, its host, and the addresses that may be connected to."""

    url: str
    host: str
    addresses: tuple[str, ...]


def resolve(host: str, port: int) -> list[str]:
    """Return the addresses of a host name, by the system's resolver."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def allowed_server(
    url: str, allow_list: Sequence[ListedServer], resolve: Resolve = resolve, *, query: bool = False
) -> AllowedServer:
    """Check a URL against the list; it blocks while the name is resolved. Raises ServerNotAllowed.

    `query`: whether the URL may have a query; only requests may.
    """
    parts = url_parts(url)
    if parts.query and not query:
        raise ServerNotAllowed(url, "a URL without query is needed")
    entry = next((each for each in allow_list if _is_below(parts, url_parts(each.url))), None)
    if entry is None:
        raise ServerNotAllowed(url, "not on the list of FHIR servers")
    literal = literal_address(parts)
    if literal is not None:
        found: tuple[Address, ...] = (literal,)
    else:
        try:
            found = tuple(ip_address(each) for each in dict.fromkeys(resolve(*_place(parts))))
        except (OSError, ValueError, UnicodeError):
            raise ServerNotAllowed(url, "its name cannot be resolved") from None
    # one forbidden address is enough to refuse, or the owner of the name could make us connect to it
    if not found or not all(_may_connect(each, entry, literal) for each in found):
        raise ServerNotAllowed(url, "its address is inside the network, and its entry does not say `private`")
    return AllowedServer(url, parts.hostname or "", tuple(str(each) for each in found))


def lies_below(url: str, base: str) -> bool:
    """Whether a URL is a base URL or lies below it, on the same host and port. Raises ServerNotAllowed."""
    return _is_below(url_parts(url), url_parts(base))


class GuardedTransport(httpx.AsyncBaseTransport):
    """An httpx transport that connects only to checked addresses. Use it with `follow_redirects=False`.

    TLS still checks the certificate against the name, and the Host field carries the name.
    """

    def __init__(self, allow_list: Sequence[ListedServer], resolve: Resolve = resolve, **options: Any) -> None:
        """`options` go to httpx.AsyncHTTPTransport."""
        self._allow_list = tuple(allow_list)
        self._resolve = resolve
        self._inner = httpx.AsyncHTTPTransport(**{"trust_env": False, **options})

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Check the URL, then send the request. Raises ServerNotAllowed and httpx.HTTPError."""
        server = await anyio.to_thread.run_sync(self._judge, str(request.url))
        error: httpx.HTTPError = httpx.ConnectError("no address", request=request)
        for address in server.addresses:
            try:
                return await self._inner.handle_async_request(_to_address(request, server.host, address))
            except (httpx.ConnectError, httpx.ConnectTimeout) as failed:
                error = failed
        raise error

    def _judge(self, url: str) -> AllowedServer:
        return allowed_server(url, self._allow_list, self._resolve, query=True)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._inner.aclose()


def _to_address(request: httpx.Request, host: str, address: str) -> httpx.Request:
    return httpx.Request(
        request.method,
        request.url.copy_with(host=address),
        headers=request.headers,  # its Host field is the name already
        stream=request.stream,
        extensions={**request.extensions, "sni_hostname": host},
    )


def _place(parts: SplitResult) -> tuple[str, int]:
    return parts.hostname or "", parts.port or PORTS[parts.scheme]


def _is_below(parts: SplitResult, base: SplitResult) -> bool:
    if (parts.scheme, *_place(parts)) != (base.scheme, *_place(base)):
        return False
    path, prefix = parts.path.rstrip("/"), base.path.rstrip("/")
    return path == prefix or path.startswith(prefix + "/")


def _may_connect(address: Address, entry: ListedServer, literal: Address | None) -> bool:
    inner = unwrapped(address)
    if inner.is_link_local or inner.is_multicast or inner.is_unspecified or str(inner) in _OF_CLOUDS:
        return False  # among them where clouds keep their machines' secrets
    # an entry with the address itself could not be more explicit
    return is_public(inner) or entry.private or literal is not None
