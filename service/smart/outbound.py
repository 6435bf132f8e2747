"""Requests to one record system and its authorisation server: only to listed hosts, with a time and a size."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import httpx
import orjson

from immunote.service.cds.fhir_client import certificates
from immunote.service.security.limited import NothingRead, read_answer
from immunote.service.security.servers import GuardedTransport
from immunote.service.settings.smart import RecordSystem, SmartSettings


class NoAnswerFrom(Exception):
    """A server gave no usable answer. `why`: in a few words, none of them the server's."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


@dataclass(frozen=True)
class Received:
    """An answer. `body`: its JSON object; None where it is none. `location`: of what was made."""

    status: int
    body: dict[str, Any] | None
    location: str


class Outbound:
    """Asks the hosts of one record system. It follows no redirect and uses nothing of the environment."""

    def __init__(self, server: RecordSystem, settings: SmartSettings) -> None:
        self._server, self._settings = server, settings

    async def get(self, url: str) -> Received:
        """Get JSON. Raises NoAnswerFrom."""
        return await self._asked("GET", url, {"Accept": "application/json"}, None)

    async def post_form(self, url: str, form: Mapping[str, str], auth: tuple[str, str] | None) -> Received:
        """Post a form; `auth`: a client's id and secret. Raises NoAnswerFrom."""
        headers = {"Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"}
        return await self._asked("POST", url, headers, urlencode(form).encode(), auth)

    async def post_resource(self, url: str, resource: Mapping[str, Any], headers: Mapping[str, str]) -> Received:
        """Create a FHIR resource. Raises NoAnswerFrom."""
        sent = {"Accept": "application/fhir+json", "Content-Type": "application/fhir+json", **headers}
        return await self._asked("POST", url, sent, orjson.dumps(resource))

    async def _asked(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        content: bytes | None,
        auth: tuple[str, str] | None = None,
    ) -> Received:
        transport = GuardedTransport(self._server.reachable, verify=certificates())
        timeout = httpx.Timeout(self._settings.answer_seconds, connect=self._settings.connect_seconds)
        client = httpx.AsyncClient(transport=transport, timeout=timeout, follow_redirects=False, trust_env=False)
        basic = None if auth is None else httpx.BasicAuth(*auth)
        sent: dict[str, Any] = {"headers": dict(headers), "content": content, "auth": basic}
        most, seconds = self._settings.answer_bytes, self._settings.answer_seconds
        try:
            async with client:
                answer = await read_answer(client, method, url, most, seconds=seconds, **sent)
        except NothingRead as error:
            raise NoAnswerFrom(f"it {error.why}") from None
        try:
            body = orjson.loads(answer.content)
        except orjson.JSONDecodeError:
            body = None
        return Received(answer.status, body if isinstance(body, dict) else None, answer.location)
