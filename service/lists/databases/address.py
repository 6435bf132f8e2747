"""How a list in a database is named: the database, and the table or the query whose rows are the patients."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from immunote.engine.faults import Fault, Refused, shorten
from immunote.service.lists.source import refuse

DUCKDB = "duckdb:"
POSTGRESQL = ("postgresql://", "postgres://")
_TABLE = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*){0,2}")
_LARGEST = 4 << 20  # bytes of a file with a query


@dataclass(frozen=True)
class DatabaseList:
    """`address`: the file of DuckDB, or the address of a PostgreSQL server. `query`: one SELECT."""

    address: str
    query: str
    is_duckdb: bool


def is_database(source: str) -> bool:
    """Whether a list is named as one in a database."""
    return source.startswith((DUCKDB, *POSTGRESQL))


def refuse_databases(**places: Path | None) -> None:
    """Refuse (L23) databases where a result or the list of one has to be a file. The address is not repeated.

    `places`: what a person named, by the name of the argument. A path holds one stroke where an address has two.
    """
    marks = (DUCKDB, *(each.removesuffix("/") for each in POSTGRESQL))
    help_line = "this takes no database: its rows may differ from those decided. Save them as a file and decide that"
    named = [name for name, path in places.items() if path is not None and str(path).startswith(marks)]
    if named:
        raise Refused([Fault(name.replace("_", "-"), "L23", "a database", help_line) for name in named])


def database_list(source: str, query: str | None) -> DatabaseList:
    """The database and the query that a person named. `query`: as given by `--query`. Raises Refused (L01, L23)."""
    if not source.startswith(DUCKDB):
        if query is None:
            raise refuse("--query", "L23", "not given", "a table, a SELECT, or a file that ends in .sql")
        return DatabaseList(source, _statement(query), is_duckdb=False)
    file, mark, own = source.removeprefix(DUCKDB).partition("?")
    if (query is None) is (not mark):
        text = "not given" if query is None else "twice"
        raise refuse("--query", "L23", text, "name a table or a SELECT once: `duckdb:FILE?QUERY`, or by `--query`")
    return DatabaseList(file, _statement(own if query is None else query), is_duckdb=True)


def file_of(source: str) -> Path:
    """The file that a list is, or in which DuckDB keeps it; of a server a name that no output has."""
    return Path(source.removeprefix(DUCKDB).partition("?")[0] if source.startswith(DUCKDB) else source)


def hash_of_query(source: str, query: str | None) -> str | None:
    """The SHA-256 of what a database is asked; None of a file. Raises Refused (L01, L23)."""
    if not is_database(source):
        return None
    return hashlib.sha256(database_list(source, query).query.encode()).hexdigest()


def _statement(given: str) -> str:
    """The SELECT that a table's name, a file ending in .sql or a text stands for."""
    if given.endswith(".sql"):
        try:
            content = Path(given).read_bytes()
            if len(content) > _LARGEST:
                raise refuse(given, "L01", f"{len(content) >> 20} MB", "name a file with one SELECT")
            given = content.decode()
        except OSError as error:
            raise refuse(given, "L01", error.strerror or type(error).__name__, "name a file with one SELECT") from None
        except UnicodeDecodeError:
            raise refuse(given, "L01", "letters that are not UTF-8", "save the query as UTF-8") from None
    text = given.strip().rstrip(";").strip()
    if _TABLE.fullmatch(text):
        return f"SELECT * FROM {text}"
    if not text:
        raise refuse("--query", "L23", shorten(given), "a table or one SELECT")
    return text
