"""What is written, and where: answers on stdout, faults on stderr, UTF-8 always, colour only on a terminal."""

from __future__ import annotations

import io
import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from immunote.engine.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import Console
    from rich.text import Text

BAD_INPUT = 2
NO_ANSWER = 3
WIDTH = 100
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


def write(text: str) -> None:
    """Write a whole answer to stdout. A reader that has left, such as `head`, ends the program quietly."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.write(text if text.endswith("\n") else text + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        _drop_stdout()
        raise SystemExit(_BROKEN_PIPE) from None
    except OSError as error:
        _drop_stdout()
        say(f"cannot write: {error.strerror}")
        raise SystemExit(1) from None


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
    console = Console(
        force_terminal=colour,
        no_color=not colour,
        width=None if is_terminal() else WIDTH,
        highlight=False,
        markup=False,
        emoji=False,
    )
    with console.capture() as captured:
        yield console
    write(captured.get())


def say(message: str) -> None:
    """One line to stderr, beside the answer."""
    if sys.stderr is not None:
        print(f"immunote: {visible(message)}", file=sys.stderr)


def report(faults: Iterable[Fault]) -> None:
    """All faults on stderr, and how many they are."""
    found = list(dict.fromkeys(faults))
    if sys.stderr is None:
        return
    for fault in found:
        print(visible(str(fault)), file=sys.stderr)
    print(f"{len(found)} fault{'' if len(found) == 1 else 's'}", file=sys.stderr)


def visible(text: str) -> str:
    """Text from outside with whatever a terminal would obey, or not show, escaped."""
    return "".join(
        each if each.isprintable() or each == "\n" else each.encode("unicode_escape").decode("ascii") for each in text
    )
