"""A whole copy of the database in one SQLite file, from SQLite and PostgreSQL alike, and back into an empty database.

A plain copy of a SQLite file lacks what is still in its write-ahead log. Here SQLite's own online backup is used; from
PostgreSQL all tables are read in one transaction that sees one moment. The service goes on answering meanwhile.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy
from sqlalchemy import func, insert, select, text, update

from immunote.engine.faults import Fault, Refused, shorten
from immunote.service.storage import audit, events, upgrading
from immunote.service.storage.chain import End
from immunote.service.storage.database import readable
from immunote.service.storage.decisions import DecisionLog
from immunote.service.storage.event_tables import EventRow, EventsHeadRow, ReadinessRow
from immunote.service.storage.tables import Base, DecisionRow, HeadRow, KeyRow
from immunote.service.storage.transactions import writing
from immunote.service.terminal.private_files import PRIVATE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

_TOGETHER = 500
_PASSING = ("page_sessions", "used_tokens")
"""Tables that a restored database begins without: sign-ins end, and used tokens have ended by then."""


def back_up(database: sqlalchemy.Engine, file: Path) -> End:
    """Write a backup for its owner alone, and return the end of the log in it.

    Raises Refused (S97) where the file is there already, cannot be written, or does not verify once it is;
    sqlalchemy.exc.SQLAlchemyError where the database does not answer.
    """
    partial = file.with_name(f".{file.name}.partial")
    try:
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE))  # the name is ours, or another's
    except OSError as error:
        raise _refused("FILE", file, shorten(error.strerror or "it cannot be written")) from None
    try:
        partial.unlink(missing_ok=True)
        os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE))
        if database.dialect.name == "sqlite":
            _copy_of_sqlite(database, partial)
        else:
            made = _plain(partial)
            upgrading.upgrade(made)
            with made.begin() as target:
                _copied(database, target)
            made.dispose()
        end = _checked(partial, file)
        partial.replace(file)
    except (OSError, sqlite3.Error) as error:
        raise _refused("FILE", file, shorten(getattr(error, "strerror", None) or type(error).__name__)) from None
    finally:
        with contextlib.suppress(OSError):  # a name that is too long with its ending, or a folder
            partial.unlink(missing_ok=True)
        if file.exists() and not file.stat().st_size:
            file.unlink()
    return end


def restore(database: sqlalchemy.Engine, file: Path) -> End:
    """Bring a backup into a database that holds nothing, and return the end of its log; all of it or nothing.

    Raises Refused: S97 where the database holds anything or the file is no backup, S12 where the log in it does not
    verify; sqlalchemy.exc.SQLAlchemyError.
    """
    if not file.is_file():
        raise _refused("FILE", file, "there is no such file")
    if not file.stat().st_size:
        raise _refused("FILE", file, "it is empty: its backup was broken off")
    source = _plain(file, is_read=True)
    try:
        _is_backup(source, file)
        end = _verified(source, file, f"immunote audit verify --database sqlite:///{file.name}")
        upgrading.upgrade(database)
        with writing(database) as target:
            _is_empty(target)
            with source.connect() as connection:
                _fill(connection, target)
            detail = {"decisions": str(end)}
            events.record(target, "restored", "backup", detail, events.COMMAND_LINE)
    finally:
        source.dispose()
    if findings := audit.verify(DecisionLog(database)):
        raise Refused([Fault("decision log", "S12", str(findings[0]), "`immunote audit verify` says all")])
    return end


def _copy_of_sqlite(database: sqlalchemy.Engine, partial: Path) -> None:
    with database.connect() as connection:
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        target = sqlite3.connect(partial)
        try:
            connection.rollback()  # the copy begins a read of its own
            raw.backup(target, pages=4096, sleep=0.01)
            target.execute("PRAGMA journal_mode = DELETE")  # one file, without others beside it
            target.execute("UPDATE readiness SET file = ''")
            target.commit()
        finally:
            target.close()


def _copied(database: sqlalchemy.Engine, target: Connection) -> None:
    options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with database.connect().execution_options(**options) as source:
        source.execute(text("SET LOCAL statement_timeout = 0"))
        _fill(source, target, passing=True)


def _fill(source: Connection, target: Connection, passing: bool = False) -> None:
    """Copy every table. The heads and the readiness row, which a new database has, take over what they were."""
    for table in Base.metadata.sorted_tables:
        if table.name in _PASSING and not passing:
            continue
        if table.name in (HeadRow.__tablename__, EventsHeadRow.__tablename__):
            head = source.execute(select(table)).mappings().one()
            if head["sequence"]:
                target.execute(update(table).values(sequence=head["sequence"], chain=head["chain"]))
        elif table.name != ReadinessRow.__tablename__:
            for rows in _pages(source, table):
                target.execute(insert(table), rows)
    if target.dialect.name == "postgresql":
        for name in ("feedback", "reviews", "opinions"):
            number = f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), MAX(id)) FROM {name} HAVING MAX(id) > 0"
            target.execute(text(number))


def _pages(source: Connection, table: sqlalchemy.Table) -> Iterator[list[dict[str, object]]]:
    found = source.execution_options(stream_results=True).execute(select(table))
    for rows in found.mappings().partitions(_TOGETHER):
        yield [dict(row) for row in rows]


def _is_empty(target: Connection) -> None:
    """Raises Refused (S97) where anything was ever kept; a start alone leaves its own event and rule base."""
    for row in (DecisionRow, KeyRow, EventRow):
        if target.execute(select(func.count()).select_from(row)).scalar_one():
            help_line = "restore into a new database; nothing was changed in this one"
            raise Refused([Fault("IMMUNOTE_STORAGE__URL", "S97", f"{row.__tablename__} are there", help_line)])


def _is_backup(source: sqlalchemy.Engine, file: Path) -> None:
    try:
        upgrading.check(source)
    except sqlalchemy.exc.DatabaseError:
        raise _refused("FILE", file, "it is no file that `immunote database backup` wrote") from None


def _verified(source: sqlalchemy.Engine, file: Path, command: str) -> End:
    log = DecisionLog(source)
    if findings := audit.verify(log):
        help_line = f"`{command}` says all; take another backup"
        raise Refused([Fault(file.name, "S12", str(findings[0]), help_line)])
    end = log.head()
    assert end is not None  # verified above
    return end


def _checked(partial: Path, file: Path) -> End:
    source = _plain(partial, is_read=True)
    try:
        return _verified(source, file, "immunote audit verify")  # the copy that was checked is not kept
    finally:
        source.dispose()


def _plain(file: Path, is_read: bool = False) -> sqlalchemy.Engine:
    """The engine on a backup: a plain file without a write-ahead log; `is_read`: nothing is written to it."""
    mode = "ro" if is_read else "rw"
    uri = f"{file.absolute().as_uri()}?mode={mode}"

    def opened() -> sqlite3.Connection:
        connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
        connection.text_factory = readable
        return connection

    made = sqlalchemy.create_engine("sqlite://", creator=opened, hide_parameters=True, poolclass=sqlalchemy.NullPool)
    made.update_execution_options(path=file)
    return made


def _refused(place: str, file: Path, why: str) -> Refused:
    return Refused([Fault(place, "S97", str(file), why)])
