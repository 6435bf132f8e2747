"""Whether a SQLite file holds together as a file: pages that cannot be read, indexes that hide rows."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import sqlalchemy
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST = 20
_CODES = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def faults(database: sqlalchemy.Engine) -> Iterator[str]:
    """What SQLite says of its file, at most so many sentences; nothing of PostgreSQL, which looks after its own files.

    Raises sqlalchemy.exc.SQLAlchemyError where the database does not answer at all.
    """
    if database.dialect.name != "sqlite":
        return
    try:
        with database.connect() as connection:
            found = list(connection.execute(text(f"PRAGMA integrity_check({_MOST})")).scalars())
    except DBAPIError as error:
        if not is_damage(error):
            raise
        found = ["it cannot be read to its end"]
    # the sentences name pages, tables and indexes, never a value
    yield from (" ".join(str(line).split()) for each in found if each != "ok" for line in str(each).splitlines())


def is_damage(error: BaseException) -> bool:
    """Whether SQLite says that the file itself is broken, not that it is locked, full or away."""
    cause = getattr(error, "orig", None)
    return isinstance(cause, sqlite3.Error) and getattr(cause, "sqlite_errorcode", 0) & 0xFF in _CODES
