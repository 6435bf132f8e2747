"""The page in this process: the real rule base, nobody asked who they are."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from immunote.service.server.app import create_app
from immunote.service.settings.service import Settings
from immunote.service.settings.storage import StorageSettings


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("page")
    storage = StorageSettings(url=f"sqlite:///{folder / 'immunote.sqlite'}")
    with TestClient(create_app(Settings(development=True, storage=storage)), base_url="http://localhost:8000") as found:
        yield found
