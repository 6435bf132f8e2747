"""What the workers of one service share: a folder of counters, made before the first of them starts.

Imported by the parent process before `prometheus_client`, which reads the variable once, as it is imported.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_ROOM = 2**21  # several times what all labels together come to
VARIABLE = "PROMETHEUS_MULTIPROC_DIR"


@contextmanager
def shared_folder() -> Iterator[Path]:
    """A new folder for the counters of all workers, gone at the end: counters of an earlier run never mix in."""
    with tempfile.TemporaryDirectory(prefix="immunote-") as name:
        before = os.environ.get(VARIABLE)
        os.environ[VARIABLE] = name
        try:
            yield Path(name)
        finally:
            if before is None:
                del os.environ[VARIABLE]
            else:
                os.environ[VARIABLE] = before


def folder() -> Path | None:
    """The shared folder, where this process is one of several workers."""
    name = os.environ.get(VARIABLE)
    return Path(name) if name else None


def reserve(*kinds: str) -> None:
    """Give the counters of this process their room on disk before they are made. Raises OSError where there is none.

    They are mapped into memory: without room, a later count would not fail but kill the worker.
    """
    shared = folder()
    if shared is None or not hasattr(os, "posix_fallocate"):
        return
    for kind in kinds:
        with (shared / f"{kind}_{os.getpid()}.db").open("ab") as file:
            os.posix_fallocate(file.fileno(), 0, _ROOM)


def is_alive(pid: int) -> bool:
    """Whether a process of that id runs."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
