"""The codes of faults in the review of the rules."""

from __future__ import annotations

from immunote.engine.faults import explain

explain(
    {
        "V20": "a spreadsheet that cannot be read",
        "V21": "a column that is missing, or stands twice",
        "V22": "a scenario twice in a spreadsheet",
        "V23": "a verdict that is neither agree nor disagree",
        "V24": "two verdicts for one scenario",
        "V25": "a scenario that is not the one that was reviewed",
        "V26": "a row of no scenario",
        "V27": "a formula where words belong",
        "V28": "an opinion that is not whole",
        "V29": "a disagreement that cannot fail",
        "V30": "a sign-off that lacks something",
    }
)
