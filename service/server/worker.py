"""One process that answers: uvicorn around the application that the settings of the environment describe."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import uvicorn
from sqlalchemy.exc import SQLAlchemyError
from uvicorn.config import STARTUP_FAILURE
from uvicorn.protocols.http.h11_impl import H11Protocol

from immunote.engine.api import NoAnswer
from immunote.engine.faults import Refused
from immunote.service.running import logs
from immunote.service.server import signals
from immunote.service.server.app import create_app
from immunote.service.settings.service import Settings
from immunote.service.storage.database import database_silent
from immunote.service.terminal import output

if TYPE_CHECKING:
    from fastapi import FastAPI

_LAST_REQUESTS = 0.5
_START_SECONDS = 60
_FAILED = 1  # in place of the status with which a worker that starts anew would end all others too


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


def made(settings: Settings) -> FastAPI | int:
    """The application of this process, which hears signals; where it cannot be, why is said, and this is the status."""
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
    signals.install(app)
    # what was loaded stays until the end: no collection looks at it again
    gc.collect()
    gc.freeze()
    return app


def application() -> FastAPI:
    """What a worker calls for its application; ends the process where there is none."""
    app = made(Settings())
    if isinstance(app, int):
        raise SystemExit(_FAILED if app == STARTUP_FAILURE else app)
    return app
