"""Kill runs of `immunote list` at any moment, those that resume too, and compare the end with an undisturbed run.

A moment lies in one of three phases: before the run says how far it is (start-up, the lock, the first manifest), while
parts are decided and written, and from the last part on (joining, summary, manifest, tidying up). What a run says with
`--progress json` tells the phases apart and counts parts, so kills hit what they are meant to on a busy machine too.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.lists.cohorts import files_in

COMMAND = Path(sys.executable).parent / "immunote"
PHASES = {"starting": 1, "deciding": 3, "finishing": 2}
"""Each with its weight among the moments: finishing is short, and starting mostly before anything is written."""
_DONE = (0, 4)
_KILLED = -9


@dataclass(frozen=True)
class Moment:
    """In `phase`, at this share of it; over 1 is a little beyond its end.

    Of deciding it is the share of the rows still to do, and then `later`: at this share of the time of one part. Of the
    other phases it is the share of the seconds that they take undisturbed.
    """

    phase: str
    share: float
    later: float


@dataclass(frozen=True)
class Kill:
    """One kill. `resumed`: it hit a run that resumed; `parts`: finished by then; `ended`: it came after the end."""

    moment: Moment
    resumed: bool
    parts: int
    ended: bool


@dataclass(frozen=True)
class Killed:
    """A run that was killed again and again, and then let go on. `differs`: files that are not as undisturbed."""

    kills: tuple[Kill, ...]
    differs: tuple[str, ...]


@dataclass(frozen=True)
class Undisturbed:
    """What a run leaves that nothing disturbs, and how many seconds start-up, one part and the end take."""

    files: dict[str, bytes]
    seconds: dict[str, float]


def command(source: Path | str, out: Path, options: Sequence[str]) -> list[str]:
    """The command line of a run."""
    return [str(COMMAND), "list", str(source), "--out", str(out), *options]


def moments(rng: Random, count: int) -> list[Moment]:
    """Random moments, for a run that is killed so often."""
    phases = rng.choices([*PHASES], [*PHASES.values()], k=count)
    return [Moment(phase, rng.uniform(0, 1.05), rng.random()) for phase in phases]


def undisturbed(source: Path | str, folder: Path, name: str, options: Sequence[str]) -> Undisturbed:
    """A whole run into `folder / name`."""
    folder.mkdir()
    began = time.monotonic()
    process = _started(source, folder / name, options)
    _reach(process, 0)
    deciding = time.monotonic()
    parts = _reach(process, 1)
    finishing = time.monotonic()
    _reach(process, 1)  # that it is at its end; what Python then does to end is nobody's loss
    ended = time.monotonic()
    _end(process)
    seconds = {"starting": deciding - began, "deciding": (finishing - deciding) / parts, "finishing": ended - finishing}
    return Undisturbed(files_in(folder), seconds)


def killed(
    source: Path | str, folder: Path, name: str, options: Sequence[str], at: Sequence[Moment], whole: Undisturbed
) -> Killed:
    """A run killed at the first moment, its resumption at the second and so on, unless one ends; the last one may."""
    folder.mkdir()
    kills = []
    for moment in at:
        resumed = _has_begun(folder)
        process = _started(source, folder / name, [*options, "--resume"] if kills else options)
        if moment.phase != "starting":
            _reach(process, moment.share if moment.phase == "deciding" else 1)
        time.sleep((moment.later if moment.phase == "deciding" else moment.share) * whole.seconds[moment.phase])
        process.kill()
        ended = _end(process, _KILLED) != _KILLED
        kills.append(Kill(moment, resumed, len(list(folder.rglob("part-*.json"))), ended))
        if ended:
            break
    _end(_started(source, folder / name, [*options, "--resume"]))
    found = files_in(folder)
    names = sorted({*found, *whole.files})
    return Killed(tuple(kills), tuple(each for each in names if found.get(each) != whole.files.get(each)))


def _has_begun(folder: Path) -> bool:
    return any(folder.iterdir())


def _started(source: Path | str, out: Path, options: Sequence[str]) -> subprocess.Popen[str]:
    words = [*command(source, out, options), "--progress", "json"]
    return subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def _reach(process: subprocess.Popen[str], share: float) -> int:
    """Wait until this share of the rows that a run has to do is done, or it has ended; how many parts it told of."""
    assert process.stderr is not None
    first: int | None = None
    parts = 0
    while line := process.stderr.readline():
        if not line.startswith("{"):  # what a run says at its end; a resumed one may have nothing left to tell of
            said = line + process.stderr.read()
            if process.wait() not in _DONE:
                raise AssertionError(said)
            break
        progress = json.loads(line)
        first = progress["rows"] if first is None else first
        parts += progress["event"] == "part"
        if progress["rows"] >= first + share * (progress["of"] - first):
            break
    return parts


def _end(process: subprocess.Popen[str], *allowed: int) -> int:
    """Wait for the end of a run, which has to be a good one or one of those allowed; the exit status."""
    with process:
        said = process.stderr.read() if process.stderr is not None else ""
    if process.returncode not in (*_DONE, *allowed):
        raise AssertionError(said)
    return process.returncode
