"""The codes of faults in CDS Hooks."""

from __future__ import annotations

from immunote.engine.faults import explain

explain(
    {
        "S60": "a CDS Hooks request that cannot be read",
        "S61": "no CDS service of that id",
        "S62": "a hook that this service is not for",
        "S63": "records of more than one patient",
        "S64": "data that is needed and could not be obtained",
        "S66": "feedback that cannot be read",
    }
)
