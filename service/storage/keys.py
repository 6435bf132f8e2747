"""API keys by their hash. What a scope means and how a key is hashed is the business of immunote.service.security."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import orjson
from sqlalchemy import insert, select, update

from immunote.service.storage.tables import KeyRow
from immunote.service.storage.transactions import writing

if TYPE_CHECKING:
    import sqlalchemy


@dataclass(frozen=True)
class Key:
    """A key as it is kept."""

    id: str
    scopes: frozenset[str]
    label: str
    created: datetime
    expires: datetime | None
    revoked: datetime | None

    def is_valid(self, at: datetime) -> bool:
        """Neither revoked nor expired at that moment."""
        return self.revoked is None and (self.expires is None or at < self.expires)


@dataclass
class KeyStore:
    """The keys in one database."""

    engine: sqlalchemy.Engine

    def add(self, hashed: str, scopes: Iterable[str], expires: datetime | None, label: str) -> str:
        """Keep a key's hash; the id by which it is listed and revoked."""
        made = secrets.token_hex(6)
        row = {
            "id": made,
            "hashed": hashed,
            "scopes": orjson.dumps(sorted(scopes)).decode(),
            "label": label,
            "created": datetime.now(UTC),
            "expires": expires,
        }
        with writing(self.engine) as connection:
            connection.execute(insert(KeyRow).values(**row))
        return made

    def find(self, hashed: str) -> Key | None:
        """The key with that hash, also where it has expired or is revoked: ask `is_valid`."""
        with self.engine.connect() as connection:
            row = connection.execute(select(KeyRow.__table__).where(KeyRow.hashed == hashed)).first()
        return None if row is None else key_of(row)

    def list(self) -> list[Key]:
        """All keys, the oldest first."""
        with self.engine.connect() as connection:
            rows = connection.execute(select(KeyRow.__table__).order_by(KeyRow.created, KeyRow.id)).all()
        return [key_of(row) for row in rows]

    def revoke(self, id: str) -> bool:
        """Revoke a key for good; False where there is none of that id."""
        with writing(self.engine) as connection:
            connection.execute(
                update(KeyRow).where(KeyRow.id == id, KeyRow.revoked.is_(None)).values(revoked=datetime.now(UTC))
            )
            return connection.execute(select(KeyRow.id).where(KeyRow.id == id)).first() is not None


def key_of(row: sqlalchemy.Row[tuple[object, ...]]) -> Key:
    """A row of the table of keys as a key."""
    values = row._mapping
    return Key(
        id=values["id"],
        scopes=frozenset(orjson.loads(values["scopes"])),
        label=values["label"],
        created=values["created"],
        expires=values["expires"],
        revoked=values["revoked"],
    )
