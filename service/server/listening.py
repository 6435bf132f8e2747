"""How uvicorn answers on the socket that all processes of one service share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    import socket

    from fastapi import FastAPI

    from immunote.service.settings.service import Settings

_LAST_REQUESTS = 0.5
_START_SECONDS = 60


def address(listening: socket.socket) -> str:
    """The URL under which a socket answers."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


class Connection(H11Protocol):
    """uvicorn's connection. At the stop, one that was just taken still has time to say what it wants.

    uvicorn closes at once whatever has no request under way, also what was accepted a moment ago.
    """

    def shutdown(self) -> None:
        """Close, now or a moment later."""
        if self.cycle is None:
            self.loop.call_later(_LAST_REQUESTS, self._close_if_open)
        else:
            super().shutdown()

    def _close_if_open(self) -> None:
        if not self.transport.is_closing():
            super().shutdown()


def configured(settings: Settings, app: FastAPI | str) -> uvicorn.Config:
    """How uvicorn serves an application, or the one that it makes by calling a function of this name."""
    return uvicorn.Config(
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
