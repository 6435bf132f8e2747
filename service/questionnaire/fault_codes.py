"""The codes of faults in questionnaires and their answers."""

from __future__ import annotations

from immunote.engine.faults import explain

explain(
    {
        "S80": "a questionnaire that is not given here",
        "S81": "answers to another questionnaire",
        "S82": "a body that the operation does not take",
    }
)
