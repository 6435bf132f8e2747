"""Error responses as RFC 9457 problem details, with all faults at once and never a traceback."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

import orjson
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Match

from immunote.engine.api import NoAnswer
from immunote.engine.faults import CODES, Fault, Refused, shorten
from immunote.service.kernel.context import request_id_of

MEDIA_TYPE = "application/problem+json"
_PATH = re.compile(r"\.(\w+)|\['(.*?)'\]|\[(\d+)\]")
_STATUS_OF = {"E01": 500, "E02": 503, "S01": 503}


_METHODS = ("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT")


class Problem(Exception):
    """An error response: an HTTP status, a title, and the faults that led to it."""

    def __init__(
        self,
        status: int,
        title: str,
        faults: Iterable[Fault] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.status = status
        self.title = title
        self.faults = list(faults)
        self.headers = dict(headers or {})
        super().__init__(title)


def pointer(place: str) -> str:
    """The JSON pointer (RFC 6901) of a fault's JSON path; empty, the whole document, for any other place."""
    if not place.startswith("$"):
        return ""
    keys = (next(key for key in found.groups() if key is not None) for found in _PATH.finditer(place))
    return "".join("/" + key.replace("~", "~0").replace("/", "~1") for key in keys)


def problem_of(error: Exception) -> Problem:
    """Return the problem for any exception that a request may raise."""
    match error:
        case Problem():
            return error
        case Refused():
            return Problem(422, "The input is refused", error.faults)
        case NoAnswer():
            status = _STATUS_OF.get(error.fault.code, 500)
            return Problem(status, "No note is given", [error.fault])
        case OSError(errno=errno.EMFILE | errno.ENFILE):
            fault = Fault("request", "S09", "this request", "try again in a moment; no file handle was left for it")
            return Problem(503, "No file handles are left", [fault], {"Retry-After": "1"})
        case _:
            help_line = "report the request id with the time; nothing more is said here on purpose"
            return Problem(500, "An error of the program", [Fault("request", "S09", "this request", help_line)])


def problem_body(problem: Problem, request_id: str) -> dict[str, Any]:
    """The members of the problem details object."""
    faults = [
        {
            "code": fault.code,
            "what": CODES[fault.code],
            "pointer": pointer(fault.place),
            "text": fault.text,
            "help": fault.help,
        }
        for fault in problem.faults
    ]
    code = problem.faults[0].code if len({fault.code for fault in problem.faults}) == 1 else None
    return {
        "type": f"urn:immunote:error:{code}" if code else "about:blank",
        "title": problem.title,
        "status": problem.status,
        "instance": f"urn:immunote:request:{request_id}",
        "faults": faults,
    }


def problem_response(problem: Problem, request_id: str) -> Response:
    """The problem as a response."""
    content = orjson.dumps(problem_body(problem, request_id))
    return Response(content, problem.status, problem.headers, MEDIA_TYPE)


def install(app: FastAPI) -> None:
    """Let every exception of the app end as a problem."""
    for kind in (Problem, Refused, NoAnswer):
        app.add_exception_handler(kind, _answer)
    app.add_exception_handler(RequestValidationError, _not_valid)
    app.add_exception_handler(HTTPException, _http)


async def _answer(request: Request, error: Exception) -> Response:
    return problem_response(problem_of(error), request_id_of(request))


async def _not_valid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    faults = [
        # of the path or the query: a pointer would lead into a body that has no such place
        Fault(" ".join(str(part) for part in each["loc"]), "S07", shorten(each["loc"][-1]), each["msg"])
        for each in error.errors()
    ]
    return problem_response(Problem(422, "The request is refused", faults), request_id_of(request))


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    faults = []
    headers = dict(error.headers or {})
    if error.status_code == HTTPStatus.NOT_FOUND:
        faults = [Fault("request", "S06", shorten(request.url.path), "the paths that there are: /openapi.json")]
    elif error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        headers["Allow"] = _methods(request)
        faults = [Fault("request", "S08", request.method, f"this path has {headers['Allow']}")]
    title = HTTPStatus(error.status_code).phrase
    return problem_response(Problem(error.status_code, title, faults, headers), request_id_of(request))


def _methods(request: Request) -> str:
    """The methods of a path over all of its routes; the framework names those of the first alone."""
    routes = request.app.routes
    asked = {name: {**request.scope, "method": name} for name in _METHODS}
    return ", ".join(
        name for name, scope in asked.items() if any(each.matches(scope)[0] is Match.FULL for each in routes)
    )
