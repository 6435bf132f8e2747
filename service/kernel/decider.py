"""One thread a process that decides notes and records what was decided: several notes, one commit.

Notes are inferred in Python, which runs on one core a process however many threads there are. Threads beside each
other only get in each other's way: whoever commits would lose the interpreter at each step to one who computes, and
hold the lock of the database for all that time. So notes wait in a queue, in the order in which they came.
"""

from __future__ import annotations

import contextvars
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from immunote.service.storage.decisions import DecisionLog, ReadyDecision

T = TypeVar("T")
_TOGETHER = 16  # decisions in one commit, at most
_SECONDS = 0.025  # after this nobody who is decided waits for another one to be


@dataclass(frozen=True)
class Drafted(Generic[T]):
    """A note that is decided and not yet recorded. `finish` gives it away once it is; `withhold` says why not."""

    decision: ReadyDecision
    finish: Callable[[], T]
    withhold: Callable[[Exception], Exception]


@dataclass(frozen=True)
class _Job(Generic[T]):
    draft: Callable[[], Drafted[T]]
    future: Future[T] = field(default_factory=Future)
    context: contextvars.Context = field(default_factory=contextvars.copy_context)  # the request id, for log lines


class DecisionThread:
    """Takes drafts from any thread; each ends in a result once its decision is on disk."""

    def __init__(self, log: DecisionLog) -> None:
        self._log = log
        self._jobs: deque[_Job[Any]] = deque()
        self._thread = ThreadPoolExecutor(1, "decider")

    def submit(self, draft: Callable[[], Drafted[T]]) -> Future[T]:
        """Queue a draft. The result is that of its `finish`, or the exception that it met on the way.

        A future that is cancelled before its turn costs nothing: nothing is decided, nothing recorded.
        """
        job = _Job(draft)
        self._jobs.append(job)
        self._thread.submit(self._decide_some)
        return job.future

    def close(self) -> None:
        """Take no more, and return when all that was taken has its result."""
        self._thread.shutdown()

    def _decide_some(self) -> None:
        drafted: list[tuple[_Job[Any], Drafted[Any]]] = []
        until = time.monotonic() + _SECONDS
        while self._jobs and len(drafted) < _TOGETHER and time.monotonic() < until:
            job = self._jobs.popleft()
            if not job.future.set_running_or_notify_cancel():
                continue  # the caller has gone, or its time was over
            try:
                drafted.append((job, job.context.run(job.draft)))
            except BaseException as error:  # noqa: BLE001  handed on whole to whoever waits for the result
                job.future.set_exception(error)
        if drafted:
            self._record(drafted)

    def _record(self, drafted: list[tuple[_Job[Any], Drafted[Any]]]) -> None:
        try:
            self._log.append_all([made.decision for _, made in drafted])
        except Exception as error:  # noqa: BLE001  whatever it is, each is told; none may wait for ever
            for job, made in drafted:
                job.future.set_exception(made.withhold(error))
            return
        for job, made in drafted:
            try:
                job.future.set_result(job.context.run(made.finish))
            except BaseException as error:  # noqa: BLE001  handed on whole to whoever waits for the result
                job.future.set_exception(error)
