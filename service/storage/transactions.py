"""Transactions that write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

import sqlalchemy

if TYPE_CHECKING:
    from immunote.service.storage.database_file import DatabaseFile
    from immunote.service.storage.turns import Turns


@contextmanager
def writing(database: sqlalchemy.Engine) -> Iterator[sqlalchemy.Connection]:
    """Open a transaction that writes, for a `with` block.

    In SQLite it takes the write lock at its start, so that it cannot fail half way for want of the lock; writers in all
    threads and processes wait for one another (`immunote.service.storage.turns`). Raises DatabaseFileGone where what
    was written went to a file that is no longer there.
    """
    options = database.get_execution_options()
    turns: Turns | None = options.get("turns")
    file: DatabaseFile | None = options.get("file")
    with turns.taken() if turns else nullcontext(), database.execution_options(immediate=True).begin() as connection:
        yield connection
        if file is not None:
            # asked while the connection is open: when the last one closes, SQLite removes the write-ahead log
            connection.commit()
            file.check_written()
