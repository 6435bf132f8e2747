"""A launch from its first request to its session: the way to the authorisation server, and back.

Between the two the browser keeps, encrypted and for ten minutes, what its answer is checked against.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from pydantic import BaseModel, ConfigDict, ValidationError

from immunote.service.kernel.context import Context
from immunote.service.kernel.deciding import in_thread
from immunote.service.kernel.problems import Problem
from immunote.service.security.launched import LARGEST_COOKIE, LaunchCookies, LaunchSession
from immunote.service.settings.smart import RecordSystem
from immunote.service.smart.configuration import Configurations
from immunote.service.smart.outbound import Outbound
from immunote.service.smart.refusals import refused
from immunote.service.smart.scopes import Granted, asked_scopes, kept_scopes, kinds_read
from immunote.service.smart.tokens import card_rules_of, declined, exchanged, identified

if TYPE_CHECKING:
    from immunote.service.settings.service import Settings

PENDING_SECONDS = 600
_PURPOSE = "pending launch"
_AGAIN = "open the app from the chart again"


class PendingLaunch(BaseModel):
    """What a browser keeps while it is at the authorisation server. `visit`: the hash of its cookie.

    `continues`: what tells the patient of the launch that asks for more; None for a first launch.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    server: str
    state: str
    nonce: str
    verifier: str
    visit: str
    continues: str | None = None
    card_rules: str | None = None


@dataclass(frozen=True)
class Callback:
    """What came back in the query of the redirect."""

    code: str | None
    state: str | None
    error: str | None
    issuer: str | None


class Launcher:
    """Begins and finishes launches for one service."""

    def __init__(self, settings: Settings, cookies: LaunchCookies) -> None:
        self.settings, self.cookies = settings, cookies
        self.configurations = Configurations(settings.smart)

    @property
    def base(self) -> str:
        """How browsers reach this service: from the settings, never from a request's own Host."""
        return (self.settings.base_url or f"http://{self.settings.host}:{self.settings.port}").rstrip("/")

    @property
    def redirect_uri(self) -> str:
        """Where the authorisation server sends browsers back, as it is registered there."""
        return f"{self.base}/smart/callback"

    def server(self, issuer: str) -> RecordSystem:
        """The listed server. Raises Problem (S50)."""
        found = self.settings.smart.server(issuer)
        if found is None:
            help_line = "IMMUNOTE_SMART__SERVERS lists the record systems that may open this page"
            raise refused("S50", issuer or "no iss", help_line, "iss")
        return found

    async def begun(
        self,
        context: Context,
        server: RecordSystem,
        visit: str,
        launch: str | None = None,
        continued: LaunchSession | None = None,
    ) -> tuple[str, str]:
        """Where to send the browser, and the cookie that it takes along. Raises Problem (S51, S52).

        `launch`: what the record system gave; None for a standalone launch. `continued`: the launch for which leave to
        write is asked.
        """
        configuration = await self.configurations.of(server)
        pending = PendingLaunch(
            server=server.issuer,
            state=secrets.token_urlsafe(32),
            nonce=secrets.token_urlsafe(32),
            verifier=secrets.token_urlsafe(64),
            visit=visit,
            continues=None if continued is None else continued.about,
            card_rules=None if continued is None else continued.card_rules,
        )
        rulebase = context.knowledge.engine.rulebase
        digest = hashlib.sha256(pending.verifier.encode()).digest()
        asked = {
            "response_type": "code",
            "client_id": server.client_id,
            "redirect_uri": self.redirect_uri,
            "scope": asked_scopes(rulebase, is_ehr=launch is not None, writes=continued is not None),
            "state": pending.state,
            "nonce": pending.nonce,
            "aud": server.url,
            "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
            **({"launch": launch} if launch is not None else {}),
        }
        endpoint = configuration.authorization_endpoint
        url = f"{endpoint}{'&' if urlsplit(endpoint).query else '?'}{urlencode(asked)}"
        return url, self.cookies.sealed.seal(_PURPOSE, pending.model_dump_json(exclude_none=True).encode())

    async def finished(self, context: Context, cookie: str | None, came: Callback) -> tuple[LaunchSession, bool]:
        """The session of an answer to a launch, and whether it goes on with an earlier one.

        Raises Problem: S50, S51 to S57, S59.
        """
        pending = await self._pending(context, cookie, came.state)
        server = self.server(pending.server)
        configuration = await self.configurations.of(server)
        if came.issuer is not None and came.issuer != configuration.issuer:
            raise refused("S53", came.issuer, f"another authorisation server answered; {_AGAIN}", "iss")
        if came.error is not None:
            raise declined(came.error)
        if not came.code:
            raise refused("S53", "no code", _AGAIN, "code")
        outbound = Outbound(server, self.settings.smart)
        answer = await exchanged(
            outbound, server, configuration.token_endpoint, came.code, pending.verifier, self.redirect_uri
        )
        user = None
        if answer.id_token is not None:
            user = await identified(self.configurations, configuration, server, answer.id_token, pending.nonce)
        elif "openid" in answer.scopes:
            raise refused("S56", "id_token", "`openid` was granted, so there has to be one", "id_token")
        rulebase = context.knowledge.engine.rulebase
        lasts = min(answer.expires_in or self.cookies.longest, self.cookies.longest)
        session = LaunchSession(
            server=server.issuer,
            patient=answer.patient,
            token=answer.access_token.get_secret_value(),
            scopes=kept_scopes(answer.scopes, rulebase),
            until=int(time.time()) + lasts,
            visit=pending.visit,
            user=user,
            card_rules=card_rules_of(answer) or pending.card_rules,
        )
        if pending.continues is not None and pending.continues != session.about:
            help_line = "leave to write was given for another patient; nothing was changed here"
            raise refused("S57", "patient", help_line)
        granted = Granted.of(session.scopes)
        if not any(granted.reads(kind) for kind in kinds_read(rulebase).values()):
            raise refused("S59", "scope", "nothing of the record may be read, so there is nothing to open")
        if len(self.cookies.written(session)) > LARGEST_COOKIE:
            raise refused("S55", "access_token", "it is larger than a cookie may be, and this service keeps no tokens")
        return session, pending.continues is not None

    async def _pending(self, context: Context, cookie: str | None, state: str | None) -> PendingLaunch:
        """The launch that an answer is to, once. Raises Problem (S53)."""
        opened = None if cookie is None else self.cookies.sealed.open(_PURPOSE, cookie, PENDING_SECONDS)
        try:
            pending = None if opened is None else PendingLaunch.model_validate_json(opened)
        except ValidationError:
            pending = None
        if pending is None:
            raise refused("S53", "no launch", f"none was begun here in the last ten minutes; {_AGAIN}", "state")
        if state is None or not hmac.compare_digest(state.encode(), pending.state.encode()):
            raise refused("S53", "state", f"it is that of no launch, or of an earlier one; {_AGAIN}", "state")
        ends = datetime.now(UTC) + timedelta(seconds=PENDING_SECONDS + 1)
        if not await in_thread(context, partial(context.tokens.use_once, "smart", pending.state, ends)):
            raise refused("S53", "state", f"this answer was used before; {_AGAIN}", "state")
        return pending


def without_cookie(problem: Problem, header: str) -> Problem:
    """The problem, whose answer also takes a cookie away."""
    problem.headers["Set-Cookie"] = header
    return problem
