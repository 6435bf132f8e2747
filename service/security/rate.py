"""How often one address or one caller may ask: token buckets in memory, in each worker its share of what is set."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Collection
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from math import ceil
from typing import TYPE_CHECKING

from immunote.service.kernel.problems import Problem
from immunote.service.security.problems import refusal, refuse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

Network = IPv4Network | IPv6Network
_MOST_PROXIES = 20
_MOST_KEPT = 20_000  # buckets; the one longest unused goes first, and by then it is full again or nearly so


class Buckets:
    """One bucket a name: `burst` requests at once, then `rate` a second. A rate of 0 means no limit."""

    def __init__(self, rate: float, burst: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.rate = rate
        self.burst = burst
        self._clock = clock
        self._kept: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, name: str) -> float:
        """Take one token: 0 where there is one, else the seconds until the next. Runs on the event loop only."""
        if not self.rate:
            return 0.0
        now = self._clock()
        level, then = self._kept.pop(name, (float(self.burst), now))
        level = min(self.burst, level + (now - then) * self.rate)
        allowed = level >= 1
        self._kept[name] = (level - 1 if allowed else level, now)
        if len(self._kept) > _MOST_KEPT:
            self._kept.popitem(last=False)
        return 0.0 if allowed else (1 - level) / self.rate

    def check(self, name: str, what: str) -> None:
        """Take one token, or raise the problem that says when to come back."""
        if wait := self.take(name):
            raise too_many(what, wait)


def share(rate: float, burst: int, workers: int) -> Buckets:
    """The buckets of one worker of several: all of them together never give out more than what is set.

    A connection stays with the worker that took it, so a caller on a single one has that worker's share.
    """
    return Buckets(rate / workers, max(1, burst // workers))


def too_many(what: str, wait: float) -> Problem:
    """The 429 with its Retry-After, in whole seconds."""
    seconds = max(1, ceil(wait))
    help_line = f"try again in {seconds} second{'' if seconds == 1 else 's'}"
    return refusal("S35", "request", what, help_line, {"Retry-After": str(seconds)})


def address_of(scope: Scope, proxies: Collection[Network] = ()) -> str:
    """Who is at the other end of the connection; of IPv6 the /64, since one household has as many addresses.

    Behind proxies of our own it is the last address in X-Forwarded-For that is none of theirs: what stands before it
    is what the caller says.
    """
    host = (scope.get("client") or ("local", 0))[0]
    address = _read(host)
    if address is None:
        return str(host)
    if _is_among(address, proxies):
        fields = [value for name, value in scope["headers"] if name == b"x-forwarded-for"]
        for text in reversed(b",".join(fields).decode("latin-1").rsplit(",", _MOST_PROXIES)):
            forwarded = _read(text.strip())
            if forwarded is None:
                break
            address = forwarded
            if not _is_among(forwarded, proxies):
                break
    if isinstance(address, IPv6Address):
        return str(ip_network((int(address), 64), strict=False))
    return str(address)


def _read(text: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _is_among(address: IPv4Address | IPv6Address, networks: Collection[Network]) -> bool:
    return any(address in network for network in networks)


class AddressRate:
    """Refuses an address that asks too often, before anything is read or looked up."""

    def __init__(self, app: ASGIApp, buckets: Buckets, proxies: Collection[Network] = ()) -> None:
        self.app = app
        self.buckets = buckets
        self.proxies = proxies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 429."""
        if scope["type"] == "http" and (wait := self.buckets.take(address_of(scope, self.proxies))):
            await refuse(too_many("address", wait), scope, receive, send)
        else:
            await self.app(scope, receive, send)
