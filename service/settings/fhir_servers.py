"""FHIR servers that may be asked: what an entry of the list is, and what a URL is that can be read in one way only."""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Annotated, Any, Self
from urllib.parse import SplitResult, urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from immunote.engine.faults import Fault, shorten

PORTS = {"http": 80, "https": 443}
_CLEAN = re.compile(r"[!#-;=?-\[\]_a-z~]+")  # visible ASCII without quotes, angle brackets, backslash, ^, ` and {|}
_HIDDEN = re.compile(r"%(2e|2f|5c|00|25)|//", re.IGNORECASE)
_NAT64 = ip_network("64:ff9b::/96")
_LOCAL_NAT64 = ip_network("64:ff9b:1::/48")
_TRANSLATED = ip_network("::ffff:0:0:0/96")  # RFC 2765, an IPv4 address in its last 32 bits
_COMPATIBLE = ip_network("::/96")
_GLOBAL_UNICAST = ip_network("2000::/3")
_SPECIAL = tuple(
    ip_network(each)
    for each in (
        "168.63.129.16/32",  # Azure's own, reached from each machine there
        "100.64.0.0/10",
        "192.0.0.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "224.0.0.0/3",
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "2620:4f:8000::/48",
        "3fff::/20",
        "5f00::/16",
    )
)
"""Special ranges of IANA's registries, whatever the Python at hand knows of them, and those of clouds."""
_LONGEST = 2000
Address = IPv4Address | IPv6Address


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
            parts = url_parts(self.url)
        except ServerNotAllowed as error:
            raise ValueError(error.fault.help) from None
        if parts.query:
            raise ValueError("a URL without query is needed")
        inside = self.private or (literal_address(parts) is not None and not is_public(literal_address(parts)))
        if parts.scheme == "http" and not inside:
            raise ValueError("https is needed, or the access token is sent in the clear; http is for private servers")
        return self


def _from_text(value: Any) -> Any:
    return {"url": value} if isinstance(value, str) else value


FhirServer = Annotated[ListedServer, BeforeValidator(_from_text)]
"""For settings: a URL as text, or an object with `url` and `private`."""


def url_parts(url: str) -> SplitResult:
    """The parts of a URL that can only be read in one way. Raises ServerNotAllowed."""
    if not isinstance(url, str) or len(url) > _LONGEST or not _CLEAN.fullmatch(url.lower()):
        raise ServerNotAllowed(url, "a URL in plain ASCII is needed")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise ServerNotAllowed(url, "it cannot be read as a URL") from None
    if parts.scheme not in PORTS or not parts.hostname or port == 0:
        raise ServerNotAllowed(url, "a URL that begins with https:// and a host is needed")
    if "@" in parts.netloc or parts.fragment or "#" in url:
        raise ServerNotAllowed(url, "a URL without user name and without fragment is needed")
    segments = parts.path.split("/")
    if _HIDDEN.search(parts.path) or not {".", ".."}.isdisjoint(segments) or parts.hostname.endswith("."):
        raise ServerNotAllowed(url, "a URL with a plain host and a plain path is needed")
    return parts


def literal_address(parts: SplitResult) -> Address | None:
    """The address, where the host of a URL is one and no name."""
    try:
        return ip_address(parts.hostname or "")
    except ValueError:
        return None


def is_public(address: Address | None) -> bool:
    """Whether an address is one of the open network: no special one by IANA's registries, nor a cloud's own."""
    if address is None:
        return False
    inner = unwrapped(address)
    if isinstance(address, IPv6Address) and (inner is not address or address not in _GLOBAL_UNICAST):
        return False  # nobody names a server of the open network by a wrapped address
    return inner.is_global and not inner.is_multicast and not any(inner in each for each in _SPECIAL)


def unwrapped(address: Address) -> Address:
    """The IPv4 address inside an IPv6 one, whichever way it is wrapped."""
    if isinstance(address, IPv4Address):
        return address
    if any(address in each for each in (_NAT64, _LOCAL_NAT64, _TRANSLATED)) or (
        address in _COMPATIBLE and int(address) > 0xFFFF
    ):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo[1] if address.teredo else None
    return address.ipv4_mapped or address.sixtofour or teredo or address
