"""A worker's end of the silent trial: a bounded queue that nobody waits for, and a thread that empties it."""

from __future__ import annotations

import contextlib
import secrets
import socket
import threading
import time
from collections import deque
from dataclasses import replace
from pathlib import Path

from immunote.service.shadow.messages import ServedDecision

_PAUSE = 0.5
SOCKET = "shadow.sock"
"""The socket of the trial's process, in the folder that the workers of one service share."""


class ShadowSender:
    """Sends decisions to the process of the trial. `offer` never blocks and never raises for want of a reader."""

    def __init__(self, address: Path, room: int) -> None:
        """`room`: how many decisions may wait; more are dropped and counted."""
        self._address = address
        self._room = room
        self._waiting: deque[ServedDecision] = deque()
        self._some = threading.Condition()
        self._worker = secrets.token_hex(4)
        self._number = 0
        self._is_closing = False
        self._thread = threading.Thread(target=self._send_all, name="shadow", daemon=True)
        self._thread.start()

    def offer(self, decision: ServedDecision) -> bool:
        """Queue a decision; False where there is no room, and it is dropped."""
        with self._some:
            self._number += 1
            if len(self._waiting) >= self._room:
                return False
            self._waiting.append(replace(decision, worker=self._worker, number=self._number))
            self._some.notify()
        return True

    def close(self, seconds: float = 2.0) -> None:
        """Send what waits, for so long at most, and end."""
        with self._some:
            self._is_closing = True
            self._some.notify()
        self._thread.join(seconds)

    def _send_all(self) -> None:
        connection: socket.socket | None = None
        while (decision := self._next()) is not None:
            line = decision.line()
            while True:
                try:
                    connection = connection or self._connected()
                    connection.sendall(line)
                    break
                except OSError:  # the trial's process starts, or starts anew: what was half sent is read by nobody
                    if connection is not None:
                        connection.close()
                        connection = None
                    if self._is_closing:
                        return
                    time.sleep(_PAUSE)
        if connection is not None:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_WR)
            connection.close()

    def _next(self) -> ServedDecision | None:
        with self._some:
            while not self._waiting:
                if self._is_closing:
                    return None
                self._some.wait()
            return self._waiting.popleft()

    def _connected(self) -> socket.socket:
        found = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            found.connect(str(self._address))
        except OSError:
            found.close()
            raise
        return found
