"""The parent of several workers: uvicorn's, which starts again those that die or hang, with our start and stop."""

from __future__ import annotations

import os
import signal
import time
from typing import TYPE_CHECKING

from uvicorn.supervisors import Multiprocess

from immunote.service.running.logs import log
from immunote.service.server.accepting import refuse_new
from immunote.service.server.listening import address
from immunote.service.terminal import output

if TYPE_CHECKING:
    import socket

    import uvicorn

    from immunote.service.settings.service import Settings

_SPARE_SECONDS = 5.0
_log = log("server")


class Parent(Multiprocess):
    """uvicorn's parent process. It answers nothing itself and knows no patient."""

    def __init__(self, config: uvicorn.Config, listening: socket.socket, settings: Settings) -> None:
        super().__init__(config, [listening])
        self.status = 0
        self._drain = settings.drain_seconds
        self._longest = settings.drain_seconds + settings.stop_seconds + _SPARE_SECONDS

    def init_processes(self) -> None:
        """Start all, and wait until each answers; the end, with its status, where one cannot."""
        super().init_processes()
        for each in self.processes:
            if not each.wait_until_ready(self.config.timeout_worker_healthcheck, self.should_exit):
                self.status = output.BAD_INPUT if each.exitcode == output.BAD_INPUT else output.NO_ANSWER
                self.should_exit.set()
                return
        _log.info("ready", port=self.sockets[0].getsockname()[1], count=len(self.processes))
        output.say(f"answering on {address(self.sockets[0])}")

    def keep_subprocess_alive(self) -> None:
        """Start again those that died or hang.

        A worker's end of its pipe is closed here, else one that ends while it is asked is waited for as if it hung.
        """
        for each in self.processes:
            each.child_conn.close()
        super().keep_subprocess_alive()

    def handle_hup(self) -> None:
        """Each worker loads the rule base again, and no caller notices; uvicorn would start each anew.

        One that is still starting ends of the signal: whatever it had read, the one after it reads what is there now.
        """
        for each in self.processes:
            if each.process.is_alive() and each.pid is not None:
                os.kill(each.pid, signal.SIGHUP)

    def terminate_all(self) -> None:
        """Stop the workers. Just before they take no more connections, the socket that all share lets nobody in.

        Our own copy of it is closed then: it would keep taking connections that nobody answers.
        """
        super().terminate_all()
        time.sleep(self._drain)
        for each in self.sockets:
            refuse_new(each)
            each.close()

    def join_all(self) -> None:
        """Wait for the workers, and end those that do not end."""
        until = time.monotonic() + self._longest
        for each in self.processes:
            each.process.join(max(0.0, until - time.monotonic()))
            if each.process.is_alive():
                _log.error("worker does not end, killed", pid=each.pid)
                each.process.kill()
                each.process.join()
        _log.info("stopped")
