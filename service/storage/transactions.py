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
    """Open a transaction that writes, for a `with` block.

    In SQLite it takes the write lock at its start, so that it cannot fail half way for want of the lock; writers in all
    threads and processes wait for one another (`immunote.service.storage.turns`).
    """
    turns: Turns | None = database.get_execution_options().get("turns")
    with turns.taken() if turns else nullcontext(), database.execution_options(immediate=True).begin() as connection:
        yield connection
