"""The engines in use in this process, so that an unchanged folder is not loaded a second time."""

from __future__ import annotations

import hashlib
from pathlib import Path
from weakref import WeakValueDictionary

from immunote.engine.api import Engine
from immunote.engine.loading import load
from immunote.engine.rulebase import RuleBase

_in_use: WeakValueDictionary[tuple[str, str], Engine] = WeakValueDictionary()


def engine_of(folder: Path) -> Engine:
    """The engine on the rule base in `folder`: the one in use where no file has changed, otherwise a new one.

    Raises immunote.engine.faults.Refused with every fault of the rule base.
    """
    state = _state_of(folder)
    engine = _found(folder, state)
    if engine is None:
        engine = Engine.load(folder)
        if state is not None and _state_of(folder) == state:  # else it was changed meanwhile
            _in_use[str(folder), state] = engine
    return engine


def rulebase_of(folder: Path) -> RuleBase:
    """The rule base in `folder`: that of the engine in use where no file has changed, otherwise loaded anew.

    Raises immunote.engine.faults.Refused with every fault of the rule base.
    """
    engine = _found(folder, _state_of(folder)) if _in_use else None
    return load(folder) if engine is None else engine.rulebase


def _found(folder: Path, state: str | None) -> Engine | None:
    return None if state is None else _in_use.get((str(folder), state))


def _state_of(folder: Path) -> str | None:
    """SHA-256 over the names of all files in a folder and below, and over what the YAML files hold.

    None where a file cannot be read: the loader says which.
    """
    digest = hashlib.sha256(str(folder.absolute()).encode())
    try:
        for path in sorted(folder.rglob("*")):
            held = path.read_bytes() if path.suffix == ".yaml" and path.is_file() else b""
            digest.update(f"{path.relative_to(folder).as_posix()}\n{len(held)}\n".encode() + held)
    except OSError:
        return None
    return digest.hexdigest()
