"""The hash chain of the decision log: each row's hash covers its content and the hash before it.

`chain` = SHA-256 of the previous hash in hexadecimal, a line feed, and the row's content as canonical JSON (RFC 8785).
The content is the line that `immunote audit export` writes, without `sequence`, `previous` and `chain`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson
import rfc8785

GENESIS = "0" * 64
"""The hash before the first row."""

# orjson and JavaScript write the numbers between alike; outside of it the slow encoder is asked
_ALIKE = (1e-4, 1e15)


@dataclass(frozen=True, slots=True)
class End:
    """A point in the chain: the number of a row and its hash."""

    sequence: int
    chain: str

    def __str__(self) -> str:
        return f"{self.sequence}:{self.chain}"


START = End(0, GENESIS)


def end_of(sequence: object, chain: object) -> End | None:
    """An end as it is recorded; None where something was written over it that is none."""
    return End(sequence, chain) if isinstance(sequence, int) and isinstance(chain, str) else None


@dataclass(frozen=True, slots=True)
class ChainLink:
    """One row of the chain. `content`: canonical JSON; None where the stored text cannot be read at all."""

    sequence: int
    previous: str
    chain: str
    content: bytes | None

    @property
    def is_intact(self) -> bool:
        """Whether the row's hash is that of its own content."""
        return self.content is not None and chain_of(self.previous, self.content) == self.chain


def chain_of(previous: str, content: bytes) -> str:
    """The hash of a row after the hash `previous`."""
    return hashlib.sha256(previous.encode("ascii", "replace") + b"\n" + content).hexdigest()


def canonical(content: Any) -> bytes:
    """RFC 8785. Whole numbers lose their point, as they do in JavaScript."""
    plain, is_alike = _plain(content)
    return orjson.dumps(plain, option=orjson.OPT_SORT_KEYS) if is_alike else rfc8785.dumps(plain)


def _plain(value: Any) -> tuple[Any, bool]:
    if isinstance(value, str):
        return value, True
    if isinstance(value, float):
        if value.is_integer():
            value = int(value)
        else:
            return value, _ALIKE[0] <= abs(value) < _ALIKE[1]
    if isinstance(value, int) and not isinstance(value, bool):
        return value, abs(value) < _ALIKE[1]
    if isinstance(value, Mapping):
        found = {str(key): _plain(each) for key, each in value.items()}
        is_alike = all(alike and key.isascii() for key, (_, alike) in found.items())
        return {key: each for key, (each, _) in found.items()}, is_alike
    if isinstance(value, list | tuple):
        pairs = [_plain(each) for each in value]
        return [each for each, _ in pairs], all(alike for _, alike in pairs)
    return value, True


def moment_text(at: datetime) -> str:
    """A moment as it stands in the chain: UTC, always with microseconds."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
