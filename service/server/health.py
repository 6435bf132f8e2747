"""Health and metrics: what a load balancer, an orchestrator and Prometheus ask."""

from __future__ import annotations

from typing import Annotated, Any, Final

import anyio
import anyio.to_thread
import sqlalchemy.exc
from fastapi import APIRouter, Depends, HTTPException, Request, Response
from fastapi.responses import JSONResponse

from immunote.service.kernel.context import Context, context_of
from immunote.service.kernel.problems import Problem
from immunote.service.running.logs import log, where
from immunote.service.running.metrics import CONTENT_TYPE
from immunote.service.security.callers import needs
from immunote.service.server.watching import Running

router = APIRouter(tags=["health"])
_log = log("health")
_NO_STORE: Final = {"Cache-Control": "no-store"}
_holder_of_a_key = needs("metrics:read")
# a database that hangs may hold these threads, and no others
_PINGS: anyio.CapacityLimiter | None = None


@router.get("/health/live", summary="Whether the process answers at all")
async def live() -> Response:
    """Always 200: a process that cannot say so is to be started anew. Nothing else is looked at."""
    return JSONResponse({"status": "live"}, headers=_NO_STORE)


@router.get(
    "/health/ready",
    summary="Whether a note would be given now",
    responses={503: {"description": "Not ready; `checks` says why"}},
)
async def ready(request: Request) -> Response:
    """200 where the database answers, the engine is loaded and the canary patients get the notes that they got."""
    context: Context = context_of(request)
    running: Running = request.app.state.running
    checks = {
        "engine": None if context.knowledge.engine.rulebase.content_hash else "no rule base",
        "database": await _database(context, running.settings.ready_seconds),
        "canaries": running.canaries.trouble(),
        "process": "stopping" if context.stopping.is_set() else None,
    }
    well = not any(checks.values())
    body: dict[str, Any] = {
        "status": "ready" if well else "not ready",
        "checks": {name: why or "ok" for name, why in checks.items()},
        "rulebase": context.knowledge.engine.rulebase.content_hash,
    }
    return JSONResponse(body, 200 if well else 503, headers=_NO_STORE)


async def _database(context: Context, seconds: float) -> str | None:
    global _PINGS  # noqa: PLW0603  a limiter belongs to the event loop that it is first used in
    _PINGS = _PINGS or anyio.CapacityLimiter(2)
    try:
        with anyio.fail_after(seconds):
            await anyio.to_thread.run_sync(context.decisions.ping, abandon_on_cancel=True, limiter=_PINGS)
    except TimeoutError:
        return f"no answer within {seconds:g} s"
    except (sqlalchemy.exc.SQLAlchemyError, Problem, OSError) as error:
        _log.error("the database does not answer", exception=where(error), code="S73")
        return "does not answer"
    return None


async def _reader(request: Request) -> None:
    """Let in whoever may read the counters."""
    access = request.app.state.running.settings.metrics
    if access == "off":
        raise HTTPException(404)
    if access == "key":
        await _holder_of_a_key(request, None)


@router.get("/metrics", response_class=Response, include_in_schema=False)
async def metrics(request: Request, _: Annotated[None, Depends(_reader)]) -> Response:
    """All counters of all workers in Prometheus's text format; no label holds a value of a patient."""
    page = await anyio.to_thread.run_sync(context_of(request).metrics.page)
    return Response(page, media_type=CONTENT_TYPE, headers=_NO_STORE)
