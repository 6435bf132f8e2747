"""The file of silent trials: counts only, for its owner alone, replaced whole."""

from __future__ import annotations

import contextlib
import fcntl
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import orjson

from immunote.engine.faults import Fault, Refused, shorten
from immunote.service.shadow.trial import SilentTrial

_FORMAT = 1
_MOST = 20
"""The trials that are kept, the latest."""
_HELP = "a file that `immunote serve --shadow` wrote, or a new name in a folder that can be written to"


def read_trials(path: Path) -> list[SilentTrial]:
    """The trials of a file, the latest last; none where there is no file. Raises Refused (S68)."""
    try:
        found = orjson.loads(path.read_bytes())
        if found["format"] != _FORMAT:
            raise ValueError
        return [SilentTrial.from_json(each) for each in found["trials"]]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as cause:
        raise Refused([Fault("silent trial", "S68", shorten(path.name), _HELP)]) from cause


def trial_in(path: Path, number: int | None) -> SilentTrial:
    """The trial of that number in a file, from 1; the latest where no number is given. Raises Refused (S68)."""
    trials = read_trials(path)
    if number is None and trials:
        return trials[-1]
    if number is not None and 1 <= number <= len(trials):
        return trials[number - 1]
    text = shorten(path.name if number is None else str(number))
    help_line = "`immunote serve --shadow RULEBASE` begins one; its counts are written every few seconds"
    raise Refused([Fault("silent trial", "S68", text, help_line)])


def write_trials(path: Path, trials: list[SilentTrial]) -> None:
    """Replace the file, whole or not at all. Raises OSError."""
    content = orjson.dumps(
        {"format": _FORMAT, "trials": [each.to_json() for each in trials[-_MOST:]]}, option=orjson.OPT_INDENT_2
    )
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}")  # 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def check_file(path: Path) -> None:
    """Raises Refused (S68) where the file cannot be read, or its folder not be written to."""
    read_trials(path)
    if not os.access(path.absolute().parent, os.W_OK):
        raise Refused([Fault("IMMUNOTE_SHADOW__FILE", "S68", shorten(path.name), _HELP)])


@contextlib.contextmanager
def alone_with(path: Path) -> Iterator[None]:
    """Keep other services from the same file. Raises Refused (S68) where one has it, or where none can be there."""
    lock = path.with_name(f"{path.name}-lock")
    try:
        handle = os.open(lock, os.O_CREAT | os.O_RDWR, 0o600)
    except OSError as cause:
        raise Refused([Fault("IMMUNOTE_SHADOW__FILE", "S68", shorten(path.name), _HELP)]) from cause
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as cause:
        os.close(handle)
        help_line = "another service counts into this file: give each its own"
        raise Refused([Fault("IMMUNOTE_SHADOW__FILE", "S68", shorten(path.name), help_line)]) from cause
    try:
        yield
    finally:
        os.close(handle)
