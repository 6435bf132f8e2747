"""What clinicians did with cards, counted by rule and by source, and the sources that somebody should read again."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import orjson
from pydantic import BaseModel
from sqlalchemy import func, insert, select, update
from sqlalchemy.exc import IntegrityError

from immunote.service.storage.chain import canonical
from immunote.service.storage.tables import CardRow, FeedbackAboutRow, FeedbackRow, ReviewRow
from immunote.service.storage.transactions import writing

if TYPE_CHECKING:
    import sqlalchemy

ASKS_FOR_REVIEW = "does-not-align-latest-evidence"
"""The reason that opens a review entry on each source of the card."""

LONGEST_RESOLUTION = 1000

UNLISTED = "unlisted"
"""Stands for a reason that is no code. It is not kept: free text could name a patient."""

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_UUID = re.compile(r"[0-9a-fA-F-]{36}")
_OUTCOME = re.compile(r"[a-z-]{1,16}")


@dataclass(frozen=True)
class GivenCard:
    """A card that was given, with the rules and sources behind it."""

    uuid: str
    digest: str
    rules: tuple[str, ...]
    citations: tuple[str, ...]
    at: datetime


class FeedbackCounts(BaseModel):
    """How often something was accepted or overridden, and why."""

    outcomes: dict[str, int] = {}
    reasons: dict[str, int] = {}


class FeedbackSummary(BaseModel):
    """All feedback, counted. A card with several rules counts for each of them."""

    total: FeedbackCounts
    rules: dict[str, FeedbackCounts]
    citations: dict[str, FeedbackCounts]
    comments: int


class SourceReview(BaseModel):
    """A source that was said to be behind the evidence. `times`: by how many cards' feedback."""

    id: int
    source: str
    opened: datetime
    asked_last: datetime
    times: int
    closed: datetime | None
    resolution: str | None
    closed_by: str | None


class NotOpen(Exception):
    """There is no open entry of that number; `closed`: the entry, where it was closed before."""

    def __init__(self, closed: SourceReview | None) -> None:
        self.closed = closed
        self.why = (
            "`immunote reviews list --all` shows the entries"
            if closed is None or closed.closed is None
            else f"it was closed on {closed.closed:%Y-%m-%d}; feedback since then has opened another, or will"
        )
        super().__init__(self.why)


def resolution_of(text: str) -> str:
    """What came of a review, on one line. Raises ValueError for nothing, too much, or what cannot be seen."""
    shown = text.strip()
    if not shown or len(shown) > LONGEST_RESOLUTION or not shown.isprintable():
        msg = f"one line of 1 to {LONGEST_RESOLUTION} visible characters is needed"
        raise ValueError(msg)
    return shown


@dataclass
class FeedbackStore:
    """Cards, feedback and reviews in one database."""

    engine: sqlalchemy.Engine

    def remember(self, cards: Iterable[GivenCard]) -> None:
        """Note which rules and sources the cards lean on, for the feedback that may come."""
        rows = [
            {
                "uuid": _uuid(card.uuid),
                "digest": card.digest,
                "rules": orjson.dumps(card.rules).decode(),
                "citations": orjson.dumps(card.citations).decode(),
                "at": card.at,
            }
            for card in cards
        ]
        if rows:
            with writing(self.engine) as connection:
                connection.execute(insert(CardRow), rows)

    def card(self, uuid: str) -> GivenCard | None:
        """A card that was given; None for one that never was, or whose time is over."""
        with self.engine.connect() as connection:
            row = connection.execute(select(CardRow.__table__).where(CardRow.uuid == uuid.lower())).first()
        if row is None:
            return None
        values = row._mapping
        rules, citations = orjson.loads(values["rules"]), orjson.loads(values["citations"])
        return GivenCard(values["uuid"], values["digest"], tuple(rules), tuple(citations), values["at"])

    def add(
        self,
        card_uuid: str,
        outcome: str,
        reason: str | None = None,
        comment_present: bool = False,
        rules: Sequence[str] | None = None,
        citations: Sequence[str] | None = None,
        at: datetime | None = None,
        caller: str = "",
    ) -> bool:
        """Keep a feedback; False where the same was kept before. Rules and citations left out: those of the card.

        Raises ValueError for a card id that is no UUID and an outcome that is no word.
        """
        uuid = _uuid(card_uuid)
        if not _OUTCOME.fullmatch(outcome):
            msg = "an outcome is `accepted` or `overridden`"
            raise ValueError(msg)
        code = "" if reason is None else reason if _CODE.fullmatch(reason) else UNLISTED
        card = self.card(uuid) if rules is None or citations is None else None
        about = {
            "rule": dict.fromkeys(rules if rules is not None else card.rules if card else ()),
            "citation": dict.fromkeys(citations if citations is not None else card.citations if card else ()),
        }
        moment = at or datetime.now(UTC)
        row = {
            "same": hashlib.sha256(canonical([uuid, outcome, code, caller])).hexdigest(),
            "card_uuid": uuid,
            "outcome": outcome,
            "reason": code,
            "comment_present": comment_present,
            "caller": caller,
            "at": moment,
        }
        try:
            with writing(self.engine) as connection:
                added = connection.execute(insert(FeedbackRow).values(**row).returning(FeedbackRow.id)).scalar_one()
                names = [
                    {"feedback_id": added, "kind": kind, "name": name}
                    for kind, found in about.items()
                    for name in found
                ]
                if names:
                    connection.execute(insert(FeedbackAboutRow), [{"feedback_id": added, **each} for each in names])
                if code == ASKS_FOR_REVIEW:
                    for source in about["citation"]:
                        _ask_for_review(connection, source, moment)
        except IntegrityError:
            return False
        return True

    def summary(self) -> FeedbackSummary:
        """All feedback counted by outcome and reason: in total, by rule, by citation."""
        how = (FeedbackRow.outcome, FeedbackRow.reason)
        about = (FeedbackAboutRow.kind, FeedbackAboutRow.name)
        by_name = (
            select(*about, *how, func.count())
            .join_from(FeedbackAboutRow, FeedbackRow, FeedbackRow.id == FeedbackAboutRow.feedback_id)
            .group_by(*about, *how)
            .order_by(*about, *how)
        )
        found: dict[str, dict[str, FeedbackCounts]] = {"rule": {}, "citation": {}}
        total = FeedbackCounts()
        with self.engine.connect() as connection:
            for outcome, reason, number in connection.execute(select(*how, func.count()).group_by(*how).order_by(*how)):
                _count(total, outcome, reason, number)
            for kind, name, outcome, reason, number in connection.execute(by_name):
                _count(found[kind].setdefault(name, FeedbackCounts()), outcome, reason, number)
            comments = connection.execute(
                select(func.count()).select_from(FeedbackRow).where(FeedbackRow.comment_present)
            ).scalar_one()
        return FeedbackSummary(total=total, rules=found["rule"], citations=found["citation"], comments=comments)

    def reviews(self, open_only: bool = False) -> list[SourceReview]:
        """The sources to read again, the oldest entry first."""
        query = select(ReviewRow.__table__).order_by(ReviewRow.opened, ReviewRow.id)
        with self.engine.connect() as connection:
            rows = connection.execute(query.where(ReviewRow.closed.is_(None)) if open_only else query).mappings().all()
        return [SourceReview.model_validate(dict(row)) for row in rows]

    def close(self, review: int, resolution: str, by: str) -> SourceReview:
        """Close an open entry with what came of it and who says so; the entry. It is never changed after that.

        Raises NotOpen where none of that number is open, and ValueError as `resolution_of` does.
        """
        values = {"closed": datetime.now(UTC), "resolution": resolution_of(resolution), "closed_by": by}
        closing = update(ReviewRow).where(ReviewRow.id == review, ReviewRow.closed.is_(None)).values(**values)
        with writing(self.engine) as connection:
            done = connection.execute(closing).rowcount == 1
            row = connection.execute(select(ReviewRow.__table__).where(ReviewRow.id == review)).mappings().first()
        found = None if row is None else SourceReview.model_validate(dict(row))
        if found is None or not done:
            raise NotOpen(found)
        return found


def _ask_for_review(connection: sqlalchemy.Connection, source: str, at: datetime) -> None:
    is_open = (ReviewRow.source == source) & ReviewRow.closed.is_(None)
    asked = connection.execute(
        update(ReviewRow).where(is_open).values(times=ReviewRow.times + 1, asked_last=at),
    )
    if asked.rowcount:
        return
    try:
        with connection.begin_nested():
            connection.execute(insert(ReviewRow).values(source=source, opened=at, asked_last=at, times=1))
    except IntegrityError:  # another process opened it in between
        connection.execute(update(ReviewRow).where(is_open).values(times=ReviewRow.times + 1, asked_last=at))


def _uuid(text: str) -> str:
    if not _UUID.fullmatch(text):
        msg = "a card is named by its UUID"
        raise ValueError(msg)
    return text.lower()


def _count(counts: FeedbackCounts, outcome: str, reason: str, number: int) -> None:
    counts.outcomes[outcome] = counts.outcomes.get(outcome, 0) + number
    if reason:
        counts.reasons[reason] = counts.reasons.get(reason, 0) + number
