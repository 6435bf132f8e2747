"""The decision log: appended to only, each row chained to the one before it."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

import orjson
from sqlalchemy import RowMapping, insert, select, update
from sqlalchemy.exc import SQLAlchemyError

from service.storage import database as storage
from service.storage.chain import End, Link, canonical, chain_of, moment_text
from service.storage.tables import DecisionRow, HeadRow, NamesRow

if TYPE_CHECKING:
    import sqlalchemy

    from service.storage.audit import Finding

LETTERS = {"true": "t", "false": "f", "unknown": "u"}
_WORDS = {letter: word for word, letter in LETTERS.items()}
_PAGE = 500
_TOGETHER = 100


@dataclass(frozen=True)
class Decision:
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
class Entry:
    """A decision at its place in the log."""

    sequence: int
    previous: str
    chain: str
    decision: Decision

    def line(self) -> dict[str, Any]:
        """The entry as a line of an export."""
        place = {"sequence": self.sequence, "previous": self.previous, "chain": self.chain}
        return {**place, **self.decision.content()}


class BrokenRow(Exception):
    """A row that cannot be read as a decision any more; `immunote audit verify` says more."""

    def __init__(self, sequence: int) -> None:
        self.sequence = sequence
        super().__init__(f"row {sequence} cannot be read")


@dataclass
class _Waiting:
    """A decision on its way into the log."""

    row: dict[str, Any]
    names: bytes
    content: bytes
    sequence: int = 0
    fault: SQLAlchemyError | None = None
    is_done: bool = False


@dataclass
class DecisionLog:
    """The log in one database. Safe to share between threads; several processes keep one chain."""

    engine: sqlalchemy.Engine
    _queue: list[_Waiting] = field(default_factory=list, init=False, repr=False)
    _queueing: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)
    _writing: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)
    _known_names: set[str] = field(default_factory=set, init=False, repr=False)
    _names: dict[str, list[str]] = field(default_factory=dict, init=False, repr=False)

    def append(self, decision: Decision) -> int:
        """Write one decision; its number once it is safely on disk. Raises sqlalchemy.exc.SQLAlchemyError.

        Threads that append while another one writes are written together by the next: one commit for all of them.
        """
        mine = _waiting(decision)
        with self._queueing:
            self._queue.append(mine)
        with self._writing:
            while not mine.is_done:  # from the front of the queue: mine may stand behind a whole batch
                self._write_some()
        if not mine.sequence:
            raise mine.fault or SQLAlchemyError("the log was interrupted")
        return mine.sequence

    def by_digest(self, digest: str, limit: int | None = None) -> list[Decision]:
        """Every decision with that digest, in the order of the log; the first `limit` of them."""
        query = select(DecisionRow.__table__).where(DecisionRow.digest == digest).order_by(DecisionRow.sequence)
        with self.engine.connect() as connection:
            rows = connection.execute(query.limit(limit)).mappings().all()
        return [self._decision(row) for row in rows]

    def since(self, at: datetime, until: datetime | None = None) -> Iterator[Decision]:
        """The decisions from `at` on, before `until`, in the order of the log."""
        return (entry.decision for entry in self.entries(at, until))

    def entries(self, at: datetime | None = None, until: datetime | None = None) -> Iterator[Entry]:
        """The entries from `at` on, before `until`; read in pages, so that nobody who writes waits."""
        for row in self._rows(at, until):
            yield Entry(row["sequence"], row["previous"], row["chain"], self._decision(row))

    def links(self) -> Iterator[Link]:
        """Every row as a link of the chain."""
        for row in self._rows():
            try:
                content = canonical(self._decision(row).content())
            except (BrokenRow, ValueError, TypeError):  # what was written over the row is no decision at all
                content = None
            yield Link(row["sequence"], str(row["previous"]), str(row["chain"]), content)

    def ping(self) -> None:
        """Raises sqlalchemy.exc.SQLAlchemyError where the database does not answer."""
        storage.ping(self.engine)

    def head(self) -> End | None:
        """Where the chain ends by the record of whoever appended last; None where that record is gone."""
        with self.engine.connect() as connection:
            row = connection.execute(select(HeadRow.sequence, HeadRow.chain)).first()
        return None if row is None else End(row.sequence, row.chain)

    def verify(self, witness: End | None = None) -> list[Finding]:
        """What does not hold together; empty for a whole log. `witness`: an end noted earlier, kept elsewhere."""
        from service.storage.audit import verify

        return verify(self, witness)

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

    def _write_some(self) -> None:
        with self._queueing:
            batch, self._queue[:] = self._queue[:_TOGETHER], self._queue[_TOGETHER:]
        try:
            self._write(batch)
        except SQLAlchemyError as fault:
            for each in batch:
                each.fault = fault
        finally:
            for each in batch:
                each.is_done = True

    def _write(self, batch: list[_Waiting]) -> None:
        lists = {each.row["names"]: each.names for each in batch if each.row["names"] not in self._known_names}
        with storage.writing(self.engine) as connection:
            # the lock of the log in PostgreSQL; SQLite has locked the whole file already
            head = connection.execute(select(HeadRow.sequence, HeadRow.chain).with_for_update()).one()
            sequence, chain = head.sequence, head.chain
            for each in batch:
                sequence += 1
                each.row |= {"sequence": sequence, "previous": chain}
                chain = each.row["chain"] = chain_of(chain, each.content)
            for hashed, names in lists.items():
                if connection.execute(select(NamesRow.hash).where(NamesRow.hash == hashed)).first() is None:
                    connection.execute(insert(NamesRow).values(hash=hashed, names=names.decode()))
            connection.execute(insert(DecisionRow.__table__), [each.row for each in batch])  # type: ignore[arg-type]
            connection.execute(update(HeadRow).values(sequence=sequence, chain=chain))
        self._known_names.update(lists)
        for each in batch:
            each.sequence = each.row["sequence"]

    def _decision(self, row: RowMapping) -> Decision:
        try:
            names = self._names_of(row["names"])
            truths = {name: _WORDS[letter] for name, letter in zip(names, row["truths"], strict=True)}
            facts = dict(orjson.loads(row["facts"]))
        except (ValueError, KeyError, TypeError) as cause:
            raise BrokenRow(row["sequence"]) from cause
        same = ("digest", "rulebase_hash", "engine_version", "status", "outcome", "caller", "entry", "request_id", "at")
        return Decision(truths=truths, facts=facts, **{name: row[name] for name in same})

    def _names_of(self, hashed: str) -> list[str]:
        if hashed not in self._names:
            with self.engine.connect() as connection:
                text = connection.execute(select(NamesRow.names).where(NamesRow.hash == hashed)).scalar_one_or_none()
            if text is None or hashlib.sha256(text.encode()).hexdigest() != hashed:
                msg = "the names of its conditions are missing or were changed"
                raise ValueError(msg)
            self._names[hashed] = orjson.loads(text)
        return self._names[hashed]


def _waiting(decision: Decision) -> _Waiting:
    names = canonical(list(decision.truths))
    row = {
        **decision.__dict__,
        "facts": canonical(decision.facts).decode(),
        "names": hashlib.sha256(names).hexdigest(),
        "truths": "".join(LETTERS[truth] for truth in decision.truths.values()),
    }
    return _Waiting(row, names, canonical(decision.content()))
