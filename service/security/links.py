"""The address under which links lead back to this service: never one that a request made up."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from immunote.service.security.front_door import LOOPBACK_NAMES

if TYPE_CHECKING:
    from starlette.requests import Request

    from immunote.service.kernel.context import Context


def base_url_of(request: Request, context: Context) -> str:
    """The `base_url` of the settings; without it the host that was asked for, where that is listed or of this machine.

    Else the address on which the service listens: a name that somebody sent would become a link on a card.
    """
    settings = context.settings
    if settings.base_url:
        return settings.base_url.rstrip("/")
    asked = request.headers.get("host", "").lower()
    if re.sub(r":[0-9]+$", "", asked) in {*settings.security.hosts, *LOOPBACK_NAMES}:
        return str(request.base_url).rstrip("/")
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{settings.port}"
