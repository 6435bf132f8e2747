"""In which version of the rule base each file changed, as git knows it."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_VERSION = re.compile(r"^version:\s*[\"']?([^\s\"'#]+)", re.MULTILINE)
_BETWEEN = "\x1e"


@dataclass(frozen=True, slots=True)
class FileChange:
    """One change of a file. `day`: ISO, of the commit; `what`: the first line of its message."""

    version: str
    day: str
    what: str


def history_of(rules: Path) -> Mapping[str, tuple[FileChange, ...]] | None:
    """File below the folder of a rule base -> its changes, the latest first. None: git does not know the folder."""
    shown = _git(rules, "log", "--no-merges", f"--format={_BETWEEN}%H%n%as%n%s", "--name-only", "--relative", "--", ".")
    if not shown:
        return None
    found: dict[str, list[FileChange]] = {}
    writers = _writers(rules)
    version = next(iter(writers.values()), "")
    for entry in shown.split(_BETWEEN)[1:]:
        commit, day, what, *files = entry.strip().splitlines()
        for file in filter(None, files):
            found.setdefault(file, []).append(FileChange(version, day, what))
        if commit in writers:  # what is older is of the version that stood before it
            del writers[commit]
            version = next(iter(writers.values()), version)
    return {file: tuple(changes) for file, changes in found.items()}


def _writers(rules: Path) -> dict[str, str]:
    """Commit that wrote rulebase.yaml -> the version that it wrote, the latest first."""
    commits = (_git(rules, "log", "--no-merges", "--format=%H", "--", "rulebase.yaml") or "").split()
    return {commit: _version_in(_git(rules, "show", f"{commit}:./rulebase.yaml") or "") for commit in commits}


def _version_in(text: str) -> str:
    version = _VERSION.search(text)
    return version[1] if version else ""


def _git(folder: Path, *words: str) -> str | None:
    """What git prints; None where there is no git, or nothing that it knows of the folder."""
    try:
        done = subprocess.run(["git", "-C", str(folder), *words], capture_output=True, check=False, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None
