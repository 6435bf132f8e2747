"""One row that says whether the database takes what is written, and which SQLite file is the one in use."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select, text, update
from sqlalchemy.exc import SQLAlchemyError

from immunote.service.storage import events
from immunote.service.storage.event_tables import ReadinessRow
from immunote.service.storage.transactions import writing

if TYPE_CHECKING:
    import sqlalchemy


class NotKept(SQLAlchemyError):
    """What was written is not what is read."""


def write_and_read(database: sqlalchemy.Engine) -> None:
    """Write a moment in a transaction, and read it back in another. Raises sqlalchemy.exc.SQLAlchemyError."""
    at = datetime.now(UTC)
    with writing(database) as connection:
        # several workers may ask at once, so the moment never goes back
        changed = update(ReadinessRow).where(ReadinessRow.id == 1, ReadinessRow.at < at).values(at=at)
        connection.execute(changed)
    with database.connect() as connection:
        found = connection.execute(select(ReadinessRow.at).where(ReadinessRow.id == 1)).scalar_one_or_none()
    if found is None or found < at:
        msg = "a moment that was written is not there"
        raise NotKept(msg)


def claim(database: sqlalchemy.Engine) -> None:
    """Note in a SQLite database which file it is, so that a plain copy of it is known as one.

    A file that was copied or moved is recorded as an event. Raises sqlalchemy.exc.SQLAlchemyError.
    """
    number = _number(database)
    if not number or _noted(database) == number:
        return
    with writing(database) as connection:
        before = connection.execute(select(ReadinessRow.file).with_for_update()).scalar_one()
        if before == number:
            return
        connection.execute(update(ReadinessRow).values(file=number))
        if before:
            events.record(connection, "database-moved", number, {"before": before})
    _checkpoint(database)


def release(database: sqlalchemy.Engine) -> None:
    """Note that nothing is left in a write-ahead log: after this the file may be moved. For the last who has it open.

    Raises sqlalchemy.exc.SQLAlchemyError.
    """
    if database.dialect.name == "sqlite":
        with writing(database) as connection:
            connection.execute(update(ReadinessRow).values(file=""))
        _checkpoint(database)


def is_copy(database: sqlalchemy.Engine) -> bool:
    """Whether this SQLite file is a plain copy of one that was in use. Raises sqlalchemy.exc.SQLAlchemyError."""
    number = _number(database)
    return bool(number) and _noted(database) not in ("", number)


def _number(database: sqlalchemy.Engine) -> str:
    if database.dialect.name != "sqlite":
        return ""
    path = Path(database.get_execution_options().get("path") or database.url.database or "")
    return str(path.stat().st_ino) if path.is_file() else ""


def _noted(database: sqlalchemy.Engine) -> str:
    with database.connect() as connection:
        return connection.execute(select(ReadinessRow.file).where(ReadinessRow.id == 1)).scalar_one_or_none() or ""


def _checkpoint(database: sqlalchemy.Engine) -> None:
    """Move what is in the write-ahead log to the file, as far as readers allow."""
    with database.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("PRAGMA wal_checkpoint(PASSIVE)"))
