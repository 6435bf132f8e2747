"""Work with the database beside the event loop, and what is said where the database does not answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.exc import SQLAlchemyError

from immunote.engine.faults import Fault
from immunote.service.kernel.context import Context
from immunote.service.kernel.deciding import in_thread
from immunote.service.kernel.problems import Problem

T = TypeVar("T")


async def stored(context: Context, work: Callable[[], T]) -> T:
    """Run work that reads or writes the database. Raises Problem 503 where that fails."""
    try:
        return await in_thread(context, work)
    except (SQLAlchemyError, OSError) as error:
        # the error's own words may hold what was to be written
        fault = Fault("database", "S73", type(error).__name__, "ask again in a moment; nothing was answered")
        raise Problem(503, "The database does not answer", [fault], {"Retry-After": "5"}) from None
