"""What tests need from Debian, installed where that is possible; where it is not, the test is skipped and says why."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from typing import TypeVar

import pytest

T = TypeVar("T")
_PATIENT = ("-q", "-o", "DPkg::Lock::Timeout=300")  # another worker may be installing something


def install(package: str, otherwise: str) -> str:
    """Install a package; what apt-get said last on stderr. Skips where nobody may, and says what else would do."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        pytest.skip(f"install Debian's package `{package}`, or {otherwise}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    said = ""
    for words in (["update"], ["install", "-y", "--no-install-recommends", package]):
        command = ["apt-get", *_PATIENT, *words]
        said = subprocess.run(command, check=False, env=environment, capture_output=True).stderr.decode()[-200:]
    return said


def found_or_installed(find: Callable[[], T | None], package: str, name: str, otherwise: str) -> T:
    """What `find` returns; where that is None, after installing a package. Skips where it cannot be had."""
    if (found := find()) is not None:
        return found
    said = install(package, otherwise)
    if (found := find()) is not None:
        return found
    pytest.skip(f"no {name} here, and apt-get could not install it: {said}")
