"""How many callers were refused, by code; whoever watches the process records the counts in the audit."""

from __future__ import annotations

import threading
from collections import Counter
from typing import ClassVar


class RefusedSignIns:
    """The counts of this process since they were taken last. Counts, so that no flood of refusals fills a database."""

    _lock = threading.Lock()
    _counts: ClassVar[Counter[str]] = Counter()

    @classmethod
    def add(cls, code: str, count: int = 1) -> None:
        """Count refusals of one code."""
        with cls._lock:
            cls._counts[code] += count

    @classmethod
    def taken(cls) -> dict[str, int]:
        """Return the counts and begin anew."""
        with cls._lock:
            found = dict(cls._counts)
            cls._counts.clear()
            return found
