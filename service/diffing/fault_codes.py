"""The codes of faults in comparing two versions."""

from __future__ import annotations

from immunote.engine.faults import explain

explain(
    {
        "V40": "a version that is neither a folder nor a git revision",
        "V41": "a git revision that does not hold the rule base",
        "V42": "git gives no answer",
        "V43": "a cohort that cannot be read",
        "V44": "a row of a cohort that cannot be read",
    }
)
