"""The engines in use in this process, so that an unchanged folder is not loaded a second time."""

from __future__ import annotations

from pathlib import Path
from weakref import WeakValueDictionary

from immunote.engine.api import Engine
from immunote.engine.file_hashes import hash_of_files
from immunote.service.rulebases import prepared

_in_use: WeakValueDictionary[tuple[Path, str], Engine] = WeakValueDictionary()


def engine_of(folder: Path) -> Engine:
    """The engine on the rule base in `folder`: the one in use, or kept by an earlier process, where no file changed.

    Raises immunote.engine.faults.Refused with every fault of the rule base.
    """
    files = _state_of(folder)
    if (engine := _found(folder, files)) is None:
        engine = Engine.load(folder)
        if not files or _state_of(folder) != files:  # it was changed meanwhile
            return engine
        prepared.keep(engine, files)
        _in_use[folder.absolute(), files] = engine
    return engine


def found(folder: Path) -> Engine | None:
    """The engine that `engine_of` would return without loading anything; None where it would load."""
    return _found(folder, _state_of(folder))


def files_of(engine: Engine) -> str:
    """The hash of the files that an engine in use was loaded from; empty where it was made in another way."""
    return next((files for (_, files), used in _in_use.items() if used is engine), "")


def _found(folder: Path, files: str) -> Engine | None:
    if not files:
        return None
    place = (folder.absolute(), files)
    engine = _in_use.get(place)
    if engine is None and (engine := prepared.take(folder, files)) is not None:
        _in_use[place] = engine
    return engine


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
    return hash_of_files(held)
