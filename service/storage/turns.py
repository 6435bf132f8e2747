"""Whose turn it is to write to a SQLite file, among threads and processes.

SQLite lets a writer that finds the file locked sleep, and sleep longer each time: under load a writer that comes later
is served first, and the disk idles meanwhile. Here writers take a lock on a file beside the database first. It keeps
order and nothing else: what is safe is safe by the lock of the database itself, which programs that know nothing of
this one take too. So whoever cannot have a turn goes on without.
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
    """The turns at one file. Safe to share between threads; each process has its own for the same file."""

    def __init__(self, database: Path, seconds: float) -> None:
        """`seconds`: how long a turn is waited for before going on without."""
        self._path = database.with_name(database.name + SUFFIX)
        self._seconds = seconds
        self._threads = threading.Lock()
        self._file: int | None = None

    @contextlib.contextmanager
    def taken(self) -> Iterator[bool]:
        """Wait for a turn and hold it; whether it was given."""
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
        """Let go of the lock file."""
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
                    # a turn is over within a few milliseconds; waiting in the kernel would have no end
                    time.sleep(_LOOK_AGAIN)
        except OSError:  # a full disk, a folder that takes no files: the database says so itself
            return False
