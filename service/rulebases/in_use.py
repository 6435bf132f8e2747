"""The engines in use in this process, so that an unchanged folder is not loaded a second time."""

from __future__ import annotations

import hashlib
from pathlib import Path
from weakref import WeakValueDictionary

from immunote.engine.api import Engine

_in_use: WeakValueDictionary[tuple[str, str], Engine] = WeakValueDictionary()


def engine_of(folder: Path) -> Engine:
    """The engine on the rule base in `folder`: the one in use where no file has changed, otherwise a new one.

    Raises immunote.engine.faults.Refused with every fault of the rule base.
    """
    key = (str(folder), _state_of(folder))
    engine = _in_use.get(key)
    if engine is None:
        engine = Engine.load(folder)
        if _state_of(folder) == key[1]:  # else it was changed meanwhile
            _in_use[key] = engine
    return engine


def _state_of(folder: Path) -> str:
    """SHA-256 over the names of all files in a folder and below, and over what the YAML files hold."""
    digest = hashlib.sha256(str(folder.absolute()).encode())
    for path in sorted(folder.rglob("*")):
        held = path.read_bytes() if path.suffix == ".yaml" and path.is_file() else b""
        digest.update(f"{path.relative_to(folder).as_posix()}\n{len(held)}\n".encode() + held)
    return digest.hexdigest()
