"""Where evaluators disagree inside one of Spark's workers, there is no result, and the command says so."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from immunote.engine.faults import Refused
from immunote.service.lists.results import open_results
from immunote.service.rulebases.in_use import engine_of
from immunote.service.terminal.output import NO_ANSWER
from tests.conftest import RULES
from tests.lists.spark.lists import SOUP, patient_list
from tests.support.spark import loopback, needs_spark

RULE = "north_is_told"


def test_a_disagreement_in_a_worker_ends_the_run_without_a_result(tmp_path: Path) -> None:
    needs_spark()
    source, out = tmp_path / "list.parquet", tmp_path / "out"
    patient_list(engine_of(SOUP), 300, seed=4).write_parquet(source)
    script = Path(__file__).parent / "disagreeing.py"
    words = [
        RULE,
        "list",
        str(source),
        "--out",
        str(out),
        "--rules",
        str(SOUP),
        "--ignore",
        "ward",
        "--engine",
        "spark",
        "--master",
        "local[1]",
    ]
    house = str(RULES.parent.parent)
    done = subprocess.run(
        [sys.executable, str(script), *words],
        env={**loopback(), "PYTHONPATH": house},
        cwd=house,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == NO_ANSWER == 3, done.stderr
    assert done.stdout == ""
    assert "An exception was thrown from the Python worker" in done.stderr  # the driver's own columns agree
    said = done.stderr.splitlines()[-3:]
    assert ": E01 the evaluators disagree, so no note is given: `columns and one patient: " in said[0]
    assert RULE in said[0]
    assert said[2] == "1 fault"
    assert not list(out.glob("part-*"))
    assert not (out / "manifest.json").exists()
    with pytest.raises(Refused) as refused:
        open_results(out)
    assert [fault.code for fault in refused.value.faults] == ["L24"]
