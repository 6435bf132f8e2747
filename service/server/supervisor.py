"""Starts the workers, starts again those that die or hang, and passes on the signals to stop and to reload.

Each worker is a process of its own with the one listening socket, so one that is lost takes along only the requests
that it was answering. The parent itself answers nothing and knows no patient.
"""

from __future__ import annotations

import contextlib
import selectors
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field

from immunote.service.running.logs import log
from immunote.service.settings.service import Settings

_HUNG_SECONDS = 30.0
_START_SECONDS = 120.0
_LATER = (0.0, 0.5, 2.0, 10.0, 30.0)
_STEADY_SECONDS = 60.0
_TICK = 0.2
_log = log("server")


@dataclass
class _Process:
    """One worker as its parent sees it."""

    process: subprocess.Popen[bytes]
    lifeline: socket.socket
    started: float = field(default_factory=time.monotonic)
    heard: float = field(default_factory=time.monotonic)
    is_ready: bool = False

    def listen(self) -> None:
        """Take what came over the lifeline."""
        with contextlib.suppress(OSError):
            if heard := self.lifeline.recv(4096):
                self.heard = time.monotonic()
                self.is_ready = self.is_ready or b"r" in heard

    @property
    def is_hung(self) -> bool:
        """No sign of life for longer than any work takes."""
        return time.monotonic() - self.heard > (_HUNG_SECONDS if self.is_ready else _START_SECONDS)

    def signal(self, number: int) -> None:
        """Pass a signal on, where there is still somebody to hear it."""
        if self.process.poll() is None:
            self.process.send_signal(number)


class Supervisor:
    """Keeps `settings.workers` processes answering on one socket."""

    def __init__(self, settings: Settings, listening: socket.socket) -> None:
        self.settings = settings
        self.listening = listening
        self.workers: list[_Process | None] = [None] * settings.workers
        self._due = [0.0] * settings.workers
        self._failed = [0] * settings.workers
        self._signals: list[int] = []
        self._selector = selectors.DefaultSelector()
        self._was_ready = False

    def run(self) -> int:
        """Until told to stop; the exit status: that of a worker where none could start."""
        for heard in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(heard, lambda number, _: self._signals.append(number))
        while True:
            while self._signals:
                number = self._signals.pop(0)
                if number != signal.SIGHUP:
                    return self._stop(number)
                for worker in self._alive():
                    worker.signal(signal.SIGHUP)
            for place in range(len(self.workers)):
                status = self._keep(place)
                if status is not None:
                    self._stop(signal.SIGTERM)
                    return status
            self._listen(_TICK)
            self._say_ready()

    def _keep(self, place: int) -> int | None:
        """Start the worker of this place where it is due; an exit status where none ever became ready."""
        worker = self.workers[place]
        if worker is None:
            if time.monotonic() >= self._due[place]:
                self.workers[place] = self._started()
            return None
        if worker.is_hung:
            _log.error("worker hangs, killed", pid=worker.process.pid)
            worker.process.kill()
            worker.process.wait()
        status = worker.process.poll()
        if status is None:
            return None
        self._forget(worker)
        self.workers[place] = None
        if not self._was_ready and not worker.is_ready and status > 0:
            return status
        steady = time.monotonic() - worker.started > _STEADY_SECONDS
        self._failed[place] = 0 if steady else min(self._failed[place] + 1, len(_LATER) - 1)
        # the first time at once: one lost worker is no sign that the next will fail
        self._due[place] = time.monotonic() + _LATER[max(self._failed[place] - 1, 0)]
        _log.error("worker ended, another one starts", pid=worker.process.pid, status=status)
        return None

    def _started(self) -> _Process:
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        with theirs:
            numbers = (self.listening.fileno(), theirs.fileno())
            command = [sys.executable, "-m", "immunote.service.server.worker", *map(str, numbers)]
            # a group of its own: Ctrl-C reaches the parent alone, which then stops them in order
            process = subprocess.Popen(command, pass_fds=numbers, stdin=subprocess.DEVNULL, process_group=0)
        worker = _Process(process, ours)
        self._selector.register(ours, selectors.EVENT_READ, worker)
        return worker

    def _listen(self, seconds: float) -> None:
        for key, _ in self._selector.select(seconds):
            worker: _Process = key.data
            before = worker.heard
            worker.listen()
            if worker.heard == before:  # the other end is closed: the worker ends, and is met by `_keep`
                self._selector.unregister(worker.lifeline)

    def _say_ready(self) -> None:
        if not self._was_ready and all(worker is not None and worker.is_ready for worker in self.workers):
            self._was_ready = True
            host, port = self.listening.getsockname()[:2]
            shown = f"[{host}]" if ":" in host else host
            _log.info("ready", port=port, count=len(self.workers))
            print(f"immunote: answering on http://{shown}:{port}", file=sys.stderr, flush=True)

    def _stop(self, number: int) -> int:
        # our own copy would keep taking connections that nobody answers once the workers are gone
        self.listening.close()
        for worker in self._alive():
            worker.signal(number)
        last = time.monotonic() + self.settings.drain_seconds + self.settings.stop_seconds + 5
        while self._alive() and time.monotonic() < last:
            if signal.SIGINT in self._signals:
                self._signals.clear()
                for worker in self._alive():
                    worker.signal(signal.SIGINT)
            self._listen(_TICK / 4)
        for worker in self._alive():
            _log.error("worker does not end, killed", pid=worker.process.pid)
            worker.process.kill()
        for worker in [each for each in self.workers if each is not None]:
            worker.process.wait()
            self._forget(worker)
        _log.info("stopped")
        return 0

    def _alive(self) -> list[_Process]:
        return [worker for worker in self.workers if worker is not None and worker.process.poll() is None]

    def _forget(self, worker: _Process) -> None:
        with contextlib.suppress(KeyError):
            self._selector.unregister(worker.lifeline)
        worker.lifeline.close()
