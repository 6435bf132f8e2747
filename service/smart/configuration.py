"""What a record system says of its authorisation server: `.well-known/smart-configuration`, and the keys that it names.

Both are asked for when a launch needs them and used for some minutes. Every endpoint has to lie on the host of the FHIR
server or on one that is listed for it.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any

from jwt import PyJWK
from jwt.exceptions import PyJWTError
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from immunote.service.kernel.problems import Problem
from immunote.service.security.servers import lies_below
from immunote.service.settings.fhir_servers import ServerNotAllowed
from immunote.service.settings.smart import RecordSystem, SmartSettings
from immunote.service.smart.outbound import NoAnswerFrom, Outbound
from immunote.service.smart.refusals import refused

_PATH = "/.well-known/smart-configuration"
_LONGEST = 2000
_MOST_KEYS = 100
SIGNED_BY = ("RS256", "RS384", "ES256", "ES384")
"""Algorithms of identity tokens; none of them is symmetric, and `none` is not among them."""


class SmartConfiguration(BaseModel):
    """The members that are used of it."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    authorization_endpoint: str = Field(max_length=_LONGEST)
    token_endpoint: str = Field(max_length=_LONGEST)
    code_challenge_methods_supported: tuple[str, ...]
    issuer: str | None = Field(None, max_length=_LONGEST)
    jwks_uri: str | None = Field(None, max_length=_LONGEST)


class Configurations:
    """What the listed servers say, remembered for a while in this process."""

    def __init__(self, settings: SmartSettings) -> None:
        self._settings = settings
        self._found: dict[str, tuple[float, SmartConfiguration]] = {}
        self._keys: dict[str, tuple[float, Sequence[Mapping[str, Any]]]] = {}

    async def of(self, server: RecordSystem) -> SmartConfiguration:
        """What a server says. Raises Problem: S51 where that cannot be used, S52 for an endpoint of elsewhere."""
        kept = self._found.get(server.issuer)
        if kept is not None and self._is_fresh(kept[0]):
            return kept[1]
        made = checked(await self._asked(server, server.issuer + _PATH), server)
        self._found[server.issuer] = (time.monotonic(), made)
        return made

    async def key(self, server: RecordSystem, configuration: SmartConfiguration, kid: str | None, by: str) -> PyJWK:
        """The public key of that name for an algorithm; without a name, the only one. Raises Problem (S51, S56)."""
        url = configuration.jwks_uri
        if url is None:
            raise refused(
                "S56", "jwks_uri", "the record system names no keys, so its identity tokens cannot be checked"
            )
        kept = self._keys.get(url)
        found = None if kept is None or not self._is_fresh(kept[0]) else _one(kept[1], kid, by)
        if found is None:  # perhaps a new key
            listed = (await self._asked(server, url)).get("keys")
            if not isinstance(listed, list) or len(listed) > _MOST_KEYS:
                raise refused("S51", "jwks_uri", "a set of at most 100 keys is needed")
            keys = [each for each in listed if isinstance(each, dict)]
            self._keys[url] = (time.monotonic(), keys)
            found = _one(keys, kid, by)
        if found is None:
            raise refused("S56", "kid", "the record system publishes no such key for this algorithm")
        return found

    async def _asked(self, server: RecordSystem, url: str) -> dict[str, Any]:
        try:
            answer = await Outbound(server, self._settings).get(url)
        except NoAnswerFrom as error:
            raise refused("S51", url, error.why) from None
        if answer.status != 200 or answer.body is None:
            raise refused("S51", url, f"it answered with status {answer.status}, and a JSON object is needed")
        return answer.body

    def _is_fresh(self, at: float) -> bool:
        return time.monotonic() - at < self._settings.configuration_seconds


def checked(body: Mapping[str, Any], server: RecordSystem) -> SmartConfiguration:
    """The configuration that a server sent, if it can be used. Raises Problem (S51, S52)."""
    try:
        made = SmartConfiguration.model_validate(body)
    except ValidationError as error:
        names = ", ".join(dict.fromkeys(str(each["loc"][0]) for each in error.errors() if each["loc"]))
        raise refused(
            "S51", names, "the record system's smart-configuration has to hold them as SMART 2.2 says"
        ) from None
    if "S256" not in made.code_challenge_methods_supported:
        raise refused("S51", "code_challenge_methods_supported", "the authorisation server has to take PKCE with S256")
    faults = []
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        url = getattr(made, name)
        if url is not None and not _is_ours(url, server):
            help_line = "it has to lie on the host of the FHIR server, or below one of the `endpoints` of its setting"
            faults += refused("S52", url, help_line, name).faults
    if faults:
        raise Problem(502, "The record system did not answer as it has to", faults)
    return made


def _is_ours(url: str, server: RecordSystem) -> bool:
    try:
        return any(lies_below(url, each.url) for each in server.reachable)
    except ServerNotAllowed:
        return False


def _one(keys: Sequence[Mapping[str, Any]], kid: str | None, by: str) -> PyJWK | None:
    kind = "EC" if by.startswith("ES") else "RSA"
    fitting = [
        each
        for each in keys
        if each.get("kty") == kind
        and each.get("use", "sig") == "sig"
        and each.get("alg", by) == by
        and (kid is None or each.get("kid") == kid)
    ]
    if len(fitting) != 1:
        return None
    try:
        return PyJWK(dict(fitting[0]), by)
    except (PyJWTError, ValueError, TypeError):
        return None
