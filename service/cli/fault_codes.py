"""The codes of faults in commands."""

from __future__ import annotations

from immunote.engine.faults import explain
from immunote.service import diffing, fhir, lists, security, storage  # noqa: F401  whose codes this room names too

explain(
    {
        "Q05": "a file that is not written on a terminal",
        "E04": "an installed immunote runs in a checkout of another one",
        "V80": "proposed scenarios would overwrite a file",
        "V81": "a folder in which no rule base can be begun",
    }
)
