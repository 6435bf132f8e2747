"""A note in a real browser, for patients of every outcome: on a phone, read aloud, and on paper."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from immunote.engine.api import Engine
from immunote.service.render.grade_sign import TONES, grade_sign
from immunote.service.render.html import document_of, render_html
from tests.engine.test_page import many_risks
from tests.engine.test_properties import ENGINE
from tests.support.browser import Browser, accessibility, printed
from tests.support.every_outcome import CHANGED, notes_of_every_outcome

DAY = "29 Nov 2026"
PUBLISHED = ("A01", "A08", "A10", "A12", "B06", "C15_3")
NOTES = {**notes_of_every_outcome(ENGINE, PUBLISHED), "many risks": many_risks()}
DOCUMENTS = {name: render_html(note, ENGINE.rulebase, DAY) for name, note in NOTES.items()}
ONE_OF_EACH = {note.outcome or note.status: name for name, note in reversed(NOTES.items())}
"""For each outcome, and each state without one, the first of the notes."""
PHONE = (390, 844)
SCREENS = 6
A4 = pytest.approx((595, 842), abs=1)  # points
TO_OPEN = "document.querySelectorAll('details').forEach(each => each.open = true)"
WIDTH, HEIGHT = "document.documentElement.scrollWidth", "document.documentElement.scrollHeight"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with Browser.started() as found:
        yield found


def test_the_patients_have_every_outcome(engine: Engine) -> None:
    assert {*engine.rulebase.outcomes, "provisional", "insufficient_data"} == {*ONE_OF_EACH}
    assert all(NOTES[outcome].outcome == outcome for outcome in CHANGED)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_on_a_phone_nothing_is_wider_than_the_screen_and_the_page_is_short(browser: Browser, name: str) -> None:
    with browser.shown(DOCUMENTS[name], *PHONE) as page:
        assert page.evaluate(WIDTH) == PHONE[0]
        assert page.evaluate(HEIGHT) < SCREENS * PHONE[1]
        page.evaluate(TO_OPEN)
        assert page.evaluate(WIDTH) == PHONE[0]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_page_one_is_one_sheet_and_the_dossier_begins_on_the_next(browser: Browser, name: str) -> None:
    with browser.shown(DOCUMENTS[name], 1280, 900) as page:
        first, second = printed(page, "1-2").pages
    sheets = re.search(r"^1 / (\d+)$", first.extract_text(), re.MULTILINE)[1]
    assert tuple(map(float, first.mediabox.upper_right)) == A4
    assert second.extract_text().splitlines()[:2] == [f"2 / {sheets}", "Dossier"]
    assert "Dossier" not in first.extract_text().splitlines()
    for sheet in (first, second):
        assert f"{DAY} · Digest {NOTES[name].digest}" in " ".join(sheet.extract_text().split())
    assert "Sources on this page".casefold() in first.extract_text().casefold() or not NOTES[name].citations


@pytest.mark.parametrize("outcome", ONE_OF_EACH)
def test_axe_finds_nothing_to_object_to_on_the_page(browser: Browser, outcome: str) -> None:
    html, _ = document_of(NOTES[ONE_OF_EACH[outcome]], ENGINE.rulebase, DAY, with_dossier=False)
    with browser.shown(html, *PHONE) as page:
        found = accessibility(page)
    assert [each["id"] for each in found["violations"]] == []
    assert "color-contrast" in [each["id"] for each in found["passes"]]


@pytest.mark.parametrize(("name", "is_open"), [("A12", True), ("may_consider", False)])
def test_axe_finds_nothing_to_object_to_in_the_whole_note(browser: Browser, name: str, is_open: bool) -> None:
    with browser.shown(DOCUMENTS[name], 1280, 900) as page:
        if is_open:
            page.evaluate(TO_OPEN)
        assert [each["id"] for each in accessibility(page)["violations"]] == []


@pytest.mark.parametrize("outcome", ONE_OF_EACH)
def test_a_grade_is_drawn_in_its_colour_with_its_shape_and_words(browser: Browser, outcome: str) -> None:
    note = NOTES[ONE_OF_EACH[outcome]]
    sign = grade_sign(note.outcome, ENGINE.rulebase)
    with browser.shown(DOCUMENTS[ONE_OF_EACH[outcome]], *PHONE) as page:
        shape = page.locator(".grade .shape path")
        box = shape.bounding_box()
        fill = shape.evaluate("each => getComputedStyle(each).fill")
        words = page.locator(".grade h2").evaluate("each => getComputedStyle(each).color")
        assert page.locator(".grade h2").is_visible()
    assert box is not None
    assert min(box["width"], box["height"]) > 15
    assert fill == words == in_rgb(TONES[sign.key])


def in_rgb(colour: str) -> str:
    return "rgb({}, {}, {})".format(*(int(colour[place : place + 2], 16) for place in (1, 3, 5)))


def test_the_checks_find_what_they_look_for(browser: Browser) -> None:
    """A line that cannot wrap, grey on grey, a page that is too long."""
    wide = '<p style="white-space: nowrap; color: #999; background: #aaa">' + "a long line " * 50 + "</p>"
    html = f"<html lang=en><title>t</title><main><h1>t</h1>{wide}{'<p>a</p>' * 200}</main></html>"
    with browser.shown(html, *PHONE) as page:
        assert page.evaluate(WIDTH) > PHONE[0]
        assert page.evaluate(HEIGHT) > SCREENS * PHONE[1]
        assert "color-contrast" in [each["id"] for each in accessibility(page)["violations"]]
        assert len(printed(page).pages) > 1
