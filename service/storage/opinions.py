"""What reviewers said on the page: opinions on vignettes and on parts of the rules, only ever added."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from immunote.service.storage.tables import OpinionRow
from immunote.service.storage.transactions import writing

if TYPE_CHECKING:
    from collections.abc import Iterable

    import sqlalchemy


@dataclass(frozen=True)
class KeptOpinion:
    """One opinion. `subject`: `vignette:NAME` or `part:NAME`; `content`: the hash of what was read; `date`: ISO day."""

    subject: str
    content: str
    verdict: str
    reviewer: str
    role: str
    date: str
    comment: str


_NAMES = tuple(KeptOpinion.__dataclass_fields__)


@dataclass
class OpinionStore:
    """The opinions in one database."""

    engine: sqlalchemy.Engine

    def add(self, opinions: Iterable[KeptOpinion], caller: str) -> None:
        """Keep opinions, all or none. `caller`: the key behind them. Raises sqlalchemy.exc.SQLAlchemyError."""
        now = datetime.now(UTC)
        rows = [{**asdict(each), "caller": caller, "at": now} for each in opinions]
        if rows:
            with writing(self.engine) as connection:
                connection.execute(insert(OpinionRow), rows)

    def all(self, kind: str = "") -> list[KeptOpinion]:
        """All opinions, the oldest first. `kind`: `vignette` or `part`; left out, both."""
        query = select(OpinionRow.__table__).order_by(OpinionRow.id)
        if kind:
            query = query.where(OpinionRow.subject.startswith(f"{kind}:", autoescape=True))
        with self.engine.connect() as connection:
            rows = connection.execute(query).mappings().all()
        return [KeptOpinion(**{name: row[name] for name in _NAMES}) for row in rows]
