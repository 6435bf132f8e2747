"""The codes of faults in launches; those of another patient and of an ended launch are of service/security."""

from __future__ import annotations

from immunote.engine.faults import explain

explain(
    {
        "S50": "a record system that is not on the list",
        "S51": "an authorisation server that cannot be used",
        "S52": "an endpoint on another host",
        "S53": "an answer to no launch of this browser",
        "S54": "a launch that the authorisation server refused",
        "S55": "an answer to a code that cannot be used",
        "S56": "an identity token that does not hold",
        "S59": "a launch that may do too little",
        "S65": "a record that cannot be read or written",
    }
)
