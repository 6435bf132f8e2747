"""`immunote list` as a process: exit status, stdout, stderr, progress."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from immunote.engine.api import Engine
from tests.lists.cohorts import cohort, write_csv
from tests.support.kills import COMMAND

HOUSE = Path(__file__).parent.parent.parent


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(COMMAND), "list", *map(str, arguments)], capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def source(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_csv(tmp_path_factory.mktemp("list") / "list.csv", engine, cohort(engine, 40))


def test_a_list_without_fault_ends_with_0_and_is_quiet_in_a_pipe(source: Path, tmp_path: Path) -> None:
    before = source.read_bytes()
    done = run(source, "--out", tmp_path / "out.parquet")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("40 rows: 40 evaluated, 0 quarantined\n")
    assert done.stderr == ""
    assert source.read_bytes() == before


def test_quarantined_rows_are_counted_by_code_and_end_with_4(engine: Engine, tmp_path: Path) -> None:
    rows = cohort(engine, 5)
    rows[1]["age_years"] = 900
    done = run(write_csv(tmp_path / "list.csv", engine, rows), "--out", tmp_path / "out.csv")
    assert done.returncode == 4
    assert "5 rows: 4 evaluated, 1 quarantined" in done.stdout
    assert "1 × P07" in done.stdout
    assert str(tmp_path / "out.csv.quarantine.csv") in done.stdout
    assert "P00001" not in done.stdout + done.stderr


def test_progress_is_one_object_a_line(source: Path, tmp_path: Path) -> None:
    done = run(source, "--out", tmp_path / "out.csv", "--part-rows", 15, "--progress", "json")
    said = [json.loads(line) for line in done.stderr.splitlines()]
    assert [each["event"] for each in said] == ["start", "part", "part", "part", "end"]
    assert [each["rows"] for each in said] == [0, 15, 30, 40, 40]
    assert {each["of"] for each in said} == {40}
    assert said[-1]["seconds_left"] == 0


def test_what_is_there_is_not_overwritten_unasked(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    out.write_text("mine")
    refused = run(source, "--out", out)
    assert refused.returncode == 2
    assert "L16" in refused.stderr
    assert refused.stdout == ""
    assert out.read_text() == "mine"
    assert run(source, "--out", out, "--force").returncode == 0
    assert run(source, "--out", out, "--resume").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "codes"),
    [
        ([], ["L23", "L23"]),
        (["x.csv"], ["L23"]),
        (["--template", "docx"], ["Q03"]),
        (["x.csv", "--out", "y.csv", "--progress", "loud"], ["Q03"]),
        (["x.csv", "--out", "y.csv", "--engine", "dask"], ["Q03"]),
        (["x.csv", "--out", "y.csv", "--engine", "spark"], ["L23"]),
        (["x.csv", "--out", "y.csv", "--master", "local[2]"], ["L23"]),
        (["x.csv", "--out", "y", "--engine", "spark", "--master", "local[2]", "--resume", "--notes", "3"], ["L23"] * 2),
    ],
)
def test_options_that_do_not_fit_are_refused_with_2(arguments: list[str], codes: list[str]) -> None:
    refused = run(*arguments)
    assert refused.returncode == 2
    found = re.findall(r"^\S+: ([A-Z]\d\d) ", refused.stderr, re.MULTILINE)
    assert found == codes
    assert "Traceback" not in refused.stderr


def test_the_template_can_be_filled_in_and_run(tmp_path: Path) -> None:
    printed = run("--template", "csv")
    assert printed.returncode == 0
    (tmp_path / "list.csv").write_text(printed.stdout)
    done = run(tmp_path / "list.csv", "--out", tmp_path / "out.csv")
    assert done.returncode == 4
    assert "1 × L15" in done.stdout


def test_without_the_extra_the_command_that_installs_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from immunote.engine.faults import Refused
    from immunote.service.cli import inputs
    from immunote.service.terminal import extras

    monkeypatch.setattr(extras, "find_spec", lambda name: None if name == "polars" else object())
    with pytest.raises(Refused, match="polars") as refused:
        inputs.needs_lists()
    (fault,) = refused.value.faults
    assert fault.code == "E03"
    assert fault.help == extras.how_to_install("lists")


def test_other_commands_start_without_what_lists_need() -> None:
    absent = ["nanoarrow", "narwhals", "numpy", "polars", "python_calamine", "xlsxwriter"]
    held = f"sorted({{*{absent}}} & set(sys.modules))"
    code = f"import sys, immunote.service.cli.app, immunote.service.cli.list; print({held})"
    done = subprocess.run([sys.executable, "-c", code], cwd=HOUSE, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
