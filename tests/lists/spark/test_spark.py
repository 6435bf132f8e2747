"""Spark gives what one machine gives: the same rows after a sort by id, the same quarantine; also if a worker dies.

On the small rule base; that Spark decides by the real one as all evaluators do is in tests/columns/test_agreement.py.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest

from immunote.engine.api import Engine
from immunote.engine.faults import Refused
from immunote.service.cli.list import QUARANTINED
from immunote.service.lists import spark_worker
from immunote.service.lists.manifest import Done
from immunote.service.lists.progress import progress
from immunote.service.lists.results import open_results
from immunote.service.lists.run import Options, run
from immunote.service.lists.spark import SparkOptions, run_on_spark
from tests.conftest import RULES
from tests.lists.spark.lists import SOUP, WARD_IGNORED, patient_list, quarantine_of, rows_of
from tests.support.spark import Cluster, loopback, needs_spark

HERE = "local[2]"
SECONDS = 120  # until a test gives up on a busy machine; nothing is measured


@pytest.fixture(scope="module", autouse=True)
def spark_can_run() -> None:
    needs_spark()


def on_spark(engine: Engine, source: Path | str, out: Path, **options: str | bool) -> Done:
    return run_on_spark(SparkOptions(str(source), str(out), HERE, ignore=("ward",), **options), engine)  # type: ignore[arg-type]


def codes(error: pytest.ExceptionInfo[Refused]) -> set[str]:
    return {fault.code for fault in error.value.faults}


def test_rows_quarantine_and_counts_are_those_of_one_machine(
    engine: Engine, source: Path, on_one_machine: Path, tmp_path: Path
) -> None:
    done = on_spark(engine, source, tmp_path / "out")
    assert rows_of(tmp_path / "out").equals(rows_of(on_one_machine))
    assert quarantine_of(tmp_path / "out") == quarantine_of(on_one_machine)
    quarantined = {line.split(",")[4] for line in quarantine_of(on_one_machine).splitlines()}
    assert {"L13", "L14", "P07", "P09", "P10"} <= quarantined
    summaries = [json.loads((each / "summary.json").read_text()) for each in (tmp_path / "out", on_one_machine)]
    assert summaries[0] == summaries[1]
    opened = open_results(tmp_path / "out")
    assert opened.rows.collect().height == len(rows_of(tmp_path / "out"))
    assert sum(each.rows.evaluated for each in opened.manifest.parts) == opened.rows.collect().height
    assert done.manifest.rows is not None
    assert done.manifest.rows.read == 600
    assert [fault.text for fault in done.warnings] == ["ward"]
    assert {each.name for each in (tmp_path / "out").iterdir() if not each.name.startswith((".", "part-"))} == {
        "manifest.json",
        "summary.json",
        "quarantine.csv",
    }


def test_several_files_are_one_list_numbered_file_after_file(
    engine: Engine, source: Path, on_one_machine: Path, tmp_path: Path
) -> None:
    whole = pl.read_parquet(source)
    (tmp_path / "list" / "below").mkdir(parents=True)
    names = ("0.parquet", "1.parquet", "below/2.parquet")  # folders in the folder belong to it
    for name, start in zip(names, range(0, 600, 200), strict=True):
        part = whole.slice(start, 200)
        # of a column that only some files have, nothing is lost
        kept = part.drop("ward") if start == 0 else part
        kept.write_parquet(tmp_path / "list" / name)
    on_spark(engine, tmp_path / "list", tmp_path / "out")
    assert rows_of(tmp_path / "out").equals(rows_of(on_one_machine))
    assert quarantine_of(tmp_path / "out") == quarantine_of(on_one_machine)


def test_a_result_gives_way_to_another_only_by_force(engine: Engine, on_one_machine: Path, tmp_path: Path) -> None:
    """The other one here has few columns, and ids that are numbers and stay numbers."""
    out = tmp_path / "out"
    shutil.copytree(on_one_machine, out)
    frame = patient_list(engine, 50, seed=1).with_columns(id=pl.int_range(50, dtype=pl.Int64))
    frame.write_parquet(tmp_path / "list.parquet")
    with pytest.raises(Refused) as refused:
        on_spark(engine, tmp_path / "list.parquet", out, columns="reachable")
    assert codes(refused) == {"L16"}
    assert rows_of(out).equals(rows_of(on_one_machine))
    on_spark(engine, tmp_path / "list.parquet", out, columns="reachable", force=True)
    assert rows_of(out).schema == {"id": pl.Int64(), "reachable": pl.List(pl.String)}
    summary = json.loads((out / "summary.json").read_text())
    assert sum(summary["statuses"].values()) == summary["rows"]["evaluated"] == rows_of(out).height


def test_what_cannot_be_used_is_refused_before_anything_is_written(
    engine: Engine, source: Path, tmp_path: Path
) -> None:
    bad = pl.DataFrame({"patient": [1.5], "pepper_heat": ["hot"]})
    bad.write_parquet(tmp_path / "bad.parquet")
    pl.DataFrame(schema={"id": pl.String, "pepper_heat": pl.Int64}).write_parquet(tmp_path / "empty.parquet")
    (tmp_path / "text.parquet").write_text("id,pepper_heat\n1,5\n")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("not yours")
    cases: list[tuple[Path, Path, dict[str, str | bool], set[str]]] = [
        (tmp_path / "bad.parquet", tmp_path / "out", {}, {"L05", "L08"}),
        (tmp_path / "bad.parquet", tmp_path / "out", {"id": "patient"}, {"L08"}),
        (tmp_path / "empty.parquet", tmp_path / "out", {}, {"L03"}),
        (tmp_path / "text.parquet", tmp_path / "out", {}, {"L01"}),
        (tmp_path / "nowhere.parquet", tmp_path / "out", {}, {"L01"}),
        (source, tmp_path / "out.parquet", {}, {"L02"}),
        (source, tmp_path / "mine", {"force": True}, {"L16"}),
        (source, source.parent, {"force": True}, {"L18"}),
        (source, tmp_path / "out", {"columns": "grade", "jurisdiction": "moon", "id": "flavour"}, {"L23", "Q03"}),
        (source, tmp_path / "out", {"strict": True}, {"L06"}),
    ]
    for path, out, options, expected in cases:
        with pytest.raises(Refused) as refused:
            on_spark(engine, path, out, **options)
        assert codes(refused) == expected, path
    assert not (tmp_path / "out").exists()
    assert (tmp_path / "mine" / "thesis.txt").read_text() == "not yours"


@pytest.mark.parametrize(
    ("master", "code"), [("spark://127.0.0.1:1", "L27"), ("spark:/127.0.0.1", "L23"), ("nonsense", "L23")]
)
def test_a_master_that_does_not_answer_is_named_at_once(
    engine: Engine, source: Path, tmp_path: Path, master: str, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        run_on_spark(SparkOptions(str(source), str(tmp_path / "out"), master, ignore=("ward",)), engine)
    assert codes(refused) == {code}


def test_a_worker_with_another_version_is_refused(
    engine: Engine, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = spark_worker.versions()
    monkeypatch.setattr(spark_worker, "versions", lambda: ((ours[0][0], "0.0.1"), *ours[1:]))
    with pytest.raises(Refused) as refused:
        on_spark(engine, source, tmp_path / "out")
    (fault,) = refused.value.faults
    assert fault.code == "L29"
    assert fault.text.startswith("immunote 0.0.1, here")
    assert not list((tmp_path / "out").glob("part-*"))
    assert not (tmp_path / "out" / "manifest.json").exists()


def test_a_worker_killed_half_way_changes_nothing(engine: Engine, tmp_path: Path) -> None:
    source, out = tmp_path / "list.parquet", tmp_path / "out"
    patient_list(engine, 4000, seed=9).write_parquet(source, row_group_size=250)
    run(Options(source, tmp_path / "polars", reading=WARD_IGNORED), engine, progress("none"))
    settings = {"spark.sql.files.maxPartitionBytes": "16k", "spark.sql.files.openCostInBytes": "0"}
    (tmp_path / "conf").mkdir()
    lines = "".join(
        f"{key} {value}\n" for key, value in settings.items()
    )  # many small tasks, so that there is a middle
    (tmp_path / "conf" / "spark-defaults.conf").write_text(lines)
    words = [str(source), "--out", str(out)]
    with Cluster.started(workers=2, folder=tmp_path) as cluster, (tmp_path / "driver.log").open("wb") as log:
        driver = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "immunote.service.cli",
                "list",
                *words,
                "--rules",
                str(SOUP),
                "--ignore",
                "ward",
                "--engine",
                "spark",
                "--master",
                cluster.master,
            ],
            env={**loopback(), "SPARK_CONF_DIR": str(tmp_path / "conf")},
            cwd=RULES.parent.parent,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            while driver.poll() is None and len(_finished_tasks(out)) < 6:
                time.sleep(0.02)
            before = len(_finished_tasks(out))
            cluster.kill_worker(0)
            status = driver.wait(SECONDS)
        finally:
            driver.kill()
            driver.wait()
    assert status == QUARANTINED, (tmp_path / "driver.log").read_text()[-2000:]
    assert 6 <= before < 16  # it was killed in the middle, not before or after
    assert rows_of(out).equals(rows_of(tmp_path / "polars"))
    assert quarantine_of(out) == quarantine_of(tmp_path / "polars")


def _finished_tasks(out: Path) -> list[Path]:
    return list((out / ".work" / "rows" / "_temporary" / "0").glob("task_*"))
