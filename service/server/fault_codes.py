"""The codes of faults in the service as a whole."""

from __future__ import annotations

from immunote.engine.faults import explain
from immunote.service import storage  # noqa: F401  whose codes this room names too

explain(
    {
        "S71": "the note of a canary patient changed",
        "S72": "the digests of canary patients cannot be kept or read",
    }
)
