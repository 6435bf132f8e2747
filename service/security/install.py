"""The layers around all routes, and what the callers' dependencies share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.middleware.cors import CORSMiddleware

from immunote.service.security.api_keys import KeyRing
from immunote.service.security.bearer import TokenReader
from immunote.service.security.bodies import BodyLimits
from immunote.service.security.callers import Desk
from immunote.service.security.front_door import FrontDoor
from immunote.service.security.headers import SecurityHeaders
from immunote.service.security.known_first import KnownFirst
from immunote.service.security.launched import LaunchCookies
from immunote.service.security.page_door import PageDoor
from immunote.service.security.rate import share
from immunote.service.security.time_limit import TimeLimit

if TYPE_CHECKING:
    from fastapi import FastAPI

    from immunote.service.settings.service import Settings


def install(app: FastAPI, settings: Settings) -> None:
    """Add the layers, the innermost first: cheap refusals stand outside, before anything is read or looked up."""
    security = settings.security
    app.state.security = Desk(
        keys=KeyRing(security),
        tokens=TokenReader(security),
        rates=share(security.caller_rate, security.caller_burst, settings.workers),
        launches=LaunchCookies(settings) if settings.smart.servers else None,
    )
    app.add_middleware(TimeLimit, seconds=security.request_seconds)
    app.add_middleware(BodyLimits, settings=security)
    app.add_middleware(KnownFirst, settings=security)
    app.add_middleware(PageDoor, settings=settings)
    app.add_middleware(FrontDoor, settings=security, development=settings.development)
    if security.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=security.cors_origins,
            allow_methods=["GET", "POST"],
            allow_headers=["Authorization", "Content-Type", "Accept", "If-None-Match"],
            expose_headers=["ETag", "Retry-After", "X-Request-ID", "Immunote-Rule-Base-Hash"],
            allow_private_network=settings.development,  # a simulator on a public page that calls this machine
            max_age=600,
        )
    app.add_middleware(SecurityHeaders, https=(settings.base_url or "").startswith("https:"))
