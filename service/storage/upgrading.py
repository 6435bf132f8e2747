"""The version of the tables: Alembic migrations that ship inside the package."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError

from immunote.engine.faults import Fault, Refused
from immunote.service.storage.transactions import writing

if TYPE_CHECKING:
    from sqlalchemy import Connection

# any number, the same in every process: whoever holds it upgrades, the others wait and find nothing to do
_LOCK = 0x696D6D756E6F7465


def upgrade(database: sqlalchemy.Engine) -> str:
    """Bring the tables to the newest version, in one transaction; the version. Raises Refused (S11) for a newer one."""
    with writing(database) as connection:
        if connection.dialect.name == "postgresql":
            for limit in ("statement_timeout", "lock_timeout"):  # large tables, or another process at it, take longer
                connection.execute(sqlalchemy.text(f"SET LOCAL {limit} = 0"))
            connection.execute(sqlalchemy.select(sqlalchemy.func.pg_advisory_xact_lock(_LOCK)))
        config, newest = _config(connection), _newest()
        found = _version(connection)
        if found != newest:
            _refuse_unknown(found)
            command.upgrade(config, "head")
    return newest


def check(database: sqlalchemy.Engine) -> None:
    """Raises Refused (S11) where the tables are of another version than this program."""
    with database.connect() as connection:
        found = _version(connection)
    if found != _newest():
        _refuse_unknown(found)
        help_line = "run `immunote database upgrade`, or set IMMUNOTE_STORAGE__MIGRATE=true"
        raise Refused([Fault("database", "S11", found or "no tables", help_line)])


def _refuse_unknown(found: str | None) -> None:
    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    if found is not None and found not in known:
        help_line = f"a newer program made it; this one knows versions up to {_newest()}"
        raise Refused([Fault("database", "S11", found, help_line)])


def _version(connection: Connection) -> str | None:
    try:
        return MigrationContext.configure(connection).get_current_revision()
    except CommandError:
        help_line = "the table `alembic_version` has one row, of the newest upgrade; restore the newest backup"
        raise Refused([Fault("database", "S11", "several versions at once", help_line)]) from None


def _newest() -> str:
    newest = ScriptDirectory.from_config(_config()).get_current_head()
    assert newest is not None  # the package ships at least one
    return newest


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", "immunote.service.storage:migrations")
    config.attributes["connection"] = connection
    return config
