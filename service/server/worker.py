"""One process that answers, started by `immunote.service.server.supervisor` with a listening socket and a lifeline.

It beats on the lifeline once a second, so that the parent sees one that hangs; where the lifeline breaks the parent is
gone, and the worker stops by itself. SIGTERM: no longer ready, still answering for a while, then no new connections,
then the end once every request under way is answered. SIGINT: the same without the while. SIGHUP: the rule base is
loaded again; where it is refused the old one stays.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import signal
import socket
import sys
import threading
from collections.abc import Iterator

import uvicorn
from sqlalchemy.exc import SQLAlchemyError

from immunote.engine.api import NoAnswer
from immunote.engine.faults import Refused
from immunote.service.kernel.context import Context
from immunote.service.running import logs
from immunote.service.security.slow_heads import protocol
from immunote.service.server.app import create_app
from immunote.service.server.last_calls import OneByOne, take_no_more
from immunote.service.settings.service import Settings
from immunote.service.storage.database import database_silent
from immunote.service.terminal import output

READY = b"r"
BEAT = b"."
_BEAT_SECONDS = 1.0
_LAST_ACCEPTS = 0.05
_LAST_REQUESTS = 0.5
_log = logs.log("server")


class Worker(uvicorn.Server):
    """uvicorn with a stop that loses no request, and a reload that keeps what works."""

    def __init__(self, config: uvicorn.Config, context: Context, lifeline: socket.socket) -> None:
        super().__init__(config)
        self.context = context
        self.lifeline = lifeline
        self._reloading = threading.Lock()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Handle signals on the event loop; uvicorn would raise them once more at the end, and so die of them."""
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGTERM, self.drain)
        loop.add_signal_handler(signal.SIGINT, self.stop)
        loop.add_signal_handler(signal.SIGHUP, self.reload)
        loop.add_reader(self.lifeline, self._hear)
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer, and say so on the lifeline."""
        await super().startup(sockets)
        self._send(READY)
        self._beat()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop listening first, and leave the connections just taken their time to say what they want.

        uvicorn closes at once whatever has no request under way, also what was accepted a moment ago.
        """
        for listening in sockets or ():
            take_no_more(listening)
            if isinstance(listening, OneByOne):
                listening.takes_all = True
        await asyncio.sleep(_LAST_ACCEPTS)
        for server in self.servers:
            server.close()
        last = asyncio.get_running_loop().time() + _LAST_REQUESTS
        while self.server_state.connections and not self.force_exit and asyncio.get_running_loop().time() < last:
            await asyncio.sleep(0.01)
        await super().shutdown(sockets)

    def drain(self) -> None:
        """Not ready any more; callers with an open connection are told to make a new one elsewhere; then stop."""
        if not self.context.stopping.is_set():
            self.context.stopping.set()
            _log.info("draining")
            asyncio.get_running_loop().call_later(self.context.settings.drain_seconds, self.stop)

    def stop(self) -> None:
        """Take no new connection, answer what is under way, end. A second time: end at once."""
        self.force_exit = self.should_exit
        self.should_exit = True
        self.context.stopping.set()

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
        self._send(BEAT)
        asyncio.get_running_loop().call_later(_BEAT_SECONDS, self._beat)

    def _send(self, sign: bytes) -> None:
        with contextlib.suppress(OSError):  # a parent that is gone is heard by `_hear`
            self.lifeline.send(sign)

    def _hear(self) -> None:
        if not self.lifeline.recv(64):
            asyncio.get_running_loop().remove_reader(self.lifeline)
            self.drain()


def run(listening: socket.socket, lifeline: socket.socket) -> int:
    """Answer until told to stop; the exit status. 2: refused settings or rules; 3: no engine, no database."""
    settings = Settings()
    logs.configure(settings.running)
    try:
        app = create_app(settings)
    except Refused as refused:
        output.report(refused.faults)
        return output.BAD_INPUT
    except NoAnswer as error:
        output.report([error.fault])
        return output.NO_ANSWER
    except SQLAlchemyError as error:
        output.report([database_silent(error)])
        return output.NO_ANSWER
    # what was loaded stays until the end: no collection looks at it again
    gc.collect()
    gc.freeze()
    config = uvicorn.Config(
        app,
        http=protocol(settings.security.head_seconds),
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=settings.keep_alive_seconds,
        timeout_graceful_shutdown=settings.stop_seconds,
    )
    lifeline.setblocking(False)
    Worker(config, app.state.context, lifeline).run([listening])
    return 0


def main() -> None:
    """`python -m immunote.service.server.worker LISTENING LIFELINE`: two file descriptors of the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # until the loop runs; the parent decides when to stop
    listening, lifeline = (int(number) for number in sys.argv[1:3])
    raise SystemExit(run(OneByOne(fileno=listening), socket.socket(fileno=lifeline)))


if __name__ == "__main__":
    main()
