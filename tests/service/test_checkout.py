"""An installed immunote that runs in a checkout of another one says so, in one line on stderr."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import immunote
from immunote.service.cli.checkout import another

HOUSE = Path(__file__).parents[2]
RUNNING = HOUSE / "immunote"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "immunote"\nversion = "9.9.9"\n', encoding="utf-8")
    (tmp_path / "immunote").mkdir()
    return tmp_path


def test_in_the_checkout_that_runs_nothing_is_said() -> None:
    for here in (HOUSE, HOUSE / "docs" / "decisions", RUNNING):
        assert another(here, RUNNING) is None


def test_in_another_one_both_are_named(checkout: Path) -> None:
    (checkout / "docs").mkdir()
    for here in (checkout, checkout / "docs"):
        fault = another(here, RUNNING)
        assert fault is not None
        assert fault.code == "E04"
        assert fault.text == f"{immunote.__version__}, and 9.9.9 in {checkout}"


def test_one_from_before_there_was_one_name(checkout: Path) -> None:
    shutil.rmtree(checkout / "immunote")
    fault = another(checkout, RUNNING)
    assert fault is not None
    assert fault.text.endswith(f"9.9.9 in {checkout}")


def test_other_projects_are_none_of_its_business(tmp_path: Path) -> None:
    assert another(tmp_path, RUNNING) is None
    (tmp_path / "pyproject.toml").write_text(
        '[project]\nname = "cohort"\ndependencies = ["immunote"]\n', encoding="utf-8"
    )
    assert another(tmp_path, RUNNING) is None


def test_the_command_says_it_and_goes_on(checkout: Path) -> None:
    # the current folder comes first for `python -m`, so the installed one is called as its script does
    code = "from immunote.service.cli import main; main()"
    environment = {**os.environ, "PYTHONPATH": str(HOUSE), "PYTHONSAFEPATH": "1"}
    command = [sys.executable, "-c", code, "--version"]
    done = subprocess.run(command, cwd=checkout, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == f"immunote {immunote.__version__}\n"
    assert done.stderr.startswith(f"immunote: {RUNNING}: E04 ")
