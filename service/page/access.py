"""Who may use the page: anybody on this machine in development mode, nobody else yet."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from immunote.service.kernel.context import context_of
from immunote.service.kernel.scopes import DEVELOPER, Caller
from immunote.service.security.problems import refusal


async def visitor(request: Request) -> Caller:
    """Who looks at the page. Raises Problem (S20)."""
    if context_of(request).settings.development:
        return DEVELOPER
    raise refusal("S20", "page", "nobody", "start `immunote serve --development` on this machine")


Visitor = Annotated[Caller, Depends(visitor)]
