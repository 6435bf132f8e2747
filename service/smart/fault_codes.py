"""The codes of faults in launches, and the problems that carry them."""

from __future__ import annotations

from http import HTTPStatus

from immunote.engine.faults import Fault, explain, shorten
from immunote.service.kernel.problems import Problem

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
_STATUS = {"S50": 400, "S53": 400, "S54": 403, "S57": 409, "S59": 403}


def refused(code: str, text: object, help_line: str, place: str = "launch") -> Problem:
    """The problem of a code; what another server did wrong is a 502. `text` never holds a token or a patient."""
    status = _STATUS.get(code, 502)
    title = {502: "The record system did not answer as it has to"}.get(status, HTTPStatus(status).phrase)
    return Problem(status, title, [Fault(place, code, shorten(text), help_line)])
