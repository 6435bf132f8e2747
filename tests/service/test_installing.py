"""Hints name an install that exists, and everything says the same of the Python that is needed."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from immunote.service.terminal import extras

HOUSE = Path(__file__).parents[2]
CHECKED = ("docs", "engine", "features", "rules", "service", "tests", "tools", "bench")
TEXTS = {".md", ".py", ".yaml", ".toml", ".feature", ".html", ".sh", ""}
BY_NAME = re.compile(r"install\s+(-\S+\s+)*['\"]?immunote\b(?!\S* @ )")
"""An install by the bare name, which would come from whoever takes that name on an index."""


def test_nothing_tells_anybody_to_install_by_the_bare_name() -> None:
    files = [path for path in HOUSE.iterdir() if path.is_file()]
    files += [path for name in CHECKED for path in (HOUSE / name).rglob("*") if path.suffix in TEXTS and path.is_file()]
    assert len(files) > 500
    for path in files:
        if "__pycache__" not in path.parts:
            found = BY_NAME.search(path.read_text(encoding="utf-8", errors="replace"))
            assert found is None, f"{path}: {found and found[0]}"


@pytest.mark.parametrize(
    ("words", "is_by_name"),
    [
        ("pip install '{}[lists]'", True),
        ("pip install {}", True),
        ("pip install --upgrade {}[proof]", True),
        ("install {}[telemetry], or leave it out", True),
        ("pip install '.[lists]'", False),
        ("pip install '{}[lists] @ git+https://example.org/immunote'", False),
        ("an installed {}", False),
    ],
)
def test_the_check_finds_them(words: str, is_by_name: bool) -> None:
    assert (BY_NAME.search(words.format("immunote")) is not None) == is_by_name


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    (tmp_path / "pyproject.toml").touch()
    return tmp_path


def test_a_hint_fits_how_it_was_installed(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("site-packages")
    wheel = elsewhere / "immunote-0.2.0-py3-none-any.whl"
    wheel.touch()
    from_folder: dict[str, Any] = {"url": checkout.as_uri(), "dir_info": {}}
    editable: dict[str, Any] = {"url": checkout.as_uri(), "dir_info": {"editable": True}}
    from_wheel: dict[str, Any] = {"url": wheel.as_uri(), "archive_info": {}}
    gone: dict[str, Any] = {"url": (elsewhere / "gone").as_uri(), "dir_info": {}}
    from_git: dict[str, Any] = {
        "url": "https://example.org/immunote.git",
        "vcs_info": {"vcs": "git", "commit_id": "abc"},
    }
    cases = [
        ({}, checkout, f"`pip install '.[lists]'` in {checkout}"),
        ({}, elsewhere, "`pip install '.[lists]'` in the checkout"),
        (from_folder, elsewhere, f"`pip install '.[lists]'` in {checkout}"),
        (editable, checkout, f"`pip install --editable '.[lists]'` in {checkout}"),
        (from_wheel, elsewhere, f"`pip install '{wheel}[lists]'`"),
        (gone, elsewhere, "`pip install '.[lists]'` in the checkout"),
        (from_git, elsewhere, "`pip install 'immunote[lists] @ git+https://example.org/immunote.git@abc'`"),
    ]
    for origin, around, expected in cases:
        hint = extras._how("lists", origin, around)
        assert hint == expected
        assert BY_NAME.search(hint) is None


def test_what_was_not_noted_or_is_damaged_is_no_reason_to_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    class Damaged:
        def read_text(self, name: str) -> str:
            return "{"

    monkeypatch.setattr(extras.metadata, "distribution", lambda name: Damaged())
    assert extras.how_to_install("lists", "spark") == f"`pip install '.[lists,spark]'` in {HOUSE}"


def test_every_extra_that_a_hint_names_exists() -> None:
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    code = [path.read_text(encoding="utf-8") for path in (HOUSE / "service").rglob("*.py")]
    named = {each for text in code for each in re.findall(r"needs\([^)]*extra=\"(\w+)\"", text)}
    for text in code:
        for given in re.findall(r"how_to_install\(((?:['\"]\w+['\"],? ?)+)\)", text):
            named |= set(re.findall(r"\w+", given))
    assert named >= {"lists", "spark", "proof", "docs", "service", "telemetry"}
    assert named <= set(project["optional-dependencies"])


def test_all_say_the_same_of_python() -> None:
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))
    (least,) = re.fullmatch(r">=(3\.\d+)", project["project"]["requires-python"]).groups()  # type: ignore[union-attr]
    for name in ("README.md", "Makefile"):
        found = re.findall(r"Python (3\.\d+) or later", (HOUSE / name).read_text(encoding="utf-8"))
        assert found, name
        assert set(found) == {least}, name
    makefile = (HOUSE / "Makefile").read_text(encoding="utf-8")
    assert f"sys.version_info < ({least.replace('.', ', ')})" in makefile
    assert f"--python-version {least}" in makefile
    assert project["tool"]["mypy"]["python_version"] == least
    assert project["tool"]["ruff"]["target-version"] == f"py{least.replace('.', '')}"
