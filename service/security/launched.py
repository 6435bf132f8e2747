"""The launch behind a visit: which patient of which record system, with which token, until when.

All of it is in an encrypted cookie of the browser that was launched; the service keeps nothing (decision 043).
"""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from immunote.service.kernel.context import context_of
from immunote.service.kernel.scopes import Caller
from immunote.service.security.sealing import SealedText

if TYPE_CHECKING:
    from starlette.requests import HTTPConnection

    from immunote.service.settings.service import Settings

_COOKIE = "immunote-smart"
_PURPOSE = "launch"
_SCOPES = frozenset({"notes:write", "knowledge:read"})
LARGEST_COOKIE = 3900
"""Bytes; browsers keep 4096 with the name and the attributes."""


class LaunchSession(BaseModel):
    """One launch. `until`: seconds since 1970. `visit`: the hash of the cookie that it belongs to.

    `token` shows itself in no `repr`. `user`: a reference to who works, where the server said. `card_rules`: the hash
    of the rule base under which the card was made that led here.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    server: str
    patient: str
    token: str = Field(repr=False)
    scopes: tuple[str, ...]
    until: int
    visit: str
    user: str | None = None
    card_rules: str | None = None

    @property
    def about(self) -> str:
        """What forms of this patient carry: it tells two patients apart and names neither."""
        return about_of(self.server, self.patient)

    @property
    def caller(self) -> Caller:
        """Who asks, for the log: the record system, and never a person."""
        return Caller(f"smart:{self.server}", "smart", _SCOPES)


@dataclass(frozen=True)
class Launched:
    """A launch that lasts, with what seals the fields of its forms."""

    session: LaunchSession
    sealed: SealedText = field(repr=False)


class LaunchCookies:
    """Reads and writes the cookies of launches. There is one where record systems are set."""

    def __init__(self, settings: Settings) -> None:
        self.sealed = SealedText(settings.smart.cookie_keys)
        self.longest = settings.smart.session_minutes * 60

    def written(self, session: LaunchSession) -> str:
        """The content of the cookie."""
        return self.sealed.seal(_PURPOSE, session.model_dump_json(exclude_none=True).encode())

    def found(self, connection: HTTPConnection, visit_token: str) -> Launched | None:
        """The launch of a request, where it lasts and belongs to this visit."""
        text = connection.cookies.get(cookie_name(connection, _COOKIE))
        opened = None if text is None else self.sealed.open(_PURPOSE, text, self.longest)
        if opened is None:
            return None
        try:
            session = LaunchSession.model_validate_json(opened)
        except ValidationError:  # of an earlier version of this program
            return None
        is_now = session.until > time.time() and session.visit == visit_hash(visit_token)
        return Launched(session, self.sealed) if is_now else None

    @staticmethod
    def is_there(connection: HTTPConnection) -> bool:
        """Whether the browser has a cookie of a launch, whatever it holds."""
        return cookie_name(connection, _COOKIE) in connection.cookies

    @staticmethod
    def name(connection: HTTPConnection) -> str:
        """The name of the cookie."""
        return cookie_name(connection, _COOKIE)


def about_of(server: str, patient: str) -> str:
    """A hash of a patient of a server."""
    return hashlib.blake2b(f"{server}\n{patient}".encode(), digest_size=16, person=b"immunote-about").hexdigest()


def visit_hash(token: str) -> str:
    """What a launch keeps of the cookie that it belongs to."""
    return hashlib.blake2b(token.encode(), digest_size=16, person=b"immunote-visit").hexdigest()


def cookie_name(connection: HTTPConnection, name: str) -> str:
    """The name of a cookie; over https one that no other host and no path can set."""
    return f"__Host-{name}" if is_https(connection) else name


def is_https(connection: HTTPConnection) -> bool:
    """Whether callers reach this by https, whatever a proxy makes of it on the way."""
    base = context_of(connection).settings.base_url or ""
    return base.startswith("https:") or connection.url.scheme == "https"
