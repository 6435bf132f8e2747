"""A launch that is right opens the page with the record; every other one is refused or said, each by its code."""

from __future__ import annotations

import re
import time
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import jwt
import pytest

from immunote.engine.api import Engine
from immunote.service.smart.scopes import read_scopes
from tests.page.visitors import words_of
from tests.smart.conftest import FAMILY, OTHER, OTHER_CLIENT, PATIENT, App, code_of
from tools.sandbox_records import bundle
from tools.smart_sandbox import CLIENT, Grant


def _token_of(app: App) -> str:
    return next(reversed(app.system.tokens))


def test_an_ehr_launch_opens_the_page_with_what_the_record_holds(app: App) -> None:
    page = app.browser().opened()
    assert page.status_code == 200, page.text
    said = words_of(page)
    assert f"Ada {FAMILY}, born 1972-03-04" in said
    assert "From the record: 250" in said
    assert "2026-11-20" in said
    assert page.headers["cache-control"] == "no-store"


def test_a_standalone_launch_opens_it_too(app: App) -> None:
    browser = app.browser()
    answer = browser.launched(f"/smart/standalone?{urlencode({'iss': app.system.fhir})}")
    assert answer.status_code == 200, answer.text
    assert FAMILY in browser.get("/smart/patient").text
    assert app.system.fhir in unescape(browser.get("/smart").text).replace("%3A", ":").replace("%2F", "/")


def test_a_launch_asks_by_pkce_for_named_read_scopes_and_no_refresh_token(app: App, engine: Engine) -> None:
    asked = app.browser().asked()
    assert asked["code_challenge_method"] == "S256"
    assert len(asked["code_challenge"]) == 43
    assert asked["aud"] == app.system.fhir
    assert asked["redirect_uri"] == f"{app.base}/smart/callback"
    scopes = asked["scope"].split()
    assert scopes == ["openid", "fhirUser", "launch", *read_scopes(engine.rulebase)]
    assert all(re.fullmatch(r"patient/[A-Z]\w+\.(rs|r)", each) for each in scopes[3:])


def test_no_other_page_can_be_had_by_a_launch_than_a_key_with_those_scopes_gives(app: App) -> None:
    browser = app.browser()
    browser.opened()
    assert browser.get("/page/questions").status_code == 200
    assert code_of(browser.get("/page/review", Accept="application/json")) == "S23"


@pytest.mark.parametrize("iss", ["https://evil.example/fhir", "", "http://127.0.0.1:1/fhir"])
def test_a_record_system_that_is_not_listed_is_refused(app: App, iss: str) -> None:
    for path in ("launch", "standalone"):
        answer = app.browser().get(f"/smart/{path}?{urlencode({'iss': iss, 'launch': 'x'})}")
        assert (answer.status_code, code_of(answer)) == (400, "S50")
        assert "location" not in answer.headers


def test_an_unlisted_record_system_is_asked_nothing(app: App) -> None:
    app.browser().get(f"/smart/launch?{urlencode({'iss': app.unlisted.fhir, 'launch': 'x'})}")
    assert app.unlisted.asked == []


def test_endpoints_on_another_host_are_refused(app: App) -> None:
    answer = app.browser().get(app.elsewhere.launch(PATIENT))
    assert code_of(answer) == "S52"
    assert app.unlisted.asked == []


def test_a_server_that_hangs_is_given_up(app: App) -> None:
    begun = time.monotonic()
    assert code_of(app.browser().get(app.hanging.launch(PATIENT))) == "S51"
    assert time.monotonic() - begun < 2.8


@pytest.mark.parametrize("change", [{"state": "x" * 43}, {"state": ""}])
def test_a_wrong_state_is_refused(app: App, change: dict[str, str]) -> None:
    browser = app.browser()
    url = urlsplit(browser.back(browser.asked()))
    query = dict(parse_qsl(url.query)) | change
    answer = browser.get(f"{url.path}?{urlencode(query)}")
    assert code_of(answer) == "S53"
    assert code_of(browser.get(f"{url.path}?{url.query}")) == "S53", "the launch is over with the first answer"


def test_an_answer_in_a_browser_that_did_not_launch_is_refused(app: App) -> None:
    url = (one := app.browser()).back(one.asked())
    assert code_of(app.browser().get(url)) == "S53"


def test_an_answer_of_another_authorisation_server_is_refused(app: App) -> None:
    browser = app.browser()
    answer = browser.get(browser.back(browser.asked()) + "&iss=https%3A%2F%2Fevil.example")
    assert code_of(answer) == "S53"


def test_an_answer_that_is_sent_twice_is_refused_even_with_its_cookie(app: App) -> None:
    browser = app.browser()
    url = browser.back(browser.asked())
    cookie = browser.client.cookies["immunote-launching"]
    assert browser.get(url).status_code == 200
    browser.client.cookies.set("immunote-launching", cookie)
    assert code_of(browser.get(url)) == "S53"


def test_a_code_that_was_used_elsewhere_is_refused_by_its_server_and_said(app: App) -> None:
    browser = app.browser()
    url = browser.back(browser.asked())
    app.system.grants[dict(parse_qsl(urlsplit(url).query))["code"]].is_used = True
    answer = browser.get(url)
    assert (answer.status_code, code_of(answer)) == (403, "S54")


def test_a_code_of_another_client_is_refused(app: App) -> None:
    browser = app.browser()
    asked = browser.asked()
    app.system.grants["stolen"] = Grant(OTHER_CLIENT, asked["redirect_uri"], asked["code_challenge"], "", "", OTHER)
    answer = browser.get(f"/smart/callback?{urlencode({'code': 'stolen', 'state': asked['state']})}")
    assert code_of(answer) == "S54"


def test_a_code_that_was_got_with_another_verifier_is_refused(app: App) -> None:
    """What PKCE is for: an attacker's code in the victim's launch, or the other way round."""
    victim, attacker = app.browser(), app.browser()
    state = victim.asked()["state"]
    code = dict(parse_qsl(urlsplit(attacker.back(attacker.asked(patient=OTHER))).query))["code"]
    assert code_of(victim.get(f"/smart/callback?{urlencode({'code': code, 'state': state})}")) == "S54"


def test_a_declined_launch_is_said_without_the_words_of_the_server(app: App) -> None:
    browser = app.browser()
    query = {"error": "access_denied", "error_description": "<b>Call 555</b>", "state": browser.asked()["state"]}
    answer = browser.get(f"/smart/callback?{urlencode(query)}")
    assert code_of(answer) == "S54"
    assert "555" not in answer.text


@pytest.mark.parametrize(
    "more", ["&redirect_uri=https://evil.example", "&next=https://evil.example", "&url=//evil.example"]
)
def test_nobody_is_sent_elsewhere(app: App, more: str) -> None:
    browser = app.browser()
    answer = browser.get(app.system.launch(PATIENT) + more)
    assert urlsplit(answer.headers["location"]).netloc == urlsplit(app.system.url).netloc
    assert dict(parse_qsl(urlsplit(answer.headers["location"]).query))["redirect_uri"].startswith(app.base)
    back = browser.get(browser.back(dict(parse_qsl(urlsplit(answer.headers["location"]).query))) + more)
    assert back.headers["refresh"] == "0; url=/smart/patient"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"patient": None}, "S55"),
        ({"patient": "../Patient/1"}, "S55"),
        ({"token_type": "mac"}, "S55"),
        ({"access_token": ""}, "S55"),
        ({"access_token": "".join(map(str, range(2000)))}, "S55"),
        ({"scope": "openid fhirUser launch"}, "S59"),
        ({"id_token": None}, "S56"),
    ],
)
def test_an_answer_to_a_code_that_cannot_be_used_is_refused(app: App, change: dict[str, Any], code: str) -> None:
    app.system.twists["token"] = lambda found: {k: v for k, v in (found | change).items() if v is not None}
    assert code_of(app.browser().launched()) == code


@pytest.mark.parametrize(
    "change",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": OTHER_CLIENT},
        {"aud": [CLIENT, OTHER_CLIENT]},
        {"iss": "https://evil.example"},
        {"exp": 1_000_000},
        {"exp": None},
        {"sub": None},
    ],
)
def test_an_identity_token_that_does_not_hold_is_refused(app: App, change: dict[str, Any]) -> None:
    app.system.twists["claims"] = lambda found: {k: v for k, v in (found | change).items() if v is not None}
    assert code_of(app.browser().launched()) == "S56"


def test_an_identity_token_that_nobody_or_somebody_else_signed_is_refused(app: App) -> None:
    stranger = type(app.system)()
    for signed in (
        lambda claims: jwt.encode(claims, None, "none"),
        lambda claims: jwt.encode(claims, "s" * 32, "HS256", headers={"kid": "sandbox"}),
        stranger.signed,
        lambda claims: "no.token.at all",
    ):
        app.system.twists["signed"] = signed
        assert code_of(app.browser().launched()) == "S56"


def test_narrower_scopes_open_what_they_reach_and_the_page_says_what_was_not_read(app: App) -> None:
    narrow = "launch patient/Patient.r patient/Observation.rs?category=laboratory patient/Condition.read"
    app.system.twists["token"] = lambda found: _with_scope(app, found, narrow)
    said = words_of(app.browser().opened())
    assert "because the launch does not allow it: AllergyIntolerance, MedicationRequest" in said
    assert "Read in part, because the launch allows no more: Observation" in said
    assert "never means no" in said


def _with_scope(app: App, found: dict[str, Any], scope: str) -> dict[str, Any]:
    del found["id_token"]
    app.system.tokens[found["access_token"]][0].scope = "patient/*.rs"  # the FHIR server would give more
    return found | {"scope": scope}


@pytest.mark.parametrize("kind", ["Condition", "Observation", "MedicationStatement"])
def test_the_record_of_another_patient_is_refused(app: App, kind: str) -> None:
    """Wherever it lies in the answer: the page never mixes two patients."""
    strange = {"resourceType": kind, "id": "x", "status": "final", "subject": {"reference": f"Patient/{OTHER}"}}
    app.system.twists[kind] = lambda found: bundle([*(each["resource"] for each in found["entry"]), strange])
    answer = app.browser().opened()
    assert answer.status_code in (409, 200), answer.text
    if answer.status_code == 409:
        assert code_of(answer) == "S57"
    else:  # a kind that may be left out is left out whole, and that is said
        assert kind == "MedicationStatement"
        assert "statements" in words_of(answer)


def test_a_patient_who_is_another_is_refused(app: App) -> None:
    app.system.twists[f"Patient/{PATIENT}"] = lambda found: found | {"id": OTHER}
    assert code_of(app.browser().opened()) == "S57"


def test_a_record_that_cannot_be_read_is_said(app: App) -> None:
    app.system.twists["Condition"] = lambda found: time.sleep(2) or found
    assert code_of(app.browser().opened()) == "S65"


def test_a_token_that_the_server_has_ended_ends_the_launch(app: App) -> None:
    browser = app.browser()
    browser.opened()
    grant, _ = app.system.tokens[_token_of(app)]
    app.system.tokens[_token_of(app)] = (grant, 0.0)
    answer = browser.get("/smart/patient")
    assert (answer.status_code, code_of(answer)) == (401, "S58")


def test_a_launch_ends_with_its_token(app: App) -> None:
    app.system.token_seconds = 2
    browser = app.browser()
    seen = browser.opened()
    time.sleep(2.1)
    assert code_of(browser.get("/smart/patient")) == "S58"
    assert code_of(browser.post("/page/questions", {}, seen)) == "S58"


def test_a_launch_belongs_to_one_browser_and_ends_when_it_is_closed(app: App) -> None:
    browser = app.browser()
    seen = browser.opened()
    stolen = app.browser()
    stolen.client.cookies.set("immunote-smart", browser.client.cookies["immunote-smart"])
    assert stolen.get("/smart/patient").status_code == 401
    assert browser.post("/smart/end", {}, seen).status_code == 200
    assert browser.get("/smart/patient").status_code == 401
