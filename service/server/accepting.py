"""How connections are taken from the socket that all processes of one service share, and how that ends.

asyncio's own way takes all that wait at once, so that one worker had everything; it stops for a second where there are
no file handles; and closing a socket resets whoever has connected and was not taken yet.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import os
import select
import socket
import sys
from collections.abc import Callable
from typing import Any

from immunote.service.running.logs import log
from immunote.service.server.open_connections import Limits, OpenConnections

# Linux: the smallest TTL (IPv6: hop limit) of a packet that is taken. No packet but one of a neighbour has 255, so that
# a listening socket no longer hears who wants to connect. Unlike a packet filter, anybody may set it (RFC 5082).
_IP_MINTTL, _IPV6_MINHOPCOUNT, _NOBODY, _ANYBODY = 21, 73, 255, 0
_YIELD_SECONDS = (
    0.004  # so long a worker with more connections lets the others go first, and then takes one all the same
)
_SETTLE_SECONDS = 0.25  # within so long, whoever has begun to connect has connected
_LAST_SECONDS = 3.0
_FULL = (
    b"HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/problem+json\r\nRetry-After: 1\r\n"
    b"Connection: close\r\nContent-Length: 71\r\n\r\n"
    b'{"type":"about:blank","title":"Too many connections here","status":503}'
)
_OUT_OF_HANDLES = {errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM}
_log = log("server")


def hear(listening: socket.socket, smallest: int) -> None:
    """Let a socket hear all packets (0), or nobody who wants to connect (255); nothing where the system has no such."""
    if sys.platform != "linux":
        return
    with contextlib.suppress(OSError):
        listening.setsockopt(socket.IPPROTO_IP, _IP_MINTTL, smallest)
    if listening.family == socket.AF_INET6:
        with contextlib.suppress(OSError):
            listening.setsockopt(socket.IPPROTO_IPV6, _IPV6_MINHOPCOUNT, smallest)


def refuse_new(listening: socket.socket) -> None:
    """From now on nobody new connects: whoever tries is refused once the socket is closed, and has sent nothing."""
    hear(listening, _NOBODY)


class Acceptor:
    """Takes connections one by one, and leaves the next to the worker that has fewest."""

    def __init__(
        self, loop: asyncio.AbstractEventLoop, made: Callable[[], Any], listening: socket.socket, limits: Limits
    ) -> None:
        self.open = OpenConnections(limits.connections)
        self._loop, self._made, self.listening = loop, made, listening
        self._spare = os.open(os.devnull, os.O_RDONLY)
        self._is_closed = self._has_waited = self._is_ending = False
        listening.setblocking(False)
        listening.listen(socket.SOMAXCONN)
        loop.add_reader(listening.fileno(), self._ready)

    def close(self) -> None:
        """Take no more."""
        if not self._is_closed:
            self._is_closed = True
            self._loop.remove_reader(self.listening.fileno())
            os.close(self._spare)

    async def wait_closed(self) -> None:
        """Nothing is left to wait for: connections end by themselves."""

    def is_serving(self) -> bool:
        """Whether connections are taken."""
        return not self._is_closed

    def last_calls(self, then: Callable[[], None]) -> None:
        """Take all who have connected already, whoever else has fewer; then call `then`."""
        self._is_ending = True
        until = self._loop.time() + _LAST_SECONDS

        def look() -> None:
            if not self._is_closed and self._loop.time() < until and select.select([self.listening], [], [], 0)[0]:
                self._loop.call_later(0.01, look)
            else:
                then()

        self._loop.call_later(_SETTLE_SECONDS, look)

    def _ready(self) -> None:
        if not self._is_ending and not self._has_waited and self.open.has_most():
            self._has_waited = True
            self._pause(_YIELD_SECONDS)
            return
        self._has_waited = False
        try:
            connection, _ = self.listening.accept()
        except (BlockingIOError, InterruptedError, ConnectionAbortedError):
            return  # another worker was first, or the caller has gone
        except OSError as error:
            if error.errno not in _OUT_OF_HANDLES:
                raise
            self._without_handles()
            return
        connection.setblocking(False)
        hear(connection, _ANYBODY)  # it inherits what the listening socket has
        if self.open.make_room():
            task = self._loop.create_task(self._serve(connection))
            _TASKS.add(task)
            task.add_done_callback(_TASKS.discard)
        else:
            _turn_away(connection)

    async def _serve(self, connection: socket.socket) -> None:
        protocol = self._made()
        protocol.belongs_to(self.open)
        try:
            await self._loop.connect_accepted_socket(lambda: protocol, connection)
        except OSError:
            connection.close()

    def _without_handles(self) -> None:
        """Say so to the next who waits, with the one handle that was kept for that."""
        _log.error("no file handles are left, a connection is refused")
        os.close(self._spare)
        try:
            connection, _ = self.listening.accept()
            _turn_away(connection)
        except OSError:
            pass  # another worker was first
        try:
            self._spare = os.open(os.devnull, os.O_RDONLY)
        except OSError:
            self._spare = os.dup(self.listening.fileno())
        self._pause(0.02)

    def _pause(self, seconds: float) -> None:
        self._loop.remove_reader(self.listening.fileno())
        self._loop.call_later(seconds, self._go_on)

    def _go_on(self) -> None:
        if not self._is_closed:
            self._loop.add_reader(self.listening.fileno(), self._ready)


_TASKS: set[asyncio.Task[None]] = set()


def _turn_away(connection: socket.socket) -> None:
    with contextlib.suppress(OSError), connection:
        connection.setblocking(False)
        connection.send(_FULL)
        connection.shutdown(socket.SHUT_WR)
        with contextlib.suppress(BlockingIOError):
            connection.recv(65_536)  # what was not read would reset the connection, and the answer with it


class ServiceLoop(asyncio.SelectorEventLoop):
    """An event loop whose servers take connections as above."""

    def __init__(self, limits: Limits) -> None:
        super().__init__()
        self._limits = limits
        self.acceptors: list[Acceptor] = []

    async def create_server(self, protocol_factory: Any, *_: Any, sock: Any = None, **__: Any) -> Any:
        """Take connections from `sock`, the listening socket, which is always given."""
        found = Acceptor(self, protocol_factory, sock, self._limits)
        self.acceptors.append(found)
        return found


def refuse_all() -> None:
    """Let nobody new connect to the socket of this process."""
    loop = asyncio.get_running_loop()
    for each in loop.acceptors if isinstance(loop, ServiceLoop) else ():
        refuse_new(each.listening)


def last_calls(then: Callable[[], None]) -> None:
    """Take all who have connected to this process's socket, and call `then`."""
    loop = asyncio.get_running_loop()
    if isinstance(loop, ServiceLoop) and loop.acceptors:
        loop.acceptors[0].last_calls(then)
    else:
        then()
