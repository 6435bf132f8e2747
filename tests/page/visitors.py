"""A service that asks for keys, and browsers that visit it, each with cookies of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from typing import Any

from httpx2 import Response
from starlette.testclient import TestClient

from immunote.service.security.api_keys import make_key
from immunote.service.server.app import create_app
from immunote.service.settings.service import Settings
from immunote.service.settings.storage import StorageSettings

ORIGIN = "http://localhost"
ALL = ("notes:write", "knowledge:read", "rules:review")
TOKEN = re.compile(r'name="page\.token" value="([0-9a-f]{64})"')


class Visitor:
    """One browser."""

    def __init__(self, client: TestClient) -> None:
        self.client = client

    def get(self, path: str, **headers: str) -> Response:
        return self.client.get(path, headers={"Accept": "text/html", **headers})

    def send(self, path: str, fields: dict[str, str], **headers: str) -> Response:
        """Post a form as it is, with no token but one that is among the fields."""
        given = {"Accept": "text/html", "Origin": ORIGIN, "Sec-Fetch-Site": "same-origin", **headers}
        sent = {name: value for name, value in given.items() if value}
        return self.client.post(path, data=fields, headers=sent, follow_redirects=False)

    def post(self, path: str, fields: dict[str, str], seen: str | None = None) -> Response:
        """Post a form with the token of the page that was seen, which is the sign-in page where none is named."""
        return self.send(path, {**fields, "page.token": token_of(self.get(seen or "/page/sign-in"))})

    def sign_in(self, key: str) -> Response:
        return self.post("/page/sign-in", {"page.key": key, "page.to": "/"})

    @property
    def cookie(self) -> str:
        return self.client.cookies["immunote-page"]


def token_of(response: Response) -> str:
    found = TOKEN.search(response.text)
    assert found is not None, response.text[:2000]
    return found[1]


def words_of(response: Response) -> str:
    """The text of a page, without tags."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", response.text)).split())


class Service:
    """The whole application with a database of its own."""

    def __init__(self, folder: Path, **settings: Any) -> None:
        security = {"caller_rate": 0, **settings.pop("security", {})}
        storage = StorageSettings(url=f"sqlite:///{folder / 'kept.sqlite'}")
        self.settings = Settings(storage=storage, security=security, **settings)
        self.app = create_app(self.settings)
        self.context = self.app.state.context

    def key(self, *scopes: str, days: int = 30) -> str:
        return make_key(self.context.keys, self.settings.security, scopes or ALL, days, "a test")

    def visitor(self, base_url: str = ORIGIN) -> Visitor:
        return Visitor(TestClient(self.app, base_url=base_url, raise_server_exceptions=False))

    def signed_in(self, *scopes: str) -> Visitor:
        visitor = self.visitor()
        assert visitor.sign_in(self.key(*scopes)).status_code == 303
        return visitor


@contextmanager
def serving(folder: Path, **settings: Any) -> Iterator[Service]:
    made = Service(folder, **settings)
    try:
        yield made
    finally:
        made.context.decider.close()
        made.context.database.dispose()
