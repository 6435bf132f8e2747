"""A block that no other thread interrupts."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def alone() -> Iterator[None]:
    """No other thread runs in the block: one that builds a tuple fails where somebody else holds it."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(600)
    try:
        time.sleep(0.05)  # those that wait already take their turn first, and each goes on until it has to wait
        yield
    finally:
        sys.setswitchinterval(before)
