"""The codes of faults in questionnaires and their answers."""

from __future__ import annotations

from immunote.engine.faults import explain

explain(
    {
        "S90": "a questionnaire that is not given here",
        "S91": "answers to another questionnaire",
        "S92": "a body that the operation does not take",
    }
)
