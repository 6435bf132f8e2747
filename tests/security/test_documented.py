"""docs/security-tests.md names a test for each attack; each of them is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

HERE = Path(__file__).parent
FILES = [
    *(HERE.parent / "smart").glob("test_*.py"),
    *HERE.glob("test_*.py"),
    HERE.parent / "server" / "test_proxy.py",
    HERE.parent / "server" / "test_crowds.py",
    HERE.parent / "server" / "test_described.py",
    HERE.parent / "shadow" / "test_serving.py",
    HERE.parent / "review" / "test_pack.py",
    HERE.parent / "page" / "test_sessions.py",
]
PAGE = (HERE.parent.parent / "docs" / "security-tests.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("part", ["## The attacks", "## Holes"])
def test_each_attack_names_tests_that_are_there(part: str) -> None:
    rows = PAGE.partition(part)[2].partition("\n## ")[0]
    attacks = [line for line in rows.splitlines() if line.startswith("| ")][2:]
    assert len(attacks) >= 17
    written = "".join(path.read_text(encoding="utf-8") for path in FILES)
    there = set(re.findall(r"def (test_\w+)\(", written)) | {path.name for path in FILES}
    for line in attacks:
        named = re.findall(r"`(test_[\w.]+)`", line)
        assert named, line
        assert set(named) <= there, line
