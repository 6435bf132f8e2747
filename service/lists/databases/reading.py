"""The rows of a query, copied once into a file of the process alone: one snapshot, read-only, whatever its size.

The database writes the CSV itself and in a stream, so a list takes no more memory than a block of it. Nothing that a
database says of its rows is repeated in an error, as it may quote a patient's value.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from immunote.engine.faults import shorten
from immunote.service.lists.databases.address import DatabaseList
from immunote.service.lists.source import refuse
from immunote.service.lists.tables.scratch import Scratch

if TYPE_CHECKING:
    import psycopg

_INSTALL = "pip install '.[lists,databases]'"
_ABOUT_THE_QUERY = ("08", "28", "3D", "3F", "42", "57")
"""Classes of SQLSTATE that speak of connection, rights, names and grammar, and of no row."""
_SECONDS_TO_CONNECT = "10"
_SECRETS = ("password", "sslpassword")


def rows_of(listed: DatabaseList) -> tuple[Path, Scratch]:
    """What messages call the list, and a CSV in UTF-8 with a header. Raises Refused (L01, L42, L43)."""
    return _of_duckdb(listed) if listed.is_duckdb else _of_postgresql(listed)


def _of_duckdb(listed: DatabaseList) -> tuple[Path, Scratch]:
    shown = Path(listed.address)
    try:
        import duckdb
    except ModuleNotFoundError:
        raise refuse(shown, "L42", "DuckDB is not installed", _INSTALL) from None
    with shown.open("rb"):  # OSError for what is not there; DuckDB would make it
        pass
    try:
        statements = duckdb.extract_statements(listed.query)
        if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
            raise refuse(shown, "L42", "not one SELECT", "a list is the rows of one SELECT")
        scratch = Scratch(".csv")
        with duckdb.connect(str(shown), read_only=True) as connection:
            connection.execute(
                f"COPY ({listed.query}\n) TO '{scratch.path}'"
                " (FORMAT csv, HEADER true, DELIMITER ',', QUOTE '\"', ESCAPE '\"', NULLSTR '', USE_TMP_FILE false)"
            )
    except duckdb.Error as error:
        about_rows = isinstance(error, duckdb.DataError | duckdb.ConversionException | duckdb.InvalidInputException)
        text = type(error).__name__ if about_rows else str(error).partition("\n")[0]
        raise refuse(shown, "L42", shorten(text), "the query has to run in DuckDB as it is; try it there") from None
    return shown, scratch


def _of_postgresql(listed: DatabaseList) -> tuple[Path, Scratch]:
    shown = Path("postgresql:")
    try:
        import psycopg
        from psycopg.conninfo import conninfo_to_dict
    except ModuleNotFoundError:
        raise refuse(shown, "L42", "psycopg is not installed", _INSTALL) from None
    try:
        settings: dict[str, Any] = conninfo_to_dict(listed.address)
    except psycopg.Error:
        help_line = "postgresql://USER@HOST:PORT/DATABASE, or postgresql:///?service=NAME"
        raise refuse(shown, "L42", "an address that cannot be read", help_line) from None
    if given := [name for name in _SECRETS if settings.get(name)]:
        help_line = "everybody on this machine could read it; use PGPASSWORD, a password file or PGSERVICE"
        raise refuse(shown, "L43", given[0], help_line)
    settings = {
        "connect_timeout": _SECONDS_TO_CONNECT,
        "application_name": "immunote",
        **settings,
        "client_encoding": "utf-8",
    }
    try:
        with psycopg.connect(**settings) as connection:
            shown = Path(f"postgresql:{connection.info.dbname}")
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            connection.read_only = True
            return shown, _copied(connection, listed.query, shown)
    except psycopg.Error as error:
        state = error.sqlstate or ""
        first = str(error).partition("\n")[0]
        text = first if not state or state.startswith(_ABOUT_THE_QUERY) else type(error).__name__
        named = f"{state} {text}".strip()
        help_line = "the query has to run there as it is, in a transaction that only reads; try it in psql"
        raise refuse(shown, "L42", shorten(named), help_line) from None


def _copied(connection: psycopg.Connection[Any], query: str, shown: Path) -> Scratch:
    """Copy the rows in one statement, which sees one snapshot. Raises Refused (L42), psycopg.Error."""
    connection.execute("SET LOCAL DateStyle TO 'ISO, YMD'")
    # parsed alone first, by a protocol that takes one statement only: what it closes early would run as another command
    prepared = connection.pgconn.prepare(b"immunote_list", query.encode())
    if prepared.status != 1:  # PGRES_COMMAND_OK
        said = (prepared.error_message or b"").decode(errors="replace").partition("\n")[0]
        raise refuse(shown, "L42", shorten(said), "a list is the rows of one SELECT")
    scratch = Scratch(".csv")
    with scratch.path.open("wb") as file, connection.cursor() as cursor:
        # no value is put into the text: it is the person's own query
        statement = f"COPY ({query}\n) TO STDOUT (FORMAT csv, HEADER true, ENCODING 'UTF8')"
        with cursor.copy(statement.encode()) as copy:
            for block in copy:
                file.write(block)
    return scratch
