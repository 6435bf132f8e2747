"""A backup is whole, a plain copy is not, and a restored database is the one that was backed up."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from pathlib import Path

import pytest
import sqlalchemy

from immunote.engine.api import Engine
from immunote.engine.faults import Refused
from immunote.service.settings.storage import StorageSettings
from immunote.service.storage import audit
from immunote.service.storage.backup import back_up, restore
from immunote.service.storage.database import connect, opened
from immunote.service.storage.decisions import DecisionLog
from immunote.service.storage.events import EventLog
from immunote.service.storage.keys import KeyStore
from immunote.service.storage.retention import retain
from immunote.service.storage.rulebases import RuleBaseStore
from tests.storage.support import decision, filled

ROWS = 104


def at(file: Path) -> sqlalchemy.Engine:
    return connect(StorageSettings(url=f"sqlite:///{file}"))


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [fault.code for fault in refused.value.faults]


def test_a_backup_is_whole_and_comes_back_into_either_database(
    database: sqlalchemy.Engine, engine: Engine, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    log = filled(database, ROWS)
    RuleBaseStore(database).keep(engine.rulebase)
    KeyStore(database).add("a" * 128, ["notes:write"], None, "of the ward")
    retain(log, decision(3).at)
    lines = [entry.line() for entry in log.entries()]
    file = tmp_path / "backup"
    assert back_up(database, file) == log.head()
    assert file.stat().st_mode & 0o777 == 0o600
    assert sorted(each.name for each in tmp_path.iterdir() if "backup" in each.name) == ["backup"]
    assert audit.verify(DecisionLog(opened(StorageSettings(url=f"sqlite:///{file}")))) == []
    others = [f"sqlite:///{tmp_path / 'other'}", request.getfixturevalue("postgres").new_database()]
    for url in others:
        other = opened(StorageSettings(url=url))
        assert restore(other, file) == log.head()
        assert [entry.line() for entry in DecisionLog(other).entries()] == lines
        assert KeyStore(other).list() == KeyStore(database).list()
        assert RuleBaseStore(other).load(engine.rulebase.content_hash).content_hash == engine.rulebase.content_hash
        assert [each.kind for each in EventLog(other).entries()][-1] == "restored"
        assert DecisionLog(other).append(decision(ROWS + 1)) == ROWS + 1
        assert audit.verify(DecisionLog(other)) == []
        other.dispose()


def test_a_plain_copy_of_a_file_in_use_is_told_from_a_backup(tmp_path: Path) -> None:
    """What stands in the write-ahead log is not in the copy, and the copy holds together."""
    database = at(tmp_path / "kept.sqlite")
    filled(database, ROWS)
    copy = tmp_path / "copy.sqlite"
    shutil.copy(tmp_path / "kept.sqlite", copy)
    with sqlite3.connect(copy) as plain:
        assert plain.execute("SELECT COUNT(*) FROM decisions").fetchone()[0] < ROWS
    (finding,) = audit.verify(DecisionLog(opened(StorageSettings(url=f"sqlite:///{copy}"))))
    assert finding.kind == "copy"
    assert audit.verify(DecisionLog(database)) == []


def test_a_service_that_starts_on_a_copy_records_that(tmp_path: Path) -> None:
    database = at(tmp_path / "kept.sqlite")
    filled(database, 2)
    shutil.copy(tmp_path / "kept.sqlite", tmp_path / "copy.sqlite")
    copy = at(tmp_path / "copy.sqlite")
    assert [each.kind for each in EventLog(copy).entries()] == ["database-moved"]


def test_a_backup_while_decisions_are_written_holds_together(database: sqlalchemy.Engine, tmp_path: Path) -> None:
    log = filled(database, 5)
    stopping = threading.Event()

    def write() -> None:
        number = 6
        while not stopping.is_set():
            log.append(decision(number))
            number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        ends = [back_up(database, tmp_path / f"backup-{number}").sequence for number in range(3)]
    finally:
        stopping.set()
        writer.join()
    assert ends == sorted(ends)
    assert ends[0] >= 5


def test_nothing_is_written_over(database: sqlalchemy.Engine, tmp_path: Path) -> None:
    filled(database, 1)
    file = tmp_path / "backup"
    file.write_text("of somebody else", encoding="utf-8")
    with pytest.raises(Refused) as refused:
        back_up(database, file)
    assert codes(refused) == ["S97"]
    assert file.read_text(encoding="utf-8") == "of somebody else"
    back_up(database, tmp_path / "whole")
    with pytest.raises(Refused) as refused:
        restore(database, tmp_path / "whole")
    assert codes(refused) == ["S97"]
    assert DecisionLog(database).head() == filled_head(database)


def filled_head(database: sqlalchemy.Engine) -> object:
    return DecisionLog(database).head()


def test_a_log_that_does_not_hold_together_is_not_restored(tmp_path: Path) -> None:
    database = at(tmp_path / "kept.sqlite")
    filled(database, 3)
    back_up(database, tmp_path / "backup")
    with sqlite3.connect(tmp_path / "backup") as plain:
        plain.execute("DROP TRIGGER decisions_no_update")
        plain.execute("UPDATE decisions SET outcome = 'keep' WHERE sequence = 2")
    other = opened(StorageSettings(url=f"sqlite:///{tmp_path / 'other'}"))
    with pytest.raises(Refused) as refused:
        restore(other, tmp_path / "backup")
    assert codes(refused) == ["S12"]
    assert not sqlalchemy.inspect(other).get_table_names()


@pytest.mark.parametrize("content", [b"", b"no database at all", b"SQLite format 3\0" + bytes(100)])
def test_what_is_no_backup_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "backup").write_bytes(content)
    with pytest.raises(Refused) as refused:
        restore(opened(StorageSettings(url=f"sqlite:///{tmp_path / 'other'}")), tmp_path / "backup")
    assert codes(refused)[0] in ("S97", "S11")


def test_a_plain_copy_of_a_file_in_use_is_not_restored(tmp_path: Path) -> None:
    database = at(tmp_path / "kept.sqlite")
    filled(database, ROWS)
    shutil.copy(tmp_path / "kept.sqlite", tmp_path / "copy.sqlite")
    other = opened(StorageSettings(url=f"sqlite:///{tmp_path / 'other'}"))
    with pytest.raises(Refused, match="plain copy") as refused:
        restore(other, tmp_path / "copy.sqlite")
    assert codes(refused) == ["S12"]
    assert restore(other, tmp_path / "kept.sqlite").sequence == ROWS  # the file itself has its log beside it


@pytest.mark.parametrize("what", ["feedback", "ix_decisions_at", "decisions"])
def test_a_damaged_page_is_not_backed_up_nor_restored(tmp_path: Path, what: str) -> None:
    database = at(tmp_path / "kept.sqlite")
    filled(database, 3)
    back_up(database, tmp_path / "backup")
    database.dispose()
    damage_page(tmp_path / "backup", what)
    other = opened(StorageSettings(url=f"sqlite:///{tmp_path / 'other'}"))
    with pytest.raises(Refused, match="damaged") as refused:
        restore(other, tmp_path / "backup")
    assert codes(refused) == ["S12"]
    with pytest.raises(Refused, match="damaged") as refused:
        back_up(opened(StorageSettings(url=f"sqlite:///{tmp_path / 'backup'}")), tmp_path / "again")
    assert not (tmp_path / "again").exists()


def damage_page(file: Path, what: str) -> None:
    with sqlite3.connect(file) as plain:
        (page,) = plain.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (what,)).fetchone()
        (size,) = plain.execute("PRAGMA page_size").fetchone()
    with file.open("r+b") as opened_file:
        opened_file.seek((page - 1) * size)
        opened_file.write(b"\x05" * size)


def test_a_name_that_is_too_long_or_taken_beside_it_is_refused(tmp_path: Path) -> None:
    database = at(tmp_path / "kept.sqlite")
    (tmp_path / ".taken.partial").mkdir()
    for name in ("x" * 250, "taken"):
        with pytest.raises(Refused) as refused:
            back_up(database, tmp_path / name)
        assert codes(refused) == ["S97"]
        assert not (tmp_path / name).exists()
