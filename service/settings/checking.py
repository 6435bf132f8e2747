"""Settings that cannot be used, each with its code, its variable and what it takes; all at once."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from ipaddress import ip_address
from typing import Any

from pydantic import BaseModel, SecretStr, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource
from pydantic_settings.exceptions import SettingsError

from immunote.engine.faults import Fault, Refused, nearest, shorten
from immunote.service.settings.service import Settings
from immunote.service.settings.sources import (
    CONFIG,
    DELIMITER,
    PREFIX,
    Environment,
    ValuesFromFiles,
    from_toml,
    named_by_files,
)
from immunote.service.settings.sources import variables as variables_of

_MOVED = "this is for the proxy to limit: see docs/proxy/nginx.conf, and remove the variable"
_OF_COMMANDS = {f"{PREFIX}CACHE", f"{PREFIX}FILE_MODE", CONFIG}
"""Where loaded rule bases are kept, and the rights of files; all commands read them, so they are no settings."""
_OF_THE_PROXY = {f"{PREFIX}SECURITY{DELIMITER}{name}" for name in ("ADDRESS_RATE", "ADDRESS_BURST", "PROXIES")}


def read_settings() -> Settings:
    """The settings of the environment and of the files it names. Raises Refused with every fault (S02, S03, S04)."""
    faults = list(_unknown(os.environ))
    try:
        settings = Settings()
    except Refused:  # a file that cannot be read: what else is wrong is said with it
        raise Refused(sorted([*faults, *_of_files(), *_of_environment()])) from None
    except ValidationError as error:
        raise Refused(sorted([*faults, *_unusable(error)])) from None
    except SettingsError as error:
        # a group or a list that is no JSON; the exception names the field
        raise Refused(sorted([*faults, *_no_json(error)])) from None
    faults += _open_development(settings)
    if faults:
        raise Refused(sorted(faults))
    return settings


def variables(model: type[BaseModel] = Settings, prefix: str = PREFIX) -> Iterator[tuple[str, FieldInfo]]:
    """Every variable with its field, the parts of the service with theirs in their place."""
    return variables_of(model, prefix)


def default_of(info: FieldInfo) -> Any:
    """The default as a person would write it."""
    value = info.get_default(call_default_factory=True) if info.default_factory is None else None
    return None if value is PydanticUndefined else value


def audited(settings: BaseModel, prefix: str = PREFIX) -> dict[str, str]:
    """What is set to something else than its default, by variable; of what may hold a secret only that it is set."""
    found: dict[str, str] = {}
    for name, info in type(settings).model_fields.items():
        variable, value = prefix + name.upper(), getattr(settings, name)
        if isinstance(value, BaseModel) and isinstance(info.annotation, type):
            found |= audited(value, variable + DELIMITER)
        elif value != default_of(info) and not (info.default_factory and value == info.default_factory()):  # type: ignore[call-arg]
            found[variable] = _told(variable, info, value)
    return found


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches an address."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _unknown(environment: Mapping[str, str]) -> Iterator[Fault]:
    known = dict(variables())
    groups = {name.rpartition(DELIMITER)[0] for name in known if DELIMITER in name}
    files = {variable.upper() for variable, _ in named_by_files(Settings, environment).values()}
    read = {*known, *groups, *files, *_OF_COMMANDS}
    for name in environment:
        upper = name.upper()
        if upper.startswith(PREFIX) and upper not in read:
            yield Fault(name, "S03", shorten(name), _MOVED if upper in _OF_THE_PROXY else nearest(upper, known))


class _OfEnvironment(Settings):
    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        *_: PydanticBaseSettingsSource,
        **__: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (Environment(settings_cls),)


def _of_files() -> Iterator[Fault]:
    for source in (ValuesFromFiles, from_toml):
        try:
            source(Settings)
        except Refused as refused:
            yield from refused.faults


def _of_environment() -> Iterator[Fault]:
    """The faults of single variables; what only two settings together make wrong may be mended by the file."""
    settings = dict(variables())
    try:
        _OfEnvironment()
    except ValidationError as error:
        yield from (fault for fault in _unusable(error) if fault.place in settings)
    except SettingsError as error:
        yield from _no_json(error)


def _unusable(error: ValidationError) -> Iterator[Fault]:
    known = dict(variables())
    for each in error.errors(include_url=False, include_input=True):
        path = [str(part) for part in each["loc"]]
        name = PREFIX + DELIMITER.join(path).upper()
        while name not in known and len(path) > 1:
            path.pop()
            name = PREFIX + DELIMITER.join(path).upper()
        info = known.get(name)
        if each["type"] == "extra_forbidden":
            continue  # said as an unknown setting already
        about = "" if info is None or not info.description else f" {info.description}"
        why = each["msg"].removeprefix("Value error, ")
        yield Fault(name, "S02", _told(name, info, each["input"]), f"{why}.{about}")


def _told(name: str, info: FieldInfo | None, given: Any) -> str:
    """The value that was given, unless it may hold a secret."""
    is_secret = info is None or info.repr is False or SecretStr.__name__ in str(info.annotation)
    return "a value that is not shown" if is_secret or name.endswith("URL") else shorten(given)


def _no_json(error: SettingsError) -> Iterator[Fault]:
    text = str(error)
    name = next((part for part in text.split('"')[1::2]), "")
    variable = PREFIX + name.upper()
    yield Fault(variable, "S02", "a value that is not shown", "a list or a group is written as JSON")


def _open_development(settings: Settings) -> Iterator[Fault]:
    if settings.development and not is_loopback(settings.host):
        help_line = (
            "development mode listens on 127.0.0.1, ::1 or localhost; leave development mode, or set IMMUNOTE_HOST"
        )
        yield Fault("IMMUNOTE_HOST", "S04", shorten(settings.host), help_line)
