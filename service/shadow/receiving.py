"""The trial's own end: decisions of all workers in one bounded queue, in the order in which they arrive."""

from __future__ import annotations

import contextlib
import os
import queue
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

from immunote.service.shadow.messages import ServedDecision

_LONGEST = 2**20  # bytes of a line
_WAITING = 64  # decisions read ahead; beyond them the workers' own queues fill


class ShadowReceiver:
    """Listens on a Unix socket that only its owner may write to. Raises OSError where it cannot."""

    def __init__(self, address: Path) -> None:
        self._listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        address.unlink(missing_ok=True)
        before = os.umask(0o177)
        try:
            self._listening.bind(str(address))
        finally:
            os.umask(before)
        self._listening.listen(64)
        self._found: queue.Queue[ServedDecision] = queue.Queue(_WAITING)
        self._readers = 0
        self._lock = threading.Lock()
        threading.Thread(target=self._accept, name="accept", daemon=True).start()

    def decisions(self, ending: threading.Event, pause: float) -> Iterator[ServedDecision | None]:
        """Each decision as it arrives; None each `pause` seconds without one. Ends once `ending` is set and all is
        read.
        """
        while True:
            try:
                yield self._found.get(timeout=pause)
            except queue.Empty:
                if ending.is_set() and self._readers == 0:
                    return
                yield None

    def _accept(self) -> None:
        while True:
            connection, _ = self._listening.accept()
            with self._lock:
                self._readers += 1
            threading.Thread(target=self._read, args=(connection,), name="read", daemon=True).start()

    def _read(self, connection: socket.socket) -> None:
        try:
            with connection, connection.makefile("rb") as lines:
                while line := lines.readline(_LONGEST):
                    with contextlib.suppress(ValueError, TypeError, KeyError):  # cut off: its worker was killed
                        self._found.put(ServedDecision.of_line(line))
        except OSError:
            pass  # the same, and what is missing shows in the numbers of the next decision
        finally:
            with self._lock:
                self._readers -= 1
