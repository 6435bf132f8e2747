"""What an engineer gives by mistake, to the real command: refused in plain words, and never a trace or a wait."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.support.kills import COMMAND

GOOD = b"id,age_years\n1,56\n2,57\n"


def run(source: Path, out: Path, *options: str) -> tuple[int, str]:
    """Exit status, and what stands on stderr."""
    done = subprocess.run(
        [str(COMMAND), "list", str(source), "--out", str(out), *options],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stderr


NDJSON = {
    "an array over several lines": (
        b'[{"id":"a","age_years":56},\n{"id":"b","age_years":57}]\n',
        "L01",
        "one JSON object",
    ),
    "an array in one line": (b'[{"id":"a","age_years":56}]\n', "L01", "one JSON object"),
    "an object over several lines": (b'{\n  "id": "a",\n  "age_years": 56\n}\n', "L01", "one JSON object"),
    "a CSV": (GOOD, "L01", "one JSON object"),
    "no element": (b'{"id":"a","Age":56}\n', "L04", "immunote fields"),
    "no ids": (b'{"patient_no":"a","age_years":56}\n', "L05", "did you mean `patient_no`?"),
}


@pytest.mark.parametrize("case", NDJSON)
def test_an_ndjson_that_is_none_is_refused_whole(tmp_path: Path, case: str) -> None:
    content, code, helps = NDJSON[case]
    (tmp_path / "list.ndjson").write_bytes(content)
    status, said = run(tmp_path / "list.ndjson", tmp_path / "out.csv")
    assert status == 2
    assert re.findall(r": ([A-Z]\d\d) ", said) == [code]
    assert helps in said


@pytest.mark.parametrize(
    ("header", "helps"),
    [
        ("patient_id,age_years", "did you mean `patient_id`?"),
        ("case,age_years", "did you mean `case`?"),
        ("case,ward,age_years", "perhaps one of `case`, `ward`"),
        ("sex,age_years", "all columns are elements"),
    ],
)
def test_a_list_without_ids_names_the_columns_that_may_be_meant(tmp_path: Path, header: str, helps: str) -> None:
    (tmp_path / "list.csv").write_text(header + "\n" + "1," * header.count(",") + "56\n")
    status, said = run(tmp_path / "list.csv", tmp_path / "out.csv")
    assert status == 2
    assert "L05" in said
    assert helps in said


def test_a_line_of_ndjson_that_is_cut_off_says_so(tmp_path: Path) -> None:
    (tmp_path / "list.ndjson").write_bytes(b'{"id":"a","age_years":56}\n{"id":"b","age_ye')
    status, _ = run(tmp_path / "list.ndjson", tmp_path / "out.csv")
    assert status == 4
    fault = (tmp_path / "out.csv.quarantine.csv").read_text().splitlines()[1]
    assert fault.startswith("2,2,,,P01,column 11,")
    assert "the file may be cut off here" in fault


def test_a_pipe_is_no_list(tmp_path: Path) -> None:
    """It could be read once only; a run would wait for ever for the second time."""
    os.mkfifo(tmp_path / "list.csv")
    status, said = run(tmp_path / "list.csv", tmp_path / "out.csv")
    assert status == 2
    assert "L01 a list that cannot be read: `a pipe or a device`" in said


def test_an_output_that_cannot_even_be_looked_for_is_refused(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_bytes(GOOD)
    (tmp_path / "circle").symlink_to("circle")
    for out in (tmp_path / ("x" * 300 + ".csv"), tmp_path / "circle" / "out.csv"):
        status, said = run(tmp_path / "list.csv", out)
        assert status == 2
        assert "L17" in said
    assert sorted(path.name for path in tmp_path.iterdir()) == ["circle", "list.csv"]
