"""The file of a SQLite database while it is in use: private, and still the file that was opened.

SQLite goes on writing to a file that somebody deleted or put another one in place of, and reports success; what is
written there is gone with the last process that has it open.
"""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from immunote.service.terminal.private_files import PRIVATE, make_private

BESIDE = ("-wal", "-shm", "-turn")
"""What the names of the files beside a database end in."""


class DatabaseFileGone(SQLAlchemyError):
    """The database file was deleted, or another one stands in its place."""


class DatabaseFile:
    """One database file, for all connections of one engine."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._number: int | None = None
        self._wal: int | None = None
        self._has_wal = False

    def before_connecting(self) -> None:
        """Make the file at the first connection, and take its rights from all but its owner.

        It is never made again: an empty one would answer as if nothing had been decided. Raises DatabaseFileGone.
        """
        if self._number is not None:
            self.check()
        elif not self.path.exists() and self.path.parent.is_dir():
            os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, PRIVATE))
        for path in (self.path, *(self.path.with_name(self.path.name + ending) for ending in BESIDE)):
            make_private(path)

    def connected(self, has_wal: bool) -> None:
        """Remember which file was opened. `has_wal`: whether it is written through a write-ahead log."""
        self._has_wal = has_wal
        if self._number is None and self.path.exists():
            self._number = self.path.stat().st_ino

    def check(self) -> None:
        """Raises DatabaseFileGone where the path does not lead to the opened file."""
        if self._number is None:
            return
        try:
            found = self.path.stat().st_ino
        except OSError:
            msg = "the database file was deleted while it was in use"
            raise DatabaseFileGone(msg) from None
        if found != self._number:
            msg = "another file stands in the place of the database"
            raise DatabaseFileGone(msg)

    def check_written(self) -> None:
        """Do as `check`, after a commit: the write-ahead log has to be there too, and the same one as before."""
        self.check()
        if self._number is None or not self._has_wal:
            return
        try:
            found = self.path.with_name(f"{self.path.name}-wal").stat().st_ino
        except OSError:
            msg = "the write-ahead log of the database was deleted while it was in use"
            raise DatabaseFileGone(msg) from None
        if self._wal is not None and found != self._wal:
            msg = "another file stands in the place of the write-ahead log"
            raise DatabaseFileGone(msg)
        self._wal = found

    def forget(self) -> None:
        """Forget which files were open: the last connection closes them, and the write-ahead log may go."""
        self._wal = None
