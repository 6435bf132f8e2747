"""Killed at any moment, by a signal or a full disk, a run goes on to the same bytes. 500 kills: bench/kills.py."""

from __future__ import annotations

import subprocess
from pathlib import Path
from random import Random

import pytest

from engine.api import Engine
from tests.lists.cohorts import cohort, files_in, write_parquet
from tests.support.kills import COMMAND, command, killed, moments, undisturbed

KILLS = 5  # each for a file and for a folder
ROWS = 300
SMALL_PARTS = ("--part-rows", "15", "--notes", "3")


@pytest.fixture(scope="module")
def source(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Path:
    rows = cohort(engine, ROWS, seed=2)
    rows[7]["id"] = rows[250]["id"]
    rows[9]["age_years"] = 900
    return write_parquet(tmp_path_factory.mktemp("list") / "list.parquet", engine, rows)


@pytest.mark.parametrize("name", ["out.csv", "folder"])
def test_a_run_killed_at_a_random_moment_goes_on_to_the_same_bytes(source: Path, tmp_path: Path, name: str) -> None:
    seconds = undisturbed(source, tmp_path / "whole", name, SMALL_PARTS)
    expected = files_in(tmp_path / "whole")
    rng = Random(name)
    for number, after in enumerate(moments(rng, KILLS, seconds)):
        found = killed(source, tmp_path / f"killed-{number}", name, SMALL_PARTS, after, expected)
        assert found.identical, found


def test_a_full_disk_is_said_and_the_run_goes_on_once_there_is_room(source: Path, tmp_path: Path) -> None:
    """A limit on the size of a file stands for the full disk: the system refuses to write on in the same way."""
    undisturbed(source, tmp_path / "whole", "out.csv", SMALL_PARTS)
    wanted = command(source, tmp_path / "full" / "out.csv", SMALL_PARTS)
    (tmp_path / "full").mkdir()
    limited = subprocess.run(
        ["sh", "-c", 'ulimit -f 40; exec "$@"', "sh", *wanted], capture_output=True, text=True, check=False
    )
    assert limited.returncode == 5, limited.stderr
    assert "L17" in limited.stderr
    assert "--resume" in limited.stderr
    assert "Traceback" not in limited.stderr
    assert not (tmp_path / "full" / "out.csv").exists()
    resumed = subprocess.run([*wanted, "--resume"], capture_output=True, text=True, check=False)
    assert resumed.returncode == 4, resumed.stderr
    assert files_in(tmp_path / "full") == files_in(tmp_path / "whole")


def test_a_stop_asked_for_is_told(source: Path, tmp_path: Path) -> None:
    process = subprocess.Popen(
        command(source, tmp_path / "out", ("--part-rows", "2")),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    while process.poll() is None and not (tmp_path / "out" / ".work" / "part-00002.json").exists():
        pass
    process.terminate()
    out, error = process.communicate()
    assert process.returncode == 5
    assert "--resume" in error
    assert out == ""
    assert COMMAND.exists()
