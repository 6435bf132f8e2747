"""The codes of faults in lists of retractions and of newer versions."""

from __future__ import annotations

from immunote.engine.faults import explain

explain(
    {
        "V90": "a list of retractions or of newer versions that cannot be read",
        "V91": "a list without a column that it needs, or with one twice",
        "V92": "a row with more or fewer cells than the header, or a quote that does not end",
        "V93": "a list without a single row",
        "V94": "a cell of a list of newer versions that means nothing here",
        "V95": "a state of the evidence that cannot be read",
    }
)
