"""The log keeps one chain, whoever appends, and lets nobody change what was written."""

from __future__ import annotations

import stat
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import psycopg
import pytest
import sqlalchemy
from sqlalchemy.exc import SQLAlchemyError

from immunote.service.settings.storage import StorageSettings
from immunote.service.storage import audit
from immunote.service.storage.database import connect
from immunote.service.storage.decisions import DecisionLog
from immunote.service.storage.opinions import KeptOpinion, OpinionStore
from tests.storage.support import PLANTED, START, decision, filled, past_the_service
from tests.support.postgres import Postgres

HOUSE = Path(__file__).parent.parent.parent
APPENDS = """
import sys
from immunote.service.storage.database import connect
from immunote.service.storage.decisions import DecisionLog
from immunote.service.settings.storage import StorageSettings
from tests.storage.support import decision
log = DecisionLog(connect(StorageSettings(url=sys.argv[1])))
print("ready", flush=True)
sys.stdin.readline()
for number in range(50):
    log.append(decision(number + 1, caller=sys.argv[2]))
"""


def test_what_was_appended_is_read_back(database: sqlalchemy.Engine) -> None:
    log = filled(database, 3)
    again = log.append(decision(2, caller="key-2"))
    assert again == 4
    assert log.by_digest(decision(2).digest) == [decision(2), decision(2, caller="key-2")]
    assert log.by_digest(decision(2).digest, limit=1) == [decision(2)]
    assert log.by_digest("0" * 64) == []
    assert [each.request_id for each in log.since(START + timedelta(days=2))] == ["request-2", "request-3", "request-2"]
    assert [each.request_id for each in log.since(START, START + timedelta(days=2))] == ["request-1"]
    assert audit.verify(log) == []
    log.ping()


def test_a_log_of_several_pages_is_read_whole(database: sqlalchemy.Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("immunote.service.storage.decisions._PAGE", 3)
    log = filled(database, 9)
    assert [entry.sequence for entry in log.entries()] == list(range(1, 10))
    assert audit.verify(log) == []


def test_rules_that_came_and_went_are_read_as_they_were_then(database: sqlalchemy.Engine) -> None:
    log = DecisionLog(database)
    other = decision(1, truths={"one_rule": "true"})
    log.append(decision())
    log.append(other)
    assert list(DecisionLog(database).since(START)) == [decision(), other]


def test_a_moment_without_its_offset_is_refused(database: sqlalchemy.Engine) -> None:
    with pytest.raises(SQLAlchemyError):
        DecisionLog(database).append(replace(decision(), at=datetime(2026, 11, 1)))
    assert audit.verify(DecisionLog(database)) == []


@pytest.mark.parametrize("statement", ["UPDATE opinions SET verdict = 'agree'", "DELETE FROM opinions"])
def test_the_database_refuses_to_change_or_remove_what_a_reviewer_said(
    database: sqlalchemy.Engine, statement: str
) -> None:
    said = KeptOpinion("vignette:a01", "c" * 64, "unsafe", "A. Reviewer", "physician", "2026-11-22", "why")
    OpinionStore(database).add([said], "key-1")
    with past_the_service(database) as connection, pytest.raises(Exception, match="not changed"):
        connection.execute(statement)
    assert OpinionStore(database).all() == [said]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE decisions SET outcome = 'keep' WHERE sequence = 2",
        "DELETE FROM decisions WHERE sequence = 2",
        "UPDATE condition_names SET names = '[]'",
        "DELETE FROM condition_names",
        "DELETE FROM log_head",
        "UPDATE log_head SET sequence = 1",
    ],
)
def test_the_database_itself_refuses_a_change(database: sqlalchemy.Engine, statement: str) -> None:
    log = filled(database, 3)
    with past_the_service(database) as connection, pytest.raises(Exception, match=r"not changed|only grows"):
        connection.execute(statement)
    assert audit.verify(log) == []


def test_postgresql_refuses_to_empty_the_log(postgres: Postgres) -> None:
    database = connect(StorageSettings(url=postgres.new_database()))
    log = filled(database, 2)
    with past_the_service(database) as connection, pytest.raises(psycopg.errors.RaiseException, match="not changed"):
        connection.execute("TRUNCATE decisions")
    assert audit.verify(log) == []
    database.dispose()


def test_threads_of_one_process_keep_one_chain(database: sqlalchemy.Engine) -> None:
    log = DecisionLog(database)
    numbers: list[int] = []

    def work(caller: str) -> None:
        for number in range(1, 26):
            numbers.append(log.append(decision(number, caller=caller)))

    threads = [threading.Thread(target=work, args=(f"key-{each}",)) for each in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(numbers) == list(range(1, 201))
    assert audit.verify(log) == []


def test_two_processes_at_once_keep_one_chain(url: str, database: sqlalchemy.Engine) -> None:
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", APPENDS, url, name],
            cwd=HOUSE,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in ("one", "two")
    ]
    for each in processes:
        assert each.stdout is not None
        assert each.stdout.readline() == "ready\n"
    for each in processes:
        assert each.stdin is not None
        each.stdin.write("go\n")
        each.stdin.flush()
    assert [each.wait(60) for each in processes] == [0, 0]
    for each in processes:
        each.communicate()
    log = DecisionLog(database)
    callers = [entry.caller for entry in log.since(START)]
    assert sorted(callers) == ["one"] * 50 + ["two"] * 50
    assert audit.verify(log) == []


def test_what_cannot_be_written_is_said_and_leaves_no_trace(database: sqlalchemy.Engine) -> None:
    log = filled(database, 1)
    with past_the_service(database) as connection:
        connection.execute("ALTER TABLE decisions RENAME TO elsewhere")
    failed = []

    def work() -> None:
        try:
            log.append(decision(2))
        except SQLAlchemyError as error:
            failed.append(str(error))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(failed) == 4
    assert PLANTED not in "".join(failed)
    with past_the_service(database) as connection:
        connection.execute("ALTER TABLE elsewhere RENAME TO decisions")
    assert log.append(decision(2)) == 2
    assert audit.verify(log) == []


def test_a_database_that_goes_away_and_comes_back() -> None:
    with Postgres.started() as server:
        database = connect(StorageSettings(url=server.new_database(), connect_seconds=2))
        log = filled(database, 2)
        server.stop("immediate")
        with pytest.raises(SQLAlchemyError) as failed:
            log.append(decision(3))
        assert PLANTED not in str(failed.value)
        with pytest.raises(SQLAlchemyError):
            log.ping()
        server.start()
        assert log.append(decision(3)) == 3
        assert audit.verify(log) == []
        database.dispose()


def test_a_sqlite_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    database = connect(StorageSettings(url=f"sqlite:///{tmp_path / 'kept.sqlite'}"))
    DecisionLog(database).append(decision())
    files = list(tmp_path.iterdir())
    assert {path.name for path in files} == {"kept.sqlite", "kept.sqlite-wal", "kept.sqlite-shm", "kept.sqlite-turn"}
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    database.dispose()
