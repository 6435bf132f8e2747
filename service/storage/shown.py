"""Which card each user was shown last on each patient, and what became of it. Users and patients are hashes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from immunote.service.storage.tables import ShownRow
from immunote.service.storage.transactions import writing

if TYPE_CHECKING:
    import sqlalchemy


@dataclass(frozen=True)
class CardState:
    """What a card rests on, as hashes: the facts, the outcome with what is still open, the rule base."""

    facts: str
    outcome: str
    rules: str

    def news_since(self, earlier: CardState) -> frozenset[str]:
        """What differs: `facts`, `outcome`, `rules`."""
        names = ("facts", "outcome", "rules")
        return frozenset(name for name in names if getattr(self, name) != getattr(earlier, name))


@dataclass(frozen=True)
class ShownCard:
    """The last card, what it rested on, and what the user said of it: `answer` is empty where nothing was said."""

    uuid: str
    state: CardState
    at: datetime
    answer: str = ""
    answered: datetime | None = None


@dataclass
class ShownStore:
    """One card for each user, patient and hook, by a hash of the three."""

    engine: sqlalchemy.Engine

    def last(self, key: str) -> ShownCard | None:
        """The last card that was shown under a key; None where there was none."""
        with self.engine.connect() as connection:
            row = connection.execute(select(ShownRow.__table__).where(ShownRow.key == key)).mappings().first()
        if row is None:
            return None
        state = CardState(row["facts"], row["outcome"], row["rules"])
        return ShownCard(row["card_uuid"], state, row["at"], row["answer"], row["answered"])

    def keep(self, key: str, uuid: str, state: CardState, at: datetime) -> None:
        """Note the card that is shown now, in place of an earlier one."""
        values = {
            "key": key,
            "card_uuid": uuid.lower(),
            "facts": state.facts,
            "outcome": state.outcome,
            "rules": state.rules,
            "at": at,
            "answer": "",
        }
        try:
            with writing(self.engine) as connection:
                connection.execute(delete(ShownRow).where(ShownRow.key == key))
                connection.execute(insert(ShownRow).values(**values))
        except IntegrityError:
            return  # another process has just noted a card for the same user and patient

    def answered(self, uuid: str, answer: str, at: datetime) -> None:
        """Note what the user said of a card; nothing where another one was shown since."""
        with writing(self.engine) as connection:
            told = update(ShownRow).where(ShownRow.card_uuid == uuid.lower())
            connection.execute(told.values(answer=answer[:64], answered=at))
