"""The problems of launches: which HTTP status goes with which code."""

from __future__ import annotations

from http import HTTPStatus

from immunote.engine.faults import Fault, shorten
from immunote.service.kernel.problems import Problem
from immunote.service.security import fault_codes as fault_codes  # noqa: PLC0414  whose S57 is named here

_STATUS = {"S50": 400, "S53": 400, "S54": 403, "S57": 409, "S59": 403}


def refused(code: str, text: object, help_line: str, place: str = "launch") -> Problem:
    """The problem of a code; what another server did wrong is a 502. `text` never holds a token or a patient."""
    status = _STATUS.get(code, 502)
    title = {502: "The record system did not answer as it has to"}.get(status, HTTPStatus(status).phrase)
    return Problem(status, title, [Fault(place, code, shorten(text), help_line)])
