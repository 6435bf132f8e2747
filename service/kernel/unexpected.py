"""Middleware for unexpected exceptions: the caller gets a problem with the request id, the log no patient's value."""

from __future__ import annotations

from starlette.requests import ClientDisconnect, HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from immunote.service.kernel.context import request_id_of
from immunote.service.kernel.problems import problem_of, problem_response
from immunote.service.running.logs import log, where

_log = log("server")


class BrokenOff(Exception):
    """An exception came after the response had begun: the server closes the connection, to show that it is cut."""


class Unexpected:
    """Turns every exception into a response, since the frameworks would log its text, which may hold values."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; answer whatever it ends in."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        has_begun = False

        async def noticing(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await self.app(scope, receive, noticing)
        except ClientDisconnect:
            return  # nobody is left to answer
        except BrokenOff:
            raise
        except Exception as error:  # noqa: BLE001  the last boundary: whatever it is, the caller gets an answer
            request_id = request_id_of(HTTPConnection(scope))
            problem = problem_of(error)
            if problem.status == 500:
                _log.error("unexpected", exception=where(error), code=problem.faults[0].code, request_id=request_id)
            if has_begun:
                raise BrokenOff(request_id) from None
            await problem_response(problem, request_id)(scope, receive, send)
