"""No note changes while the house is rebuilt."""

from __future__ import annotations

from immunote.engine.api import Engine
from tests.unchanged.digests import digest, held, profiles


def test_every_note_is_the_one_that_was_written_down(engine: Engine) -> None:
    expected = held()
    found = {name: digest(engine, profile) for name, profile in profiles(engine)}
    assert found.keys() == expected.keys()
    assert {name for name in found if found[name] != expected[name]} == set()
