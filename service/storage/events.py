"""What was done to the service itself: keys, rule bases, retention, settings, refused sign-ins; in its own chain.

An event is written in the transaction of what it tells of, so that neither is there without the other. Where the
service has a key to sign with, each event is signed: who can write to the database alone can then add none.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

import orjson
from sqlalchemy import insert, select, update

from immunote.service.storage.chain import ChainLink, End, canonical, chain_of, end_of, moment_text
from immunote.service.storage.event_tables import EventRow, EventsHeadRow
from immunote.service.storage.transactions import writing

if TYPE_CHECKING:
    import sqlalchemy
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

Kind = Literal[
    "key-added",
    "key-revoked",
    "rulebase-kept",
    "rulebase-used",
    "retention",
    "service-started",
    "sign-in-refused",
    "restored",
    "upgraded",
    "database-moved",
    "database-backed-up",
]
SERVICE = "service"
COMMAND_LINE = "command line"
_PAGE = 500
SIGNED = b"immunote audit event 1\n"
"""What stands before the hash of an event in what is signed, so that no signature serves for something else."""


@dataclass(frozen=True)
class AuditEvent:
    """One event at its place. `detail`: plain data, never of a patient. `signature`: hexadecimal, or None."""

    sequence: int
    at: datetime
    kind: str
    subject: str
    detail: Mapping[str, Any]
    actor: str
    previous: str
    chain: str
    signature: str | None

    def line(self) -> dict[str, Any]:
        """The event as plain data."""
        return {**self.__dict__, "at": moment_text(self.at)}


def record(
    connection: sqlalchemy.Connection, kind: Kind, subject: str, detail: Mapping[str, Any], actor: str = SERVICE
) -> int:
    """Append an event in a transaction that writes; its number. Raises sqlalchemy.exc.SQLAlchemyError."""
    head = connection.execute(select(EventsHeadRow.sequence, EventsHeadRow.chain).with_for_update()).one()
    at = datetime.now(UTC)
    chain = chain_of(head.chain, _content(at, kind, subject, detail, actor))
    key: Ed25519PrivateKey | None = connection.get_execution_options().get("signing_key")
    row = {
        "sequence": head.sequence + 1,
        "at": at,
        "kind": kind,
        "subject": subject,
        "detail": canonical(detail).decode(),
        "actor": actor,
        "previous": head.chain,
        "chain": chain,
        "signature": None if key is None else key.sign(SIGNED + chain.encode()).hex(),
    }
    connection.execute(insert(EventRow).values(**row))
    connection.execute(update(EventsHeadRow).values(sequence=head.sequence + 1, chain=chain))
    return int(row["sequence"])


@dataclass
class EventLog:
    """The events in one database."""

    engine: sqlalchemy.Engine

    def append(self, kind: Kind, subject: str, detail: Mapping[str, Any], actor: str = SERVICE) -> int:
        """Append an event in a transaction of its own; its number. Raises sqlalchemy.exc.SQLAlchemyError."""
        with writing(self.engine) as connection:
            return record(connection, kind, subject, detail, actor)

    def entries(self) -> Iterator[AuditEvent]:
        """Every event, the oldest first; one that cannot be read has no detail."""
        for row in self._rows():
            yield AuditEvent(**{**row, "detail": _read(row["detail"]) or {}})

    def links(self) -> Iterator[ChainLink]:
        """Every event as a link of the chain."""
        for row in self._rows():
            detail = _read(row["detail"])
            try:
                is_ours = detail is not None and canonical(detail).decode() == row["detail"]
                content = _content(row["at"], row["kind"], row["subject"], detail, row["actor"]) if is_ours else None
            except (ValueError, TypeError):  # something was written over it that has no canonical form
                content = None
            yield ChainLink(row["sequence"], str(row["previous"]), str(row["chain"]), content)

    def head(self) -> End | None:
        """Where the chain ends by its own record; None where that is gone."""
        with self.engine.connect() as connection:
            row = connection.execute(select(EventsHeadRow.sequence, EventsHeadRow.chain)).first()
        return None if row is None else end_of(row.sequence, row.chain)

    def _rows(self) -> Iterator[sqlalchemy.RowMapping]:
        query = select(EventRow.__table__).order_by(EventRow.sequence).limit(_PAGE)
        last = None
        while True:
            page = query if last is None else query.where(EventRow.sequence > last)
            with self.engine.connect() as connection:
                rows = connection.execute(page).mappings().all()
            yield from rows
            if len(rows) < _PAGE:
                return
            last = rows[-1]["sequence"]


def hash_of(content: bytes | str) -> str:
    """The SHA-256 by which an event names something that is kept."""
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()


def _content(at: datetime, kind: str, subject: str, detail: Mapping[str, Any] | None, actor: str) -> bytes:
    return canonical({"at": moment_text(at), "kind": kind, "subject": subject, "detail": detail, "actor": actor})


def _read(text: str) -> dict[str, Any] | None:
    try:
        found = orjson.loads(text)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None
