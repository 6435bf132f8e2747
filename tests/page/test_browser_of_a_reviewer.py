"""A reviewer at work in a real browser, narrow and wide: signs in with a key, reads, judges, brings a list."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.support.browser import Browser, accessibility, contrast_faults
from tests.support.server import Server, serving

LIST = b"id,has_systemic_sclerosis,muscle_is_active,age_years\np1,true,true,50\np2,false,,60\np3,true,,fifty\n"
SCREENS = (
    "/page/rules?find=clot",
    "/page/rules/muscle_target",
    "/page/sources/raja-2016",
    "/page/review",
    "/page/review/thresholds",
    "/page/review/parts",
    "/page/review/parts/muscle_target",
    "/page/review/vignettes/a01-completed",
    "/page/list",
)


KEYS: dict[str, str] = {}
NARROW = 390
LAID_OUT_OTHERWISE = SCREENS[:1] + SCREENS[-2:]
"""Where there is room; the others are only wider."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("served"), development="false") as server:
        KEYS[server.url] = server.first_key()
        yield server


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with Browser.started() as browser:
        yield browser


def signed_in(browser: Browser, server: Server, width: int, script: bool = True) -> Page:
    context = browser.chromium.new_context(viewport={"width": width, "height": 900}, java_script_enabled=script)
    page = context.new_page()
    page.goto(f"{server.url}/page/review")
    page.fill("#key", KEYS[server.url])
    page.click("text=Sign in >> visible=true >> nth=-1")
    page.wait_for_url(f"{server.url}/page/review")
    return page


@pytest.mark.parametrize("width", [NARROW, 1280])
def test_every_screen_is_free_of_faults_that_axe_finds_and_fits_the_window(
    browser: Browser, server: Server, width: int
) -> None:
    page = signed_in(browser, server, width)
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    for path in SCREENS:
        page.goto(server.url + path)
        if path in LAID_OUT_OTHERWISE or width == NARROW:
            found = accessibility(page)
            assert [(path, each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []
        assert [(path, *each) for each in contrast_faults(page)] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    page.goto(f"{server.url}/page/list")
    page.set_input_files("#file", {"name": "list.csv", "mimeType": "text/csv", "buffer": LIST})
    page.click("text=Decide")
    page.wait_for_selector("text=2 patients by grade")
    assert accessibility(page)["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    with page.context.expect_page() as opened:
        page.click("[aria-label='Note of p1']")
    opened.value.wait_for_selector("#headline")
    assert "p1" not in opened.value.url
    assert accessibility(opened.value)["violations"] == []
    page.context.close()
    assert errors == []


@pytest.mark.parametrize("script", [True, False])
def test_a_comment_outlives_the_session_in_the_browser(browser: Browser, server: Server, script: bool) -> None:
    page = signed_in(browser, server, 1280, script)
    page.goto(f"{server.url}/page/review/vignettes/b03")
    page.check("input[value=too_weak]")
    page.fill("#comment", "Antibodies and a clot:\nname them first.")
    page.fill("#reviewer", "A. Tester")
    page.fill("#role", "tester")
    page.context.clear_cookies()
    page.click("text=Keep and go on")
    page.wait_for_selector("text=What you wrote is kept")
    page.fill("#key", KEYS[server.url])
    page.click("button:has-text('Sign in')")
    page.wait_for_selector("text=Send it again")
    assert page.input_value("textarea[name=comment]") == "Antibodies and a clot:\nname them first."
    page.click("button:has-text('Send')")
    page.wait_for_selector("text=Kept: ")
    page.goto(f"{server.url}/page/review")
    assert "too weak" in page.inner_text("main")
    page.click("text=Sign out")
    page.wait_for_selector("text=The sign-in has ended")
    page.goto(f"{server.url}/page/review")
    assert page.is_visible("#key")
    page.context.close()


def test_a_list_of_30_mb_is_refused_in_words(browser: Browser, server: Server, tmp_path: Path) -> None:
    large = tmp_path / "large.csv"
    large.write_bytes(b"id,age_years\n" + b"p,50\n" * 6_300_000)
    for script in (False, True):
        page = signed_in(browser, server, 1280, script)
        page.goto(f"{server.url}/page/list")
        page.set_input_files("#file", str(large))
        if script:
            page.wait_for_selector("text=This file is larger than the page takes")
            assert page.is_disabled("text=Decide")
        else:
            page.click("text=Decide")
            page.wait_for_selector("text=the page takes 20 MB")
        page.context.close()
