"""A disk without room and a package that is not installed end a command in a line or two, never in a traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
FULL = Path("/dev/full")
NO_ROOM = "No space left on device"
START = "from immunote.service.cli import main; main()"

needs_full = pytest.mark.skipif(not FULL.exists(), reason="only Linux has /dev/full")


@pytest.fixture
def patient(tmp_path: Path) -> str:
    path = tmp_path / "patient.json"
    path.write_text('{"age_years": 56, "has_systemic_sclerosis": true}', encoding="utf-8")
    return str(path)


@needs_full
@pytest.mark.parametrize(
    "arguments",
    [
        ["rules", "list"],
        ["rules", "list", "--json"],
        ["rules", "show", "muscle_target"],
        ["rules", "check"],
        ["note", "PATIENT"],
        ["note", "PATIENT", "--json"],
        ["fields"],
        ["fields", "--json"],
        ["example"],
        ["example", "--note"],
        ["schema", "note"],
        ["list", "--template", "csv"],
        ["--help"],
        ["--version"],
        ["note", "--help"],
        ["--show-completion", "bash"],
    ],
)
def test_what_cannot_be_written_to_stdout_is_told_in_one_line(arguments: list[str], patient: str) -> None:
    command = [sys.executable, "-c", START, *(patient if each == "PATIENT" else each for each in arguments)]
    with FULL.open("w") as full:
        done = subprocess.run(command, cwd=HOUSE, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.endswith(f": cannot write: {NO_ROOM}\n")


@needs_full
def test_where_not_even_that_can_be_told_the_status_still_says_it(patient: str) -> None:
    with FULL.open("w") as full:
        for arguments, status in ((["fields"], 1), (["note", "none.json"], 2), (["note", patient], 1)):
            command = [sys.executable, "-c", START, *arguments]
            assert subprocess.run(command, cwd=HOUSE, stdout=full, stderr=full, check=False).returncode == status


@needs_full
def test_files_that_cannot_be_written_are_named(tmp_path: Path) -> None:
    pytest.importorskip("polars")
    patients = tmp_path / "list.csv"
    patients.write_text("id,age_years\n1,56\n", encoding="utf-8")
    inside = tmp_path / "file"
    inside.touch()
    commands = {
        ("list", str(patients), "--out", str(FULL)): str(FULL),
        ("list", str(patients), "--out", str(inside / "out.csv")): str(inside),
        ("synth", "3", "--out", str(inside / "out.csv")): str(inside),
        ("rules", "prove", "--counterexamples", str(inside / "found")): str(inside),
        ("rules", "coverage", "--propose", str(inside / "new")): str(inside),
        ("review", "export", str(inside / "pack")): str(inside),
    }
    for arguments, named in commands.items():
        command = [sys.executable, "-c", START, *arguments]
        done = subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, check=False)
        assert done.returncode == 2, (arguments, done.stderr)
        assert "Traceback" not in done.stderr
        assert named in done.stderr
        assert "help: " in done.stderr


def test_a_disk_that_fills_up_while_a_file_is_written_is_told_with_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from immunote.engine.faults import Refused
    from immunote.service.cli import inputs

    with pytest.raises(Refused) as refused, inputs.writing(tmp_path / "pack"):
        raise OSError(28, NO_ROOM)
    (fault,) = refused.value.faults
    assert (fault.code, fault.place, fault.text) == ("V33", str(tmp_path / "pack"), NO_ROOM)


EXTRAS = {
    "keys list": ("service", "sqlalchemy"),
    "keys add --scope notes:write": ("service", "fastapi"),
    "keys revoke x": ("service", "pydantic_settings"),
    "serve --check": ("service", "uvicorn"),
    "replay --since 2026-11-01": ("service", "sqlalchemy"),
    "audit verify": ("service", "sqlalchemy"),
    "database upgrade": ("service", "sqlalchemy"),
    "reviews list": ("service", "sqlalchemy"),
    "list in.csv --out out.csv": ("lists", "polars"),
    "synth 5 --out x.csv": ("lists", "numpy"),
    "report decided": ("lists", "polars"),
    "flatten export --as-of 2026-11-22 --out x.csv": ("lists", "polars"),
    "rules prove": ("proof", "z3"),
    "rules diff a b": ("proof", "z3"),
    "rules coverage": ("proof", "gherkin"),
    "scenario x": ("proof", "gherkin"),
    "review status": ("proof", "gherkin"),
    "review export x": ("proof", "openpyxl"),
    "docs": ("docs", "zensical"),
}


@pytest.mark.parametrize("arguments", EXTRAS)
def test_a_missing_extra_is_told_with_how_to_install_it(arguments: str) -> None:
    extra, module = EXTRAS[arguments]
    # an import that is blocked, as where the package is not there: Python finds no way to it
    code = (
        "from importlib.machinery import PathFinder\n"
        "found = PathFinder.find_spec\n"
        "def find_spec(name, path=None, target=None):\n"
        f"    return None if name.partition('.')[0] == {module!r} else found(name, path, target)\n"
        "PathFinder.find_spec = find_spec\n"
    )
    command = [sys.executable, "-c", code + START.replace("; ", "\n"), *arguments.split()]
    done = subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"extra {extra}: E03 packages that are not installed: `{module}`" in done.stderr
    assert f"[{extra}]" in done.stderr
    assert "Traceback" not in done.stderr
