"""pytest-bdd keeps one scenario of each name in a file and drops the others in silence, across `Rule:` blocks too."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = (ROOT / "features", ROOT / "tests" / "turning_points")
NAME = re.compile(r"^\s*(?:Scenario|Example|Scenario Outline|Scenario Template): *(.+?) *$", re.MULTILINE)


def test_every_scenario_of_a_file_has_a_name_of_its_own() -> None:
    twice = {
        (str(path.relative_to(ROOT)), name)
        for folder in FOLDERS
        for path in folder.rglob("*.feature")
        for name, times in Counter(NAME.findall(path.read_text(encoding="utf-8"))).items()
        if times > 1
    }
    assert not twice
