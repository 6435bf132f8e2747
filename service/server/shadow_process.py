"""The process of a silent trial: `python -m immunote.service.server.shadow_process`, started by `immunote serve`.

A process of its own, below the workers in the system's priorities: Python runs on one core at a time, so a thread in a
worker would make its callers wait. It ends when its standard input does, once all that the workers sent is counted.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

from immunote.engine.api import Engine, NoAnswer
from immunote.engine.faults import Refused
from immunote.service.cds.cards import indicator_of
from immunote.service.kernel.context import shadow_knowledge_of
from immunote.service.running import logs, workers
from immunote.service.running.shadow_metrics import ShadowMetrics
from immunote.service.settings.service import Settings
from immunote.service.settings.shadow import ShadowSettings
from immunote.service.shadow import trial_file
from immunote.service.shadow.drift import KINDS, DriftWatch
from immunote.service.shadow.messages import ServedDecision
from immunote.service.shadow.receiving import ShadowReceiver
from immunote.service.shadow.sending import SOCKET
from immunote.service.shadow.tally import TrialTally
from immunote.service.shadow.trial import CARD, SilentTrial, take
from immunote.service.terminal import output

_SAVE_SECONDS = 5.0
_PAUSE = 0.5
_NICE = 15
_log = logs.log("shadow")


class ShadowCounting:
    """Counts into the trials of a file: into that of the rule base in use and the second, or into a new one."""

    def __init__(self, engine: Engine, settings: ShadowSettings, metrics: ShadowMetrics) -> None:
        """Raises Refused (S68) where the file is none of ours."""
        self._engine, self._settings, self._metrics = engine, settings, metrics
        self._trials = trial_file.read_trials(settings.file)
        self._is_changed = False
        self._saved = time.monotonic()
        if self._trials and self._trials[-1].shadow == engine.rulebase.content_hash:
            metrics.stopped(each.kind for each in self._trials[-1].drift.alarms)

    def take(self, decision: ServedDecision) -> None:
        """Decide and count one decision."""
        trial = self._trial_of(decision.rulebase)
        found = take(trial, self._engine, decision)
        self._metrics.decision(found.result, found.before, found.after)
        if decision.hook is not None and decision.user is not None and found.shadow_note is not None:
            served = decision.indicator != CARD
            shadow = indicator_of(found.shadow_note, self._engine.rulebase) != CARD
            trial.tally.alert(decision.hook, decision.user, served, shadow)
            self._metrics.alert(decision.hook, served, shadow)
        for stream in found.alarms:
            _log.error("an input stopped coming", why=stream.kind, stream=stream.name, count=stream.count)
        if found.alarms:
            self._metrics.stopped(each.kind for each in trial.drift.alarms)
        trial.ended = _now()
        self._is_changed = True

    def save(self, at_once: bool = False) -> None:
        """Write the file, every few seconds where anything changed. A disk that is full is said, and nothing ends."""
        if not self._is_changed or (not at_once and time.monotonic() < self._saved + _SAVE_SECONDS):
            return
        self._saved = time.monotonic()
        try:
            trial_file.write_trials(self._settings.file, self._trials)
            self._is_changed = False
        except OSError as error:
            _log.error("counts of the silent trial could not be kept", exception=logs.where(error), code="S68")

    def _trial_of(self, served: str) -> SilentTrial:
        shadow = self._engine.rulebase
        if self._trials and (self._trials[-1].served, self._trials[-1].shadow) == (served, shadow.content_hash):
            return self._trials[-1]
        tally = TrialTally(counted_of=dict(self._trials[-1].tally.counted_of) if self._trials else {})
        drift = DriftWatch(self._settings.baseline, self._settings.records_a_year)
        made = SilentTrial(served, shadow.content_hash, _now(), tally, drift, shadow_version=str(shadow.version))
        self._trials.append(made)
        self._metrics.stopped(())
        return made


def main() -> int:
    """Count until standard input ends; the exit status."""
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # a terminal and systemd send these to all processes of a service
    os.nice(_NICE)
    settings = Settings()
    logs.configure(settings.running)
    folder = workers.folder()
    assert folder is not None
    try:
        with trial_file.alone_with(settings.shadow.file):
            ending = threading.Event()
            threading.Thread(target=_wait_for_the_end, args=(ending,), daemon=True).start()
            counted(settings, folder, ending)
    except Refused as refused:
        output.report(refused.faults)
        return output.BAD_INPUT
    except NoAnswer as error:
        output.report([error.fault])
        return output.NO_ANSWER
    return 0


def counted(settings: Settings, folder: Path, ending: threading.Event) -> None:
    """Count what workers send to the socket in a folder, until `ending` is set. Raises Refused, NoAnswer."""
    metrics = ShadowMetrics(KINDS)
    engine = shadow_knowledge_of(settings).engine
    counting = ShadowCounting(engine, settings.shadow, metrics)
    receiver = ShadowReceiver(folder / SOCKET)
    _log.info("silent trial begins", rulebase=engine.rulebase.content_hash)
    for decision in receiver.decisions(ending, _PAUSE):
        if decision is not None:
            counting.take(decision)
        counting.save()
    counting.save(at_once=True)
    _log.info("silent trial ends")


def _wait_for_the_end(ending: threading.Event) -> None:
    sys.stdin.buffer.read()
    ending.set()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


if __name__ == "__main__":
    sys.exit(main())
