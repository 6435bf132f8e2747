"""What the triggers of the database are, beside what they should be: a trigger that does nothing guards nothing.

SQLite keeps the text of a trigger, so the texts are compared with those of a new database in memory. PostgreSQL keeps
its triggers parsed, so each one's table, function, moment and condition are compared, and the source of each function.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import sqlalchemy
from sqlalchemy import text
from sqlalchemy.pool import StaticPool

from immunote.service.storage import event_tables, upgrading

if TYPE_CHECKING:
    from sqlalchemy import Connection

_OURS = event_tables.EventRow.metadata.tables
_QUOTED = re.compile(r'"(\w+)"')
_ROW, _BEFORE, _DELETE, _UPDATE, _TRUNCATE = 1, 2, 8, 16, 32  # bits of pg_trigger.tgtype
_REFUSE = "immunote_refuse"
_FROZEN = ("decisions", "anchors", "condition_names", "rulebases", "log_head", "audit_events", "events_head", "reviews")
_REVIEWS = "oldclosedisnotnullornewid<>oldidornewsource<>oldsourceornewopened<>oldopened"
_SOURCES = {
    _REFUSE: "BEGIN RAISE EXCEPTION '%: what was written is not changed', TG_TABLE_NAME; END",
    "immunote_refuse_unanchored": (
        "BEGIN IF OLD.sequence <= (SELECT COALESCE(MAX(last), 0) FROM anchors) THEN RETURN OLD; END IF;"
        " RAISE EXCEPTION '%: what was written is not changed', TG_TABLE_NAME; END"
    ),
    "immunote_refuse_shrinking": (
        "BEGIN IF NEW.sequence > OLD.sequence THEN RETURN NEW; END IF;"
        " RAISE EXCEPTION '%: the log only grows', TG_TABLE_NAME; END"
    ),
}


@dataclass(frozen=True)
class _Trigger:
    table: str
    function: str
    kind: int
    condition: str = ""


def faults(database: sqlalchemy.Engine) -> list[str]:
    """What is wrong with the guards, in sentences; none where each is there, is switched on and is what ships."""
    with database.connect() as connection:
        if connection.dialect.name == "sqlite":
            return list(_of_sqlite(connection))
        return list(_of_postgresql(connection))


def _of_sqlite(connection: Connection) -> Iterator[str]:
    wanted, found = _shipped(), _texts(connection)
    for (kind, name), sql in wanted.items():
        if (kind, name) not in found:
            yield f"the {kind} {name} is missing or switched off"
        elif found[kind, name] != sql:
            yield f"the {kind} {name} is not the one that ships"
    for kind, name in found:
        if kind == "trigger" and (kind, name) not in wanted:
            yield f"the trigger {name} is none that ships"


@cache
def _shipped() -> dict[tuple[str, str], str]:
    """The triggers, tables and indexes of a new SQLite database, by their kinds and names."""
    made = sqlalchemy.create_engine("sqlite://", poolclass=StaticPool)
    try:
        upgrading.upgrade(made)
        with made.connect() as connection:
            return _texts(connection)
    finally:
        made.dispose()


def _texts(connection: Connection) -> dict[tuple[str, str], str]:
    query = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL"
    # a trigger may write to any table; SQLite takes DECISIONS for decisions
    found = (row for row in connection.execute(text(query)) if row.type == "trigger" or row.tbl_name.lower() in _OURS)
    return {(row.type, row.name): " ".join(_QUOTED.sub(_unquoted, row.sql).split()) for row in found}


def _unquoted(found: re.Match[str]) -> str:
    # a table that was renamed and named back has its name in quotes; around anything else they may make a text of it
    return found[1] if found[1] in _OURS else found[0]


def _of_postgresql(connection: Connection) -> Iterator[str]:
    wanted = _triggers()
    found = {}
    query = """
        SELECT t.tgname, c.relname, p.proname, t.tgtype, t.tgenabled, p.pronamespace = c.relnamespace AS is_own,
               COALESCE(substring(pg_get_triggerdef(t.oid) from 'WHEN \\((.*)\\) EXECUTE'), '') AS condition
        FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
        WHERE NOT t.tgisinternal
          AND c.relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = to_regclass('decisions'))"""
    for row in connection.execute(text(query)):
        condition = re.sub(r"[\s().]", "", row.condition).lower()
        found[row.tgname] = _Trigger(row.relname, row.proname, row.tgtype, condition)
        if row.tgname not in wanted:
            if row.relname in _OURS:
                yield f"the trigger {row.tgname} is none that ships"
        elif row.tgenabled not in ("O", "A", b"O", b"A"):
            yield f"the trigger {row.tgname} is missing or switched off"
        elif found[row.tgname] != wanted[row.tgname] or not row.is_own:
            yield f"the trigger {row.tgname} is not the one that ships"
    for name in wanted:
        if name not in found:
            yield f"the trigger {name} is missing or switched off"
    yield from _functions(connection)
    yield from _indexes(connection)
    rewritten = "SELECT rulename FROM pg_rules WHERE tablename = ANY(:tables) ORDER BY rulename"
    for name in connection.execute(text(rewritten), {"tables": list(_OURS)}).scalars():
        yield f"the rule {name} is none that ships"
    if connection.execute(text("SELECT current_setting('session_replication_role')")).scalar_one() == "replica":
        yield "session_replication_role is `replica`, which switches every trigger off"


def _indexes(connection: Connection) -> Iterator[str]:
    looked_at = sqlalchemy.inspect(connection)
    for table in _OURS.values():
        here = looked_at.get_indexes(table.name)
        found = {each["name"]: (each["column_names"], bool(each["unique"])) for each in here}
        for index in sorted(table.indexes, key=lambda each: str(each.name)):
            if index.name not in found:
                yield f"the index {index.name} is missing or switched off"
            elif found[index.name] != ([column.name for column in index.columns], bool(index.unique)):
                yield f"the index {index.name} is not the one that ships"


def _functions(connection: Connection) -> Iterator[str]:
    query = """
        SELECT p.proname, p.prosrc, l.lanname, p.prosecdef, p.proconfig FROM pg_proc p
        JOIN pg_language l ON l.oid = p.prolang
        WHERE p.proname = ANY(:names)
          AND p.pronamespace = (SELECT relnamespace FROM pg_class WHERE oid = to_regclass('decisions'))"""
    rows = {row.proname: row for row in connection.execute(text(query), {"names": list(_SOURCES)})}
    for name, source in _SOURCES.items():
        row = rows.get(name)
        if row is None:
            yield f"the function {name} is missing"
        elif (" ".join(row.prosrc.split()), row.lanname) != (source, "plpgsql") or row.prosecdef or row.proconfig:
            yield f"the function {name} is not the one that ships"


def _triggers() -> dict[str, _Trigger]:
    made = {}
    for table in _FROZEN:
        update = "immunote_refuse_shrinking" if table in ("log_head", "events_head") else _REFUSE
        delete = "immunote_refuse_unanchored" if table == "decisions" else _REFUSE
        condition = _REVIEWS if table == "reviews" else ""
        made[f"{table}_no_update"] = _Trigger(table, update, _ROW | _BEFORE | _UPDATE, condition)
        made[f"{table}_no_delete"] = _Trigger(table, delete, _ROW | _BEFORE | _DELETE)
        made[f"{table}_no_truncate"] = _Trigger(table, _REFUSE, _BEFORE | _TRUNCATE)
    made["opinions_no_change"] = _Trigger("opinions", _REFUSE, _ROW | _BEFORE | _UPDATE | _DELETE)
    made["opinions_no_truncate"] = _Trigger("opinions", _REFUSE, _BEFORE | _TRUNCATE)
    return made
