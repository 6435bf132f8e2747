"""A page says in which version its rule changed, as git has it; without git it says that this is not known."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from immunote.service.site.history import FileChange, history_of


def git(folder: Path, *words: str) -> None:
    who = ["-c", "user.name=A Reader", "-c", "user.email=reader@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(folder), *who, *words], check=True, capture_output=True, timeout=60)


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A rule base in two versions; one rule changed in both, one in the first alone."""
    folder = tmp_path / "rules" / "stew"
    (folder / "stop").mkdir(parents=True)
    git(tmp_path, "init", "-q")

    def commit(what: str, **files: str) -> None:
        for name, text in files.items():
            (folder / name.replace("__", "/")).with_suffix(".yaml").write_text(text, encoding="utf-8")
        git(tmp_path, "add", "-A")
        git(tmp_path, "commit", "-q", "-m", what, "--date", "2026-01-02T12:00:00Z")

    commit("Stew is written down", rulebase="id: stew\nversion: 0.1.0\n", stop__cold="a", stop__salty="a")
    commit("Cold means below sixty", stop__cold="b")
    commit("Second version", rulebase="id: stew\nversion: 0.2.0  # newer\n", stop__cold="c")
    return folder


def test_each_file_has_its_changes_with_the_version_of_then_the_latest_first(rules: Path) -> None:
    found = history_of(rules)
    assert found is not None
    assert [(each.version, each.what) for each in found["stop/cold.yaml"]] == [
        ("0.2.0", "Second version"),
        ("0.1.0", "Cold means below sixty"),
        ("0.1.0", "Stew is written down"),
    ]
    assert [each.version for each in found["stop/salty.yaml"]] == ["0.1.0"]
    assert isinstance(found["stop/salty.yaml"][0], FileChange)
    assert len(found["stop/salty.yaml"][0].day) == len("2026-01-02")


def test_outside_a_repository_nothing_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert history_of(tmp_path) is None


def test_without_git_nothing_is_known(rules: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert history_of(rules) is None
