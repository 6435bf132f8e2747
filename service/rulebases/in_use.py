"""The engines in use in this process, so that an unchanged folder is not loaded a second time."""

from __future__ import annotations

from pathlib import Path
from weakref import WeakValueDictionary

from immunote.engine.api import Engine
from immunote.engine.loading.folder import hash_of_files

_in_use: WeakValueDictionary[tuple[str, str], Engine] = WeakValueDictionary()


def engine_of(folder: Path) -> Engine:
    """The engine on the rule base in `folder`: the one in use where no file has changed, otherwise a new one.

    Raises immunote.engine.faults.Refused with every fault of the rule base.
    """
    state = _state_of(folder)
    engine = _in_use.get((str(folder), state))
    if engine is None:
        engine = Engine.load(folder)
        if state and _state_of(folder) == state:  # else it was changed meanwhile
            _in_use[str(folder), state] = engine
    return engine


def found_in_use(folder: Path) -> Engine | None:
    """The engine in use on the rule base in `folder`, where no file has changed; looks at no file where none is."""
    return _in_use.get((str(folder), _state_of(folder))) if _in_use else None


def _state_of(folder: Path) -> str:
    """`hash_of_files` over all files in a folder and below; of those that are not YAML the name alone.

    Empty where a file cannot be read: the loader says which.
    """
    try:
        held = {
            path.relative_to(folder).as_posix(): path.read_bytes() if path.suffix == ".yaml" and path.is_file() else b""
            for path in folder.rglob("*")
        }
    except OSError:
        return ""
    return hash_of_files({str(folder.absolute()): b"", **held})
