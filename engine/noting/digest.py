"""The digest of a note: SHA-256 over its canonical JSON (RFC 8785), without the digest and the engine version."""

from __future__ import annotations

import hashlib
from typing import Any

import orjson

from engine.note import Note


def digest_of(note: Note) -> str:
    """The same for the same rule base and facts on every machine, run and version of the engine."""
    content: dict[str, Any] = note.model_dump(exclude={"digest": True, "provenance": {"engine_version"}})
    return hashlib.sha256(canonical(content)).hexdigest()


def canonical(content: dict[str, Any]) -> bytes:
    """RFC 8785 of a note's content, in a thirtieth of the time of an encoder in Python.

    Holds for what a note can hold: names of keys in ASCII, and numbers that `number_json` made, which JavaScript
    writes as orjson does. Tests compare it with the package `rfc8785`.
    """
    return orjson.dumps(content, option=orjson.OPT_SORT_KEYS)
