"""Fixtures for all tests: the real rule base, loaded once a process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from immunote.engine.api import Engine
from immunote.service.rulebases.in_use import engine_of

if TYPE_CHECKING:
    from tests.support.postgres import Postgres

RULES = Path(__file__).parent.parent / "rules" / "ssc_ivig"


@pytest.fixture(scope="session", autouse=True)
def engine() -> Engine:
    """The engine on the rule base that ships; in use throughout, so that commands and services need not load it."""
    return engine_of(RULES)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A running PostgreSQL; each test makes a database of its own. Do not stop it: start another one for that."""
    from tests.support.postgres import Postgres

    with Postgres.started() as server:
        yield server
