"""What is refused by a request's first lines alone: header bombs, secrets in URLs, paths that climb, foreign hosts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote_plus

from starlette.datastructures import Headers

from immunote.service.kernel.problems import Problem
from immunote.service.security.paths import PROBES, is_page, route_path
from immunote.service.security.problems import refusal, refuse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from immunote.service.settings.security import SecuritySettings

LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")
_SECRET_NAMES = re.compile(r"(api[-_]?)?key|((access|id|refresh|bearer)[-_]?)?token|bearer|authorization|jwt|secret")
_OUR_KEY = "imn_"
_TOKEN_BEGINS = "eyJ"  # what every JSON web token begins with
_NOT_OF_A_TOKEN = re.compile(r"[^\w-]")
_JSON = re.compile(r"application/(json|x-ndjson|ndjson|jsonl|[a-z0-9.-]{1,60}\+json)")
_CLIMBS = re.compile(rb"%2f|%5c|%00|%25|\\", re.IGNORECASE)


class FrontDoor:
    """Checks header fields, URL and host of each request."""

    def __init__(self, app: ASGIApp, settings: SecuritySettings, development: bool) -> None:
        self.app = app
        self.settings = settings
        self.development = development
        # In development nobody proves who they are, so a page of elsewhere must not reach this by a name of its own
        self.hosts = {*settings.hosts, *(LOOPBACK_NAMES if development else ())}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it before any of its body is read."""
        problem = self._problem(scope) if scope["type"] == "http" else None
        if problem is None:
            await self.app(scope, receive, send)
        else:
            await refuse(problem, scope, receive, send)

    def _problem(self, scope: Scope) -> Problem | None:
        fields = scope["headers"]
        if len(fields) > self.settings.header_count:
            return refusal("S34", "headers", f"{len(fields)} fields", f"at most {self.settings.header_count}")
        size = sum(len(name) + len(value) for name, value in fields)
        if size > self.settings.header_bytes:
            return refusal("S34", "headers", f"{size} bytes", f"at most {self.settings.header_bytes}")
        raw_path: bytes = scope.get("raw_path") or scope["path"].encode()
        length = len(raw_path) + len(scope["query_string"])
        if length > self.settings.url_bytes:
            problem = refusal("S31", "request", f"{length} bytes", f"at most {self.settings.url_bytes} in a URL")
            problem.status, problem.title = 414, "URI Too Long"
            return problem
        return (
            self._secret(scope)
            or self._path(scope["path"], raw_path)
            or self._host(scope)
            or (self._of_elsewhere(scope) if self.development else None)
        )

    def _secret(self, scope: Scope) -> Problem | None:
        for pair in scope["query_string"].decode("latin-1").split("&"):
            name, _, value = (unquote_plus(part) for part in pair.partition("="))
            if _SECRET_NAMES.fullmatch(name.lower()) or _holds_secret(value) or _holds_secret(name):
                return _in_url("query", "a name that holds one" if _holds_secret(name) else name)
        if _holds_secret(scope["path"]):
            return _in_url("path", "path")
        return None

    def _path(self, path: str, raw_path: bytes) -> Problem | None:
        climbs = _CLIMBS.search(raw_path) or not {".", ".."}.isdisjoint(path.split("/")) or not path.isprintable()
        return refusal("S37", "request", path, "ids are plain names") if climbs else None

    def _host(self, scope: Scope) -> Problem | None:
        host = Headers(scope=scope).get("host", "").lower()
        # an orchestrator asks for a machine by its address, and learns nothing there that a name would protect
        if not self.hosts or re.sub(r":\d+$", "", host) in self.hosts or route_path(scope) in PROBES:
            return None
        help_line = "`IMMUNOTE_SECURITY__HOSTS` lists the names; in development mode this machine's are served alone"
        problem = refusal("S37", "header Host", host, help_line)
        problem.status, problem.title = 421, "Misdirected Request"
        return problem

    def _of_elsewhere(self, scope: Scope) -> Problem | None:
        """In development: what a page of elsewhere makes a browser send here, where nobody is asked who they are."""
        headers = Headers(scope=scope)
        origin = headers.get("origin")
        if origin is not None and not self._is_ours(origin):
            return refusal("S80", "header Origin", origin, "in development mode this machine's pages are served alone")
        path, media = route_path(scope), headers.get("content-type", "").partition(";")[0].strip().lower()
        has_body = headers.get("content-length", "0").strip("0") != "" or "transfer-encoding" in headers
        # what a form of elsewhere can send without being asked for permission is no JSON; our own forms carry a token
        if has_body and not is_page(path) and not _JSON.fullmatch(media):
            return refusal("S05", "header Content-Type", media or "nothing", "in development mode a body is JSON")
        return None

    def _is_ours(self, origin: str) -> bool:
        if origin in self.settings.cors_origins:
            return True
        host = origin.partition("://")[2]
        return re.sub(r":[0-9]+$", "", host.lower()) in self.hosts


def _holds_secret(text: str) -> bool:
    """Whether a text holds one of our keys, or the first two parts of a JSON web token, each with its dot."""
    if _OUR_KEY in text:
        return True
    parts = text.split(".")
    for first, second in zip(parts, parts[1:-1], strict=False):
        words = _NOT_OF_A_TOKEN.split(first)
        if second and _NOT_OF_A_TOKEN.search(second) is None and _TOKEN_BEGINS in words[-1][:-1]:
            return True
    return False


def _in_url(place: str, text: str) -> Problem:
    help_line = "send it in the `Authorization` header; revoke the one that was sent, since it has been written down"
    return refusal("S22", place, text, help_line)
