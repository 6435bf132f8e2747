"""The digest of a note: SHA-256 over its canonical JSON (RFC 8785), without the digest and the engine version."""

from __future__ import annotations

import hashlib
from typing import Any

import rfc8785

from engine.note import Note


def digest_of(note: Note) -> str:
    """The same for the same rule base and facts on every machine, run and version of the engine."""
    content: dict[str, Any] = note.model_dump(mode="json", exclude={"digest": True, "provenance": {"engine_version"}})
    return hashlib.sha256(rfc8785.dumps(content)).hexdigest()
