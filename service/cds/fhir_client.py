"""Fetching from the record system's FHIR server what a request left out.

Only servers on the list are asked (immunote.service.security.servers), with the token of this one request, which is
kept nowhere. No redirect is followed, nothing of the environment (proxy, netrc) is used, every answer has a size and
all of them together a time.
"""

from __future__ import annotations

import logging
import ssl
from functools import cache
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx
import orjson
from pydantic import SecretStr

from immunote.engine.json_keys import KeyTwice, read_json
from immunote.service.security.limited import NothingRead, read_answer
from immunote.service.security.servers import GuardedTransport
from immunote.service.settings.cds import CdsSettings

_ACCEPT = "application/fhir+json, application/json;q=0.9"

_REFUSALS = frozenset({400, 403, 404, 405, 406, 410, 415, 422, 501})

# httpx logs each URL, and httpcore each header: one holds the patient's id, the other the token
for _name in ("httpx", "httpcore"):
    logging.getLogger(_name).setLevel(logging.WARNING)


class NotFetched(Exception):
    """The server did not give what was asked for. `why`: in a few words, none of them the server's.

    `status`: of its answer, where that is why.
    """

    def __init__(self, why: str, status: int | None = None) -> None:
        self.why, self.status = why, status
        super().__init__(why)


class SearchRefused(NotFetched):
    """The server will not answer this one request, such as for a kind of resource that it does not have."""


class Record:
    """The FHIR server of a record system for the length of one request. Use as an asynchronous context."""

    def __init__(self, base: str, token: SecretStr | None, settings: CdsSettings) -> None:
        self._base = base.rstrip("/")
        self._settings = settings
        self._http = httpx.AsyncClient(
            headers={"Accept": _ACCEPT, **_authorization(token)},
            timeout=httpx.Timeout(settings.read_seconds, connect=settings.connect_seconds),
            follow_redirects=False,
            trust_env=False,
            transport=GuardedTransport(settings.fhir_servers, verify=certificates()),
        )

    async def __aenter__(self) -> Record:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._http.aclose()

    async def get(self, query: str) -> dict[str, Any]:
        """The resource that a relative query gives, such as `Patient/1`. Raises NotFetched."""
        return await self._resource(f"{self._base}/{query}")

    async def next_page(self, page: dict[str, Any]) -> dict[str, Any] | None:
        """The page after this one; None where there is none. Raises NotFetched, also where it lies elsewhere."""
        url = next_url(page)
        if url is None:
            return None
        url = urljoin(f"{self._base}/", url)
        here, there = urlsplit(self._base), urlsplit(url)
        # a page of a search is either below the base or the base itself with a query, on the same server
        if (there.scheme, there.netloc) != (here.scheme, here.netloc) or not _is_below(there.path, here.path):
            raise NotFetched("its next page lies on another server")
        return await self._resource(url)

    async def _resource(self, url: str) -> dict[str, Any]:
        try:
            answer = await read_answer(self._http, "GET", url, self._settings.answer_bytes, judge=_judge)
        except NothingRead as error:
            raise NotFetched(f"the FHIR server {error.why}") from None
        try:
            found = read_json(answer.content)
        except (orjson.JSONDecodeError, KeyTwice):
            raise NotFetched("the FHIR server answered with something that is no JSON") from None
        if not isinstance(found, dict) or not isinstance(found.get("resourceType"), str):
            raise NotFetched("the FHIR server answered with something that is no resource")
        return found


def _judge(response: httpx.Response) -> None:
    """Raises NotFetched where the body of an answer is no resource that was asked for."""
    if response.is_redirect:
        raise NotFetched("the FHIR server sent a redirect, which is not followed")
    status = response.status_code
    if status in _REFUSALS:
        raise SearchRefused(f"the FHIR server refused it with status {status}")
    if status != httpx.codes.OK:
        raise NotFetched(f"the FHIR server answered with status {status}", status)


def _authorization(token: SecretStr | None) -> dict[str, str]:
    return {} if token is None else {"Authorization": f"Bearer {token.get_secret_value()}"}


def next_url(page: dict[str, Any]) -> str | None:
    """Where a Bundle says that its next page is."""
    links = page.get("link")
    for link in links if isinstance(links, list) else ():
        if isinstance(link, dict) and link.get("relation") == "next" and isinstance(link.get("url"), str):
            url: str = link["url"]
            return url
    return None


def _is_below(path: str, base: str) -> bool:
    return ("/." not in path and "%2e" not in path.lower()) and (path == base or path.startswith(f"{base}/"))


@cache
def certificates() -> ssl.SSLContext:
    """The certificates that are trusted, without those of the environment."""
    # made once: reading all certificates takes as long as several notes
    return httpx.create_ssl_context(trust_env=False)
