"""A confidential client says who it is by `client_secret_basic`, encoded as RFC 6749 has it (section 2.3.1)."""

from __future__ import annotations

import base64

from tests.page.visitors import words_of
from tests.smart.conftest import FAMILY, ODD_CLIENT, PATIENT, SECRET, WRONG_SECRET, App, code_of


def test_a_confidential_client_opens_the_page_by_its_secret(app: App) -> None:
    """Its id and secret hold colons, percent signs, blanks and letters that a header cannot hold as they are."""
    system, _ = app.confidential
    browser = app.browser()
    answer = browser.get(browser.back(browser.asked(system.launch(PATIENT)), system=system))
    assert answer.status_code == 200, answer.text
    assert FAMILY in words_of(browser.get("/smart/patient"))
    assert "/token" in system.asked


def test_a_wrong_secret_is_refused_and_said_without_the_secret(app: App) -> None:
    _, system = app.confidential
    browser = app.browser()
    answer = browser.get(browser.back(browser.asked(system.launch(PATIENT)), system=system))
    assert (answer.status_code, code_of(answer)) == (403, "S54")
    assert "`client_id` and `client_secret` have to be as registered" in answer.text
    assert "immunote-smart" not in browser.client.cookies
    assert not system.tokens
    pair = base64.b64encode(f"{ODD_CLIENT}:{WRONG_SECRET}".encode()).decode()
    for secret in (SECRET, WRONG_SECRET, pair):
        assert secret not in answer.text
        assert secret not in app.server.said


def test_a_public_client_sends_no_secret_and_a_confidential_one_is_named_once(app: App) -> None:
    """The sandbox refuses both ways at once; so does RFC 6749."""
    system, _ = app.confidential
    for each in (app.system, system):
        browser = app.browser()
        assert browser.get(browser.back(browser.asked(each.launch(PATIENT)), system=each)).status_code == 200
