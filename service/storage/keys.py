"""API keys by their hash. What a scope means and how a key is hashed is the business of immunote.service.security."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import orjson
from sqlalchemy import insert, select, text, update

from immunote.service.storage import events
from immunote.service.storage.chain import canonical, moment_text
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
        """Keep a key's hash, and record it as an event; the id by which it is listed and revoked."""
        row = _row(hashed, scopes, expires, label)
        with writing(self.engine) as connection:
            connection.execute(insert(KeyRow).values(**row))
            _recorded(connection, row)
        return str(row["id"])

    def add_first(self, hashed: str, scopes: Iterable[str], expires: datetime, label: str) -> str | None:
        """Keep a key where none was ever made, else None. Of several that try at once, one succeeds."""
        with writing(self.engine) as connection:
            if connection.dialect.name == "postgresql":  # SQLite has locked the whole file already
                connection.execute(text("LOCK TABLE api_keys IN SHARE ROW EXCLUSIVE MODE"))
            if connection.execute(select(KeyRow.id)).first() is not None:
                return None
            row = _row(hashed, scopes, expires, label)
            connection.execute(insert(KeyRow).values(**row))
            _recorded(connection, row)
        return str(row["id"])

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
            at = datetime.now(UTC)
            revoking = update(KeyRow).where(KeyRow.id == id, KeyRow.revoked.is_(None)).values(revoked=at)
            if connection.execute(revoking).rowcount:
                events.record(connection, "key-revoked", id, {"revoked": moment_text(at)}, events.COMMAND_LINE)
            return connection.execute(select(KeyRow.id).where(KeyRow.id == id)).first() is not None


def fingerprint(row: Mapping[str, Any]) -> str:
    """A hash of what a kept key is, but for whether it is revoked; an event holds it, so that no row comes unseen."""
    moments = {name: row[name] if row[name] is None else moment_text(row[name]) for name in ("created", "expires")}
    same = {name: row[name] for name in ("id", "hashed", "scopes", "label")}
    return events.hash_of(canonical({**same, **moments}))


def _row(hashed: str, scopes: Iterable[str], expires: datetime | None, label: str) -> dict[str, Any]:
    return {
        "id": secrets.token_hex(6),
        "hashed": hashed,
        "scopes": orjson.dumps(sorted(scopes)).decode(),
        "label": label,
        "created": datetime.now(UTC),
        "expires": expires,
    }


def _recorded(connection: sqlalchemy.Connection, row: Mapping[str, Any]) -> None:
    scopes = orjson.loads(row["scopes"])
    detail = {"row": fingerprint(row), "scopes": scopes}
    events.record(connection, "key-added", row["id"], detail, events.COMMAND_LINE)


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
