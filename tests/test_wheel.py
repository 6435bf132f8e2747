"""What is installed is what stands here: one package, with every file below its links, and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
from pathlib import Path
from zipfile import ZipFile

import pytest

HOUSE = Path(__file__).parent.parent
PACKAGE = HOUSE / "immunote"
LINKED = ("engine", "service", "rules")


def build(place: Path, target: str, folder: Path) -> Path:
    """The file that hatchling makes of what stands in `place`."""
    pytest.importorskip("hatchling", reason="hatchling builds the wheel; `make test` has it")
    command = [sys.executable, "-m", "hatchling", "build", "--target", target, "--directory", str(folder)]
    subprocess.run(command, cwd=place, check=True, capture_output=True, timeout=120)
    (built,) = [path for path in folder.iterdir() if path.is_file()]
    return built


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(HOUSE, "wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    return names_in(wheel)


def names_in(wheel: Path) -> set[str]:
    with ZipFile(wheel) as opened:
        return set(opened.namelist())


def test_the_links_are_what_the_checkout_holds() -> None:
    """A checkout without symbolic links (git's core.symlinks off) would ship texts in place of packages."""
    for name in LINKED:
        assert (PACKAGE / name).readlink() == Path("..", name)


def test_the_wheel_has_one_name_at_the_top(names: set[str]) -> None:
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"immunote"}


def test_the_wheel_holds_every_file_of_the_package_and_nothing_else(names: set[str]) -> None:
    here = {
        (Path("immunote") / path.relative_to(place)).as_posix()
        for place, folders in ((HOUSE, LINKED), (PACKAGE, ("",)))
        for folder in folders
        for path in ((place / folder).rglob("*") if folder else place.iterdir())
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {name for name in names if ".dist-info/" not in name} == here


def test_migrations_rules_and_markers_are_among_them(names: set[str]) -> None:
    wanted = {
        "immunote/__init__.py",
        "immunote/__main__.py",
        "immunote/py.typed",
        "immunote/rules/__init__.py",
        "immunote/rules/ssc_ivig/rulebase.yaml",
        "immunote/rules/ssc_ivig/records.yaml",
        "immunote/service/storage/migrations/env.py",
        "immunote/service/storage/migrations/script.py.mako",
    }
    versions = {f"immunote/service/storage/migrations/versions/{path.name}" for path in _versions()}
    assert len(versions) >= 2
    assert wanted | versions <= names


def test_a_source_distribution_makes_the_same_wheel(names: set[str], tmp_path: Path) -> None:
    """hatchling visits a folder once: had it the links and their targets, one of the two would be left out."""
    source = build(HOUSE, "sdist", tmp_path / "sdist")
    with tarfile.open(source) as opened:
        opened.extractall(tmp_path / "unpacked", filter="data")
    (place,) = (tmp_path / "unpacked").iterdir()
    assert names_in(build(place, "wheel", tmp_path / "wheel")) == names


def test_what_the_wheel_holds_runs_without_the_checkout(wheel: Path, tmp_path: Path) -> None:
    with ZipFile(wheel) as opened:
        opened.extractall(tmp_path)
        (entry,) = [name for name in opened.namelist() if name.endswith("entry_points.txt")]
        assert "\nimmunote = immunote.service.cli:main\n" in opened.read(entry).decode()
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    for arguments in (["example", "--note"], ["rules", "list"], ["schema", "note"]):
        command = [sys.executable, "-m", "immunote", *arguments]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout
    code = "import immunote.engine.api, immunote.service.cli.app as app; print(app.__file__)"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(tmp_path / "immunote" / "service" / "cli" / "app.py")


def _versions() -> list[Path]:
    return list((HOUSE / "service/storage/migrations/versions").glob("v*.py"))
