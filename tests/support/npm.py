"""Packages of npm for tests, in exact versions, fetched once into a cache outside the checkout. Nothing runs them here
but tests: the service needs no Node.

    folder = installed({"lforms": "40.1.3"})      # skips the test with the reason where npm is not to be had
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pytest

_LONGEST = 300  # seconds
_refused: list[str] = []  # why npm gave nothing, so that a machine without a way to it waits once


def installed(packages: Mapping[str, str]) -> Path:
    """The `node_modules` with some packages. Scripts of packages are not run."""
    wanted = json.dumps(dict(sorted(packages.items())))
    folder = _cache() / hashlib.sha256(wanted.encode()).hexdigest()[:16]
    if not (folder / "done").exists():
        _install(folder, packages)
    return folder / "node_modules"


def _cache() -> Path:
    given = os.environ.get("IMMUNOTE_TESTS_NPM")
    return Path(given) if given else Path.home() / ".cache" / "immunote-tests" / "npm"


def _install(folder: Path, packages: Mapping[str, str]) -> None:
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not installed: these tests need packages that only npm has")
    if _refused:
        pytest.skip(_refused[0])
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as made:
        (Path(made) / "package.json").write_text('{"name": "tests", "private": true}')
        names = [f"{name}@{version}" for name, version in packages.items()]
        quiet = ["--no-audit", "--no-fund", "--ignore-scripts", "--legacy-peer-deps", "--fetch-retries=1"]
        try:
            done = subprocess.run(
                [npm, "install", *quiet, *names], cwd=made, check=False, capture_output=True, timeout=_LONGEST
            )
        except subprocess.TimeoutExpired:
            _refused.append(f"npm did not fetch {', '.join(names)} in {_LONGEST} seconds")
            pytest.skip(_refused[0])
        if done.returncode:
            said = done.stderr.decode(errors="replace").strip().splitlines()
            _refused.append(f"npm did not fetch {', '.join(names)}: {said[0] if said else done.returncode}")
            pytest.skip(_refused[0])
        (Path(made) / "done").touch()
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(made, folder, symlinks=True)
