"""The codes of faults in settings."""

from __future__ import annotations

from immunote.engine.faults import explain

explain(
    {
        "S02": "a setting that cannot be used",
        "S03": "an unknown setting",
        "S04": "development mode on an address that others can reach",
        "S38": "a FHIR server that is not on the list",
    }
)
