"""Refusals on the page as screens, from whatever layer they come: what was wrong, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.datastructures import Headers

from immunote.service.kernel.turning import ProblemsTurned
from immunote.service.page.shell import HEADERS, refusal_screen
from immunote.service.security.paths import is_page, route_path

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.types import Scope

    from immunote.service.kernel.context import Context


def install(app: FastAPI, context: Context) -> None:
    """Show problems below `/page` as a screen for a person, where the request asks for HTML."""

    def screen_of(problem: dict[str, Any]) -> bytes:
        return refusal_screen(problem, context.knowledge.engine.rulebase)

    headers = {**HEADERS, "Content-Type": "text/html; charset=utf-8"}
    app.add_middleware(ProblemsTurned, wanted=_wants_a_screen, turn=screen_of, headers=headers)


def _wants_a_screen(scope: Scope) -> bool:
    return is_page(route_path(scope)) and "text/html" in Headers(scope=scope).get("accept", "")
