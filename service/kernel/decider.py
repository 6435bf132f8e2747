"""The one thread of a process that decides notes and writes them to the decision log, several notes in one commit.

Python runs on one core at a time, so more threads would decide nothing faster. They would also slow the commits: a
thread that commits would have to wait for the interpreter at each step, and hold the lock of the database meanwhile. So
notes wait: those of one caller in the order in which they came, and callers take turns, however many notes each wants.
"""

from __future__ import annotations

import contextvars
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from immunote.service.storage.decisions import DecisionLog, ReadyDecision

T = TypeVar("T")
_TOGETHER = 16  # decisions in one commit, at most
_SECONDS = 0.025  # after so long no further note is decided before the commit


@dataclass(frozen=True)
class Drafted(Generic[T]):
    """A note that is decided and not yet in the log.

    `finish`: makes the result once the decision is in the log. `withhold`: makes the exception if it cannot be written.
    """

    decision: ReadyDecision
    finish: Callable[[], T]
    withhold: Callable[[Exception], Exception]


@dataclass(frozen=True)
class _Job(Generic[T]):
    draft: Callable[[], Drafted[T]]
    future: Future[T] = field(default_factory=Future)
    context: contextvars.Context = field(default_factory=contextvars.copy_context)  # the request id, for log lines


class DecisionThread:
    """Decides drafts that any thread submits; a draft's future has its result once the decision is on disk."""

    def __init__(self, log: DecisionLog) -> None:
        self._log = log
        self._waiting: OrderedDict[str, deque[_Job[Any]]] = OrderedDict()
        self._lock = threading.Lock()
        self._thread = ThreadPoolExecutor(1, "decider")

    def submit(self, draft: Callable[[], Drafted[T]], caller: str = "") -> Future[T]:
        """Queue a draft of a caller. The future gets the result of its `finish`, or the exception raised on the way.

        If the future is cancelled before the draft is taken from the queue, nothing is decided or recorded.
        """
        job = _Job(draft)
        with self._lock:
            self._waiting.setdefault(caller, deque()).append(job)
        self._thread.submit(self._decide_some)
        return job.future

    def close(self) -> None:
        """Take no more drafts, and return when all that were taken have their results."""
        self._thread.shutdown()

    def _decide_some(self) -> None:
        drafted: list[tuple[_Job[Any], Drafted[Any]]] = []
        until = time.monotonic() + _SECONDS
        while len(drafted) < _TOGETHER and time.monotonic() < until and (job := self._next()) is not None:
            if not job.future.set_running_or_notify_cancel():
                continue  # cancelled: the caller has gone, or its time limit was reached
            try:
                drafted.append((job, job.context.run(job.draft)))
            except BaseException as error:  # noqa: BLE001  handed on whole to whoever waits for the result
                job.future.set_exception(error)
        if drafted:
            self._record(drafted)

    def _next(self) -> _Job[Any] | None:
        """The next note of the caller whose turn it is, who then goes to the end of the row."""
        with self._lock:
            if not self._waiting:
                return None
            caller, jobs = self._waiting.popitem(last=False)
            job = jobs.popleft()
            if jobs:
                self._waiting[caller] = jobs
            return job

    def _record(self, drafted: list[tuple[_Job[Any], Drafted[Any]]]) -> None:
        try:
            self._log.append_all([made.decision for _, made in drafted])
        except Exception as error:  # noqa: BLE001  every future gets the error, so that no caller waits for ever
            for job, made in drafted:
                job.future.set_exception(made.withhold(error))
            return
        for job, made in drafted:
            try:
                job.future.set_result(job.context.run(made.finish))
            except BaseException as error:  # noqa: BLE001  handed on whole to whoever waits for the result
                job.future.set_exception(error)
