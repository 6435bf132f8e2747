"""The tables and their versions."""

from __future__ import annotations

import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest
import sqlalchemy
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy.exc import OperationalError

from immunote.engine.faults import Refused
from immunote.service.settings.storage import StorageSettings
from immunote.service.storage import audit, upgrading
from immunote.service.storage.database import connect, existing, opened
from immunote.service.storage.decisions import DecisionLog
from immunote.service.storage.feedback import FeedbackStore
from immunote.service.storage.tables import Base
from immunote.service.storage.transactions import writing

NOW = "2026-11-22T08:00:00.000000Z"
HOUSE = Path(__file__).parent.parent.parent
STARTS = """
import sys
from immunote.service.storage.database import connect
from immunote.service.settings.storage import StorageSettings
connect(StorageSettings(url=sys.argv[1]))
"""


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [fault.code for fault in refused.value.faults]


def test_the_migrations_make_the_tables_of_the_program(database: sqlalchemy.Engine) -> None:
    with database.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_the_migrations_ship_with_the_package() -> None:
    folder = files("immunote.service.storage.migrations")
    assert folder.joinpath("env.py").is_file()
    for name in ("v0001_first.py", "v0002_reviews.py", "v0003_shown.py", "v0004_page.py", "v0005_events.py"):
        assert folder.joinpath("versions", name).is_file()


def test_an_older_database_is_brought_up_to_date_with_what_it_holds(empty: sqlalchemy.Engine) -> None:
    with writing(empty) as connection:
        command.upgrade(upgrading._config(connection), "0001")
        for number, closed in (1, NOW), (2, None):
            values = {"id": number, "source": "cook-book", "opened": NOW, "asked_last": NOW, "times": 1}
            insert = sqlalchemy.text(
                "INSERT INTO reviews (id, source, opened, asked_last, times, closed, resolution)"
                " VALUES (:id, :source, :opened, :asked_last, :times, :closed, :resolution)"
            )
            connection.execute(insert, {**values, "closed": closed, "resolution": closed and "read again"})
    with pytest.raises(Refused) as refused:
        upgrading.check(empty)
    assert codes(refused) == ["S11"]
    upgrading.upgrade(empty)
    one, two = FeedbackStore(empty).reviews()
    assert (one.resolution, one.closed_by, two.closed) == ("read again", None, None)
    assert FeedbackStore(empty).close(2, "nothing newer", "key:1").closed_by == "key:1"


def test_an_upgrade_twice_is_an_upgrade_once(empty: sqlalchemy.Engine, url: str) -> None:
    with pytest.raises(Refused) as refused:
        connect(StorageSettings(url=url, migrate=False))
    assert codes(refused) == ["S11"]
    assert upgrading.upgrade(empty) == upgrading.upgrade(empty) == "0005"
    upgrading.check(empty)
    connect(StorageSettings(url=url, migrate=False)).dispose()
    existing(StorageSettings(url=url)).dispose()


def test_workers_that_start_at_once_upgrade_once(url: str) -> None:
    workers = [subprocess.Popen([sys.executable, "-c", STARTS, url], cwd=HOUSE) for _ in range(4)]
    assert [worker.wait(60) for worker in workers] == [0] * 4
    database = connect(StorageSettings(url=url, migrate=False))
    assert audit.verify(DecisionLog(database)) == []
    database.dispose()


def test_a_newer_database_is_left_alone(database: sqlalchemy.Engine) -> None:
    with database.begin() as connection:
        connection.execute(sqlalchemy.text("UPDATE alembic_version SET version_num = '9999'"))
    for attempt in (upgrading.upgrade, upgrading.check):
        with pytest.raises(Refused) as refused:
            attempt(database)
        assert codes(refused) == ["S11"]
        assert "newer" in refused.value.faults[0].help


@pytest.mark.parametrize("url", ["nothing", "mysql://user:secret@db.example/x", "sqlite://", "sqlite:///:memory:"])
def test_addresses_of_no_database(url: str) -> None:
    with pytest.raises(Refused) as refused:
        opened(StorageSettings(url=url))
    assert codes(refused) == ["S16"]
    assert "secret" not in str(refused.value)


def test_a_password_is_never_shown() -> None:
    assert "secret" not in repr(StorageSettings(url="postgresql://user:secret@db.example/x"))


def test_a_file_that_is_not_there_is_not_made_by_who_only_reads(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        existing(StorageSettings(url=f"sqlite:///{tmp_path / 'none.sqlite'}"))
    assert codes(refused) == ["S16"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("url", ["sqlite:////nowhere/at/all.sqlite", "postgresql://user@127.0.0.1:1/x"])
def test_a_database_that_cannot_be_reached(url: str) -> None:
    with pytest.raises(OperationalError):
        connect(StorageSettings(url=url, connect_seconds=1))
