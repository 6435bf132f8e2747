"""Draws the page of a published patient, as a terminal shows it, into docs/note.svg: the picture of the README.

python -m tools.picture            # write it
"""

from __future__ import annotations

import io
from html import escape
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme

from immunote.engine.api import Engine
from immunote.engine.paging import page_of
from immunote.service.render.page_text import print_page

HOUSE = Path(__file__).parents[1]
PICTURE = HOUSE / "docs" / "note.svg"
_WIDTH = 100
_DAY = "29 Nov 2026"
_THEME = TerminalTheme(
    (255, 255, 255),
    (29, 39, 51),
    [
        (29, 39, 51),
        (163, 36, 28),
        (28, 107, 67),
        (122, 86, 0),
        (31, 90, 148),
        (109, 58, 140),
        (26, 100, 119),
        (82, 96, 110),
    ],
)
# No font is fetched: the reader's own fixed-width font is used, each line stretched to its exact width.
_FORMAT = """<svg viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg" role="img" aria-label="TITLE">
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace;
  font-size: {char_height}px; line-height: {line_height}px; }}
{styles}
</style>
<defs>{lines}</defs>
<rect fill="#fff" stroke="#b9c6d4" x="1" y="1" width="99.8%" height="99.8%" rx="8"/>
<g transform="translate({terminal_x}, 14)">
{backgrounds}
<g class="{unique_id}-matrix">{matrix}</g>
</g>
</svg>
"""


def drawn() -> str:
    """The picture of the first published case, completed for illustration: text that can be selected and read out."""
    engine = Engine.load(HOUSE / "rules" / "ssc_ivig")
    case = next(each for each in engine.rulebase.cases.values() if each.completed)
    page = page_of(engine.note({**case.profile, **case.completed}), engine.rulebase, _DAY)
    console = Console(file=io.StringIO(), record=True, width=_WIDTH, force_terminal=True, color_system="standard")
    print_page(page, console, _WIDTH)
    title = f"The page of a note: {page.headline}"
    svg = console.export_svg(theme=_THEME, code_format=_FORMAT, unique_id="note")
    return "\n".join(line.rstrip() for line in svg.replace("TITLE", escape(title)).splitlines()) + "\n"


if __name__ == "__main__":
    PICTURE.write_text(drawn(), encoding="utf-8")
