"""What a command works on: a profile from a file or stdin, a rule base, the engine. Bad input is Refused."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from immunote.engine.faults import Fault, Refused, listed, nearest
from immunote.service import rulebases
from immunote.service.terminal.private_files import settle

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from immunote.engine.api import Engine
    from immunote.engine.rulebase import RuleBase

STDIN = "-"
_AS_RECORDED = "nothing was read; give a JSON or YAML file, or - for stdin"


def read_profile(name: str) -> dict[str, Any]:
    """The raw profile in a file, or on stdin for `-`. Raises Refused."""
    from immunote.engine.parsing import LARGEST, parse_text

    content = _read(name, LARGEST + 1)
    if len(content) > LARGEST:
        help_line = f"a profile is one flat object of at most {LARGEST // 1024} kB; lists of patients go elsewhere"
        raise Refused([Fault("$", "P11", f"more than {LARGEST} bytes", help_line)])
    raw = parse_text(content)
    for key in raw:
        if not key.isascii() and any("\ud800" <= each <= "\udfff" for each in key):
            raise Refused([Fault("$", "P17", key, "half a character: it was written as an escape without its pair")])
    return raw


def _read(name: str, limit: int) -> bytes:
    """At most `limit` bytes: what is larger is refused unread."""
    try:
        if name == STDIN:
            if sys.stdin is None:
                raise Refused([Fault(STDIN, "P16", "stdin is closed", _AS_RECORDED)])
            return _bytes_of(sys.stdin.buffer, limit)
        with Path(name).open("rb") as file:
            return _bytes_of(file, limit)
    except OSError as error:
        raise Refused([Fault(name, "P16", error.strerror or str(error), _AS_RECORDED)]) from None


def _bytes_of(file: BinaryIO, limit: int) -> bytes:
    # a terminal or a slow pipe hands over less than was asked for, so read until it ends
    parts: list[bytes] = []
    left = limit
    while left > 0 and (part := file.read(left)):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def in_file(name: str, faults: Collection[Fault]) -> list[Fault]:
    """Faults of a profile with the name of its file in front of the place; what came by stdin has none."""
    if name == STDIN:
        return list(faults)
    return [replace(each, place=f"{name}: {each.place}") if each.place.startswith("$") else each for each in faults]


def refused_as_json(refused: Refused, rest: Mapping[str, object]) -> int:
    """Write a refusal to stdout as JSON: `rest`, and every fault under `faults`; the exit status."""
    from immunote.service.terminal import output

    faults = [
        {"code": fault.code, "place": fault.place, "text": fault.text, "help": fault.help} for fault in refused.faults
    ]
    output.write_json({**rest, "faults": faults})
    return output.BAD_INPUT


def rules_folder(named: Path | None) -> Path:
    """The folder of the rule base that a command acts on.

    It is the one that was named; else that of the folder one stands in, which a line on stderr says; else the one that
    ships. Raises Refused (R44).
    """
    if named is not None:
        return named
    found = rules_here()
    return rulebases.folder() if found is None else found


def rules_here() -> Path | None:
    """Return `rules_around_here`, and say so in a line on stderr."""
    from immunote.service.terminal import output

    found = rules_around_here()
    if found is None:
        return None
    output.say(f"with the rules of this folder: {found}")
    here = Path.cwd()
    return found.relative_to(here) if here in found.parents else found


def rules_around_here() -> Path | None:
    """Return the rule base of the working directory; None if it is the shipped one. Raises Refused (R44)."""
    from immunote.service.rulebases.working_folder import rules_around

    try:
        found = rules_around(Path.cwd())
    except OSError:  # the folder was deleted
        return None
    return None if found is None or found.resolve() == rulebases.folder() else found


def load_rules(folder: Path | None) -> RuleBase:
    """The rule base of `rules_folder`. Raises Refused; places start with the folder."""
    from immunote.service.rulebases.in_use import found

    chosen = rules_folder(folder)
    if (engine := found(chosen)) is not None:
        return engine.rulebase
    from immunote.engine.loading import load

    with _places_below(chosen):
        return load(chosen)


def load_engine(folder: Path | None) -> Engine:
    """The engine on a rule base. Raises Refused, also where the rule base does not fit into an evaluator."""
    from immunote.service.rulebases.in_use import engine_of

    chosen = rules_folder(folder)
    with _places_below(chosen):
        return engine_of(chosen)


@contextmanager
def _places_below(folder: Path) -> Iterator[None]:
    try:
        yield
    except Refused as refused:
        raise Refused(below(folder, refused.faults)) from None


def below(folder: Path, faults: Collection[Fault]) -> list[Fault]:
    """Return faults of a rule base with the folder before their places, so that an editor can open them."""
    if not folder.is_dir():
        return list(faults)
    return [replace(fault, place=f"{folder}/{fault.place}") for fault in faults]


@contextmanager
def writing(place: Path) -> Iterator[None]:
    """Turn an OSError of a `with` block that writes below `place` into Refused (V33).

    A file that is written over gets the rights that a new one has.
    """
    try:
        yield
        if place.is_file():
            settle(place)
    except OSError as error:
        name = str(error.filename or place)
        help_line = "name a folder that is yours to write, on a disk with room"
        raise Refused([Fault(name, "V33", error.strerror or "not written", help_line)]) from None


def writable(folder: Path) -> None:
    """Make a folder, before the work whose outcome goes there. Raises Refused (V33)."""
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)


def not_overwritten(path: Path, force: bool) -> list[Fault]:
    """A fault (L16) where a file is there already and is not to be overwritten."""
    if force or not path.exists():
        return []
    return [Fault(str(path), "L16", path.name, "choose another name, or overwrite it with --force")]


def not_one_of(option: str, given: str, known: Collection[str]) -> list[Fault]:
    """A fault (Q03) where an option's value is none of those known."""
    if given in known:
        return []
    return [Fault(option, "Q03", given, f"one of {listed(list(known))}; {nearest(given, known)}")]


def needs(*modules: str, extra: str) -> None:
    """Raise Refused (E03), with how to install it, where a module that a command needs is not installed."""
    from immunote.service.terminal.extras import missing

    if faults := missing(*modules, extra=extra):
        raise Refused(faults)


def needs_the_service() -> None:
    """Raise Refused (E03) where what the service needs is not installed."""
    needs("fastapi", "uvicorn", "sqlalchemy", "pydantic_settings", extra="service")


LISTS = ("polars", "narwhals", "numpy", "nanoarrow", "python_calamine", "xlsxwriter")
"""What lists need beside what a note needs."""


def needs_lists() -> None:
    """Raise Refused (E03) where the packages for patient lists are not installed."""
    needs(*LISTS, extra="lists")
