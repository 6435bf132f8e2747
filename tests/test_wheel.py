"""What is installed is what stands here: the wheel holds every file of the three packages, and nothing else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

HOUSE = Path(__file__).parent.parent
PACKAGES = ("engine", "service", "rules")


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    pytest.importorskip("hatchling", reason="hatchling builds the wheel; `make test` has it")
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=HOUSE, check=True, capture_output=True, timeout=120)
    (wheel,) = folder.glob("*.whl")
    with ZipFile(wheel) as opened:
        return set(opened.namelist())


def test_the_wheel_holds_every_file_of_the_packages_and_nothing_else(names: set[str]) -> None:
    here = {
        path.relative_to(HOUSE).as_posix()
        for package in PACKAGES
        for path in (HOUSE / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {name for name in names if ".dist-info/" not in name} == here


def test_migrations_rules_and_markers_are_among_them(names: set[str]) -> None:
    wanted = {
        "rules/__init__.py",
        "rules/ssc_ivig/rulebase.yaml",
        "rules/ssc_ivig/records.yaml",
        "service/storage/migrations/env.py",
        "service/storage/migrations/script.py.mako",
    }
    versions = {f"service/storage/migrations/versions/{path.name}" for path in _versions()}
    assert len(versions) >= 2
    assert wanted | versions <= names


def _versions() -> list[Path]:
    return list((HOUSE / "service/storage/migrations/versions").glob("v*.py"))
