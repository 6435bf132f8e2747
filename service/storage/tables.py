"""The tables. Alembic migrations make them; a test keeps the two equal."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator, TypeEngine

from immunote.service.storage.chain import moment_text

# SQLite makes only a plain INTEGER its own row number
BigNumber = BigInteger().with_variant(Integer, "sqlite")
HASH = String(64)
UNREADABLE = datetime(1, 1, 1, tzinfo=UTC)
"""Stands for a moment that was written over by something that is none."""


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, to the microsecond. SQLite keeps it as text, as it stands in an export."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Text in SQLite, which has no moments; such text sorts as the moments do."""
        return dialect.type_descriptor(String(27) if dialect.name == "sqlite" else DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Refuse a moment without a time zone: nobody could say later when it was."""
        if value is None:
            return None
        if value.tzinfo is None:
            msg = "a moment needs a time zone"
            raise ValueError(msg)
        return moment_text(value) if dialect.name == "sqlite" else value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """In UTC whatever the session's time zone is."""
        if value is None:
            return None
        if isinstance(value, datetime):
            return value.astimezone(UTC)
        try:
            found = datetime.fromisoformat(str(value)).astimezone(UTC)
        except (ValueError, OverflowError):
            # somebody wrote over it; the chain says so of the row, which is better than that no row can be read
            return UNREADABLE
        # the same moment in other words sorts elsewhere: nothing but this program's own words is believed
        return found if moment_text(found) == value else UNREADABLE


class Base(DeclarativeBase):
    """Base of all tables."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class DecisionRow(Base):
    """One decision. Append-only: triggers refuse a change, and a deletion that no anchor stands for."""

    __tablename__ = "decisions"

    sequence: Mapped[int] = mapped_column(BigNumber, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Moment, index=True)
    digest: Mapped[str] = mapped_column(HASH, index=True)
    rulebase_hash: Mapped[str] = mapped_column(HASH)
    engine_version: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text)
    outcome: Mapped[str | None] = mapped_column(Text)
    names: Mapped[str] = mapped_column(HASH)
    truths: Mapped[str] = mapped_column(Text)
    facts: Mapped[str] = mapped_column(Text)
    caller: Mapped[str] = mapped_column(Text)
    entry: Mapped[str] = mapped_column(Text)
    request_id: Mapped[str] = mapped_column(Text)
    previous: Mapped[str] = mapped_column(HASH)
    chain: Mapped[str] = mapped_column(HASH)


class NamesRow(Base):
    """A list of names of conditions, by its hash: each decision has one letter a name instead of all names."""

    __tablename__ = "condition_names"

    hash: Mapped[str] = mapped_column(HASH, primary_key=True)
    names: Mapped[str] = mapped_column(Text)


class HeadRow(Base):
    """Where the chain ends: one row, which whoever appends locks first. It shows when the last rows are missing."""

    __tablename__ = "log_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sequence: Mapped[int] = mapped_column(BigNumber)
    chain: Mapped[str] = mapped_column(HASH)


class AnchorRow(Base):
    """What is left of a range of decisions that was removed when its time was over."""

    __tablename__ = "anchors"

    last: Mapped[int] = mapped_column(BigNumber, primary_key=True, autoincrement=False)
    first: Mapped[int] = mapped_column(BigNumber, unique=True)
    first_at: Mapped[datetime] = mapped_column(Moment)
    last_at: Mapped[datetime] = mapped_column(Moment)
    before: Mapped[str] = mapped_column(HASH)
    chain: Mapped[str] = mapped_column(HASH)
    removed_at: Mapped[datetime] = mapped_column(Moment)
    hash: Mapped[str] = mapped_column(HASH)


class RuleBaseRow(Base):
    """The files of a rule base, by its content hash."""

    __tablename__ = "rulebases"

    content_hash: Mapped[str] = mapped_column(HASH, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    version: Mapped[str] = mapped_column(Text)
    kept_at: Mapped[datetime] = mapped_column(Moment)
    files: Mapped[bytes] = mapped_column(LargeBinary)


class KeyRow(Base):
    """An API key: its hash, never the key."""

    __tablename__ = "api_keys"

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    hashed: Mapped[str] = mapped_column(Text, unique=True)
    scopes: Mapped[str] = mapped_column(Text)
    label: Mapped[str] = mapped_column(Text)
    created: Mapped[datetime] = mapped_column(Moment)
    expires: Mapped[datetime | None] = mapped_column(Moment)
    revoked: Mapped[datetime | None] = mapped_column(Moment)


class SessionRow(Base):
    """A sign-in on the page: the hash of its token, and the key that was shown. Removed when it is over."""

    __tablename__ = "page_sessions"

    hash: Mapped[str] = mapped_column(HASH, primary_key=True)
    key_id: Mapped[str] = mapped_column(String(16))
    created: Mapped[datetime] = mapped_column(Moment)
    expires: Mapped[datetime] = mapped_column(Moment, index=True)


class OpinionRow(Base):
    """What a reviewer said on the page of a vignette or of a part of the rules. Only ever added, never changed.

    `subject`: `vignette` or `part`, a colon and its name. `content`: the hash of what the reviewer read.
    """

    __tablename__ = "opinions"

    id: Mapped[int] = mapped_column(BigNumber, primary_key=True)
    subject: Mapped[str] = mapped_column(Text, index=True)
    content: Mapped[str] = mapped_column(HASH)
    verdict: Mapped[str] = mapped_column(String(16))
    reviewer: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(Text)
    date: Mapped[str] = mapped_column(String(10))
    comment: Mapped[str] = mapped_column(Text)
    caller: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Moment)


class TokenRow(Base):
    """A token that was used: the hash of issuer and jti, until the token has expired."""

    __tablename__ = "used_tokens"

    hash: Mapped[str] = mapped_column(HASH, primary_key=True)
    expires: Mapped[datetime] = mapped_column(Moment, index=True)


class CardRow(Base):
    """A card that was given, so that feedback on it can be counted by rule and source. Nothing of a patient."""

    __tablename__ = "cards"

    uuid: Mapped[str] = mapped_column(String(36), primary_key=True)
    digest: Mapped[str] = mapped_column(HASH)
    rules: Mapped[str] = mapped_column(Text)
    citations: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Moment, index=True)


class ShownRow(Base):
    """The last card that a user was shown on a patient at a hook: a hash of the three, and hashes of what it rested on.

    `answer`: the reason for which it was set aside, or that it was accepted; empty while nobody has answered.
    """

    __tablename__ = "shown_cards"

    key: Mapped[str] = mapped_column(HASH, primary_key=True)
    card_uuid: Mapped[str] = mapped_column(String(36), index=True)
    facts: Mapped[str] = mapped_column(HASH)
    outcome: Mapped[str] = mapped_column(HASH)
    rules: Mapped[str] = mapped_column(HASH)
    at: Mapped[datetime] = mapped_column(Moment, index=True)
    answer: Mapped[str] = mapped_column(String(64))
    answered: Mapped[datetime | None] = mapped_column(Moment)


class FeedbackRow(Base):
    """What a clinician did with a card. Of a comment only that there was one: it could name a patient.

    `same`: a hash of what makes it one feedback, so that one sent again is not counted again.
    """

    __tablename__ = "feedback"

    id: Mapped[int] = mapped_column(BigNumber, primary_key=True)
    same: Mapped[str] = mapped_column(HASH, unique=True)
    card_uuid: Mapped[str] = mapped_column(String(36))
    outcome: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(String(64))
    comment_present: Mapped[bool]
    caller: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Moment)


class FeedbackAboutRow(Base):
    """A rule or a source that the card of a feedback leaned on."""

    __tablename__ = "feedback_about"

    feedback_id: Mapped[int] = mapped_column(ForeignKey("feedback.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(8), primary_key=True)
    name: Mapped[str] = mapped_column(Text, primary_key=True)


class ReviewRow(Base):
    """A source that somebody should read again; one open entry a source. Triggers keep what was opened and closed."""

    __tablename__ = "reviews"

    id: Mapped[int] = mapped_column(BigNumber, primary_key=True)
    source: Mapped[str] = mapped_column(Text, index=True)
    opened: Mapped[datetime] = mapped_column(Moment)
    asked_last: Mapped[datetime] = mapped_column(Moment)
    times: Mapped[int]
    closed: Mapped[datetime | None] = mapped_column(Moment)
    resolution: Mapped[str | None] = mapped_column(Text)
    closed_by: Mapped[str | None] = mapped_column(Text)

    __table_args__ = (
        Index(
            "uq_reviews_open",
            "source",
            unique=True,
            sqlite_where=closed.is_(None),
            postgresql_where=closed.is_(None),
        ),
    )
