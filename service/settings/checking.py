"""Settings that cannot be used, each with its code, its variable and what it takes; all at once."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from ipaddress import ip_address
from typing import Any

from pydantic import BaseModel, SecretStr, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined
from pydantic_settings.exceptions import SettingsError

from immunote.engine.faults import Fault, Refused, nearest, shorten
from immunote.service.settings.service import DELIMITER, PREFIX, Settings

_MOVED = "this is for the proxy to limit: see docs/proxy/nginx.conf, and remove the variable"
_OF_COMMANDS = f"{PREFIX}CACHE"
"""Where loaded rule bases are kept; commands read it too, so it is no setting of the service."""
_OF_THE_PROXY = {f"{PREFIX}SECURITY{DELIMITER}{name}" for name in ("ADDRESS_RATE", "ADDRESS_BURST", "PROXIES")}


def read_settings() -> Settings:
    """The settings of the environment. Raises Refused with every fault (S02, S03, S04)."""
    faults = list(_unknown(os.environ))
    try:
        settings = Settings()
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
    for name, info in model.model_fields.items():
        variable = prefix + name.upper()
        kind = info.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from variables(kind, variable + DELIMITER)
        else:
            yield variable, info


def default_of(info: FieldInfo) -> Any:
    """The default as a person would write it."""
    value = info.get_default(call_default_factory=True) if info.default_factory is None else None
    return None if value is PydanticUndefined else value


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
    read = {*known, *groups, _OF_COMMANDS}
    for name in environment:
        upper = name.upper()
        if upper.startswith(PREFIX) and upper not in read:
            yield Fault(name, "S03", shorten(name), _MOVED if upper in _OF_THE_PROXY else nearest(upper, known))


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
