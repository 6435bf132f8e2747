"""The way to the database: SQLite for one machine, PostgreSQL for several."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy
from sqlalchemy import event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from immunote.engine.faults import Fault, Refused
from immunote.service.signatures.ed25519 import private_key
from immunote.service.storage import damage, readiness, upgrading
from immunote.service.storage.database_file import DatabaseFile
from immunote.service.storage.turns import Turns

if TYPE_CHECKING:
    from immunote.service.settings.storage import StorageSettings


def connect(settings: StorageSettings) -> sqlalchemy.Engine:
    """The database of the settings, with its tables brought up to date where `settings.migrate` says so.

    Raises immunote.engine.faults.Refused (S11: another version, S16: an address that means nothing) and
    sqlalchemy.exc.SQLAlchemyError where the database cannot be reached.
    """
    database = opened(settings)
    if settings.migrate:
        upgrading.upgrade(database)
    else:
        upgrading.check(database)
    readiness.claim(database)
    return database


def existing(settings: StorageSettings) -> sqlalchemy.Engine:
    """The database for whoever only reads it: nothing is made or upgraded. Raises Refused (S11, S16)."""
    is_there(settings)
    database = opened(settings)
    upgrading.check(database)
    return database


def is_there(settings: StorageSettings) -> None:
    """Raises Refused (S16) for a SQLite file that is not there: a service that was started has made it before."""
    url = _url(settings.url)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").exists():
        raise Refused([Fault("IMMUNOTE_STORAGE__URL", "S16", str(url), "there is no such file")])


def opened(settings: StorageSettings) -> sqlalchemy.Engine:
    """The database as it is, whatever its tables. Connects when first used. Raises Refused (S16, S95)."""
    key = None if settings.signing_key is None else private_key(settings.signing_key, "IMMUNOTE_STORAGE__SIGNING_KEY")
    made = _opened(settings)
    made.update_execution_options(signing_key=key)
    return made


def _opened(settings: StorageSettings) -> sqlalchemy.Engine:
    url = _url(settings.url)
    common: dict[str, Any] = {
        "hide_parameters": True,  # an error's text goes to logs, and parameters are facts of a patient
        "pool_size": settings.pool_size,
        "max_overflow": 0,
        "pool_timeout": settings.statement_seconds,
    }
    if url.get_backend_name() == "sqlite":
        return _sqlite(url, settings, common)
    milliseconds = round(settings.statement_seconds * 1000)
    return sqlalchemy.create_engine(
        url,
        pool_pre_ping=True,  # the database may have been restarted since
        connect_args={
            "connect_timeout": settings.connect_seconds,
            "tcp_user_timeout": milliseconds,
            "options": f"-c statement_timeout={milliseconds} -c lock_timeout={milliseconds}"
            f" -c idle_in_transaction_session_timeout={milliseconds}",
        },
        **common,
    )


def ping(database: sqlalchemy.Engine) -> None:
    """Write a moment and read it back: a database that is locked, full or read-only does not take a decision either.

    Raises sqlalchemy.exc.SQLAlchemyError.
    """
    readiness.write_and_read(database)


def readable(raw: bytes) -> str:
    """The text of a column of SQLite, which takes bytes that are no text: one such value hides no other row."""
    return raw.decode("utf-8", "replace")


def database_silent(error: SQLAlchemyError) -> Fault:
    """What is said where the database does not answer at the start. The error's own words may hold a password."""
    help_line = "look at the address in IMMUNOTE_STORAGE__URL, at the server, and at the rights on the file"
    if damage.is_damage(error):
        help_line = "the file is damaged or no database: keep it, and restore the newest backup into a new one"
    return Fault("IMMUNOTE_STORAGE__URL", "S73", type(error).__name__, help_line)


def _url(text: str) -> URL:
    help_line = "sqlite:///FILE, or postgresql+psycopg://USER:PASSWORD@HOST/DATABASE"
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise Refused([Fault("IMMUNOTE_STORAGE__URL", "S16", "an address that cannot be read", help_line)]) from None
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    is_known = url.drivername in ("sqlite", "sqlite+pysqlite", "postgresql+psycopg")
    if not is_known or (url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:")):
        shown = url.render_as_string(hide_password=True)
        raise Refused([Fault("IMMUNOTE_STORAGE__URL", "S16", shown, help_line)])
    return url


def _sqlite(url: URL, settings: StorageSettings, common: dict[str, Any]) -> sqlalchemy.Engine:
    database = sqlalchemy.create_engine(url, connect_args={"timeout": settings.statement_seconds}, **common)
    path = Path(url.database or "")
    file = None if str(path).startswith("file:") else DatabaseFile(path.absolute())
    turns = Turns(path, settings.statement_seconds)
    database.update_execution_options(turns=turns, file=file)
    event.listen(database, "engine_disposed", lambda _: turns.close())
    if file is not None:
        event.listen(database, "engine_disposed", lambda _: file.forget())

    @event.listens_for(database, "do_connect")
    def make_private(*_: object) -> None:
        # facts of patients: for the owner alone; -wal and -shm take over the rights of the file
        if file is not None:
            file.before_connecting()

    @event.listens_for(database, "connect")
    def prepare(connection: Any, _: object) -> None:
        connection.isolation_level = None  # SQLAlchemy begins the transactions, see below
        connection.text_factory = readable
        journal = connection.execute("PRAGMA journal_mode = WAL").fetchone()
        if file is not None:
            file.connected(has_wal=journal[0] == "wal")
        connection.execute("PRAGMA synchronous = FULL")  # a decision that was given stays logged after a power cut
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")  # what retention removes is gone from the file

    @event.listens_for(database, "begin")
    def begin(connection: sqlalchemy.Connection) -> None:
        if file is not None:
            file.check()
        is_writing = connection.get_execution_options().get("immediate", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")

    return database
