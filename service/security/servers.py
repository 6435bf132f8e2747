"""Which FHIR servers may be asked: a URL that came in a request is never followed to where it should not lead (SSRF).

`allowed_server` judges a URL and the addresses that its name resolves to. `GuardedTransport` does so for each request
of an httpx client and connects to the address that was judged, so that a name cannot turn into another between the two.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Annotated, Any, Self
from urllib.parse import SplitResult, urlsplit

import anyio.to_thread
import httpx
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from engine.faults import Fault, shorten

_PORTS = {"http": 80, "https": 443}
_CLEAN = re.compile(r"[!#-;=?-\[\]_a-z~]+")  # visible ASCII without quotes, angle brackets, backslash, ^, ` and {|}
_HIDDEN = re.compile(r"%(2e|2f|5c|00|25)|//", re.IGNORECASE)
_NAT64 = ip_network("64:ff9b::/96")
_LONGEST = 2000

Address = IPv4Address | IPv6Address
Resolve = Callable[[str, int], Iterable[str]]


class ServerNotAllowed(Exception):
    """The URL is not to be asked; `fault` (S38) says why."""

    def __init__(self, url: object, why: str) -> None:
        self.fault = Fault("$.fhirServer", "S38", shorten(url), why)
        super().__init__(str(self.fault))


class ListedServer(BaseModel):
    """A FHIR server that may be asked, by the URL that all its resources are below."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: str = Field(description="Its base URL: scheme, host, port and path have to match exactly.")
    private: bool = Field(False, description="It is inside the network, so its name may resolve to a private address.")

    @model_validator(mode="after")
    def _is_plain(self) -> Self:
        try:
            parts = _parts(self.url)
        except ServerNotAllowed as error:
            raise ValueError(error.fault.help) from None
        if parts.query:
            raise ValueError("a URL without query is needed")
        inside = self.private or (_literal(parts) is not None and not _is_public(_literal(parts)))
        if parts.scheme == "http" and not inside:
            raise ValueError("https is needed, or the access token is sent in the clear; http is for private servers")
        return self


def _from_text(value: Any) -> Any:
    return {"url": value} if isinstance(value, str) else value


FhirServer = Annotated[ListedServer, BeforeValidator(_from_text)]
"""For settings: a URL as text, or an object with `url` and `private`."""


@dataclass(frozen=True)
class AllowedServer:
    """What was judged: the URL, its host, and the addresses that may be connected to."""

    url: str
    host: str
    addresses: tuple[str, ...]


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a name, by the system's resolver."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def allowed_server(
    url: str, allow_list: Sequence[ListedServer], resolve: Resolve = resolve, *, query: bool = False
) -> AllowedServer:
    """Judge a URL. It blocks while the name is resolved. Raises ServerNotAllowed. A `query` is for requests alone."""
    parts = _parts(url)
    if parts.query and not query:
        raise ServerNotAllowed(url, "a URL without query is needed")
    entry = next((each for each in allow_list if _is_below(parts, _parts(each.url))), None)
    if entry is None:
        raise ServerNotAllowed(url, "not on the list of FHIR servers")
    literal = _literal(parts)
    if literal is not None:
        found: tuple[Address, ...] = (literal,)
    else:
        try:
            found = tuple(ip_address(each) for each in dict.fromkeys(resolve(*_place(parts))))
        except (OSError, ValueError, UnicodeError):
            raise ServerNotAllowed(url, "its name cannot be resolved") from None
    # one address that is not allowed spoils the name: which one is taken is not for its owner to choose
    if not found or not all(_may_connect(each, entry, literal) for each in found):
        raise ServerNotAllowed(url, "its address is inside the network, and its entry does not say `private`")
    return AllowedServer(url, parts.hostname or "", tuple(str(each) for each in found))


class GuardedTransport(httpx.AsyncBaseTransport):
    """Sends only to allowed servers, to the very address that was judged. Use it with `follow_redirects=False`.

    TLS still checks the certificate against the name, and the Host field carries the name.
    """

    def __init__(self, allow_list: Sequence[ListedServer], resolve: Resolve = resolve, **options: Any) -> None:
        """`options` go to httpx.AsyncHTTPTransport."""
        self._allow_list = tuple(allow_list)
        self._resolve = resolve
        self._inner = httpx.AsyncHTTPTransport(**{"trust_env": False, **options})

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Judge, then send. Raises ServerNotAllowed and httpx.HTTPError."""
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


def _parts(url: str) -> SplitResult:
    """The parts of a URL that can only be read in one way. Raises ServerNotAllowed."""
    if not isinstance(url, str) or len(url) > _LONGEST or not _CLEAN.fullmatch(url.lower()):
        raise ServerNotAllowed(url, "a URL in plain ASCII is needed")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise ServerNotAllowed(url, "it cannot be read as a URL") from None
    if parts.scheme not in _PORTS or not parts.hostname or port == 0:
        raise ServerNotAllowed(url, "a URL that begins with https:// and a host is needed")
    if "@" in parts.netloc or parts.fragment or "#" in url:
        raise ServerNotAllowed(url, "a URL without user name and without fragment is needed")
    segments = parts.path.split("/")
    if _HIDDEN.search(parts.path) or not {".", ".."}.isdisjoint(segments) or parts.hostname.endswith("."):
        raise ServerNotAllowed(url, "a URL with a plain host and a plain path is needed")
    return parts


def _place(parts: SplitResult) -> tuple[str, int]:
    return parts.hostname or "", parts.port or _PORTS[parts.scheme]


def _is_below(parts: SplitResult, base: SplitResult) -> bool:
    if (parts.scheme, *_place(parts)) != (base.scheme, *_place(base)):
        return False
    path, prefix = parts.path.rstrip("/"), base.path.rstrip("/")
    return path == prefix or path.startswith(prefix + "/")


def _literal(parts: SplitResult) -> Address | None:
    try:
        return ip_address(parts.hostname or "")
    except ValueError:
        return None


def _may_connect(address: Address, entry: ListedServer, literal: Address | None) -> bool:
    inner = _unwrapped(address)
    if inner.is_link_local or inner.is_multicast or inner.is_unspecified or str(inner) == "255.255.255.255":
        return False  # among them where clouds keep their machines' secrets
    # an entry with the address itself could not be more explicit
    return _is_public(inner) or entry.private or literal is not None


def _is_public(address: Address | None) -> bool:
    return address is not None and _unwrapped(address).is_global


def _unwrapped(address: Address) -> Address:
    """The IPv4 address inside an IPv6 one, whichever way it is wrapped."""
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo[1] if address.teredo else None
    return address.ipv4_mapped or address.sixtofour or teredo or address
