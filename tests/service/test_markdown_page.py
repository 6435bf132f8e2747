"""A note in Markdown: its page first and whole, then the dossier under one heading."""

from __future__ import annotations

import re

import pytest

from immunote.engine.note import Note
from immunote.engine.paging import page_of
from immunote.service.render.layout import arrange
from immunote.service.render.markdown import escaped, render_markdown
from immunote.service.render.words import clean
from tests.engine.test_page import CASES, note_of_case
from tests.engine.test_properties import ENGINE
from tests.service.test_html_page import DAY, lines_of


@pytest.fixture(scope="module", params=CASES, ids=lambda case: f"{case[0]}{' completed' * case[1]}")
def note(request: pytest.FixtureRequest) -> Note:
    return note_of_case(*request.param)


def test_every_line_of_the_page_stands_before_the_dossier(note: Note) -> None:
    page = page_of(note, ENGINE.rulebase, DAY)
    shown = render_markdown(note, ENGINE.rulebase, DAY).partition("\n## Dossier\n")[0]
    for line in lines_of(page):
        assert escaped(clean(line.upper() if line == page.headline else line)) in shown


def test_the_dossier_has_every_section_under_its_heading(note: Note) -> None:
    shown = render_markdown(note, ENGINE.rulebase)
    headings = re.findall(r"^(#+) (.*)$", shown, re.MULTILINE)
    assert [level for level, _ in headings[:3]] == ["#", "##", "##"]
    assert headings[2][1] == "Dossier"
    dossier = arrange(note, ENGINE.rulebase)
    assert headings[3:] == [("###", escaped(section.title)) for section in dossier.sections]
    for section in dossier.sections:
        for entry in section.entries:
            assert escaped(entry.text) in shown
            assert all(escaped(line.text) in shown for line in entry.lines)


def test_a_citation_has_one_number_on_the_page_and_in_the_dossier(note: Note) -> None:
    page = page_of(note, ENGINE.rulebase)
    dossier = render_markdown(note, ENGINE.rulebase).partition("\n## Dossier\n")[2]
    for source in page.sources:
        assert f"- \\[{source.number}\\] **{escaped(source.label)}:** " in dossier
