"""How far a run is: a bar on a terminal, lines of JSON for a program, nothing in a pipe."""

from __future__ import annotations

import json
import sys
import time
from types import TracebackType
from typing import Protocol

MODES = ("auto", "json", "none")


class Progress(Protocol):
    """Told of rows as they are done."""

    def start(self, rows: int, done: int) -> None:
        """`rows` in all, of which `done` were finished by an earlier run."""

    def advance(self, rows: int, quarantined: int) -> None:
        """One more part."""

    def __enter__(self) -> Progress:
        """Begin."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End, however the run ended."""


def progress(mode: str) -> Progress:
    """The progress that `--progress` asks for."""
    if mode == "json":
        return _Json()
    if mode == "auto" and sys.stderr is not None and sys.stderr.isatty():
        return _Bar()
    return _Silent()


class _Silent:
    """Says nothing."""

    def start(self, rows: int, done: int) -> None:
        """Nothing to say."""

    def advance(self, rows: int, quarantined: int) -> None:
        """Nothing to say."""

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None


class _Json(_Silent):
    """One object a line on stderr: rows done, of how many, quarantined, seconds, rows a second, seconds left."""

    def start(self, rows: int, done: int) -> None:
        self._rows, self._before, self._done, self._quarantined = rows, done, done, 0
        self._began = time.monotonic()
        self._say("start")

    def advance(self, rows: int, quarantined: int) -> None:
        self._done += rows
        self._quarantined += quarantined
        self._say("part")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if hasattr(self, "_rows"):
            self._say("end" if error is None else "stopped")

    def _say(self, event: str) -> None:
        seconds = time.monotonic() - self._began
        rate = (self._done - self._before) / seconds if seconds > 0 else 0.0
        said = {
            "event": event,
            "rows": self._done,
            "of": self._rows,
            "quarantined": self._quarantined,
            "seconds": round(seconds, 3),
            "rows_a_second": round(rate),
            "seconds_left": round((self._rows - self._done) / rate, 1) if rate else None,
        }
        if sys.stderr is not None:
            print(json.dumps(said), file=sys.stderr, flush=True)


class _Bar(_Silent):
    """A bar with rows, rate and time left."""

    def start(self, rows: int, done: int) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        self._bar = Progress(
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("rows, {task.fields[rate]} a second,"),
            TimeRemainingColumn(),
            TextColumn("left"),
            console=Console(stderr=True),
            transient=True,
        )
        self._bar.start()
        self._task = self._bar.add_task("rows", total=rows, completed=done, rate="-")
        self._began, self._new = time.monotonic(), 0

    def advance(self, rows: int, quarantined: int) -> None:
        self._new += rows
        rate = self._new / max(time.monotonic() - self._began, 1e-6)
        self._bar.update(self._task, advance=rows, rate=f"{rate:,.0f}")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if hasattr(self, "_bar"):
            self._bar.stop()
