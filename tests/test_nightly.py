"""What a scheduler runs: every part of it is there, all of them run whatever fails, and the exit status says so."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent
SCRIPT = HOUSE / ".ci" / "nightly"


def test_the_script_can_be_run_and_calls_the_target() -> None:
    assert os.access(SCRIPT, os.X_OK)
    assert "\nmake nightly\n" in SCRIPT.read_text(encoding="utf-8")


@pytest.mark.parametrize("broken", [None, "bench/kills.py", "bench/agreement.py"])
def test_all_of_it_runs_and_the_end_says_what_failed(tmp_path: Path, broken: str | None) -> None:
    """Make's own recipe, with a Python that writes down what it is given and fails where it should."""
    python = tmp_path / "python"
    python.write_text(f'#!/bin/sh\necho "$@" >> "{tmp_path}/ran"\n[ "$1" != "{broken}" ]\n', encoding="utf-8")
    python.chmod(0o755)
    done = subprocess.run(
        ["make", "nightly", "TEST_READY=", "BENCH_READY=", f"BIN={tmp_path}", "SEED=7"],
        cwd=HOUSE,
        capture_output=True,
        text=True,
        check=False,
    )
    ran = (tmp_path / "ran").read_text(encoding="utf-8").splitlines()
    assert ran == [
        "bench/kills.py --times 200 --seed 7",
        "bench/agreement_lists.py 100000",
        "bench/agreement.py 100000 200000",
        "bench/record_mutations.py 20000 --seed 7",
        "bench/flipped_bundles.py 10000 --seed 7",
        "bench/evidence.py 100000 --prove",
        "bench/stops.py --times 200",
        "bench/soak.py --seconds 3600",
        "bench/crowds.py --silent 2400",
        "bench/described.py --seconds 600 --seed 7",
        "bench/documented.py",
        "bench/drift.py --seed 7",
        "bench/two_servers.py --times 50 --seed 7",
    ]
    assert all((HOUSE / line.split()[0]).is_file() for line in ran)
    assert (done.returncode != 0) is (broken is not None), done.stderr
    last = done.stdout.splitlines()[-1]
    assert last == (f"failed: {broken} (SEED=7)" if broken else "nothing failed (SEED=7)")


def test_the_seed_is_the_day_unless_given() -> None:
    said = subprocess.run(
        ["make", "-n", "nightly", "TEST_READY=", "BENCH_READY="], cwd=HOUSE, capture_output=True, text=True, check=True
    )
    assert re.search(r"--seed 20\d{6}\b", said.stdout)
