"""The process of the silent trial as `immunote serve` sees it: started, started again, ended after the workers."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from immunote.service.running.logs import log

if TYPE_CHECKING:
    from immunote.service.settings.shadow import ShadowSettings

_PAUSE = 5.0
_LAST_SECONDS = 15.0
_COMMAND = (sys.executable, "-m", "immunote.service.server.shadow_process")
_log = log("shadow")


@contextmanager
def silent_trial(settings: ShadowSettings) -> Iterator[None]:
    """Beside the block a process counts what a second rule base decides, where one is set. It stops no service."""
    if settings.rules is None:
        yield
        return
    keeper = _ShadowKeeper()
    try:
        yield
    finally:
        keeper.end()


class _ShadowKeeper:
    def __init__(self) -> None:
        self._ending = threading.Event()
        self._starting = threading.Lock()
        self._process = self._started()
        self._thread = threading.Thread(target=self._keep, name="shadow", daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Let it count what it was sent, and end it."""
        with self._starting:  # none is started from here on
            self._ending.set()
            process = self._process
        assert process.stdin is not None
        process.stdin.close()
        try:
            process.wait(_LAST_SECONDS)
        except subprocess.TimeoutExpired:
            _log.error("silent trial does not end, killed", pid=process.pid)
            process.kill()
        self._thread.join(_LAST_SECONDS)

    def _keep(self) -> None:
        while not self._ending.is_set():
            self._process.wait()
            self._ending.wait(_PAUSE)
            with self._starting:
                if not self._ending.is_set():
                    _log.error("silent trial ended, started again")
                    self._process = self._started()

    def _started(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(_COMMAND, stdin=subprocess.PIPE)
