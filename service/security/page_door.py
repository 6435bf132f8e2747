"""What stands before the page: names and origins of elsewhere are refused, and each browser has its cookie."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers

from immunote.service.kernel.problems import Problem
from immunote.service.security.front_door import LOOPBACK_NAMES
from immunote.service.security.paths import is_page, route_path
from immunote.service.security.problems import refusal, refuse
from immunote.service.security.session import COOKIE, SECURE_COOKIE, Visit, begin_visit

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from immunote.service.settings.service import Settings

_READING = frozenset({"GET", "HEAD"})
_OURS = frozenset({"same-origin", "none"})


class PageDoor:
    """Lets through what a person does on the page, and nothing that a page of elsewhere does in the same browser."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        base = urlsplit(settings.base_url or "")
        self.https = base.scheme == "https"
        self.hosts = {*settings.security.hosts, *LOOPBACK_NAMES, *([base.hostname] if base.hostname else [])}
        self.base = f"{base.scheme}://{base.netloc}".lower() if base.netloc else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its visit, and set the cookie where there is a new one."""
        if scope["type"] != "http" or not is_page(route_path(scope)):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        problem = self._host(headers) or self._elsewhere(scope, headers)
        if problem is not None:
            await refuse(problem, scope, receive, send)
            return
        https = self.https or scope.get("scheme") == "https"
        visit = begin_visit(_cookie(headers, SECURE_COOKIE if https else COOKIE))

        async def with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start" and visit.is_new and not _is_kept(message):
                message["headers"] = [*message.get("headers", ()), (b"set-cookie", set_cookie(visit, https))]
            await send(message)

        await self.app(scope, receive, with_cookie)

    def _host(self, headers: Headers) -> Problem | None:
        host = headers.get("host", "").lower()
        if re.sub(r":\d+$", "", host) in self.hosts:
            return None
        help_line = "the page answers under the names of IMMUNOTE_BASE_URL and IMMUNOTE_SECURITY__HOSTS"
        problem = refusal("S37", "header Host", host, help_line)
        problem.status, problem.title = 421, "Misdirected Request"
        return problem

    def _elsewhere(self, scope: Scope, headers: Headers) -> Problem | None:
        """What another page makes a browser send. A link from elsewhere may open the page; nothing else may."""
        site = headers.get("sec-fetch-site")
        if scope["method"] in _READING:
            opened = headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
            return None if site is None or site in _OURS or opened else _foreign("header Sec-Fetch-Site", site)
        if site is not None and site not in _OURS:
            return _foreign("header Sec-Fetch-Site", site)
        origin = headers.get("origin")
        if origin is None or origin == "null":  # browsers write null where a page wants no referrer named
            return None if site is not None else _foreign("header Origin", origin or "nothing")
        ours = {f"{scheme}://{headers.get('host', '').lower()}" for scheme in ("http", "https")}
        return None if origin.lower() in ours or origin.lower() == self.base else _foreign("header Origin", origin)


def set_cookie(visit: Visit, https: bool) -> bytes:
    """The header field that gives a browser its cookie: not for scripts, not for requests that begin elsewhere."""
    name = SECURE_COOKIE if https else COOKIE
    age = "" if visit.seconds is None else f"; Max-Age={visit.seconds}"
    return f"{name}={visit.token}; Path=/; HttpOnly; SameSite=Strict{age}{'; Secure' if https else ''}".encode()


def _cookie(headers: Headers, name: str) -> str | None:
    """The value of a cookie. Ours are plain words, so nothing quoted is read: in older Pythons that is quadratic."""
    for pair in headers.get("cookie", "").split(";"):
        found, _, value = pair.partition("=")
        if found.strip() == name:
            return value.strip()
    return None


def _is_kept(message: Message) -> bool:
    """Whether proxies may keep the answer: such a one gives nobody a cookie."""
    return any(name.lower() == b"cache-control" and b"public" in value for name, value in message.get("headers", ()))


def _foreign(place: str, text: str) -> Problem:
    return refusal("S80", place, text, "open the page itself, and go on from there")
