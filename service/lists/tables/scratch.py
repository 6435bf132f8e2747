"""A file for the time of a run, which nobody else can open and which is gone with the process, however that ends."""

from __future__ import annotations

import os
import tempfile
import weakref
from pathlib import Path

_BY_NUMBER = Path("/proc/self/fd")


class Scratch:
    """An empty file of this process alone. `path`: where it can be opened, again and again."""

    def __init__(self, ending: str) -> None:
        """Make it. Raises OSError."""
        self._handle, name = tempfile.mkstemp(prefix="immunote-", suffix=ending)  # mode 0600
        self.path = Path(name)
        self._end = weakref.finalize(self, _removed, self._handle, name)
        if _BY_NUMBER.is_dir():  # without a name it vanishes with the process, a kill included
            self.path.unlink()
            self.path = _BY_NUMBER / str(self._handle)

    def close(self) -> None:
        """Remove it now."""
        self._end()


def _removed(handle: int, name: str) -> None:
    os.close(handle)
    Path(name).unlink(missing_ok=True)
