"""What nobody foresaw ends here: a problem with the request id, and a log line without a patient's value."""

from __future__ import annotations

from starlette.requests import ClientDisconnect, HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from immunote.service.kernel.context import request_id_of
from immunote.service.kernel.problems import problem_of, problem_response
from immunote.service.running.logs import log, where

_log = log("server")


class BrokenOff(Exception):
    """An answer that had begun cannot be ended: the server closes the connection, so nobody takes it for whole."""


class Unexpected:
    """Turns every exception into an answer. The frameworks would write its text, and with it values, to the log."""

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
