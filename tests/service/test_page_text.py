"""How a page prints: in the terminal's width, with colour that only repeats what marks say, as the README draws it."""

import io
import re
from html import unescape
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from immunote.engine.api import Engine
from immunote.engine.note import Note
from immunote.engine.paging import Page, page_of
from immunote.engine.paging.panel import form_of
from immunote.service.render.page_text import print_page, render_page
from immunote.service.render.panel_text import render_form
from tests.service.test_render import HOSTILE, hostile

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def note(engine: Engine) -> Note:
    case = engine.rulebase.cases["A01"]
    return engine.note({**case.profile, **case.completed})


@pytest.fixture(scope="module")
def page(note: Note, engine: Engine) -> Page:
    return page_of(note, engine.rulebase, "29 Nov 2026")


def test_colour_changes_no_word(page: Page) -> None:
    stream = io.StringIO()
    print_page(page, Console(file=stream, width=100, force_terminal=True, color_system="standard"))
    coloured = stream.getvalue()
    plain = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert coloured != plain
    assert [line.rstrip() for line in plain.splitlines()] == render_page(page).splitlines()


@pytest.mark.parametrize("width", [100, 80, 60, 40])
def test_a_page_fits_its_terminal_and_loses_nothing(width: int, page: Page) -> None:
    text = render_page(page, width)
    assert all(cell_len(line) <= width for line in text.splitlines())
    words = " ".join(text.split())
    for block in page.blocks:
        for item in block.items:
            for sentence in (item.text, *(line.text for line in item.lines)):
                assert all(word in words for word in sentence.split() if len(word) < 20), sentence


def test_the_picture_of_the_readme_holds_every_line_of_the_page(page: Page) -> None:
    drawn = (ROOT / "docs" / "note.svg").read_text(encoding="utf-8")
    rows: dict[str, list[tuple[float, str]]] = {}
    for x, y, words in re.findall(r'<text class="note-r\d+" x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]*)</text>', drawn):
        rows.setdefault(y, []).append((float(x), unescape(words)))
    lines = ["".join("".join(words for _, words in sorted(row)).split()) for row in rows.values()]
    wanted = ["".join(line.split()) for line in render_page(page).splitlines()]
    assert [line for line in wanted if line and line not in lines] == []
    assert len(wanted) > 25


def test_untrusted_text_steers_no_terminal_and_breaks_no_line(note: Note, engine: Engine) -> None:
    shown = hostile(note)
    page = page_of(shown, engine.rulebase, HOSTILE)
    form = render_form(form_of(shown, engine.rulebase, page), 100)
    for text in (render_page(page), form):
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
        assert all(cell_len(line) <= 100 for line in text.splitlines())
