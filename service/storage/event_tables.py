"""The tables of what was done to the service itself, and of whether the database takes what is written."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from immunote.service.storage.tables import HASH, Base, BigNumber, Moment


class EventRow(Base):
    """One thing done to the service itself: a key made, a rule base kept, a retention. Append-only.

    `detail`: canonical JSON. `signature`: of `chain`, in base64, where the service has a key to sign with.
    """

    __tablename__ = "audit_events"

    sequence: Mapped[int] = mapped_column(BigNumber, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Moment, index=True)
    kind: Mapped[str] = mapped_column(String(32))
    subject: Mapped[str] = mapped_column(Text)
    detail: Mapped[str] = mapped_column(Text)
    actor: Mapped[str] = mapped_column(Text)
    previous: Mapped[str] = mapped_column(HASH)
    chain: Mapped[str] = mapped_column(HASH)
    signature: Mapped[str | None] = mapped_column(Text)


class EventsHeadRow(Base):
    """Where the chain of events ends: one row, as for the decisions."""

    __tablename__ = "events_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sequence: Mapped[int] = mapped_column(BigNumber)
    chain: Mapped[str] = mapped_column(HASH)


class ReadinessRow(Base):
    """One row that a check of readiness writes and reads back.

    `file`: the number (inode) of the SQLite file that the service has open, so that a copy of it is told from it; empty
    where it was closed, in a backup, and in PostgreSQL.
    """

    __tablename__ = "readiness"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Moment)
    file: Mapped[str] = mapped_column(Text)
