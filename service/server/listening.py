"""How uvicorn answers on the socket that all processes of one service share."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from immunote.service.server.accepting import ServiceLoop
from immunote.service.server.open_connections import Limits, OpenConnections

if TYPE_CHECKING:
    from fastapi import FastAPI

    from immunote.service.settings.service import Settings

_LAST_REQUESTS = 0.5
_START_SECONDS = 60


def address(listening: socket.socket) -> str:
    """The URL under which a socket answers."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


_TICK = 1.0  # seconds between two looks at a reader
_BYTES_A_SECOND = 64 * 1024


_LINGER_SECONDS = 5.0
_LINGER_BYTES = 64 * 1024**2
"""What is thrown away of a body after its refusal. nginx lingers as well, without a bound in bytes, for 30 s."""


class _Counted:
    """A transport that knows how many bytes it was given to send, and leaves its close to its connection."""

    def __init__(self, transport: asyncio.Transport, closing: Callable[[asyncio.Transport], bool]) -> None:
        self._transport = transport
        self._closing = closing
        self._is_closed = False
        self.given = 0

    def close(self) -> None:
        """Close, at once or once what still comes was thrown away; at once when it is called again."""
        if self._is_closed or not self._closing(self._transport):
            self._transport.close()
        self._is_closed = True

    def is_closing(self) -> bool:
        """Whether nothing more is sent."""
        return self._is_closed or self._transport.is_closing()

    def write(self, data: bytes) -> None:
        """Send some bytes."""
        self.given += len(data)
        self._transport.write(data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)


class Connection(H11Protocol):
    """uvicorn's connection, with an end for whoever sends no request and for whoever reads no answer.

    At the stop, one that was just taken still has time to say what it wants: uvicorn closes at once whatever has no
    request under way, also what was accepted a moment ago.

    Whoever is refused while he still sends gets his answer: a close with bytes unread would reset the connection, and
    the answer would be lost. So the rest is read and thrown away, within bounds.
    """

    _open: OpenConnections | None = None
    _head: asyncio.TimerHandle | None = None
    _watch: asyncio.TimerHandle | None = None
    _end: asyncio.TimerHandle | None = None
    _counted: _Counted | None = None
    _thrown_away: int | None = None  # bytes since the last answer was given; None before
    _since: tuple[float, int] | None = None  # when the answer began to wait for its reader, and what had left by then

    def belongs_to(self, connections: OpenConnections) -> None:
        """Be counted among these."""
        self._open = connections

    @property
    def _limits(self) -> Limits:
        assert isinstance(self.config, Serving)
        return self.config.limits

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request."""
        self._counted = _Counted(transport, self._lingers)
        super().connection_made(self._counted)  # type: ignore[arg-type]
        if self._open is not None:
            self._open.opened(self)
        self._wait_for_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Count it no more."""
        super().connection_lost(exc)
        for timer in (self._head, self._watch, self._end):
            if timer is not None:
                timer.cancel()
        if self._open is not None:
            self._open.closed(self)
            self._open = None

    def data_received(self, data: bytes) -> None:
        """Take what came, and see whether a request began by it."""
        if self._thrown_away is not None:
            self._thrown_away += len(data)
            if self._thrown_away > _LINGER_BYTES:
                self.transport.close()
            return
        super().data_received(data)
        self._look()

    def on_response_complete(self) -> None:
        """Wait for the next request, and for the reader of this answer."""
        super().on_response_complete()
        if self._open is not None:
            self._look()

    def pause_writing(self) -> None:
        """The reader is slower than the answer: from now on it is watched."""
        super().pause_writing()
        self._watch_reader()

    def drop(self) -> None:
        """End it at once, with whatever waits to be sent."""
        connection = self.transport.get_extra_info("socket")
        if connection is not None:
            # reset in place of a polite end, which the system would keep for whoever does not read
            with contextlib.suppress(OSError):
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.transport.abort()

    def shutdown(self) -> None:
        """Close, now or a moment later."""
        if self.cycle is None:
            self.loop.call_later(_LAST_REQUESTS, self._close_if_open)
        else:
            super().shutdown()

    def _lingers(self, transport: asyncio.Transport) -> bool:
        """Whether the caller may still be sending; if so, he gets the end of the answer, and a while to read it."""
        if transport.is_closing() or self.conn.their_state not in {h11.SEND_BODY, h11.ERROR}:
            return False
        self._thrown_away = 0
        transport.write_eof()
        self.flow.resume_reading()
        self._end = self.loop.call_later(_LINGER_SECONDS, transport.close)
        return True

    def _look(self) -> None:
        if self.cycle is not None and not self.cycle.response_complete:
            if self._head is not None:
                self._head.cancel()
                self._head = None
            if self._open is not None:
                self._open.speaks(self)
        elif self._head is None and self._open is not None:
            self._open.silent(self)
            if self._is_within_a_request():
                self._wait_for_head()
        if self.transport.get_write_buffer_size():
            self._watch_reader()

    def _is_within_a_request(self) -> bool:
        """Whether some of a request is there: uvicorn's own timer is for those of which there is nothing."""
        return self.timeout_keep_alive_task is None or self.conn.their_state is not h11.IDLE

    def _wait_for_head(self) -> None:
        self._head = self.loop.call_later(self._limits.head_seconds, self.drop)

    def _watch_reader(self) -> None:
        if self._since is None and self._counted is not None:
            self._since = self.loop.time(), self._left()
            self._watch = self.loop.call_later(_TICK, self._see_reader)

    def _see_reader(self) -> None:
        assert self._since is not None
        since, before = self._since
        if not self.transport.get_write_buffer_size():
            self._since = None
        elif self.loop.time() - since > self._limits.reader_seconds + (self._left() - before) / _BYTES_A_SECOND:
            self.drop()
        else:
            self._watch = self.loop.call_later(_TICK, self._see_reader)

    def _left(self) -> int:
        """How many bytes were handed to the system so far."""
        assert self._counted is not None
        return self._counted.given - int(self.transport.get_write_buffer_size())

    def _close_if_open(self) -> None:
        if not self.transport.is_closing():
            super().shutdown()


class Serving(uvicorn.Config):
    """uvicorn's configuration, with the limits of one process."""

    limits: Limits

    def get_loop_factory(self) -> Callable[[], asyncio.AbstractEventLoop]:
        """Event loops that take connections in our way."""
        return partial(ServiceLoop, self.limits)


def configured(settings: Settings, app: FastAPI | str) -> uvicorn.Config:
    """How uvicorn serves an application, or the one that it makes by calling a function of this name."""
    found = Serving(
        app,
        factory=isinstance(app, str),
        workers=settings.workers,
        http=Connection,
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=settings.keep_alive_seconds,
        timeout_graceful_shutdown=settings.stop_seconds,
        timeout_worker_healthcheck=_START_SECONDS,
    )
    found.limits = Limits.of(settings)
    return found
