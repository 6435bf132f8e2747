"""`immunote keys`: make, list and end API keys in the database of the settings."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from immunote.engine.faults import Fault, Refused
from immunote.service.security.api_keys import FIRST_DAYS, first_key, make_key
from immunote.service.settings.checking import read_settings
from immunote.service.signatures.ed25519 import check_file, make_pair, private_key, public_keys, sign_file
from immunote.service.storage.database import connect, database_silent
from immunote.service.storage.keys import Key, KeyStore
from immunote.service.terminal import output

if TYPE_CHECKING:
    from immunote.service.settings.security import SecuritySettings

Work = Callable[[KeyStore, "SecuritySettings"], None]


def add(scopes: Sequence[str], days: int, label: str) -> int:
    """Print a new key alone on stdout, and on stderr that this was the one time."""

    def work(store: KeyStore, settings: SecuritySettings) -> None:
        secret = make_key(store, settings, scopes, days, label)
        output.say(f"shown once, valid for {days} days; it is sent as `Authorization: Bearer` and never in a URL")
        output.write(secret)

    return _with_store(work)


def first() -> int:
    """Print a key with every scope alone on stdout, where none was ever made. Raises Refused (S39)."""

    def work(store: KeyStore, settings: SecuritySettings) -> None:
        secret = first_key(store, settings)
        if secret is None:
            raise Refused([Fault("keys", "S39", "not the first", "`immunote keys add` makes another")])
        days = min(FIRST_DAYS, settings.key_days)
        output.say(f"shown once, with every scope, valid for {days} days; revoke it once there are others")
        output.write(secret)

    return _with_store(work)


def signing(file: Path) -> int:
    """Make a pair of keys to sign with. Raises Refused (S95)."""
    public, name = make_pair(file)
    output.write(f"the key {name}: {file} signs, {public} checks")
    return 0


def sign(file: Path, key: Path) -> int:
    """Sign a file. Raises Refused (S95, S96)."""
    output.write(f"signed: {sign_file(file, private_key(key))}")
    return 0


def check(file: Path, keys: Sequence[Path]) -> int:
    """Check the signature of a file. Raises Refused (S95, S96)."""
    output.write(f"{file.name} is as the key {check_file(file, public_keys(keys))} signed it")
    return 0


def list_keys(format: str) -> int:
    """One line a key, the oldest first; the keys themselves are not known here."""

    def work(store: KeyStore, _: SecuritySettings) -> None:
        keys = store.list()
        if not keys:
            output.say("no key yet; `immunote keys first` makes one")
        for key in keys:
            line = _json if format == "json" else _line
            output.write(output.visible(line(key, datetime.now(UTC))))

    return _with_store(work)


def revoke(id: str) -> int:
    """End a key for good."""

    def work(store: KeyStore, settings: SecuritySettings) -> None:
        if not store.revoke(id):
            raise Refused([Fault("ID", "S39", id, "`immunote keys list` shows the ids")])
        output.say(
            f"revoked; a worker that used it a moment ago forgets it within {settings.key_kept_seconds:g} seconds"
        )

    return _with_store(work)


def _state(key: Key, now: datetime) -> str:
    return "revoked" if key.revoked else "valid" if key.is_valid(now) else "expired"


def _json(key: Key, now: datetime) -> str:
    found = {
        "id": key.id,
        "state": _state(key, now),
        "expires": None if key.expires is None else key.expires.isoformat(),
        "scopes": sorted(key.scopes),
        "label": key.label,
    }
    return json.dumps(found, ensure_ascii=False)


def _line(key: Key, now: datetime) -> str:
    end = "never" if key.expires is None else f"{key.expires:%Y-%m-%d}"
    label = " ".join(key.label.split())  # a label of several lines stays one line
    return f"{key.id}  {_state(key, now):7}  until {end}  {' '.join(sorted(key.scopes))}  {label}".rstrip()


def _with_store(work: Work) -> int:
    settings = read_settings()
    try:
        database = connect(settings.storage)
        try:
            work(KeyStore(database), settings.security)
        finally:
            database.dispose()
    except SQLAlchemyError as error:
        print(output.visible(str(database_silent(error))), file=sys.stderr)
        return output.NO_ANSWER
    return 0
