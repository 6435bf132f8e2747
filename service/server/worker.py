"""The application of one process that answers, made from the settings of the environment."""

from __future__ import annotations

import importlib
import time
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError
from uvicorn.config import STARTUP_FAILURE

from immunote.engine.api import NoAnswer
from immunote.engine.faults import Refused
from immunote.service.running import logs
from immunote.service.server import signals
from immunote.service.server.app import create_app
from immunote.service.server.memory import keep_what_is_loaded
from immunote.service.settings.service import Settings
from immunote.service.storage.database import database_silent, is_there
from immunote.service.terminal import output

if TYPE_CHECKING:
    from fastapi import FastAPI

_PAUSE = 2.0
_LATER = ("render.html", "render.markdown")
_FAILED = 1  # in place of the status with which a worker that starts anew would end all others too


def made(settings: Settings) -> FastAPI | int:
    """The application of this process, which hears signals; where it cannot be, why is said, and this is the status."""
    try:
        is_there(settings.storage)
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
    load_the_rest()
    signals.install(app)
    keep_what_is_loaded()
    return app


def load_the_rest() -> None:
    """Import what some answers import by themselves: later there may be no file handle for it."""
    for name in _LATER:
        importlib.import_module(f"immunote.service.{name}")


def application() -> FastAPI:
    """What a worker calls for its application; ends the process where there is none."""
    settings = Settings()
    logs.configure(settings.running)
    app = made(settings)
    if isinstance(app, int):
        time.sleep(_PAUSE)  # it may be to replace another one, and then the next follows at once
        raise SystemExit(_FAILED if app == STARTUP_FAILURE else app)
    return app
