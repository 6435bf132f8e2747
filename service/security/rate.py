"""How often one known caller may ask: token buckets that all workers of one service share.

How often one address may ask is the proxy's to say (docs/proxy/nginx.conf), as is how often a caller may over several
machines.
"""

from __future__ import annotations

import fcntl
import hashlib
import mmap
import os
import struct
import time
from collections import OrderedDict
from collections.abc import Callable
from math import ceil
from pathlib import Path

from immunote.service.kernel.problems import Problem
from immunote.service.running import workers as shared_workers
from immunote.service.security.problems import refusal

_ROW = struct.Struct("<Qd")
_ROWS, _STEPS = 16_384, 16
_ROUNDING = 1e-9  # seconds
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


class SharedBuckets(Buckets):
    """Buckets in a file that all workers of one service have mapped: whichever of them a caller reaches, he has one.

    A row holds the hash of a name and the time at which its bucket is full again, by the clock that all processes of
    one machine share. Two names of one hash would share a bucket; 64 bits make that unlikely.
    """

    def __init__(self, path: Path, rate: float, burst: int, clock: Callable[[], float] = time.monotonic) -> None:
        """Raises OSError where there is no room on disk."""
        super().__init__(rate, burst, clock)
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        os.posix_fallocate(self._file, 0, _ROW.size * _ROWS)  # without room a later write would kill the process
        self._map = mmap.mmap(self._file, _ROW.size * _ROWS)

    def take(self, name: str) -> float:
        """Take one token: 0 where there is one, else the seconds until the next."""
        if not self.rate:
            return 0.0
        key = int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "little") or 1
        fcntl.flock(self._file, fcntl.LOCK_EX)
        try:
            now = self._clock()
            row, full = self._row_of(key)
            wait = max(full, now) - now - (self.burst - 1) / self.rate
            if wait > _ROUNDING:
                return wait
            _ROW.pack_into(self._map, row, key, max(full, now) + 1 / self.rate)
        finally:
            fcntl.flock(self._file, fcntl.LOCK_UN)
        return 0.0

    def _row_of(self, key: int) -> tuple[int, float]:
        """The place of a name and the time in it. Where all its places are taken, it has that of the fullest bucket."""
        places = [(key + step) % _ROWS * _ROW.size for step in range(_STEPS)]
        rows = [(place, *_ROW.unpack_from(self._map, place)) for place in places]
        for place, kept, full in rows:
            if kept == key:
                return place, full
        place, _, _ = min(rows, key=lambda row: row[2])
        return place, 0.0


def share(rate: float, burst: int, workers: int) -> Buckets:
    """The buckets of one worker of several: all of them together never give out more than what is set.

    Where the workers share no folder, each gives out its part. Raises OSError where there is no room on disk.
    """
    shared = shared_workers.folder()
    if workers > 1 and shared is not None:
        return SharedBuckets(shared / "rates", rate, burst)
    return Buckets(rate / workers, max(1, burst // workers))


def too_many(what: str, wait: float) -> Problem:
    """The 429 with its Retry-After, in whole seconds."""
    seconds = max(1, ceil(wait))
    help_line = f"try again in {seconds} second{'' if seconds == 1 else 's'}"
    return refusal("S35", "request", what, help_line, {"Retry-After": str(seconds)})
