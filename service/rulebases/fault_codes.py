"""The codes of faults in finding rule bases."""

from __future__ import annotations

from immunote.engine.faults import explain

explain(
    {
        "E05": "a rule base in an installed package, where nothing is written",
    }
)
