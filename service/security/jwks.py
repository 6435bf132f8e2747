"""The public keys of one EHR: fetched when needed, kept for a while, and fetched again for a new `kid`."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import httpx
import orjson
from jwt import PyJWK
from jwt.exceptions import InvalidKeyError, PyJWKError

from immunote.engine.json_keys import KeyTwice, read_json
from immunote.service.security.problems import refusal

if TYPE_CHECKING:
    from immunote.service.kernel.problems import Problem
    from immunote.service.settings.security import CdsClient, SecuritySettings

ALGORITHMS = ("RS384", "ES384")
_KIND = {"RS384": ("RSA", None), "ES384": ("EC", "P-384")}
_SMALLEST_RSA = 2048
_LARGEST_SET = 256 * 1024
_MOST_KEYS = 100
_AFTER_FAILURE = 5.0  # seconds until the next attempt at a server that did not answer

Keys = Mapping[tuple[str, str], PyJWK]


class JwksUnreadable(Exception):
    """The key set could not be read; the message says why, without any content of the response."""


def read_jwks(content: bytes) -> Keys:
    """Return the accepted keys of a key set, by (kid, algorithm); others are left out. Raises JwksUnreadable."""
    try:
        raw = read_json(content)
    except (orjson.JSONDecodeError, KeyTwice):
        raise JwksUnreadable("no JSON") from None
    listed = raw.get("keys") if isinstance(raw, dict) else None
    if not isinstance(listed, list) or len(listed) > _MOST_KEYS:
        raise JwksUnreadable("no set of keys")
    keys = {}
    for each in listed:
        for algorithm, kind in _KIND.items():
            if isinstance(each, dict) and isinstance(each.get("kid"), str) and _fits(each, algorithm, kind):
                try:
                    key = PyJWK(each, algorithm)
                except (InvalidKeyError, PyJWKError, ValueError):
                    continue
                if algorithm != "RS384" or key.key.key_size >= _SMALLEST_RSA:
                    keys[each["kid"], algorithm] = key
    return keys


def _fits(raw: Mapping[str, Any], algorithm: str, kind: tuple[str, str | None]) -> bool:
    return (
        (raw.get("kty"), raw.get("crv")) == kind
        and raw.get("alg", algorithm) == algorithm
        and raw.get("use", "sig") == "sig"
        and "verify" in raw.get("key_ops", ["verify"])
    )


def fetch(url: str, seconds: float) -> bytes:
    """Get a key set within the time limit: no redirect, no proxy of the environment. Raises JwksUnreadable."""
    end = time.monotonic() + seconds
    content = b""
    try:
        with (
            httpx.Client(timeout=seconds, follow_redirects=False, trust_env=False) as client,
            client.stream("GET", url, headers={"Accept": "application/json"}) as response,
        ):
            if response.status_code != 200:
                raise JwksUnreadable(f"status {response.status_code}")
            for chunk in response.iter_raw():
                content += chunk
                if len(content) > _LARGEST_SET:
                    raise JwksUnreadable(f"more than {_LARGEST_SET} bytes")
                if time.monotonic() > end:
                    raise JwksUnreadable(f"not complete within {seconds:g} seconds")
    except httpx.HTTPError as error:
        raise JwksUnreadable(type(error).__name__) from None
    return content


@dataclass
class KeySet:
    """The keys of one client. Any thread may ask; one at a time fetches."""

    client: CdsClient
    settings: SecuritySettings
    fetching: Callable[[str, float], bytes] = fetch
    clock: Callable[[], float] = time.monotonic
    _keys: Keys = field(default_factory=dict)
    _fetched: float | None = None
    _tried: float | None = None
    _failed: str = ""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def key(self, kid: str, algorithm: str) -> PyJWK:
        """The public key. Raises Problem: S26 where there is none of that name, S30 where the set cannot be had."""
        keys = self._keys
        if self._age() < self.settings.jwks_kept_seconds and (kid, algorithm) in keys:
            if self._age() >= self.settings.jwks_check_seconds:
                # a key that was taken out ends with this; an EHR whose server is down for an hour can still call
                self._renew(waiting=False)
                keys = self._keys
            if (kid, algorithm) in keys:
                return keys[kid, algorithm]
        else:
            self._renew()
        if self._age() >= self.settings.jwks_kept_seconds:
            raise self._unreachable()
        if (kid, algorithm) not in self._keys:
            raise refusal("S26", "token", "kid", "the JWKS of this issuer holds no such key for this algorithm")
        return self._keys[kid, algorithm]

    def _age(self) -> float:
        return float("inf") if self._fetched is None else self.clock() - self._fetched

    def _renew(self, waiting: bool = True) -> None:
        """Read the set again, unless that was tried a moment ago: unknown kids cost their sender nothing to make."""
        if not self._lock.acquire(timeout=self.settings.jwks_time_limit_seconds if waiting else 0):
            return
        try:
            pause = min(_AFTER_FAILURE, self.settings.jwks_refresh_seconds)
            pause = pause if self._failed else min(self.settings.jwks_refresh_seconds, self.settings.jwks_check_seconds)
            if self._tried is not None and self.clock() - self._tried < pause:
                return
            self._tried = self.clock()
            self._read()
        finally:
            self._lock.release()

    def _read(self) -> None:
        try:
            if self.client.jwks_file is not None:
                content = self.client.jwks_file.read_bytes()
            else:
                content = self.fetching(str(self.client.jwks_url), self.settings.jwks_time_limit_seconds)
            self._keys = read_jwks(content)
        except OSError as error:
            self._failed = error.strerror or type(error).__name__
        except JwksUnreadable as error:
            self._failed = str(error)
        else:
            self._failed = ""
            self._fetched = self.clock()

    def _unreachable(self) -> Problem:
        where = self.client.jwks_url or "jwks_file"
        help_line = f"{self._failed or 'no answer yet'}; try again in a moment"
        return refusal("S30", "token", where, help_line, {"Retry-After": str(round(_AFTER_FAILURE))})
