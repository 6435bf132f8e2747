"""What the workers of one service share: a folder of counters, made before the first of them starts.

Imported by the parent process before `prometheus_client`, which reads the variable once, as it is imported.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

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


def reserve() -> None:
    """Give the counters of this process their room on disk. Raises OSError where there is none.

    They are mapped into memory: without room, a later count would not fail but kill the worker.
    """
    shared = folder()
    if shared is None or not hasattr(os, "posix_fallocate"):
        return
    for path in shared.glob(f"*_{os.getpid()}.db"):
        with path.open("rb+") as file:
            os.posix_fallocate(file.fileno(), 0, path.stat().st_size)


def is_alive(pid: int) -> bool:
    """Whether a process of that id runs."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
