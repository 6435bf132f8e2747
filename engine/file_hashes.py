"""Hashes of the files of a rule base: the same hash, the same bytes under the same names."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping


def hash_of_files(files: Mapping[str, bytes]) -> str:
    """Return the SHA-256 over what files hold, by their names."""
    digest = hashlib.sha256()
    for name, held in sorted(files.items()):
        digest.update(f"{name}\n{len(held)}\n".encode() + held)
    return digest.hexdigest()
