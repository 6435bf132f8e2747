"""Who may use the page: whoever is signed in with a key; in development mode anybody on this machine."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from immunote.service.kernel.context import context_of
from immunote.service.kernel.scopes import Caller
from immunote.service.security.session import page_needs

_reads = page_needs("knowledge:read")
visitor = page_needs("notes:write")
"""Who asks for notes. Raises SignInNeeded, and Problem: S23, S35, S73."""


async def reader(request: Request) -> Caller | None:
    """Who reads rules and sources; None where these pages are open to all. Raises as `visitor` does."""
    if context_of(request).settings.knowledge_pages == "open":
        return None
    return await _reads(request)


Visitor = Annotated[Caller, Depends(visitor)]
Reader = Annotated[Caller | None, Depends(reader)]
Reviewer = Annotated[Caller, Depends(page_needs("rules:review"))]
