"""Fixtures for all tests: the real rule base, loaded once a process."""

from pathlib import Path

import pytest

from engine.api import Engine

RULES = Path(__file__).parent.parent / "rules" / "ssc_ivig"


@pytest.fixture(scope="session")
def engine() -> Engine:
    """The engine on the rule base that ships."""
    return Engine.load(RULES)
