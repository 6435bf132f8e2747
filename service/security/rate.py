"""How often one known caller may ask: token buckets in memory, in each worker its share of what is set.

How often one address may ask is the proxy's to say (docs/proxy/nginx.conf).
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from math import ceil

from immunote.service.kernel.problems import Problem
from immunote.service.security.problems import refusal

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
