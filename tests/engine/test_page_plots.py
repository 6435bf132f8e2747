"""Plots on a page: only of figures that it shows in words, with the numbers of their source, while there is room."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from immunote.engine.note import Note
from immunote.engine.paging import page_of, page_to_draw
from immunote.engine.paging.measure import rows
from immunote.engine.paging.model import Page, PagePlot
from immunote.engine.paging.plots import ROWS, with_plots
from immunote.engine.rulebase import RuleBase
from immunote.service.render.drawing import drawn_small
from immunote.service.render.page_text import render_page
from tests.engine.test_page import CASES, RULE_BASE, SOUPS, many_risks, note_of_case
from tests.engine.test_properties import ENGINE
from tests.support.every_outcome import notes_of_every_outcome

NOTES = {**notes_of_every_outcome(ENGINE, ()), "many risks": many_risks()}
NOTES |= {f"{name}{' completed' * completed}": note_of_case(name, completed) for name, completed in CASES}


@pytest.fixture(params=NOTES)
def note(request: pytest.FixtureRequest) -> Note:
    return NOTES[request.param]


def rows_of_plots(page: Page) -> list[tuple[PagePlot, ...]]:
    return [item.plots for block in page.blocks for item in block.items if item.plots]


def without_plots(page: Page) -> Page:
    return replace(
        page,
        blocks=tuple(
            replace(each, items=tuple(replace(item, plots=()) for item in each.items)) for each in page.blocks
        ),
    )


def test_a_plot_has_the_numbers_of_its_source_and_stands_below_a_line_that_cites_it(note: Note) -> None:
    page = page_to_draw(note, RULE_BASE)
    labels = {each.number: (each.source, each.label) for each in page.sources}
    for block in page.blocks:
        for item in block.items:
            lines = [line for line in item.lines if not line.against]
            for plot in item.plots:
                (number,) = plot.cites
                source, label = labels[number]
                assert plot.label == label
                assert any(number in line.cites for line in lines)
                (figure,) = [each for each in RULE_BASE.sources[source].figures.values() if each.title == plot.title]
                assert figure.plot is not None
                given = [figure.plot.get(key) for key in ("before", "after", "before_sd", "after_sd")]
                drawn = [plot.before, plot.after, plot.before_spread, plot.after_spread]
                assert drawn == [None if each is None else float(each) for each in given]
                numbers = [set(re.findall(r"\d+(?:\.\d+)?", line.text)) for line in lines]
                assert any({float(each) for each in found} >= {plot.before, plot.after} for found in numbers)


def test_no_figure_is_drawn_twice_and_a_row_has_at_most_two(note: Note) -> None:
    found = rows_of_plots(page_to_draw(note, RULE_BASE))
    titles = [(plot.label, plot.title) for row in found for plot in row]
    assert len(titles) == len(set(titles))
    assert all(len(row) <= 2 for row in found)


def test_plots_take_no_room_that_words_need(note: Note) -> None:
    page = page_to_draw(note, RULE_BASE)
    assert rows(page) + ROWS * len(rows_of_plots(page)) <= RULE_BASE.page.lines
    assert without_plots(page) == page_of(note, RULE_BASE) == page_to_draw(note, rule_base_with(plots=0))
    assert render_page(page) == render_page(without_plots(page))


def rule_base_with(**changes: int) -> RuleBase:
    blocks = [
        each.model_copy(update={name: value for name, value in changes.items() if name != "lines"})
        for each in RULE_BASE.page.blocks
    ]
    lines = changes.get("lines", RULE_BASE.page.lines)
    return replace(RULE_BASE, page=RULE_BASE.page.model_copy(update={"blocks": blocks, "lines": lines}))


def test_a_row_of_plots_comes_with_the_last_line_that_it_takes() -> None:
    page = without_plots(page_to_draw(NOTES["may_consider"], RULE_BASE))
    for left, expected in ((ROWS - 1, 0), (ROWS, 1), (ROWS + 1, 1), (2 * ROWS - 1, 1), (2 * ROWS, 2)):
        assert len(rows_of_plots(with_plots(page, rule_base_with(lines=rows(page) + left)))) == expected


def test_what_myositis_rests_on_is_drawn_with_a_text_that_says_the_same() -> None:
    (first, *_) = rows_of_plots(page_to_draw(NOTES["A01 completed"], RULE_BASE))
    assert [(plot.title, plot.before, plot.after, plot.p) for plot in first] == [
        ("Muscle pain", 74, 20, "p < 0.0001"),
        ("Muscle weakness", 45, 21, "p = 0.01"),
    ]
    assert 'aria-label="Muscle pain: 74% before, 20% after (p &lt; 0.0001). Sanges 2017"' in drawn_small(first[0])


def test_a_figure_of_another_moment_than_the_line_tells_is_not_drawn() -> None:
    """The skin line gives the score at twelve months; the numbers to be drawn are of six."""
    page = page_to_draw(NOTES["B06"], RULE_BASE)
    skin = next(item for block in page.blocks for item in block.items if item.lines and "29.6" in item.lines[0].text)
    assert "22.5" in skin.lines[0].text
    assert skin.plots == ()


def test_a_rule_base_without_plots_has_a_page_without() -> None:
    note = SOUPS.note({"is_a_soup": True, "pot_was_opened": True, "has_mould": False})
    assert rows_of_plots(page_to_draw(note, SOUPS.rulebase)) == []
