"""The refusals of this part: which HTTP status goes with which code, and how a middleware gives one."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.requests import HTTPConnection

from immunote.engine.faults import Fault, shorten
from immunote.service.kernel.context import request_id_of
from immunote.service.kernel.problems import Problem, problem_response
from immunote.service.security.refused import RefusedSignIns

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

_STATUS = {
    "S05": 415,
    "S07": 400,
    "S22": 400,
    "S23": 403,
    "S30": 503,
    "S31": 413,
    "S32": 400,
    "S33": 408,
    "S34": 431,
    "S35": 429,
    "S36": 504,
    "S37": 400,
    "S80": 403,
    "S81": 403,
    "S82": 409,
    "S83": 503,
}
_TITLES = {401: "The caller is not known", 403: "The caller may not do this"}
_UNREAD = {408, 413, 415, 431}  # the body was not read to its end, so the connection cannot be used again


def refusal(code: str, place: str, text: object, help_line: str, headers: Mapping[str, str] | None = None) -> Problem:
    """The problem of one code. A caller that is not known is told how to become known (RFC 6750)."""
    status = _STATUS.get(code, 401)
    more = dict(headers or {})
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        RefusedSignIns.add(code)
    if status == HTTPStatus.UNAUTHORIZED:
        error = "" if code == "S20" else ', error="invalid_token"'
        more.setdefault("WWW-Authenticate", f'Bearer realm="immunote"{error}')
    if status in _UNREAD:
        more["Connection"] = "close"
    title = _TITLES.get(status, HTTPStatus(status).phrase)
    return Problem(status, title, [Fault(place, code, shorten(text), help_line)], more)


async def refuse(problem: Problem, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer with the problem from a middleware, where no exception handler of the app is in reach."""
    response = problem_response(problem, request_id_of(HTTPConnection(scope)))
    await response(scope, receive, send)
