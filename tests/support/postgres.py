"""A real PostgreSQL for tests: Debian's, started as an ordinary user in a temporary folder, on a Unix socket.

    with Postgres.started() as server:      # skips the test with the reason where there is none
        url = server.new_database()

`stop()` and `start()` in between are a database that goes away and comes back. PostgreSQL refuses to run as root, so
root runs it as the user that Debian made for it, or as nobody.
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from tests.support.debian import found_or_installed

_USER = "immunote"
_FAST = "-c fsync=off -c full_page_writes=off -c max_connections=200 -c listen_addresses="


@dataclass
class Postgres:
    """One server with its own data, in `folder`."""

    folder: Path
    programs: Path
    account: str | None

    @classmethod
    @contextmanager
    def started(cls) -> Iterator[Postgres]:
        """A running server; stopped and removed at the end. Skips where PostgreSQL is not to be had."""
        programs = _programs()
        account = _account() if os.geteuid() == 0 else None
        # short: the path of a socket has room for about a hundred characters
        folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
        try:
            if account is not None:
                shutil.chown(folder, account)
            server = cls(folder, programs, account)
            server._run("initdb", "-D", str(server.data), "-U", _USER, "-A", "trust", "-E", "UTF8", "--no-sync")
            server.start()
            try:
                yield server
            finally:
                server.stop("immediate")
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    @property
    def data(self) -> Path:
        """Where the server keeps its data."""
        return self.folder / "data"

    def url(self, database: str = "postgres") -> str:
        """The address of a database, as IMMUNOTE_STORAGE__URL takes it."""
        return f"postgresql+psycopg://{_USER}@/{database}?host={self.folder}"

    def connect(self, database: str = "postgres") -> psycopg.Connection[Any]:
        """A connection past everything that the service does: to arrange and to tamper. Commits each statement."""
        return psycopg.connect(f"host={self.folder} user={_USER} dbname={database}", autocommit=True)

    def new_database(self) -> str:
        """The address of a new, empty database."""
        name = f"t{secrets.token_hex(6)}"
        with self.connect() as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self.url(name)

    def start(self) -> None:
        """Start, and wait until it answers."""
        log = self.folder / "log"
        self._run("pg_ctl", "-D", str(self.data), "-w", "-l", str(log), "-o", f"{_FAST} -k {self.folder}", "start")

    def stop(self, mode: str = "fast") -> None:
        """Stop: `fast` breaks connections off, `immediate` is a crash."""
        self._run("pg_ctl", "-D", str(self.data), "-w", "-m", mode, "stop", check=False)

    def _run(self, program: str, *words: str, check: bool = True) -> None:
        done = subprocess.run(
            [str(self.programs / program), *words],
            user=self.account,
            group=pwd.getpwnam(self.account).pw_gid if self.account else None,
            extra_groups=[] if self.account else None,
            cwd=self.folder,
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,  # a pipe would stay open for as long as the server runs
            stderr=subprocess.DEVNULL,
            check=False,
        )
        if check and done.returncode:
            log = self.folder / "log"
            said = log.read_text(encoding="utf-8", errors="replace") if log.exists() else "no log"
            msg = f"{program} ended with {done.returncode}: {said}"
            raise RuntimeError(msg)


def _account() -> str:
    """An unprivileged user: the one that Debian made for PostgreSQL, or nobody."""
    known = {each.pw_name for each in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in known)


def _programs() -> Path:
    """The folder with `initdb` and `pg_ctl`; installs Debian's package where that is possible, skips where not."""
    return found_or_installed(_found, "postgresql", "PostgreSQL", "put initdb and pg_ctl on PATH")


def _found() -> Path | None:
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda each: _version(each.parent.name))
    on_path = shutil.which("initdb")
    folders += [Path(on_path).resolve().parent] if on_path else []
    return next((each for each in reversed(folders) if (each / "initdb").exists() and (each / "pg_ctl").exists()), None)


def _version(name: str) -> int:
    return int(name) if name.isdecimal() else 0
