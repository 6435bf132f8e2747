"""Decisions to log, and a way past the triggers as somebody with rights on the database has it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

import psycopg
import sqlalchemy

from immunote.service.storage.decisions import DecisionLog, RecordedDecision

START = datetime(2026, 11, 1, 8, tzinfo=UTC)
PLANTED = "planted-value-of-a-patient"


class Runs(Protocol):
    """What sqlite3 and psycopg have in common."""

    def execute(self, query: str, /) -> Any: ...


def decision(number: int = 1, **other: Any) -> RecordedDecision:
    """A decision that differs by its number; one a day."""
    values: dict[str, Any] = {
        "digest": f"{number:064x}",
        "rulebase_hash": "b" * 64,
        "engine_version": "0.1.0",
        "status": "settled",
        "outcome": "serve" if number % 2 else None,
        "truths": {"too_hot": "false", "mould": "unknown", "warm_and_tasty": "true"},
        "facts": {"temperature_c": 60 + number / 4, "is_a_soup": True, "guests": number, "flavour": PLANTED},
        "caller": "key-1",
        "entry": "rest",
        "request_id": f"request-{number}",
        "at": START + timedelta(days=number),
    }
    return RecordedDecision(**(values | other))


def filled(database: sqlalchemy.Engine, rows: int) -> DecisionLog:
    """A log with so many rows."""
    log = DecisionLog(database)
    for number in range(1, rows + 1):
        assert log.append(decision(number)) == number
    return log


@contextmanager
def past_the_service(database: sqlalchemy.Engine) -> Iterator[Runs]:
    """A connection as any other program has one: each statement counts at once, triggers and all."""
    url = database.url
    if database.dialect.name == "sqlite":
        connection = sqlite3.connect(str(url.database), isolation_level=None)
        try:
            yield connection
        finally:
            connection.close()
    else:
        host, name = url.query["host"], url.database
        with psycopg.connect(f"host={host} user={url.username} dbname={name}", autocommit=True) as other:
            yield other


def tamper(database: sqlalchemy.Engine, *statements: str) -> None:
    """Write past the triggers, and leave them as they were."""
    with past_the_service(database) as connection:
        if database.dialect.name == "sqlite":
            triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
            for name, _ in triggers:
                connection.execute(f"DROP TRIGGER {name}")
            for statement in statements:
                connection.execute(statement)
            for _, sql in triggers:
                connection.execute(sql)
        else:
            tables = ("decisions", "anchors", "condition_names", "rulebases", "log_head")
            for table in tables:
                connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            for statement in statements:
                connection.execute(statement)
            for table in tables:
                connection.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
