"""A process whose event loop hangs is ended by the system, so that another one takes its place."""

from __future__ import annotations

import signal
import subprocess
import sys

HANGS = """
import asyncio, time
from immunote.service.server import signals

signals.HUNG_SECONDS = 0.5

async def hang():
    signals.Signals(None).hear()
    await asyncio.sleep(1.5)
    print("beats", flush=True)
    time.sleep(20)

signals._BEAT_SECONDS = 0.05
asyncio.run(hang())
"""


def test_a_process_that_hangs_is_ended_and_one_that_waits_is_not() -> None:
    done = subprocess.run([sys.executable, "-c", HANGS], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout == "beats\n"
    assert done.returncode == -signal.SIGALRM
