"""The codes of faults of a silent trial."""

from __future__ import annotations

from immunote.engine.faults import explain

explain(
    {
        "S68": "the file of a silent trial cannot be used",
    }
)
