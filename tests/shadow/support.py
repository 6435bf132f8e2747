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
