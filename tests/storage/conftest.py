"""Each test that takes `database` runs on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy

from immunote.service.settings.storage import StorageSettings
from immunote.service.storage.database import connect, opened


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a new, empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'kept.sqlite'}"
    address: str = request.getfixturevalue("postgres").new_database()
    return address


@pytest.fixture
def empty(url: str) -> Iterator[sqlalchemy.Engine]:
    """A database without tables."""
    database = opened(StorageSettings(url=url))
    yield database
    database.dispose()


@pytest.fixture
def database(url: str) -> Iterator[sqlalchemy.Engine]:
    """A database with the tables of today."""
    made = connect(StorageSettings(url=url))
    yield made
    made.dispose()
