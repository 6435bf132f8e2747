"""The page in this process: the real rule base, nobody asked who they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from immunote.service.server.app import create_app
from immunote.service.settings.service import Settings
from immunote.service.settings.storage import StorageSettings
from tests.page.visitors import token_of

ORIGIN = "http://localhost:8000"


class FormClient(TestClient):
    """A browser that sends forms of the page: each with its token, and saying where it comes from."""

    def post(self, url: Any, *, data: Any = None, headers: Any = None, **more: Any) -> Response:  # type: ignore[override]
        """Post a form; its token is that of this browser, whichever page it was on."""
        token = token_of(self.get("/page/sign-in"))
        sent = {"page.token": token, **(data or {})}
        return super().post(url, data=sent, headers={"Origin": ORIGIN, **(headers or {})}, **more)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("page")
    storage = StorageSettings(url=f"sqlite:///{folder / 'immunote.sqlite'}")
    with FormClient(create_app(Settings(development=True, storage=storage)), base_url=ORIGIN) as found:
        yield found
