"""One thread decides and records: several notes in one commit, each answered once it is on disk, and only then."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import replace
from datetime import datetime

import pytest
import sqlalchemy
from sqlalchemy import event
from sqlalchemy.exc import SQLAlchemyError

from immunote.service.kernel.decider import DecisionThread, Drafted
from immunote.service.settings.storage import StorageSettings
from immunote.service.storage import audit
from immunote.service.storage.database import connect
from immunote.service.storage.decisions import DecisionLog, ready
from tests.storage.support import START, decision


class Withheld(Exception):
    """What a caller is told when the log takes nothing."""


@pytest.fixture
def database(kept: StorageSettings) -> Iterator[sqlalchemy.Engine]:
    database = connect(kept)
    yield database
    database.dispose()


@pytest.fixture
def decider(database: sqlalchemy.Engine) -> Iterator[DecisionThread]:
    decider = DecisionThread(DecisionLog(database))
    yield decider
    decider.close()


def drafting(number: int, finish: Callable[[], int] | None = None) -> Callable[[], Drafted[int]]:
    return lambda: Drafted(ready(decision(number)), finish or (lambda: number), Withheld)


@pytest.fixture
def gate(decider: DecisionThread) -> Iterator[threading.Event]:
    """Keeps the thread busy until it is opened, so that what is submitted meanwhile waits together."""
    opened, is_reached = threading.Event(), threading.Event()

    def wait() -> Drafted[int]:
        is_reached.set()
        opened.wait(30)
        raise LookupError

    decider.submit(wait)
    assert is_reached.wait(30)
    yield opened
    opened.set()


def logged(database: sqlalchemy.Engine) -> list[str]:
    log = DecisionLog(database)
    assert audit.verify(log) == []
    return [each.request_id for each in log.since(START)]


def test_each_draft_gets_its_own_result_and_is_logged_once(
    database: sqlalchemy.Engine, decider: DecisionThread
) -> None:
    found: dict[int, int] = {}

    def ask(first: int) -> None:
        for number in range(first, first + 25):
            found[number] = decider.submit(drafting(number)).result(30)

    threads = [threading.Thread(target=ask, args=(first,)) for first in range(1, 200, 25)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {number: number for number in range(1, 201)}
    assert sorted(logged(database)) == sorted(f"request-{number}" for number in range(1, 201))


def test_what_waits_together_is_written_in_one_commit_in_order(
    database: sqlalchemy.Engine, decider: DecisionThread, gate: threading.Event
) -> None:
    commits: list[object] = []
    event.listen(database, "commit", commits.append)
    futures = [decider.submit(drafting(number)) for number in range(1, 9)]
    gate.set()
    assert [future.result(30) for future in futures] == list(range(1, 9))
    assert logged(database) == [f"request-{number}" for number in range(1, 9)]
    assert 0 < len(commits) < 8


def test_nothing_is_given_before_it_is_on_disk(database: sqlalchemy.Engine, decider: DecisionThread) -> None:
    def finish() -> int:
        return len(DecisionLog(database).by_digest(decision(3).digest))  # over a connection of its own

    assert decider.submit(drafting(3, finish)).result(30) == 1


def test_a_draft_that_fails_concerns_nobody_else(
    database: sqlalchemy.Engine, decider: DecisionThread, gate: threading.Event
) -> None:
    def fails() -> Drafted[int]:
        raise KeyError("refused")

    def shown_badly() -> int:
        raise ValueError("cannot be shown")

    futures: list[Future[int]] = [
        decider.submit(drafting(1)),
        decider.submit(fails),
        decider.submit(drafting(2, shown_badly)),
        decider.submit(drafting(3)),
    ]
    gate.set()
    assert futures[0].result(30) == 1
    with pytest.raises(KeyError):
        futures[1].result(30)
    with pytest.raises(ValueError, match="cannot be shown"):
        futures[2].result(30)
    assert futures[3].result(30) == 3
    assert logged(database) == ["request-1", "request-2", "request-3"]


def test_whoever_has_gone_is_neither_decided_nor_logged(
    database: sqlalchemy.Engine, decider: DecisionThread, gate: threading.Event
) -> None:
    futures = [decider.submit(drafting(number)) for number in (1, 2)]
    assert futures[0].cancel()
    gate.set()
    assert futures[1].result(30) == 2
    assert logged(database) == ["request-2"]


def test_a_log_that_takes_nothing_gives_nobody_a_note(
    database: sqlalchemy.Engine, decider: DecisionThread, gate: threading.Event
) -> None:
    given: list[int] = []

    def finish() -> int:
        given.append(1)
        return 1

    def without_offset() -> Drafted[int]:
        row = ready(decision(2))
        return Drafted(replace(row, row={**row.row, "at": datetime(2026, 11, 1)}), finish, Withheld)

    futures = [decider.submit(drafting(1, finish)), decider.submit(without_offset)]
    gate.set()
    for future in futures:
        with pytest.raises(Withheld) as withheld:
            future.result(30)
        assert isinstance(withheld.value.args[0], SQLAlchemyError)
    assert given == []
    assert logged(database) == []
    assert decider.submit(drafting(3)).result(30) == 3


def test_what_was_taken_is_answered_before_the_end(database: sqlalchemy.Engine) -> None:
    decider = DecisionThread(DecisionLog(database))
    futures = [decider.submit(drafting(number)) for number in range(1, 41)]
    decider.close()
    assert [future.result(0) for future in futures] == list(range(1, 41))
    assert len(logged(database)) == 40
