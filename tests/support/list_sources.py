"""One list as every kind of input that `immunote list` reads, for runs that are killed."""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import psycopg

from immunote.engine.api import Engine
from tests.lists.cohorts import Row, write_csv, write_ndjson, write_parquet
from tests.support.postgres import Postgres


@dataclass(frozen=True)
class ListSource:
    """`name`: as on the command line; `options`: that go with it."""

    name: str
    options: tuple[str, ...] = ()


def _csv(folder: Path, engine: Engine, rows: Sequence[Row]) -> ListSource:
    return ListSource(str(write_csv(folder / "list.csv", engine, rows)))


def _parquet(folder: Path, engine: Engine, rows: Sequence[Row]) -> ListSource:
    return ListSource(str(write_parquet(folder / "list.parquet", engine, rows)))


def _ndjson(folder: Path, engine: Engine, rows: Sequence[Row]) -> ListSource:
    return ListSource(str(write_ndjson(folder / "list.ndjson", engine, rows)))


def _xlsx(folder: Path, engine: Engine, rows: Sequence[Row]) -> ListSource:
    path = folder / "list.xlsx"
    pl.read_parquet(_parquet(folder, engine, rows).name).write_excel(path)
    return ListSource(str(path))


def _gz(folder: Path, engine: Engine, rows: Sequence[Row]) -> ListSource:
    path = folder / "list.csv.gz"
    path.write_bytes(gzip.compress(Path(_csv(folder, engine, rows).name).read_bytes()))
    return ListSource(str(path))


def _zip(folder: Path, engine: Engine, rows: Sequence[Row]) -> ListSource:
    path = folder / "list.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.write(_csv(folder, engine, rows).name, "list.csv")
    return ListSource(str(path))


def _arrow(folder: Path, engine: Engine, rows: Sequence[Row]) -> ListSource:
    path = folder / "list.arrow"
    pl.read_parquet(_parquet(folder, engine, rows).name).write_ipc(path)
    return ListSource(str(path))


def _duckdb(folder: Path, engine: Engine, rows: Sequence[Row]) -> ListSource:
    import duckdb

    path = folder / "list.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(f"CREATE TABLE list AS SELECT * FROM '{_parquet(folder, engine, rows).name}'")
    return ListSource(f"duckdb:{path}?list")


def postgresql(server: Postgres, folder: Path, engine: Engine, rows: Sequence[Row]) -> ListSource:
    """The list in a new database of a server."""
    address = server.new_database().replace("+psycopg", "")
    header, *lines = Path(_csv(folder, engine, rows).name).read_text(encoding="utf-8").splitlines()
    with psycopg.connect(address) as connection:
        connection.execute(f"CREATE TABLE list ({', '.join(f'{name} text' for name in header.split(','))})")  # type: ignore[arg-type]
        with connection.cursor().copy("COPY list FROM STDIN (FORMAT csv)") as copy:
            copy.write("\n".join(lines) + "\n")
    return ListSource(address, ("--query", "list"))


SOURCES: dict[str, Callable[[Path, Engine, Sequence[Row]], ListSource]] = {
    "csv": _csv,
    "parquet": _parquet,
    "ndjson": _ndjson,
    "xlsx": _xlsx,
    "gz": _gz,
    "zip": _zip,
    "arrow": _arrow,
    "duckdb": _duckdb,
}
