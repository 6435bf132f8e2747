"""The whole way in Chromium: from the chart of another site to the record, and back into it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.smart.conftest import FAMILY, OTHER, PATIENT, App
from tests.support.browser import Browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with Browser.started() as found:
        yield found


def test_a_browser_keeps_the_launch_that_began_on_another_site(app: App, browser: Browser) -> None:
    """127.0.0.1 and localhost are two sites: strict cookies are held back from the redirect, as between hosts."""
    with browser.visiting(app.system.url, 1280, 900) as page:
        page.get_by_role("link", name=PATIENT).click()
        expect(page.get_by_role("heading", name=f"Ada {FAMILY}, born 1972-03-04")).to_be_visible()
        assert page.url == f"{app.base}/smart/patient"
        assert {each["name"]: each["sameSite"] for each in page.context.cookies(app.base)} == {
            "immunote-page": "Strict",
            "immunote-smart": "Strict",
        }
        expect(page.locator(".origin").first).to_contain_text("From the record: ")
        # the page's own script goes on with the form of the record
        question = page.locator(".question.kind-yes_no[data-state='asked']").first
        name = question.get_attribute("data-name")
        with page.expect_response(lambda answer: answer.url.endswith("/page/questions")) as moved:
            question.locator("input[value=yes]").check()
        assert moved.value.status == 200
        expect(page.locator(f"#q-{name}")).to_have_attribute("data-state", "answered")
        with page.expect_popup() as opened:
            page.get_by_role("button", name="Write to the record").click()
        tab = opened.value
        tab.get_by_role("link", name="Ask").click()
        tab.get_by_role("link", name=PATIENT).click()
        expect(tab.get_by_role("heading", name="You may write to the record")).to_be_visible()
        tab.close()
        with page.expect_popup() as again:
            page.get_by_role("button", name="Write to the record").click()
        again.value.get_by_role("button", name="Write both").click()
        expect(again.value.get_by_role("heading", name="Written to the record")).to_be_visible()
        kinds = [each["resourceType"] for each in app.system.records[PATIENT]]
        assert kinds.count("QuestionnaireResponse") == kinds.count("DocumentReference") == 1
        page.get_by_role("button", name="Close the patient").click()
        expect(page.get_by_role("heading", name="The patient is closed")).to_be_visible()
        assert not [each for each in page.context.cookies(app.base) if each["name"] == "immunote-smart"]


def test_a_browser_without_scripts_is_led_on_too(app: App, browser: Browser) -> None:
    with browser.visiting(app.system.url, 390, 844, script=False) as page:
        page.goto(f"{app.base}/smart")
        page.get_by_role("link", name="127.0.0.1").first.click()
        page.get_by_role("link", name=OTHER).click()
        expect(page.locator(".record h2")).to_have_text(f"Case {OTHER.title()}")
