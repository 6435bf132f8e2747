"""A second rule base for the soup."""

from __future__ import annotations

import shutil
from pathlib import Path

SOUP = Path(__file__).parents[1] / "rulebases" / "soup"


def stricter_soup(folder: Path) -> Path:
    """A copy of the soup, in `folder`, that keeps in the kitchen what nothing speaks against."""
    made = folder / "stricter"
    shutil.copytree(SOUP, made)
    grading = made / "grading.yaml"
    before = grading.read_text(encoding="utf-8")
    after = before.replace("row: rest, outcome: serve_with_care", "row: rest, outcome: keep")
    assert after != before
    grading.write_text(after, encoding="utf-8")
    return made


SETTLED = {
    "is_a_soup": True,
    "has_mould": False,
    "temperature_c": 20,
    "temperature_highest_c": 30,
    "had_boil_over": False,
    "flavour": "bland",
    "pot_was_opened": True,
    "smells_good": False,
    "has_herbs": False,
    "water_outcome": "not_tried",
    "potato_outcome": "not_tried",
    "cream_outcome": "not_tried",
    "salt_g_l": 1,
}
"""A soup of which nothing is open: `serve_with_care`, and `keep` in the stricter one."""
