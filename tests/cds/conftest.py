"""The real application behind its layers, in development mode; a real FHIR server on this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from immunote.service.server.app import create_app
from immunote.service.settings.service import Settings
from tests.cds.support import FhirServer, fhir_server

BASE = "https://cds.example.org"
Make = Callable[..., TestClient]


def settings(folder: Path, **fields: Any) -> Settings:
    """Settings of a test: a database of its own, no limits on how much comes at once."""
    common = {
        "base_url": BASE,
        "development": True,
        "storage": {"url": f"sqlite:///{folder / 'immunote.db'}"},
        "security": {"caller_rate": 0},
        "running": {"canary_minutes": 0, "metrics": "open"},
    }
    return Settings(**{**common, **fields})


@pytest.fixture(scope="session")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The service as it is by default, with no FHIR server on its list."""
    app = create_app(settings(tmp_path_factory.mktemp("cds")))
    with TestClient(app, base_url="http://localhost") as client:
        yield client


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """A service with other settings."""
    open_clients: list[TestClient] = []

    def made(**fields: Any) -> TestClient:
        client = TestClient(create_app(settings(tmp_path, **fields)), base_url="http://localhost")
        open_clients.append(client.__enter__())
        return client

    yield made
    for client in open_clients:
        client.__exit__(None, None, None)


@pytest.fixture
def fhir() -> Iterator[FhirServer]:
    """A FHIR server that answers each search with nothing found, until a test says otherwise."""
    with fhir_server() as server:
        yield server


@pytest.fixture
def asking(make: Make, fhir: FhirServer) -> TestClient:
    """A service that may ask that FHIR server, and is not patient."""
    cds = {"fhir_servers": [fhir.url], "connect_seconds": 5, "read_seconds": 2, "fetch_seconds": 6, "pages": 3}
    return make(cds=cds)
