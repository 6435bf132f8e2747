"""Warns where an installed immunote is run in a checkout of another version, which users would think is running."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

from immunote.engine import version
from immunote.engine.faults import Fault
from immunote.service.terminal import output

_NAME = 'name = "immunote"'
_VERSION = re.compile(r'^version = "([^"]+)"', re.MULTILINE)
_HELP = "`python -m immunote` runs what stands there; `pip install --editable .` there makes `immunote` run it"


def say_if_another_runs() -> None:
    """Write a warning (E04) to stderr if the working directory is in a checkout of another immunote."""
    with suppress(OSError, UnicodeDecodeError):  # a folder that cannot be read counts as no checkout
        if fault := another(Path.cwd(), Path(version.__file__).parents[1]):
            output.say(str(fault))


def another(here: Path, running: Path) -> Fault | None:
    """Return the fault (E04) if `here` is in a checkout whose package is not the folder `running`; else None."""
    root = next((each for each in (here, *here.parents) if (each / "pyproject.toml").is_file()), None)
    if root is None:
        return None
    project = (root / "pyproject.toml").read_text(encoding="utf-8")
    if _NAME not in project.splitlines():
        return None
    package = root / "immunote"
    if package.is_dir() and package.samefile(running):
        return None
    found = _VERSION.search(project)
    return Fault(str(running), "E04", f"{version.VERSION}, and {found[1] if found else 'no version'} in {root}", _HELP)
