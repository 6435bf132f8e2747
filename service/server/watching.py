"""Puts all of this around an app: the outermost layer, and what has to run beside the requests."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import anyio.to_thread

from immunote.service.running import telemetry
from immunote.service.running.requests import Requests
from immunote.service.server.anchoring import Anchoring
from immunote.service.server.canary import Canaries

if TYPE_CHECKING:
    from fastapi import FastAPI

    from immunote.service.kernel.context import Context
    from immunote.service.settings.running import RunningSettings


@dataclass(frozen=True)
class Running:
    """What watches one app; `request.app.state.running`."""

    settings: RunningSettings
    canaries: Canaries
    traces: telemetry.Traces | None
    anchoring: Anchoring

    @contextlib.asynccontextmanager
    async def watching(self) -> AsyncIterator[None]:
        """While the app serves: the canaries in the background. The traces that are left go out at the end."""
        self.anchoring.start()
        task = asyncio.create_task(self.canaries.watch(self.settings.canary_minutes))
        try:
            yield
        finally:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
            self.canaries.close()
            await anyio.to_thread.run_sync(self.anchoring.close)
            if self.traces is not None:
                self.traces.close()


def install(app: FastAPI, context: Context) -> Running:
    """Add the outermost middleware (so call this after all others) and the canaries. Raises Refused (S70, S72, S95)."""
    settings: RunningSettings = context.settings.running
    running = Running(
        settings,
        Canaries(context.knowledge, context.metrics, settings.canary_file),
        telemetry.traces(settings),
        Anchoring(context),
    )
    app.state.running = running
    app.add_middleware(Requests, metrics=context.metrics, traces=running.traces)
    inner = app.router.lifespan_context

    @contextlib.asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[Any]:
        async with inner(app) as state, running.watching():
            yield state

    app.router.lifespan_context = lifespan
    return running
