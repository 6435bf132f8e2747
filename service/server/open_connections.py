"""The open connections of one process: how many there may be, which one goes when they are too many.

A connection that says nothing is worth less than one with a request: where all places are taken, the one that has been
silent longest is closed. What other workers have open stands in a file that all share, so that a connection goes to
whoever has fewest.
"""

from __future__ import annotations

import fcntl
import mmap
import os
import resource
import struct
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from immunote.service.running import workers

if TYPE_CHECKING:
    from immunote.service.settings.service import Settings

_ROW = struct.Struct("<qq")  # process id, connections
_ROWS = 128
_SPARE_FILES = 128  # for the database, files, requests to others
_YOUNG = 0.25  # seconds; whoever connected a moment ago is just about to ask


@dataclass(frozen=True)
class Limits:
    """What one process takes: connections, and seconds for the head of a request and for a reader."""

    connections: int
    head_seconds: float
    reader_seconds: float

    @classmethod
    def of(cls, settings: Settings) -> Limits:
        """The share of one process in what the service may have, within what the system lets it open."""
        security = settings.security
        share = max(8, security.connections // settings.workers)
        return cls(min(share, max(8, open_files() - _SPARE_FILES)), security.head_seconds, security.reader_seconds)


def open_files() -> int:
    """How many files this process may have open; raised to the most that the system allows without asking."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 65_536 if hard == resource.RLIM_INFINITY else hard
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        return wanted
    return wanted if soft == resource.RLIM_INFINITY else soft


class Connected(Protocol):
    """A connection, as far as this module needs to know it."""

    def drop(self) -> None:
        """End it at once."""


class OpenConnections:
    """Those of this process. All methods run on the event loop."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.count = 0
        self._silent: OrderedDict[Connected, float] = OrderedDict()
        self._shared = SharedCounts()

    def opened(self, connection: Connected) -> None:
        """Count a new connection, which has said nothing yet."""
        self.count += 1
        self.silent(connection)
        self._shared.say(self.count)

    def closed(self, connection: Connected) -> None:
        """Count it no more."""
        self.count -= 1
        self._silent.pop(connection, None)
        self._shared.say(self.count)

    def silent(self, connection: Connected) -> None:
        """It waits for its next request from now on."""
        self._silent[connection] = time.monotonic()

    def speaks(self, connection: Connected) -> None:
        """It has a request under way."""
        self._silent.pop(connection, None)

    def make_room(self) -> bool:
        """Whether one more may be opened; where all places are taken, the longest silent one makes room."""
        if self.count < self.most:
            return True
        if not self._silent:
            return False
        oldest, since = next(iter(self._silent.items()))
        if time.monotonic() - since < _YOUNG:
            return False
        del self._silent[oldest]
        oldest.drop()
        return True

    def has_most(self) -> bool:
        """Whether another worker of this service has fewer connections."""
        others = self._shared.others()
        return bool(others) and self.count > min(others)


class SharedCounts:
    """How many connections each worker has open, in a file that they share; nothing where there is one worker."""

    def __init__(self) -> None:
        self._map: mmap.mmap | None = None
        self._row = 0
        folder = workers.folder()
        if folder is None:
            return
        file = os.open(folder / "connections", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            os.posix_fallocate(file, 0, _ROW.size * _ROWS)  # without room on disk a write to the map would kill us
            fcntl.flock(file, fcntl.LOCK_EX)
            self._map = mmap.mmap(file, _ROW.size * _ROWS)
            rows = [_ROW.unpack_from(self._map, number * _ROW.size) for number in range(_ROWS)]
            self._row = next((n for n, (pid, _) in enumerate(rows) if not pid or not workers.is_alive(pid)), 0)
            _ROW.pack_into(self._map, self._row * _ROW.size, os.getpid(), 0)
        finally:
            fcntl.flock(file, fcntl.LOCK_UN)  # the map keeps the file open, and the lock with it
            os.close(file)

    def say(self, count: int) -> None:
        """Write down how many this process has."""
        if self._map is not None:
            _ROW.pack_into(self._map, self._row * _ROW.size, os.getpid(), count)

    def others(self) -> list[int]:
        """What the other workers have that are alive."""
        if self._map is None:
            return []
        rows = _ROW.iter_unpack(self._map[:])
        return [count for pid, count in rows if pid and pid != os.getpid() and workers.is_alive(pid)]
