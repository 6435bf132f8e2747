"""docs/changes-0.2.0.md: every line names files that carry it and something that shows it, and all of them exist."""

import re
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent
RULES = HOUSE / "rules" / "ssc_ivig"
PAGE = (HOUSE / "docs" / "changes-0.2.0.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
    for line in PAGE.splitlines()
    if line.startswith("| ") and not line.startswith("| what changed")
]
SHOWN = re.compile(r"`(?P<file>[^`]+)`(?:: \*(?P<name>.+?)\*(?= \||$|;))?")


def test_each_line_of_the_table_has_three_cells() -> None:
    assert len(ROWS) >= 50
    assert {len(row) for row in ROWS} == {3}
    assert len({row[0] for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][:40])
def test_what_carries_and_what_shows_a_change_exist(row: list[str]) -> None:
    carried = re.findall(r"`([^`]+)`", row[1])
    assert carried
    assert [file for file in carried if not (RULES / file).is_file()] == []
    shown = list(SHOWN.finditer(row[2]))
    assert shown
    for each in shown:
        path = HOUSE / each["file"]
        assert path.is_file(), each["file"]
        if path.suffix == ".feature":
            lines = {line.strip() for line in path.read_text(encoding="utf-8").splitlines()}
            assert {f"Scenario: {each['name']}", f"Scenario Outline: {each['name']}"} & lines, each["name"]
