"""Transactions that write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

import sqlalchemy

if TYPE_CHECKING:
    from immunote.service.storage.turns import Turns


@contextmanager
def writing(database: sqlalchemy.Engine) -> Iterator[sqlalchemy.Connection]:
    """A transaction that writes. In SQLite it takes the write lock at its start, so it never fails half way.

    Writers of one SQLite file take turns, whichever thread or process they are in.
    """
    turns: Turns | None = database.get_execution_options().get("turns")
    with turns.taken() if turns else nullcontext(), database.execution_options(immediate=True).begin() as connection:
        yield connection
