"""What is written, and where: answers on stdout, faults on stderr, UTF-8 always, colour only on a terminal."""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from immunote.engine.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import Console
    from rich.text import Text

BAD_INPUT = 2
NO_ANSWER = 3
_NOT_WRITTEN = 1
WIDTH = 100
"""The widest that lines of text are set."""
_NARROW = 80
_BROKEN_PIPE = 141  # what a shell reports of a program that SIGPIPE ended


def prepare() -> None:
    """Write UTF-8 whatever the locale says. A lone surrogate is escaped rather than a reason to stop."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def is_terminal() -> bool:
    """Whether a person reads stdout."""
    return sys.stdout is not None and sys.stdout.isatty()


def has_colour() -> bool:
    """Whether colour is wanted: on a terminal, and where NO_COLOR is not set (no-color.org)."""
    return is_terminal() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width() -> int:
    """How wide lines of text are set: as COLUMNS or the terminal says, at most WIDTH; in a file or pipe, 80."""
    if not is_terminal() and not os.environ.get("COLUMNS", "").isdecimal():
        return _NARROW
    return max(min(shutil.get_terminal_size((_NARROW, 24)).columns, WIDTH), 40)


def page_width() -> int:
    """How wide a page of paper is set: as `width`, but in a file or pipe WIDTH."""
    return width() if is_terminal() or os.environ.get("COLUMNS", "").isdecimal() else WIDTH


def write(text: str) -> None:
    """Write a whole answer to stdout. A reader that has left, such as `head`, ends the program quietly.

    What cannot be written, on a full disk for instance, ends it with a line on stderr and exit status 1.
    """
    if sys.stdout is None:
        return
    try:
        sys.stdout.write(text if text.endswith("\n") else text + "\n")
        sys.stdout.flush()
    except OSError as error:
        raise unwritten(error) from None


def write_bytes(content: bytes) -> None:
    """Write a file to stdout, as `write` does a text."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except OSError as error:
        raise unwritten(error) from None


def write_json(found: object) -> None:
    """Write an answer to stdout as JSON, for other programs."""
    write(json.dumps(found, indent=2, ensure_ascii=False))


def unwritten(error: OSError, where: str = "stdout") -> SystemExit:
    """Return the SystemExit for a failed write to stdout, or to a file `where`.

    Its status is 141 for a broken pipe, else 1 after a line on stderr.
    """
    if sys.stdout is not None:
        _drop_stdout()
    if isinstance(error, BrokenPipeError):
        return SystemExit(_BROKEN_PIPE)
    say(f"{where}: cannot write: {error.strerror}")
    return SystemExit(_NOT_WRITTEN)


def _drop_stdout() -> None:
    """Point stdout at nothing, so that the interpreter's own flush at exit does not fail once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write_rich(texts: Iterable[Text]) -> None:
    """Write styled lines: with colour on a terminal, plain elsewhere."""
    with page() as console:
        for text in texts:
            console.print(text, soft_wrap=True)


@contextmanager
def page() -> Iterator[Console]:
    """A console to print an answer on; it is written as a whole at the end."""
    from rich.console import Console

    colour = has_colour()
    written = io.StringIO()
    console = Console(
        file=written,
        force_terminal=colour,
        no_color=not colour,
        width=width(),
        highlight=False,
        markup=False,
        emoji=False,
    )
    yield console
    write(written.getvalue())


def say(message: str) -> None:
    """One line to stderr, beside the answer."""
    _tell(f"immunote: {visible(message)}")


def report(faults: Iterable[Fault]) -> None:
    """All faults on stderr, and how many they are."""
    found = list(dict.fromkeys(faults))
    for fault in found:
        _tell(visible(str(fault)))
    _tell(f"{len(found)} fault{'' if len(found) == 1 else 's'}")


def _tell(line: str) -> None:
    """Write a line to stderr, and ignore that stderr is closed or full."""
    if sys.stderr is not None:
        with suppress(OSError):
            print(line, file=sys.stderr)


def visible(text: str) -> str:
    """Return text with control characters and other unprintable ones escaped."""
    return "".join(
        each if each.isprintable() or each == "\n" else each.encode("unicode_escape").decode("ascii") for each in text
    )
