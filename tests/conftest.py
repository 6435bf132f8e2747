"""Fixtures for all tests: the real rule base, loaded once a process."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from immunote.engine.api import Engine
from immunote.service.rulebases.in_use import engine_of

if TYPE_CHECKING:
    from tests.support.postgres import Postgres

RULES = Path(__file__).parent.parent / "rules" / "ssc_ivig"

os.environ.pop("COLUMNS", None)  # pytest-xdist sets it; what is printed here goes into a pipe


LONGEST = (
    "tests/coverage/test_coverage.py",
    "tests/site/test_site.py",
    "tests/columns/test_agreement.py",
    "tests/lists/spark/test_spark.py",
    "tests/lists/spark/test_s3.py",
    "tests/lists/test_kill.py",
    "tests/running/test_faults.py",
    "tests/engine/test_properties.py",
    "tests/unchanged/test_digests.py",
    "tests/proof/test_seeded_faults.py",
    "tests/lists/spark/test_disagreement.py",
)
"""The files that take longest; they go first, so that no process is left with one of them at the end."""


@pytest.fixture(autouse=True)
def collected() -> Iterator[None]:
    """The command line turns the garbage collector off for good, since its process ends; this one goes on."""
    yield
    gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files first, and leave all else in its order."""
    place = {name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(item.nodeid.partition("::")[0], len(LONGEST)))


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
