"""What a browser keeps of a launch, what its forms carry, and what the service writes of it: nothing."""

from __future__ import annotations

import re

from tests.smart.conftest import OTHER, PATIENT, App, code_of


def _token_of(app: App) -> str:
    return next(reversed(app.system.tokens))


def test_forms_of_a_launch_need_the_token_of_their_session(app: App) -> None:
    browser = app.browser()
    browser.opened()
    for path in ("/smart/write", "/smart/end"):
        assert code_of(browser.client.post(path, data={}, headers={"Accept": "application/json"})) == "S81"


def test_a_form_of_one_patient_is_never_taken_for_another(app: App) -> None:
    browser = app.browser()
    record = _record_field(browser.opened().text)
    other = browser.opened(OTHER)
    for path in ("/page/questions", "/smart/write"):
        answer = browser.post(path, {"page.record": record}, other)
        assert (answer.status_code, code_of(answer)) == (409, "S57")
    assert code_of(browser.post("/page/questions", {"page.record": record[:-4] + "AAAA"}, other)) == "S07"


def _record_field(page: str) -> str:
    found = re.search(r'name="page\.record" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def test_cookies_hold_nothing_that_can_be_read_and_are_kept_from_scripts_and_other_sites(app: App) -> None:
    browser = app.browser()
    answer = browser.launched()
    cookie = next(each for each in answer.headers.get_list("set-cookie") if each.startswith("immunote-smart="))
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert _token_of(app) not in cookie
    assert PATIENT not in cookie


def test_nothing_of_token_or_patient_is_logged(app: App) -> None:
    """So far; when all tests are over, all that was written is searched once more (`app`)."""
    browser = app.browser()
    browser.opened()
    said = app.server.said
    assert '"event"' in said
    for secret in app.secrets:
        assert secret not in said, secret
