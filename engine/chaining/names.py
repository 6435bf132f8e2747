"""Field names that durable-rules can tell apart: it matches names by a 32-bit hash alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count
from typing import NoReturn

GATE, SEEN = "fact", "seen"

RESERVED = (
    *("id", "sid", GATE, "m", "name", "all", "any", "pri", "count", "cap", "dist", "run", "$s", "$m", "$i"),
    *("$lt", "$lte", "$gt", "$gte", "$eq", "$neq", "$mt", "$imt", "$iall", "$iany", "$ex", "$nex", "$or", "$and"),
    *("$add", "$sub", "$mul", "$div", "$l", "$r", "$forward", "$time", "$timerName", "$baseTime"),
)
"""Names that mean something to the engine: a field with the hash of one of them would be read as that."""


class CannotCompileError(ValueError):
    """The program has a form or a size that durable-rules cannot hold."""


class NamesCollideError(CannotCompileError):
    """Two names have the same 32-bit hash, by which alone the engine tells them apart."""


def fnv1a_32(name: str) -> int:
    """The hash by which the engine matches names (FNV-1a with 32 bits, its `fnv1Hash32`)."""
    value = 0x811C9DC5
    for byte in name.encode("ascii"):
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value


def field_names() -> Iterator[str]:
    """Short names without end, none in the gate's bucket.

    The engine looks a name up from one of 32 buckets onwards. The gate's name lies in the last of them, so that no
    other field of a fact has to walk past all the gates.
    """
    bucket = fnv1a_32(GATE) % 32
    return (name for number in count() if fnv1a_32(name := f"x{number}") % 32 != bucket)


def check_field_names(names: Iterable[str]) -> None:
    """Refuse names that the engine could not tell apart. Raises NamesCollideError, naming both."""
    owner = {fnv1a_32(name): name for name in RESERVED}
    for name in names:
        other = owner.setdefault(fnv1a_32(name), name)
        if other != name or name in RESERVED:
            _refuse("field", name, other)


def check_fact_ids(ids: Iterable[str]) -> None:
    """The same for the ids of facts, which the engine stores by hash too. Raises NamesCollideError, naming both."""
    owner: dict[int, str] = {}
    for name in ids:
        other = owner.setdefault(fnv1a_32(name), name)
        if other != name:
            _refuse("fact id", name, other)


def _refuse(what: str, name: str, other: str) -> NoReturn:
    msg = f"durable-rules cannot tell the {what}s `{name}` and `{other}` apart: both hash to {fnv1a_32(name)}"
    raise NamesCollideError(msg)
