"""A house whose handbook is small: some real pages, whose links to the others lead nowhere else."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

HOUSE = Path(__file__).parent.parent.parent
PAGES = ("README.md", "first-hour.md", "concepts.md", "page.md")


def house_in(folder: Path) -> Path:
    """Write it; a link to a page that is not taken along becomes its words."""
    docs = folder / "docs"
    (docs / "decisions").mkdir(parents=True)
    shutil.copytree(HOUSE / "docs" / "concepts", docs / "concepts")
    shutil.copy(next((HOUSE / "docs" / "decisions").glob("*.md")), docs / "decisions")
    for name in PAGES:
        text = (HOUSE / "docs" / name).read_text(encoding="utf-8")
        (docs / name).write_text(
            re.sub(r"(?<!!)\[([^]]*)\]\((?!http)([^)#]+)(#[^)]*)?\)", _kept, text), encoding="utf-8"
        )
    return folder


def _kept(found: re.Match[str]) -> str:
    return found[0] if found[2] in PAGES and not found[3] else found[1]
