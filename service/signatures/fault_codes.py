"""The codes of faults in keys and signatures."""

from __future__ import annotations

from immunote.engine.faults import explain

explain(
    {
        "S95": "a signing key that cannot be used",
        "S96": "a signature that does not hold",
    }
)
