"""API keys for REST: 256 random bits, shown once, stored as a hash, each with scopes and an expiry date.

A fast hash is enough. Slow hashes protect passwords, which can be guessed; nobody guesses one of 2**256 equally likely
keys, and a slow hash on every request would make denial of service easier. With a pepper, whoever has stolen the
database cannot even test a key that was found elsewhere.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from collections import OrderedDict
from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from immunote.engine.faults import Fault, Refused, listed, nearest
from immunote.service.kernel.scopes import SCOPES, Caller
from immunote.service.security.problems import refusal

if TYPE_CHECKING:
    from immunote.service.settings.security import SecuritySettings
    from immunote.service.storage.keys import KeyStore

PREFIX = "imn_"
FIRST_DAYS = 30
_MOST_REMEMBERED = 1000
_LENGTH = len(PREFIX) + 43  # 32 bytes as URL-safe base64


def hashed(secret: str, settings: SecuritySettings) -> str:
    """Return the hash of a key that is stored: BLAKE2b, with the pepper as its key if one is set."""
    pepper = settings.key_pepper.get_secret_value().encode() if settings.key_pepper else b""
    return hashlib.blake2b(secret.encode(), digest_size=32, key=pepper, person=b"immunote-api-key").hexdigest()


def make_key(store: KeyStore, settings: SecuritySettings, scopes: Collection[str], days: int, label: str) -> str:
    """Make a key, store its hash, and return the key, which cannot be shown again. Raises Refused (S39)."""
    faults = [
        Fault("--scope", "S39", scope, f"one of {listed(list(SCOPES))}; {nearest(scope, SCOPES)}")
        for scope in scopes
        if scope not in SCOPES
    ]
    if not scopes:
        faults.append(Fault("--scope", "S39", "none", f"one or more of {listed(list(SCOPES))}"))
    if not 1 <= days <= settings.key_days:
        faults.append(Fault("--days", "S39", str(days), f"1 to {settings.key_days} days"))
    if faults:
        raise Refused(faults)
    secret = PREFIX + secrets.token_urlsafe(32)
    store.add(hashed(secret, settings), frozenset(scopes), datetime.now(UTC) + timedelta(days=days), label)
    return secret


def first_key(store: KeyStore, settings: SecuritySettings) -> str | None:
    """Return a key with all scopes, valid for 30 days, to be shown once; None if any key was ever made."""
    secret = PREFIX + secrets.token_urlsafe(32)
    expires = datetime.now(UTC) + timedelta(days=min(FIRST_DAYS, settings.key_days))
    made = store.add_first(hashed(secret, settings), frozenset(SCOPES), expires, "first key")
    return None if made is None else secret


class KeyRing:
    """Finds the caller behind a key. A key that was found is remembered for some seconds."""

    def __init__(self, settings: SecuritySettings) -> None:
        self.settings = settings
        self._remembered: OrderedDict[str, tuple[Caller, float]] = OrderedDict()

    def remembered(self, secret: str) -> Caller | None:
        """Return the caller from the cache, None if it is not there. Call it on the event loop only."""
        found = self._remembered.get(hashed(secret, self.settings))
        return found[0] if found is not None and time.monotonic() < found[1] else None

    def find(self, secret: str, store: KeyStore) -> Caller:
        """Return the caller from the database. Raises Problem (S21) for a key that is not valid."""
        kept = store.find(hashed(secret, self.settings)) if len(secret) == _LENGTH else None
        now = datetime.now(UTC)
        if kept is None or kept.revoked is not None or kept.expires is None or kept.expires <= now:
            raise refusal(
                "S21", "header Authorization", f"{PREFIX}…", "`immunote keys list` shows the keys that are valid"
            )
        return Caller(id=f"key:{kept.id}", kind="api_key", scopes=frozenset(kept.scopes))

    def remember(self, secret: str, caller: Caller) -> None:
        """Cache a caller for `key_kept_seconds`. Call it on the event loop only."""
        if not self.settings.key_kept_seconds:
            return
        until = time.monotonic() + self.settings.key_kept_seconds
        self._remembered[hashed(secret, self.settings)] = (caller, until)
        if len(self._remembered) > _MOST_REMEMBERED:
            self._remembered.popitem(last=False)
