"""Rule bases that were loaded before, kept in the user's cache folder, so that the next command starts sooner.

A kept rule base is used only where the files of the rule base, the program and Python are the same to the byte. Nothing
is kept of a patient. `IMMUNOTE_CACHE` names another folder, and `off` keeps nothing.
"""

from __future__ import annotations

import gc
import hashlib
import os
import pickle
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pydantic

from immunote import engine
from immunote.engine.api import Engine
from immunote.engine.version import VERSION

VARIABLE = "IMMUNOTE_CACHE"
OFF = "off"
KEPT = 16
"""The most files that are kept, one or two of a rule base; the ones used longest ago go first."""
_DIGEST = hashlib.sha256().digest_size


def take(folder: Path, files: str) -> Engine | None:
    """The engine that was kept for a rule base with these `files` (a hash of all of them); None where none was.

    One that cannot be read is deleted, and the caller loads the rule base anew.
    """
    kept = take_part("", files)
    if kept is None:
        return None
    rulebase, compiled = kept
    return Engine(replace(rulebase, folder=str(folder)), compiled)


def keep(engine: Engine, files: str) -> None:
    """Keep an engine's rule base, compiled, under the hash of the rule base's files; nothing where that cannot be."""
    keep_part("", files, (engine.rulebase, engine.compiled))


def take_part(kind: str, files: str) -> Any:
    """What `keep_part` kept under this kind and these files; None where nothing was. A damaged file is deleted."""
    kept = _kept(kind, files)
    if kept is None:
        return None
    try:
        content = kept.read_bytes()
        with _no_collection():
            part = pickle.loads(content[_DIGEST:]) if _is_whole(content) else None
        os.utime(kept)
    except OSError:
        return None
    if part is None:
        kept.unlink(missing_ok=True)
    return part


def keep_part(kind: str, files: str, part: object) -> None:
    """Keep what was made of a rule base with these `files`; nothing where that cannot be. `kind`: says what it is."""
    kept = _kept(kind, files)
    if kept is None:
        return
    content = pickle.dumps(part, protocol=5)
    try:
        handle, made = tempfile.mkstemp(dir=kept.parent)  # for this user's eyes alone
    except OSError:  # the folder was removed meanwhile, or is full: the next command loads anew
        return
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(hashlib.sha256(content).digest() + content)
        Path(made).replace(kept)
    except OSError:
        Path(made).unlink(missing_ok=True)
    for older in _by_use(kept.parent)[KEPT:]:
        older.unlink(missing_ok=True)


def _is_whole(content: bytes) -> bool:
    return hashlib.sha256(content[_DIGEST:]).digest() == content[:_DIGEST]


def _kept(kind: str, files: str) -> Path | None:
    """The file that holds, or would hold, a part; None where this user has no cache folder of their own."""
    folder = cache_folder()
    if folder is None:
        return None
    return folder / f"{hashlib.sha256(f'{kind} {files} {_program()}'.encode()).hexdigest()}.pickle"


@cache
def cache_folder() -> Path | None:
    """The cache folder, made where it is missing; None where it is turned off, or open to other users."""
    named = os.environ.get(VARIABLE, "")
    if named == OFF:
        return None
    base = Path(named) if named else Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "immunote"
    try:
        base.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = base.stat()
    except (OSError, RuntimeError):  # no such user, a read-only disk
        return None
    is_own = found.st_uid == os.geteuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    return base if is_own else None  # what is kept is run by Python, so nobody else may write there


@cache
def _program() -> str:
    """What the program is: its version, that of Python and pydantic, and the size and time of each of its files."""
    root = Path(next(iter(engine.__path__)))
    files = sorted(root.rglob("*.py"))
    states = [(path.relative_to(root).as_posix(), (found := path.stat()).st_size, found.st_mtime_ns) for path in files]
    return repr((VERSION, sys.version, pydantic.VERSION, states))


def _by_use(folder: Path) -> list[Path]:
    """Return what is kept, the last used first; another process may delete some of it at the same time."""
    times: dict[Path, float] = {}
    for path in folder.glob("*.pickle"):
        with suppress(FileNotFoundError):
            times[path] = path.stat().st_mtime
    return sorted(times, key=times.__getitem__, reverse=True)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Nothing that is read here is garbage, and looking for some takes half of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
