"""The decision log: appended to only, each row chained to the one before it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import orjson
from sqlalchemy import RowMapping, insert, select, update

from immunote.service.storage import database as storage
from immunote.service.storage.chain import ChainLink, End, canonical, chain_of, end_of, moment_text
from immunote.service.storage.tables import DecisionRow, HeadRow, NamesRow
from immunote.service.storage.transactions import writing

if TYPE_CHECKING:
    import sqlalchemy


LETTERS = {"true": "t", "false": "f", "unknown": "u"}
_WORDS = {letter: word for word, letter in LETTERS.items()}
_PAGE = 500
_HEAD = select(HeadRow.sequence, HeadRow.chain).with_for_update()
_APPEND = insert(DecisionRow.__table__)  # type: ignore[arg-type]


@dataclass(frozen=True)
class RecordedDecision:
    """What was decided and from what. `facts`: the given elements only. `truths`: `true`, `false` or `unknown`."""

    digest: str
    rulebase_hash: str
    engine_version: str
    status: str
    outcome: str | None
    truths: Mapping[str, str]
    facts: Mapping[str, bool | int | float | str]
    caller: str
    entry: str
    request_id: str
    at: datetime

    def content(self) -> dict[str, Any]:
        """The decision as plain data, as it is exported and as the chain covers it."""
        return {**self.__dict__, "at": moment_text(self.at)}


@dataclass(frozen=True)
class LogEntry:
    """A decision at its place in the log."""

    sequence: int
    previous: str
    chain: str
    decision: RecordedDecision

    def line(self) -> dict[str, Any]:
        """The entry as a line of an export."""
        place = {"sequence": self.sequence, "previous": self.previous, "chain": self.chain}
        return {**place, **self.decision.content()}


class BrokenRow(Exception):
    """A row that cannot be read as a decision any more; `immunote audit verify` says more."""

    def __init__(self, sequence: int) -> None:
        self.sequence = sequence
        super().__init__(f"row {sequence} cannot be read")


@dataclass(frozen=True)
class ReadyDecision:
    """A decision as it will stand in the log, but for its place there."""

    row: Mapping[str, Any]
    names: bytes
    content: bytes


@dataclass
class DecisionLog:
    """The log in one database. Safe to share between threads; several processes keep one chain.

    `on_append`: is called after each commit with the end of the log and how many decisions were written.
    """

    engine: sqlalchemy.Engine
    on_append: Callable[[End, int], None] | None = field(default=None, repr=False)
    _known_names: set[str] = field(default_factory=set, init=False, repr=False)
    _names: dict[str, list[str]] = field(default_factory=dict, init=False, repr=False)

    def append(self, decision: RecordedDecision) -> int:
        """Write one decision; its number once it is safely on disk. Raises sqlalchemy.exc.SQLAlchemyError."""
        return self.append_all([ready(decision)])[0]

    def append_all(self, batch: Sequence[ReadyDecision]) -> list[int]:
        """Write decisions in one transaction; their numbers once all are safely on disk.

        Raises sqlalchemy.exc.SQLAlchemyError; none of them is written then.
        """
        lists = {each.row["names"]: each.names for each in batch if each.row["names"] not in self._known_names}
        rows = []
        with writing(self.engine) as connection:
            # the lock of the log in PostgreSQL; SQLite has locked the whole file already
            head = connection.execute(_HEAD).one()
            sequence, chain = head.sequence, head.chain
            for each in batch:
                sequence, previous, chain = sequence + 1, chain, chain_of(chain, each.content)
                rows.append({**each.row, "sequence": sequence, "previous": previous, "chain": chain})
            for hashed, names in lists.items():
                if connection.execute(select(NamesRow.hash).where(NamesRow.hash == hashed)).first() is None:
                    connection.execute(insert(NamesRow).values(hash=hashed, names=names.decode()))
            connection.execute(_APPEND, rows)
            connection.execute(update(HeadRow).values(sequence=sequence, chain=chain))
        self._known_names.update(lists)
        if self.on_append is not None:
            self.on_append(End(sequence, chain), len(rows))
        return [row["sequence"] for row in rows]

    def by_digest(self, digest: str, limit: int | None = None) -> list[RecordedDecision]:
        """Every decision with that digest, in the order of the log; the first `limit` of them."""
        query = select(DecisionRow.__table__).where(DecisionRow.digest == digest).order_by(DecisionRow.sequence)
        with self.engine.connect() as connection:
            rows = connection.execute(query.limit(limit)).mappings().all()
        return [self._decision(row) for row in rows]

    def since(self, at: datetime, until: datetime | None = None) -> Iterator[RecordedDecision]:
        """The decisions from `at` on, before `until`, in the order of the log."""
        return (entry.decision for entry in self.entries(at, until))

    def entries(self, at: datetime | None = None, until: datetime | None = None) -> Iterator[LogEntry]:
        """The entries from `at` on, before `until`; read in pages, so that nobody who writes waits."""
        for row in self._rows(at, until):
            yield LogEntry(row["sequence"], row["previous"], row["chain"], self._decision(row))

    def links(self) -> Iterator[ChainLink]:
        """Every row as a link of the chain."""
        for row in self._rows():
            try:
                decision = self._decision(row)
                # the same facts in other words: another reader of the table could take them for others
                is_ours = canonical(decision.facts).decode() == row["facts"]
                content = canonical(decision.content()) if is_ours else None
            except (BrokenRow, ValueError, TypeError):  # what was written over the row is no decision at all
                content = None
            yield ChainLink(row["sequence"], str(row["previous"]), str(row["chain"]), content)

    def ping(self) -> None:
        """Raises sqlalchemy.exc.SQLAlchemyError where the database does not answer."""
        storage.ping(self.engine)

    def head(self) -> End | None:
        """Where the chain ends by the record of whoever appended last; None where that record is gone."""
        with self.engine.connect() as connection:
            row = connection.execute(select(HeadRow.sequence, HeadRow.chain)).first()
        return None if row is None else end_of(row.sequence, row.chain)

    def _rows(self, at: datetime | None = None, until: datetime | None = None) -> Iterator[RowMapping]:
        query = select(DecisionRow.__table__).order_by(DecisionRow.sequence).limit(_PAGE)
        query = query if at is None else query.where(DecisionRow.at >= at)
        query = query if until is None else query.where(DecisionRow.at < until)
        last = None
        while True:
            page = query if last is None else query.where(DecisionRow.sequence > last)
            with self.engine.connect() as connection:
                rows = connection.execute(page).mappings().all()
            yield from rows
            if len(rows) < _PAGE:
                return
            last = rows[-1]["sequence"]

    def _decision(self, row: RowMapping) -> RecordedDecision:
        try:
            names = self._names_of(row["names"])
            truths = {name: _WORDS[letter] for name, letter in zip(names, row["truths"], strict=True)}
            facts = dict(orjson.loads(row["facts"]))
        except (ValueError, KeyError, TypeError) as cause:
            raise BrokenRow(row["sequence"]) from cause
        same = ("digest", "rulebase_hash", "engine_version", "status", "outcome", "caller", "entry", "request_id", "at")
        return RecordedDecision(truths=truths, facts=facts, **{name: row[name] for name in same})

    def _names_of(self, hashed: str) -> list[str]:
        if hashed not in self._names:
            with self.engine.connect() as connection:
                text = connection.execute(select(NamesRow.names).where(NamesRow.hash == hashed)).scalar_one_or_none()
            if text is None or hashlib.sha256(text.encode()).hexdigest() != hashed:
                msg = "the names of its conditions are missing or were changed"
                raise ValueError(msg)
            self._names[hashed] = orjson.loads(text)
        return self._names[hashed]


def ready(decision: RecordedDecision) -> ReadyDecision:
    """A decision made ready, so that nothing of this is done while others wait to write."""
    hashed, names = _hashed_names(tuple(decision.truths))
    row = {
        **decision.__dict__,
        "facts": canonical(decision.facts).decode(),
        "names": hashed,
        "truths": "".join([LETTERS[truth] for truth in decision.truths.values()]),
    }
    return ReadyDecision(row, names, canonical(decision.content()))


@lru_cache(maxsize=64)  # a handful of rule bases at a time
def _hashed_names(names: tuple[str, ...]) -> tuple[str, bytes]:
    listed = canonical(list(names))
    return hashlib.sha256(listed).hexdigest(), listed
