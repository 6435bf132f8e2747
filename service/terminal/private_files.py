"""Files that their owner alone may read: what is written of patients, and keys."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

VARIABLE = "IMMUNOTE_FILE_MODE"
"""The rights of files that commands write, in octal such as 0640; left out, 0600."""
PRIVATE = 0o600
_MODE = re.compile(r"0?6[046][04]")


def write_private(path: Path, content: bytes) -> None:
    """Write a new file of mode 0600, or none. Raises OSError, FileExistsError where there is one already."""
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE)
    try:
        with os.fdopen(handle, "wb") as made:
            made.write(content)
            made.flush()
            os.fsync(made.fileno())
    except OSError:
        path.unlink(missing_ok=True)
        raise


def mode() -> int:
    """The rights that files get. Raises ValueError where IMMUNOTE_FILE_MODE is none that a file of results may have."""
    text = os.environ.get(VARIABLE, "")
    if not text:
        return PRIVATE
    if not _MODE.fullmatch(text):
        raise ValueError(text)
    return int(text, 8)


def restrict() -> int:
    """Have every file that this process makes from now on get `mode()`; return the mask before. Raises ValueError."""
    wanted = mode()
    # a folder needs the right to enter it wherever its files may be read
    return os.umask(0o777 & ~(wanted | (wanted & 0o444) >> 2))


@contextmanager
def restricted() -> Iterator[None]:
    """Do as `restrict` for a `with` block. Raises ValueError."""
    before = restrict()
    try:
        yield
    finally:
        os.umask(before)


def settle(path: Path) -> None:
    """Give a file the rights that new ones get, whatever it had: a temporary file, or one that was written over."""
    mask = os.umask(0o077)
    os.umask(mask)
    path.chmod(0o666 & ~mask)


def make_private(path: Path) -> None:
    """Take a file's rights from all but its owner, where it is ours and they had any. Raises nothing."""
    try:
        found = path.stat()
        if found.st_mode & 0o077 and found.st_uid == os.geteuid():
            path.chmod(PRIVATE)
    except (OSError, AttributeError):  # it is gone, or the system knows no such rights
        return
