"""The outermost layer around every request: its id, one log line, its time, a span where traces are made."""

from __future__ import annotations

import time
from contextlib import nullcontext
from typing import TYPE_CHECKING, Final

import structlog
from starlette.datastructures import Headers, MutableHeaders

from immunote.service.running.logs import log
from immunote.service.running.metrics import METHODS, Metrics
from immunote.service.running.request_ids import HEADER, request_id

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from immunote.service.running.telemetry import Traces

_QUIET: Final = frozenset({"/health/live", "/health/ready", "/metrics"})
_GONE: Final = 499  # the caller went before there was an answer
_log = log("http")


class Requests:
    """ASGI middleware. It never looks into a body, and takes one header: X-Request-Id."""

    def __init__(self, app: ASGIApp, metrics: Metrics, traces: Traces | None = None) -> None:
        self._app = app
        self._metrics = metrics
        self._traces = traces

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; count and log it when its answer has left."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        chosen = request_id(next((value for name, value in scope["headers"] if name == HEADER), None))
        scope.setdefault("state", {})["request_id"] = chosen
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=chosen)
        status = 0
        start = time.perf_counter()

        async def answer(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["X-Request-Id"] = chosen
            await send(message)

        span = nullcontext() if self._traces is None else self._traces.request(Headers(scope=scope))
        with span as traced:
            try:
                await self._app(scope, receive, answer)
                status = status or _GONE
            finally:
                self._finished(scope, status or 500, time.perf_counter() - start)
                if traced is not None:
                    traced(scope["method"], route_of(scope), status or 500, chosen)

    def _finished(self, scope: Scope, status: int, seconds: float) -> None:
        route, method = route_of(scope), scope["method"]
        self._metrics.http(route, status, seconds, method)
        if route in _QUIET and status < 400:
            return
        line = _log.bind(
            method=method if method in METHODS else "other",
            route=route,
            status=status,
            ms=round(seconds * 1000, 1),
            caller=scope["state"].get("caller"),
        )
        if status >= 500:
            line.error("request")
        else:
            line.info("request")


def route_of(scope: Scope) -> str:
    """The template of the route that a request found, such as `/v1/notes/{digest}`; `other` where it found none."""
    path = getattr(scope.get("route"), "path", None)
    return path if isinstance(path, str) else "other"
