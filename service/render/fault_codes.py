"""The codes of faults in drawing a note."""

from __future__ import annotations

from immunote.engine.faults import explain

explain(
    {
        "E06": "libraries of the system that are not installed",
        "E07": "no font, or none that has a character",
    }
)
