"""An installed immunote that runs in a checkout of another one says so: it would be taken for that one."""

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
    """A line on stderr (E04) where this is not the program of the checkout that the caller stands in."""
    with suppress(OSError, UnicodeDecodeError):  # a folder that cannot be read is none of a checkout
        if fault := another(Path.cwd(), Path(version.__file__).parents[1]):
            output.say(str(fault))


def another(here: Path, running: Path) -> Fault | None:
    """The fault (E04) where the folder `here` is in a checkout whose package is not the one in `running`."""
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
