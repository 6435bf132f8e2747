"""The codes of faults in what the service keeps."""

from __future__ import annotations

from immunote.engine.faults import explain

explain(
    {
        "S11": "a database of another version",
        "S12": "a decision log that does not hold together",
        "S13": "no decision of that digest",
        "S14": "a rule base that is not kept, or no longer what was kept",
        "S15": "a moment, an end of the log or an export that cannot be read",
        "S16": "an address that is of no database",
        "S67": "a review entry that cannot be closed",
        "S97": "a backup that cannot be made or restored",
        "S98": "signed heads that cannot be read, or that the log does not reach",
        "S73": "the database does not answer",
    }
)
