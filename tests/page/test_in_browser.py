"""A person at the page, in a real browser: typing, without the script, by keyboard alone, and when things go wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from immunote.engine.api import Engine
from immunote.service.page.reading import fields_of_profile
from tests.support.browser import Browser, accessibility, contrast_faults
from tests.support.server import Server, serving

SIZES = {"phone": (390, 844), "tablet": (768, 1024), "desk": (1280, 900)}
DESK = SIZES["desk"]
WIDTH = "document.documentElement.scrollWidth"
TABS = 1500


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("page"), ready=False) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with Browser.started() as found:
        yield found


def answers_of(engine: Engine, case: str) -> dict[str, str]:
    return fields_of_profile(engine.rulebase, engine.rulebase.cases[case].profile)


def give(page: Page, name: str, value: str) -> None:
    """Answer one question with the mouse, wherever it stands."""
    question = page.locator(f"#q-{name}")
    for details in question.locator("xpath=ancestor::details[not(@open)]").all():
        details.locator("summary").first.click()
    if question.locator("input[type=radio]").count():
        question.locator(f"input[value='{value}']").check()
    elif question.locator(f"select[name='{name}']").count():
        question.locator(f"select[name='{name}']").select_option(value)
    else:
        question.locator(f"input[name='{name}']").fill(value)


def wait_for_digest(page: Page, digest: str) -> None:
    expect(page.locator("#digest")).to_have_text(digest)


@pytest.mark.parametrize("size", SIZES)
def test_a_published_case_answered_on_the_page_ends_at_the_note_of_the_command_line(
    browser: Browser, server: Server, engine: Engine, size: str
) -> None:
    note = engine.note(engine.rulebase.cases["A01"].profile)
    with browser.visiting(server.url, *SIZES[size]) as page:
        page.get_by_role("link", name="Questions").click()
        for name, value in answers_of(engine, "A01").items():
            give(page, name, value)
        wait_for_digest(page, note.digest)
        assert page.evaluate(WIDTH) == SIZES[size][0]
        expect(page.locator("#panel")).to_contain_text(str(note.answers_needed))


def test_the_same_without_the_script(browser: Browser, server: Server, engine: Engine) -> None:
    note = engine.note(engine.rulebase.cases["A01"].profile)
    with browser.visiting(server.url, *DESK, script=False) as page:
        page.get_by_role("link", name="Questions").click()
        for name, value in answers_of(engine, "A01").items():
            give(page, name, value)
        page.get_by_role("button", name="Update the note").first.click()
        wait_for_digest(page, note.digest)
        page.get_by_role("button", name="None of these now").click()
        assert page.url.endswith("#g-acutely_unwell")
        assert page.locator("input[name=has_sepsis][value=no]").is_checked()


def test_the_same_by_keyboard_alone(browser: Browser, server: Server, engine: Engine) -> None:
    wanted = answers_of(engine, "A01")
    note = engine.note(engine.rulebase.cases["A01"].profile)
    with browser.visiting(server.url, *DESK) as page:
        page.goto("/page/questions")
        for _ in range(TABS):
            if not wanted:
                break
            page.keyboard.press("Tab")
            _at_the_focus(page, wanted)
        assert not wanted
        wait_for_digest(page, note.digest)


def _at_the_focus(page: Page, wanted: dict[str, str]) -> None:
    here = page.evaluate(
        "() => { const e = document.activeElement; return [e.tagName, e.name || '', e.value || '', e.type || '',"
        " e.tagName === 'SUMMARY' && !e.parentElement.open && e.parentElement.className.includes('folded')] }"
    )
    tag, name, value, kind, is_closed = here
    if is_closed:
        page.keyboard.press("Enter")
    if name not in wanted:
        return
    answer = wanted.pop(name)
    if kind == "radio":
        for _ in range({"yes": 2, "no": 1}[answer] if value == "" else 0):
            page.keyboard.press("ArrowUp")
    elif tag == "SELECT":
        while page.evaluate("document.activeElement.value") != answer:
            page.keyboard.press("ArrowDown")
    else:
        page.keyboard.type(answer)


def test_typing_shows_a_fault_beside_the_field_and_loses_no_key(browser: Browser, server: Server) -> None:
    with browser.visiting(server.url, *DESK) as page:
        page.get_by_role("button", name="A new patient").click()
        field = page.locator("#f-age_years")
        field.click()
        page.keyboard.type("560")
        expect(page.locator("#s-age_years")).to_contain_text("plausible from 0 to 120")
        assert field.get_attribute("aria-invalid") == "true"
        page.keyboard.press("Backspace")
        expect(page.locator("#s-age_years")).not_to_contain_text("plausible")
        page.keyboard.press("ArrowLeft")
        page.keyboard.type("1", delay=200)
        assert page.evaluate("document.activeElement.id") == "f-age_years"
        assert field.input_value() == "516"


def test_what_no_longer_matters_folds_away_with_its_reason_and_can_be_opened(browser: Browser, server: Server) -> None:
    with browser.visiting(server.url, *DESK) as page:
        page.goto("/page/questions")
        give(page, "has_systemic_sclerosis", "no")
        expect(page.locator("#headline")).to_contain_text("Outside")
        question = page.locator("#q-has_sepsis")
        expect(question).to_be_hidden()
        page.locator("#g-acutely_unwell summary", has_text="Cannot change the outcome any more").click()
        expect(question).to_be_visible()


def test_each_answer_to_the_next_question_is_a_button(browser: Browser, server: Server) -> None:
    with browser.visiting(server.url, *DESK) as page:
        page.goto("/page/questions")
        page.get_by_role("button", name="Answer: Yes").click()
        expect(page.locator("input[name=has_systemic_sclerosis][value=yes]")).to_be_checked()
        expect(page.locator("#next ~ p a").first).to_have_attribute("href", "#q-age_years")


@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_wrong_on_any_screen(browser: Browser, server: Server, size: str) -> None:
    with browser.visiting(server.url, *SIZES[size]) as page:
        assert accessibility(page)["violations"] == []
        assert contrast_faults(page) == []
        page.get_by_role("button", name="As reported: A01").click()
        give(page, "age_years", "560")
        expect(page.locator("#s-age_years")).to_contain_text("plausible")
        found = accessibility(page)
        assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []
        assert len(found["passes"]) > 20
        give(page, "age_years", "56")
        page.get_by_role("button", name="What if one answer").click()
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        found = accessibility(page)
        assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []
        assert contrast_faults(page) == []
        with page.context.expect_page() as other:
            page.get_by_role("button", name="For the record").click()
        assert accessibility(other.value)["violations"] == []
        assert contrast_faults(other.value) == []


def test_a_screen_is_dark_where_the_reader_prefers_it_and_paper_is_light(browser: Browser, server: Server) -> None:
    back = "getComputedStyle(document.body).backgroundColor"
    with browser.visiting(server.url, *DESK) as page:
        light = page.evaluate(back)
        page.emulate_media(color_scheme="dark")
        dark = page.evaluate(back)
        assert (light, dark) == ("rgb(255, 255, 255)", "rgb(20, 25, 31)")
        page.emulate_media(color_scheme="dark", media="print")
        assert page.evaluate(back) == light
        assert page.evaluate("getComputedStyle(document.body).color") == "rgb(29, 39, 51)"


def test_what_changes_nothing_is_said_once_in_a_group_and_with_each_answer_to_a_screen_reader(
    browser: Browser, server: Server
) -> None:
    with browser.visiting(server.url, *DESK) as page:
        page.get_by_role("button", name="Completed: A01").click()
        idle = page.locator(".question[data-idle]").count()
        groups = page.locator(".group:has(.question[data-idle])").count()
        assert page.get_by_text("the outcome does not depend on this answer").count() == groups
        assert 0 < groups < idle
        for each in page.locator(".question[data-idle] [aria-describedby]").all():
            said = [
                page.locator(f"#{id_}").inner_text() for id_ in (each.get_attribute("aria-describedby") or "").split()
            ]
            assert said[1].startswith("With a dotted edge: the outcome does not depend on this answer"), said
        give(page, "has_systemic_sclerosis", "no")
        expect(page.locator("#headline")).to_contain_text("Outside")
        expect(page.locator("#q-age_years [aria-describedby]")).to_have_attribute(
            "aria-describedby", "s-age_years idle-who_and_what_for"
        )


def test_read_aloud_the_page_says_what_it_shows(browser: Browser, server: Server) -> None:
    with browser.visiting(server.url, *DESK) as page:
        page.get_by_role("button", name="As reported: A01").click()
        said = page.locator("main").aria_snapshot()
    for words in (
        'heading "Questions" [level=1]',
        'complementary "The note so far"',
        'heading "Cannot be graded yet" [level=2]',
        'group "Muscle Is muscle disease from systemic sclerosis active enough now',
        'radio "Yes" [checked]',
        'textbox "How old is the patient, in completed years?"',
        'link "source 1"',
    ):
        assert words in said
    assert "has_" not in said
    assert "cannot be decided" not in said.lower()


def test_two_tabs_know_nothing_of_each_other(browser: Browser, server: Server) -> None:
    with browser.visiting(server.url, *DESK) as one:
        one.goto("/page/questions")
        other = one.context.new_page()
        other.goto(f"{server.url}/page/questions")
        give(one, "age_years", "43")
        give(other, "age_years", "71")
        expect(one.locator("#sheet .patient")).to_contain_text("43 years")
        expect(other.locator("#sheet .patient")).to_contain_text("71 years")
        stored = "[localStorage.length, sessionStorage.length, document.cookie, location.search]"
        assert one.evaluate(stored) == [0, 0, "", ""]


def test_before_a_page_with_answers_is_left_the_browser_asks(browser: Browser, server: Server) -> None:
    with browser.visiting(server.url, *DESK) as page:
        page.get_by_role("button", name="A new patient").click()
        give(page, "age_years", "43")
        asked: list[str] = []

        def stay(dialog: Any) -> None:
            asked.append(dialog.type)
            dialog.dismiss()

        page.on("dialog", stay)
        page.evaluate("history.back()")
        page.wait_for_timeout(500)
        assert asked == ["beforeunload"]
        assert page.locator("#f-age_years").input_value() == "43"


def test_what_is_saved_is_opened_again(browser: Browser, server: Server, engine: Engine, tmp_path: Any) -> None:
    with browser.visiting(server.url, *DESK) as page:
        page.get_by_role("button", name="Completed: A01").click()
        digest = page.locator("#digest").inner_text()
        with page.expect_download() as found:
            page.get_by_role("button", name="Save the answers").click()
        file = tmp_path / found.value.suggested_filename
        found.value.save_as(file)
        page.goto("/")
        page.get_by_label("A file that this page saved").set_input_files(file)
        page.get_by_role("button", name="Open", exact=True).click()
        wait_for_digest(page, digest)
        case = engine.rulebase.cases["A01"]
        profile = json.loads(file.read_text(), parse_float=Decimal)
        assert engine.patient(profile).given == engine.patient({**case.profile, **case.completed}).given


def test_a_service_that_goes_in_mid_answer_loses_nothing_and_the_page_says_so(browser: Browser, tmp_path: Any) -> None:
    with serving(tmp_path, ready=False) as short_lived, browser.visiting(short_lived.url, *DESK) as page:
        page.goto("/page/questions")
        give(page, "age_years", "43")
        expect(page.locator("#sheet .patient")).to_contain_text("43 years")
        short_lived.stop()
        give(page, "age_years", "44")
        expect(page.locator("#gone")).to_contain_text("Your answers are still here")
        assert page.locator("#f-age_years").input_value() == "44"
        give(page, "has_systemic_sclerosis", "yes")
        with serving(tmp_path, ready=False, port=urlsplit(short_lived.url).port or 0):
            expect(page.locator("#gone")).to_be_hidden(timeout=30_000)
            expect(page.locator("#sheet .patient")).to_contain_text("44 years")
            give(page, "muscle_is_active", "yes")
            expect(page.locator("#q-muscle_is_active input[value=yes]")).to_be_checked()
            expect(page.locator("#next ~ p a").first).not_to_have_attribute("href", "#q-muscle_is_active")
            assert page.locator("input[name=has_systemic_sclerosis][value=yes]").is_checked()
            assert page.locator("#f-age_years").input_value() == "44"


def test_nothing_of_a_patient_is_in_the_log(server: Server) -> None:
    """All of the tests above have sent answers to this server."""
    assert any(line.get("route") == "/page/questions" for line in server.lines)
    for word in ("relapsed", "age_years", "has_sepsis", "page.do"):
        assert word not in server.said
