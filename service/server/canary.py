"""Canary patients: the published cases of the rule base, evaluated at start and again and again.

The same rule base and the same facts give the same digest for ever. Where a canary's digest changes something is
wrong with this process or this machine, and the service says that it is not ready. With several workers each
evaluates them for itself, and what one finds holds for all: it leaves a mark in the folder that they share.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path

import anyio
import anyio.to_thread

from immunote.engine.api import Engine, NoAnswer
from immunote.engine.faults import Fault, Refused, shorten
from immunote.service.kernel.context import Knowledge
from immunote.service.running import workers
from immunote.service.running.logs import log, where
from immunote.service.running.metrics import Metrics

_log = log("canary")


@dataclass(frozen=True)
class CanaryResult:
    """What the last evaluation found. `changed`: the cases whose note is another than before."""

    rulebase: str
    count: int
    changed: tuple[str, ...]


class Canaries:
    """Evaluates the canaries and remembers what they gave."""

    def __init__(self, knowledge: Knowledge, metrics: Metrics, kept: Path | None = None) -> None:
        """`kept`: a file in which digests outlast this process. Raises Refused (S72) where it cannot be read."""
        self._knowledge = knowledge
        self._metrics = metrics
        self._kept = kept
        self._expected: dict[str, dict[str, str]] = {} if kept is None else _read(kept)
        self._last: CanaryResult | None = None
        self._lock = threading.Lock()

    def check(self) -> CanaryResult:
        """Evaluate all and compare. A rule base that is met for the first time is taken as it comes out."""
        with self._lock:
            engine = self._knowledge.engine
            rulebase = engine.rulebase.content_hash
            digests = digests_of(engine)
            expected = self._expected.get(rulebase)
            if expected is None:
                changed = tuple(name for name, digest in digests.items() if digest is None)
                if not changed:
                    self._expected[rulebase] = {name: digest for name, digest in digests.items() if digest}
                    self._keep()
            else:
                names = sorted({*expected, *digests})
                changed = tuple(name for name in names if digests.get(name) != expected.get(name))
            self._last = CanaryResult(rulebase, len(digests), changed)
        self._metrics.canaries(not changed)
        self._mark(bool(changed))
        if changed:
            _log.critical("canary patients changed", cases=list(changed), rulebase=rulebase, code="S71")
        else:
            _log.info("canary patients as before", count=len(digests), rulebase=rulebase)
        return self._last

    def trouble(self) -> str | None:
        """Why the canaries of this service are not well, or None."""
        if self._last is None:
            return "not evaluated yet"
        if self._last.changed:
            return "a canary's note changed: " + ", ".join(self._last.changed[:5])
        shared = workers.folder()
        for mark in [] if shared is None else shared.glob("canary-*.changed"):
            if workers.is_alive(int(mark.stem.removeprefix("canary-"))):
                return "a canary's note changed in another worker"
            mark.unlink(missing_ok=True)  # before the system gives its number to another process
        return None

    async def watch(self, minutes: float) -> None:
        """Evaluate at once and then every so many minutes, in a thread; ends when it is cancelled."""
        while True:
            await anyio.to_thread.run_sync(self.check, abandon_on_cancel=True)
            if not minutes:
                return
            await anyio.sleep(minutes * 60)

    def close(self) -> None:
        """Take back the mark of this process."""
        self._mark(False)

    def _mark(self, changed: bool) -> None:
        shared = workers.folder()
        if shared is not None:
            mark = shared / f"canary-{os.getpid()}.changed"
            with contextlib.suppress(FileNotFoundError):  # the folder goes before a worker that ends late
                mark.touch() if changed else mark.unlink()

    def _keep(self) -> None:
        if self._kept is None:
            return
        try:
            handle, name = tempfile.mkstemp(dir=self._kept.parent, prefix=self._kept.name)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(self._expected, file, indent=1, sort_keys=True)
            Path(name).replace(self._kept)  # whole or not at all, whichever worker is first
        except OSError as error:  # a full disk: the digests of the start still hold for this process
            _log.error("digests of canary patients could not be kept", exception=where(error), code="S72")


def digests_of(engine: Engine) -> dict[str, str | None]:
    """The digest of each case, as published and completed; None where there was no note."""
    digests: dict[str, str | None] = {}
    for case in engine.rulebase.cases.values():
        profiles = {case.name: case.profile}
        if case.completed:
            profiles[f"{case.name} completed"] = {**case.profile, **case.completed}
        for name, profile in profiles.items():
            try:
                digests[name] = engine.note(profile).digest
            except (NoAnswer, Refused):
                digests[name] = None
    return digests


def _read(path: Path) -> dict[str, dict[str, str]]:
    if not path.exists():
        return {}
    try:
        kept = json.loads(path.read_bytes())
        return {rulebase: {**digests} for rulebase, digests in kept.items()}
    except (OSError, ValueError, AttributeError, TypeError) as cause:
        help_line = "the digests of the canary patients are kept there; move it away to have them made anew"
        raise Refused([Fault("IMMUNOTE_RUNNING__CANARY_FILE", "S72", shorten(path.name), help_line)]) from cause
