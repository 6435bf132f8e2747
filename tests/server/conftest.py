"""The whole application in this process: the real rule base, a SQLite file, nobody asked who they are."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from immunote.engine.api import Engine
from immunote.service.server.app import create_app
from immunote.service.settings.service import Settings
from immunote.service.settings.storage import StorageSettings


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    file = tmp_path_factory.mktemp("service") / "kept.sqlite"
    return create_app(
        Settings(
            development=True,
            storage=StorageSettings(url=f"sqlite:///{file}"),
            security={"caller_rate": 0},
        )
    )


@pytest.fixture(scope="session")
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, base_url="http://localhost", raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="session")
def case(engine: Engine) -> dict[str, Any]:
    """A published patient whose note is short."""
    return dict(engine.rulebase.cases["A12"].profile)


@pytest.fixture
def kept(tmp_path: Path) -> StorageSettings:
    return StorageSettings(url=f"sqlite:///{tmp_path / 'kept.sqlite'}")


@pytest.fixture(scope="module")
def soup(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the small rule base for the servers of one file."""
    found = tmp_path_factory.mktemp("soup") / "rules"
    shutil.copytree(Path(__file__).parents[1] / "rulebases" / "soup", found)
    return found
