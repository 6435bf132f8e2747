"""A PostgreSQL that keeps what it was told through a power cut; that of the tests does not wait for the disk."""

from __future__ import annotations

from tests.support.postgres import Postgres


class Durable(Postgres):
    """The server of the tests, with the settings that PostgreSQL ships with."""

    def start(self) -> None:
        """Start, and wait until it answers."""
        words = f"-c listen_addresses= -k {self.folder}"
        self._run("pg_ctl", "-D", str(self.data), "-w", "-l", str(self.folder / "log"), "-o", words, "start")
