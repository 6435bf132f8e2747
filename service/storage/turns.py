"""A lock that writers of a SQLite file take first, among threads and processes, so that they wait less.

A writer that finds the database locked sleeps in SQLite, longer each time: under load, writers that come later are
served first, and the disk idles meanwhile. Here writers first take a lock on a file beside the database, and retry
often. This lock only shortens the waiting. Safety comes from SQLite's own lock, which all other programs take too, so a
writer that cannot get this lock in time goes on without it.
"""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

try:
    import fcntl
except ImportError:  # there are no such locks on Windows
    fcntl = None  # type: ignore[assignment]

SUFFIX = "-turn"
_LOOK_AGAIN = 0.0005


class Turns:
    """The lock of one database file. Safe to share between threads; each process makes its own for the same file."""

    def __init__(self, database: Path, seconds: float) -> None:
        """`seconds`: how long to wait for the lock before going on without it."""
        self._path = database.with_name(database.name + SUFFIX)
        self._seconds = seconds
        self._threads = threading.Lock()
        self._file: int | None = None

    @contextlib.contextmanager
    def taken(self) -> Iterator[bool]:
        """Take the lock for a `with` block; yields whether it was got in time."""
        until = time.monotonic() + self._seconds
        if not self._threads.acquire(timeout=self._seconds):
            yield False
            return
        try:
            is_given = self._locked(until)
            try:
                yield is_given
            finally:
                if is_given and self._file is not None:
                    fcntl.flock(self._file, fcntl.LOCK_UN)
        finally:
            self._threads.release()

    def close(self) -> None:
        """Close the lock file."""
        with self._threads:
            if self._file is not None:
                os.close(self._file)
                self._file = None

    def _locked(self, until: float) -> bool:
        if fcntl is None:
            return False
        try:
            if self._file is None:
                self._file = os.open(self._path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
            while True:
                try:
                    fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    return True
                except BlockingIOError:
                    if time.monotonic() >= until:
                        return False
                    # others hold the lock for a few milliseconds; a blocking call could not be limited in time
                    time.sleep(_LOOK_AGAIN)
        except OSError:  # a full disk, a folder that takes no files: the database says so itself
            return False
