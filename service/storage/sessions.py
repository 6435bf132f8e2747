"""Sign-ins on the page: the hash of a session's token, the API key behind it, and its end. No patient, no name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from immunote.service.storage.keys import Key, key_of
from immunote.service.storage.tables import KeyRow, SessionRow
from immunote.service.storage.transactions import writing

if TYPE_CHECKING:
    import sqlalchemy


@dataclass
class SessionStore:
    """The sessions in one database, so that every worker knows them and signing out ends them for all."""

    engine: sqlalchemy.Engine

    def add(self, hashed: str, key_id: str, expires: datetime) -> None:
        """Keep a session; those that are over are removed. Raises sqlalchemy.exc.SQLAlchemyError."""
        now = datetime.now(UTC)
        with writing(self.engine) as connection:
            connection.execute(delete(SessionRow).where(SessionRow.expires <= now))
            connection.execute(insert(SessionRow).values(hash=hashed, key_id=key_id, created=now, expires=expires))

    def key_of(self, hashed: str, at: datetime) -> Key | None:
        """The valid key behind a session that lasts at that moment; None for any other."""
        query = (
            select(KeyRow.__table__)
            .join(SessionRow, SessionRow.key_id == KeyRow.id)
            .where(SessionRow.hash == hashed, SessionRow.expires > at)
        )
        with self.engine.connect() as connection:
            row = connection.execute(query).first()
        found = None if row is None else key_of(row)
        return found if found is not None and found.is_valid(at) else None

    def end(self, hashed: str) -> None:
        """End a session."""
        with writing(self.engine) as connection:
            connection.execute(delete(SessionRow).where(SessionRow.hash == hashed))
