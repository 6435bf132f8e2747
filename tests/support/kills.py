"""Kill a run of `immunote list` at any moment, let it go on, and compare the result with an undisturbed one."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

COMMAND = Path(sys.executable).parent / "immunote"
_DONE = (0, 4)


@dataclass(frozen=True)
class Kill:
    """One run that was killed. `parts`: how many were finished then; `finished`: it had ended before the signal."""

    seconds: float
    parts: int
    finished: bool
    identical: bool


def command(source: Path, out: Path, options: Sequence[str]) -> list[str]:
    """The command line of a run."""
    return [str(COMMAND), "list", str(source), "--out", str(out), "--progress", "none", *options]


def undisturbed(source: Path, folder: Path, name: str, options: Sequence[str]) -> float:
    """A whole run into `folder / name`; the seconds from the first thing written to its end."""
    folder.mkdir()
    process = subprocess.Popen(command(source, folder / name, options), stdout=subprocess.DEVNULL)
    began = _first_write(process, folder)
    assert process.wait() in _DONE
    return time.monotonic() - began


def killed(
    source: Path, folder: Path, name: str, options: Sequence[str], after: float, expected: dict[str, bytes]
) -> Kill:
    """A run that is killed `after` seconds from the first thing written, and one that goes on with it."""
    folder.mkdir()
    process = subprocess.Popen(command(source, folder / name, options), stdout=subprocess.DEVNULL)
    _first_write(process, folder)
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    finished = process.wait() in _DONE
    parts = len(list(folder.rglob("part-*.json")))
    resumed = subprocess.run(
        [*command(source, folder / name, options), "--resume"], capture_output=True, text=True, check=False
    )
    if resumed.returncode not in _DONE:
        raise AssertionError(resumed.stderr)
    found = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return Kill(after, parts, finished, found == expected)


def moments(rng: Random, count: int, seconds: float) -> list[float]:
    """Random moments over the whole of a run, and a little beyond its end."""
    return [rng.uniform(0, seconds * 1.05) for _ in range(count)]


def _first_write(process: subprocess.Popen[bytes], folder: Path) -> float:
    while process.poll() is None and not any(folder.rglob("run.json")):
        time.sleep(0.002)
    return time.monotonic()
