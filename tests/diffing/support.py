"""Copies of rule bases with something written in the place of something else, and repositories that hold them."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from immunote.engine.api import Engine

ROOT = Path(__file__).parent.parent.parent
RULES = ROOT / "rules" / "ssc_ivig"
SOUP = ROOT / "tests" / "rulebases" / "soup"

Edit = tuple[str, str, str]
"""A file, what stands in it just once, and what is written in its place."""


def copy_of(folder: Path, target: Path, *edits: Edit) -> Path:
    """A copy with the edits made, without a synthetic cohort's figures: they would have to follow each edit."""
    shutil.copytree(folder, target, ignore=shutil.ignore_patterns("synthetic.yaml"))
    for file, before, after in edits:
        text = (target / file).read_text(encoding="utf-8")
        assert text.count(before) == 1, f"{file} does not hold {before!r} just once"
        (target / file).write_text(text.replace(before, after), encoding="utf-8")
    return target


def engine_with(folder: Path, tmp_path: Path, *edits: Edit) -> Engine:
    """The engine on such a copy."""
    return Engine.load(copy_of(folder, tmp_path / "changed", *edits))


def git(repository: Path, *arguments: str) -> str:
    """Run git there; what it prints."""
    names = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org"}
    names |= {key.replace("AUTHOR", "COMMITTER"): value for key, value in names.items()}
    names |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    command = ["git", "-C", str(repository), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, **names})
    return done.stdout.strip()


def repository_with(tmp_path: Path, folder: Path, *edits: Edit) -> Path:
    """A repository whose first commit (`first`) holds `rules/soup` as it is; the edits are made and committed after.

    The last commit is tagged `second`.
    """
    repository = tmp_path / "repository"
    shutil.copytree(folder, repository / "rules" / "soup")
    git(tmp_path, "init", "-q", "-b", "main", str(repository))
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "first")
    git(repository, "tag", "first")
    shutil.rmtree(repository / "rules" / "soup")
    copy_of(folder, repository / "rules" / "soup", *edits)
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "second", "--allow-empty")
    git(repository, "tag", "second")
    return repository
