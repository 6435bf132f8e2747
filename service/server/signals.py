"""What a process that answers does at a signal, beside what uvicorn does.

SIGTERM: no longer ready, still answering for a while, and then uvicorn's own stop. SIGINT: uvicorn's stop without the
while. SIGHUP: the rule base is loaded again; where it is refused the old one stays. A process whose parent is gone
stops by itself, and the system ends one whose event loop hangs.
"""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import signal
import threading
from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING, Any

from sqlalchemy.exc import SQLAlchemyError

from immunote.engine.api import NoAnswer
from immunote.engine.faults import Refused
from immunote.service.running import logs
from immunote.service.server.accepting import last_calls, refuse_all

if TYPE_CHECKING:
    from fastapi import FastAPI

    from immunote.service.kernel.context import Context

HUNG_SECONDS = 30.0
_BEAT_SECONDS = 1.0
_log = logs.log("server")


class Signals:
    """The signals of one process that answers with one context."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._reloading = threading.Lock()

    def hear(self) -> None:
        """From now on, on the event loop. uvicorn's own handlers are kept, and called when it is time to stop."""
        loop = asyncio.get_running_loop()
        self._stop_of_uvicorn: Any = signal.getsignal(signal.SIGTERM)
        loop.add_signal_handler(signal.SIGTERM, self.drain)
        loop.add_signal_handler(signal.SIGINT, self.stop, signal.SIGINT)
        loop.add_signal_handler(signal.SIGHUP, self.reload)
        parent = multiprocessing.parent_process()
        if parent is not None:
            loop.add_reader(parent.sentinel, self._orphaned, parent.sentinel)
        self._beat()

    def drain(self) -> None:
        """Not ready any more; callers with an open connection are told to make a new one elsewhere; then stop."""
        if not self.context.stopping.is_set():
            self.context.stopping.set()
            _log.info("draining")
            asyncio.get_running_loop().call_later(self.context.settings.drain_seconds, self.stop)

    def stop(self, number: int = signal.SIGTERM) -> None:
        """Take no new connection, answer what is under way, end."""
        self.context.stopping.set()
        if multiprocessing.parent_process() is None:
            refuse_all()  # of several workers the parent does so, since they share one socket
        last_calls(lambda: self._stop_of_uvicorn(number, None))

    def reload(self) -> None:
        """Load the rule base again, beside the event loop."""
        threading.Thread(target=self._reload, name="reload", daemon=True).start()

    def _reload(self) -> None:
        with self._reloading:
            knowledge = self.context.knowledge
            before = knowledge.engine.rulebase.content_hash
            try:
                after = self.context.reload().rulebase.content_hash
            except (Refused, NoAnswer) as refused:
                faults = refused.faults if isinstance(refused, Refused) else (refused.fault,)
                self.context.metrics.reload("refused")
                for fault in faults:
                    _log.error("rule base refused, the old one stays", place=fault.place, code=fault.code)
                return
            except SQLAlchemyError as error:
                self.context.metrics.reload("refused")
                _log.error("rule base cannot be kept, the old one stays", exception=logs.where(error))
                return
            result = "same" if before == after else "changed"
            self.context.metrics.reload(result)
            _log.info("rule base loaded again", why=result, rulebase=after)

    def _beat(self) -> None:
        # nobody hears SIGALRM, so that it ends the process, whatever holds it up
        signal.setitimer(signal.ITIMER_REAL, HUNG_SECONDS)
        asyncio.get_running_loop().call_later(_BEAT_SECONDS, self._beat)

    def _orphaned(self, sentinel: int) -> None:
        asyncio.get_running_loop().remove_reader(sentinel)
        self.drain()


def install(app: FastAPI) -> None:
    """Hear signals while the app serves."""
    inner: Callable[[FastAPI], Any] = app.router.lifespan_context

    @contextlib.asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[Any]:
        async with inner(app) as state:
            Signals(app.state.context).hear()
            yield state

    app.router.lifespan_context = lifespan
