"""How answers leave: compressed where a caller takes that, and errors in the form of the part that they come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.middleware.gzip import GZipMiddleware

from immunote.service.fhir.outcomes import FHIR, asks_for_json, outcome_of
from immunote.service.kernel.turning import ProblemsTurned
from immunote.service.security.paths import route_path

if TYPE_CHECKING:
    from collections.abc import Callable

    from fastapi import FastAPI
    from starlette.types import ASGIApp, Receive, Scope, Send

    from immunote.service.settings.service import Settings

_SMALLEST = 1000  # bytes; less does not get smaller
_LEVEL = 5


class CompressedFhir:
    """Compresses answers of FHIR and of CDS Hooks, which are written whole; a batch is a stream and is left alone."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.compressing = GZipMiddleware(app, minimum_size=_SMALLEST, compresslevel=_LEVEL)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, by the one way or the other."""
        chosen = self.compressing if scope["type"] == "http" and _is_of(scope, ("/fhir", "/cds-services")) else self.app
        await chosen(scope, receive, send)


def install(app: FastAPI, settings: Settings) -> None:
    """Add both layers, outside those of security: what these refuse is answered in the same form."""
    wanted = _outcomes_of(settings.cds.version.startswith("3"))
    app.add_middleware(ProblemsTurned, wanted=wanted, turn=outcome_of, headers={"Content-Type": FHIR})
    app.add_middleware(CompressedFhir)


def _outcomes_of(is_third: bool) -> Callable[[Scope], bool]:
    def wanted(scope: Scope) -> bool:
        if _is_of(scope, ("/fhir",)):
            return not asks_for_json(scope)
        return is_third and _is_of(scope, ("/cds-services",))

    return wanted


def _is_of(scope: Scope, parts: tuple[str, ...]) -> bool:
    path = route_path(scope)
    return any(path == part or path.startswith(f"{part}/") for part in parts)
