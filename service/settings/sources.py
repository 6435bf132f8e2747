"""Where settings come from beside the environment: files named by `NAME_FILE`, and one TOML file, IMMUNOTE_CONFIG.

An option of the command line comes first, then the environment, then a file named there, then the TOML file.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, EnvSettingsSource, InitSettingsSource

from immunote.engine.faults import Fault, Refused, nearest, shorten

PREFIX = "IMMUNOTE_"
DELIMITER = "__"
CONFIG = f"{PREFIX}CONFIG"
"""Names the TOML file."""
SUFFIX = "_FILE"
_MOST = 1 << 20


def variables(model: type[BaseModel], prefix: str = PREFIX) -> Iterator[tuple[str, FieldInfo]]:
    """Every variable with its field, the parts of the service with theirs in their place."""
    for name, info in model.model_fields.items():
        variable = prefix + name.upper()
        kind = info.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from variables(kind, variable + DELIMITER)
        else:
            yield variable, info


def named_by_files(model: type[BaseModel], environment: Mapping[str, str]) -> dict[str, tuple[str, Path]]:
    """The settings whose value is in a file: setting -> the variable that names the file, and the file."""
    known = {name for name, _ in variables(model)}
    found = {}
    for name, value in environment.items():
        setting = name.upper().removesuffix(SUFFIX)
        if name.upper() not in known and name.upper().endswith(SUFFIX) and setting in known:
            found[setting] = (name, Path(value))
    return found


class Environment(EnvSettingsSource):
    """Settings of the environment, but for the names of files: below a group they would pass for unknown settings."""

    def _load_env_vars(self) -> Mapping[str, str | None]:
        files = {variable.lower() for variable, _ in named_by_files(self.settings_cls, os.environ).values()}
        return {name: value for name, value in super()._load_env_vars().items() if name.lower() not in files}


class ValuesFromFiles(EnvSettingsSource):
    """Settings as the environment gives them, each out of a file: a password that a container gets as a secret."""

    def _load_env_vars(self) -> Mapping[str, str | None]:
        found, faults = {}, list[Fault]()
        given = {name.upper() for name in os.environ}
        for setting, (variable, file) in named_by_files(self.settings_cls, os.environ).items():
            if setting in given:
                faults.append(Fault(variable, "S02", "set twice", f"set {setting} or {variable}, one of the two"))
                continue
            try:
                found[setting.lower()] = _content(file).rstrip("\r\n")
            except (OSError, ValueError) as error:
                faults.append(_unread(variable, file, error))
        if faults:
            raise Refused(faults)
        return found


def from_toml(model: type[BaseSettings]) -> InitSettingsSource:
    """The settings of the TOML file; none where no file is named. Raises Refused (S02, S03) with every fault."""
    name = next((value for key, value in os.environ.items() if key.upper() == CONFIG), "")
    if not name:
        return InitSettingsSource(model, init_kwargs={})
    file = Path(name)
    try:
        found = tomllib.loads(_content(file))
    except (
        OSError,
        ValueError,
        RecursionError,
    ) as error:  # tomllib's own is a ValueError; its words hold the line and column alone
        raise Refused([_unread(CONFIG, file, error)]) from None
    if faults := list(_unknown(model, found, file)):
        raise Refused(faults)
    return InitSettingsSource(model, init_kwargs=found)


def _unknown(model: type[BaseModel], found: Mapping[str, Any], file: Path, above: str = "") -> Iterator[Fault]:
    for key, value in found.items():
        info = model.model_fields.get(key)
        if info is None:
            yield Fault(f"{file}: {above}{key}", "S03", shorten(key), nearest(key, model.model_fields))
        elif isinstance(info.annotation, type) and issubclass(info.annotation, BaseModel):
            if isinstance(value, Mapping):
                yield from _unknown(info.annotation, value, file, f"{above}{key}.")
            else:
                yield Fault(f"{file}: {above}{key}", "S02", "a value that is not shown", f"[{key}] is a table")


def _content(file: Path) -> str:
    """The text of a file, without a byte order mark, which some editors put at its start."""
    with file.open("rb") as opened:
        content = opened.read(_MOST + 1)
    if len(content) > _MOST:
        msg = "more than 1 MiB"
        raise ValueError(msg)
    return content.decode("utf-8-sig")


def _unread(variable: str, file: Path, error: Exception) -> Fault:
    why = error.strerror if isinstance(error, OSError) else f"it cannot be read as text or TOML: {_place_of(error)}"
    return Fault(variable, "S02", str(file), why or type(error).__name__)


def _place_of(error: Exception) -> str:
    """The place that a TOML parser names; never the words, which may hold a secret."""
    _, mark, place = str(error).rpartition("(at ")
    return f"at {place.removesuffix(')')}" if mark else type(error).__name__
