"""Writers of one SQLite file take turns; a turn is order alone, and nobody depends on having one."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from immunote.service.settings.storage import StorageSettings
from immunote.service.storage import audit
from immunote.service.storage.database import connect
from immunote.service.storage.decisions import DecisionLog
from immunote.service.storage.turns import SUFFIX, Turns
from tests.storage.support import decision

HOUSE = Path(__file__).parent.parent.parent
HOLDS = """
import sys
from pathlib import Path
from immunote.service.storage.turns import Turns
with Turns(Path(sys.argv[1]), 10).taken() as is_given:
    print(is_given, flush=True)
    sys.stdin.readline()
"""


@contextmanager
def held_elsewhere(file: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that has the turn until it ends."""
    command, pipe = [sys.executable, "-c", HOLDS, str(file)], subprocess.PIPE
    with subprocess.Popen(command, cwd=HOUSE, text=True, stdin=pipe, stdout=pipe) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "True\n"
        yield process
        process.kill()


def test_one_at_a_time_whichever_thread_asks(tmp_path: Path) -> None:
    several = [Turns(tmp_path / "kept.sqlite", 30) for _ in range(2)]  # as two processes would have
    inside: list[int] = []
    most: list[int] = []

    def work(turns: Turns) -> None:
        for _ in range(20):
            with turns.taken() as is_given:
                assert is_given
                inside.append(1)
                most.append(len(inside))
                time.sleep(0.0005)
                inside.pop()

    threads = [threading.Thread(target=work, args=(turns,)) for turns in several * 3]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1] * 120


def test_the_turn_of_a_killed_process_is_free_at_once(tmp_path: Path) -> None:
    file = tmp_path / "kept.sqlite"
    with held_elsewhere(file) as process:
        threading.Timer(0.3, process.kill).start()
        start = time.monotonic()
        with Turns(file, 30).taken() as is_given:
            assert is_given
        assert time.monotonic() - start < 10


def test_a_turn_that_never_ends_holds_up_nobody_for_long(tmp_path: Path) -> None:
    file = tmp_path / "kept.sqlite"
    database = connect(StorageSettings(url=f"sqlite:///{file}", statement_seconds=0.3))
    log = DecisionLog(database)
    with held_elsewhere(file):
        assert log.append(decision()) == 1
    assert audit.verify(log) == []
    database.dispose()


def test_without_a_lock_file_the_log_is_kept_all_the_same(tmp_path: Path) -> None:
    file = tmp_path / "kept.sqlite"
    (tmp_path / f"kept.sqlite{SUFFIX}").mkdir()  # nothing that could be opened for writing
    database = connect(StorageSettings(url=f"sqlite:///{file}"))
    with Turns(file, 1).taken() as is_given:
        assert not is_given
    assert DecisionLog(database).append(decision()) == 1
    database.dispose()


def test_a_fault_inside_a_turn_ends_it(tmp_path: Path) -> None:
    file = tmp_path / "kept.sqlite"
    turns = Turns(file, 1)
    with pytest.raises(LookupError), turns.taken():
        raise LookupError
    with Turns(file, 0).taken() as is_given:
        assert is_given


def test_the_lock_file_is_let_go_with_the_database_and_taken_up_again(tmp_path: Path) -> None:
    file = tmp_path / "kept.sqlite"
    database = connect(StorageSettings(url=f"sqlite:///{file}"))
    log = DecisionLog(database)
    log.append(decision(1))
    lock = str(file) + SUFFIX
    assert lock in {each.path for each in psutil.Process().open_files()}
    database.dispose()
    assert lock not in {each.path for each in psutil.Process().open_files()}
    assert log.append(decision(2)) == 2
    database.dispose()
