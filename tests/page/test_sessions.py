"""Who is let in on the page, for how long, and what a page of elsewhere gets, which is nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastapi import APIRouter
from fastapi.routing import APIRoute
from sqlalchemy import select, update

from immunote.service.page.routes import router
from immunote.service.security.api_keys import hashed
from immunote.service.security.session import Visit
from immunote.service.storage.tables import SessionRow
from immunote.service.storage.transactions import writing
from tests.page.visitors import ORIGIN, Service, Visitor, serving, token_of, words_of

ASKED = "/page/questions"
HTML = "<script>alert(1)</script>\"'><b>"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with serving(tmp_path_factory.mktemp("page")) as made:
        yield made


@pytest.fixture(scope="module")
def development(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with serving(tmp_path_factory.mktemp("page"), development=True) as made:
        yield made


@pytest.fixture
def visitor(service: Service) -> Visitor:
    return service.signed_in()


def is_let_in(visitor: Visitor) -> bool:
    response = visitor.get(ASKED)
    assert response.status_code in (200, 401), response.text
    return response.status_code == 200


def test_nobody_is_let_in_without_a_key(service: Service) -> None:
    response = service.visitor().get(ASKED)
    assert response.status_code == 401
    assert "Sign in" in words_of(response)


def test_a_key_lets_in_and_signing_out_ends_it_in_every_tab(service: Service) -> None:
    first = service.signed_in()
    tab = service.visitor()
    tab.client.cookies.set("immunote-page", first.cookie)
    assert is_let_in(first)
    assert is_let_in(tab)
    assert first.post("/page/sign-out", {}, seen=ASKED).status_code == 200
    assert not is_let_in(first)
    assert not is_let_in(tab)


@pytest.mark.parametrize("key", ["", "imn_", "imn_" + "A" * 43, HTML, "é" * 47])
def test_a_key_that_is_not_valid_is_refused_and_never_shown(service: Service, key: str) -> None:
    response = service.visitor().sign_in(key)
    assert response.status_code == 401
    assert "not valid" in words_of(response)
    assert not key or key not in response.text.replace("<code>imn_</code>", "")


def test_the_cookie_is_out_of_reach_of_scripts_and_of_pages_of_elsewhere(service: Service) -> None:
    visitor = service.visitor()
    (before,) = visitor.get("/page/sign-in").headers.get_list("set-cookie")
    (cookie,) = visitor.sign_in(service.key()).headers.get_list("set-cookie")
    for each in (before, cookie):
        assert "; HttpOnly; SameSite=Strict" in each
        assert "Secure" not in each
    assert "Max-Age=28800" in cookie
    assert before.partition(";")[0] != cookie.partition(";")[0], "a cookie known before the sign-in is worth nothing"


def test_under_https_the_cookie_is_for_https_and_this_host_alone(tmp_path: Path) -> None:
    with serving(tmp_path, base_url="https://cds.example.org") as made:
        visitor = made.visitor("https://cds.example.org")
        (cookie,) = visitor.get("/page/sign-in").headers.get_list("set-cookie")
        assert cookie.startswith("__Host-immunote-page=")
        assert cookie.endswith("; Path=/; HttpOnly; SameSite=Strict; Secure")
        visitor.client.cookies.clear()
        response = visitor.get("/page/sign-in", Cookie="immunote-page=" + "A" * 43)
        assert response.headers.get_list("set-cookie"), "the name without https does not count there"


def test_the_database_holds_neither_cookie_nor_key(service: Service, visitor: Visitor) -> None:
    with service.context.database.connect() as connection:
        rows = connection.execute(select(SessionRow.__table__)).all()
    name = hashed(visitor.cookie, service.settings.security)
    assert name in {row.hash for row in rows}
    assert visitor.cookie not in str(rows)
    assert "imn_" not in str(rows)


def test_a_session_ends_when_its_time_is_over(service: Service, visitor: Visitor) -> None:
    assert is_let_in(visitor)
    now = datetime.now(UTC)
    for moment, lets_in in ((now + timedelta(seconds=30), True), (now - timedelta(seconds=1), False)):
        with writing(service.context.database) as connection:
            connection.execute(update(SessionRow).values(expires=moment))
        assert is_let_in(visitor) is lets_in


def test_a_key_that_is_revoked_ends_its_sessions_at_once(service: Service) -> None:
    visitor = service.signed_in()
    assert is_let_in(visitor)
    newest = service.context.keys.list()[-1]
    assert service.context.keys.revoke(newest.id)
    assert not is_let_in(visitor)


@pytest.mark.parametrize("cookie", ["A" * 43, "A" * 42, "A" * 4000, "", '"', "..", "%00"])
def test_a_cookie_of_another_server_lets_nobody_in(service: Service, cookie: str) -> None:
    visitor = service.visitor()
    assert visitor.get(ASKED, Cookie=f"immunote-page={cookie}").status_code == 401
    # nor does one that somebody planted become theirs by the sign-in of somebody else
    visitor.client.cookies.set("immunote-page", "B" * 43)
    assert visitor.sign_in(service.key()).status_code == 303
    planted = service.visitor()
    planted.client.cookies.set("immunote-page", "B" * 43)
    assert not is_let_in(planted)


def test_the_session_of_one_server_is_none_of_another(service: Service, visitor: Visitor, tmp_path: Path) -> None:
    with serving(tmp_path) as other:
        stranger = other.visitor()
        stranger.client.cookies.set("immunote-page", visitor.cookie)
        assert not is_let_in(stranger)


def test_scopes_are_those_of_the_key(service: Service) -> None:
    visitor = service.signed_in("knowledge:read")
    response = visitor.get(ASKED)
    assert response.status_code == 403
    assert "S23" in words_of(response)


def test_requests_are_limited_as_for_rest(tmp_path: Path) -> None:
    with serving(tmp_path, security={"caller_rate": 0.001, "caller_burst": 4}, workers=1) as made:
        visitor = made.signed_in()
        found = [visitor.get(ASKED).status_code for _ in range(5)]
        assert found == [200, 200, 200, 200, 429]
        assert "too many requests" in words_of(visitor.get(ASKED)).lower()


@pytest.mark.parametrize("which", ["missing", "empty", "of another session", "of the cookie", "not ASCII"])
def test_a_form_needs_the_token_of_its_session(service: Service, visitor: Visitor, which: str) -> None:
    token = {
        "missing": None,
        "empty": "",
        "of another session": token_of(service.visitor().get("/page/sign-in")),
        "of the cookie": visitor.cookie,
        "not ASCII": "é" * 64,
    }[which]
    fields = {"age_years": "56"} | ({} if token is None else {"page.token": token})
    response = visitor.send(ASKED, fields)
    assert response.status_code == 403
    assert "Send it again" in words_of(response)


def test_a_form_needs_its_token_in_development_too(development: Service) -> None:
    visitor = development.visitor()
    assert visitor.post(ASKED, {}, seen=ASKED).status_code == 200
    assert visitor.send(ASKED, {}).status_code == 403
    stranger = development.visitor()
    assert stranger.send(ASKED, {"page.token": token_of(visitor.get(ASKED))}).status_code == 403


@pytest.mark.parametrize("path", [ASKED, "/page/sign-in", "/page/sign-out"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://evil.example", "Sec-Fetch-Site": ""},
        {"Origin": "http://localhost.evil.example", "Sec-Fetch-Site": ""},
        {"Origin": "http://localhost:81", "Sec-Fetch-Site": "same-site"},
        {"Origin": "null", "Sec-Fetch-Site": ""},
        {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "", "Sec-Fetch-Site": ""},
    ],
)
def test_a_foreign_origin_gets_nothing_even_with_the_token(
    service: Service, development: Service, path: str, headers: dict[str, str]
) -> None:
    for visitor in (service.signed_in(), development.visitor()):
        token = token_of(visitor.get("/page/sign-in"))
        response = visitor.send(path, {"page.token": token, "comment": "kept by nobody"}, **headers)
        assert response.status_code == 403
        assert "S80" in words_of(response)
        assert "kept by nobody" not in response.text
        assert "set-cookie" not in response.headers


def test_a_foreign_page_may_link_to_the_page_and_read_nothing_of_it(development: Service) -> None:
    visitor = development.visitor()
    link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    assert visitor.get(ASKED, **link).status_code == 200
    for other in ({"Sec-Fetch-Mode": "cors"}, {"Sec-Fetch-Dest": "iframe"}, {"Sec-Fetch-Mode": "no-cors"}):
        assert visitor.get(ASKED, **(link | other)).status_code == 403
    response = visitor.get(ASKED, Origin="https://evil.example")
    assert "access-control-allow-origin" not in response.headers


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8000", "-"])
def test_a_foreign_host_gets_nothing(service: Service, development: Service, host: str) -> None:
    for made in (service, development):
        visitor = made.visitor()
        assert visitor.get("/page/sign-in", Host=host).status_code == 421
        assert visitor.send("/page/sign-in", {}, Host=host, Origin=f"http://{host}").status_code == 421


def test_only_named_hosts_are_served(tmp_path: Path) -> None:
    with serving(tmp_path, base_url="https://cds.example.org") as made:
        visitor = made.visitor("https://cds.example.org")
        assert visitor.get("/page/sign-in").status_code == 200
        fields = {"page.key": made.key(), "page.token": token_of(visitor.get("/page/sign-in"))}
        assert visitor.send("/page/sign-in", fields, Origin="https://cds.example.org").status_code == 303
        assert visitor.get("/page/sign-in", Host="other.example.org").status_code == 421


def test_what_was_written_when_the_session_ran_out_is_shown_again_after_the_sign_in(service: Service) -> None:
    visitor = service.signed_in()
    token = token_of(visitor.get(ASKED))
    visitor.client.cookies.clear()
    written = {"comment": f"Too weak: {HTML}\nsecond line", "verdict": "too_weak", "page.token": token}
    asked = visitor.send(ASKED, written)
    assert asked.status_code == 401
    assert "What you wrote is kept" in words_of(asked)
    assert HTML not in asked.text
    fields = {"page.token": token_of(asked), "page.key": service.key(), "page.to": ASKED, "page.posted": "1"}
    fields |= {"kept.comment": written["comment"], "kept.verdict": "too_weak"}
    shown = visitor.send("/page/sign-in", fields)
    assert shown.status_code == 200
    assert f"Too weak: {HTML}\nsecond line" in words_with_lines(shown.text)
    assert HTML not in shown.text
    assert f'action="{ASKED}"' in shown.text
    assert 'name="verdict" value="too_weak"' in shown.text
    sent = visitor.send(ASKED, {"comment": written["comment"], "page.token": token_of(shown)})
    assert sent.status_code == 200


def words_with_lines(text: str) -> str:
    from html import unescape

    return unescape(text)


def test_two_tabs_the_older_keeps_its_text_when_the_other_signed_in_anew(service: Service) -> None:
    visitor = service.signed_in()
    older = token_of(visitor.get(ASKED))
    visitor.post("/page/sign-out", {}, seen=ASKED)
    visitor.sign_in(service.key())
    response = visitor.send(ASKED, {"comment": "a long comment", "page.token": older})
    assert response.status_code == 403
    assert "a long comment" in words_of(response)
    again = visitor.send(ASKED, {"comment": "a long comment", "page.token": token_of(response)})
    assert again.status_code == 200


@pytest.mark.parametrize(
    "to", ["https://evil.example/", "//evil.example/", "/v1/notes", "/page/../v1", "/page/a?b=c", HTML]
)
def test_a_sign_in_leads_to_no_place_but_the_page(service: Service, to: str) -> None:
    visitor = service.visitor()
    response = visitor.post("/page/sign-in", {"page.key": service.key(), "page.to": to})
    assert (response.status_code, response.headers["location"]) == (303, "/")


def test_a_visit_renewed_is_another(service: Service) -> None:
    visit = Visit("A" * 43, False, scopes=frozenset({"notes:write"}))
    visit.renew(60)
    assert (visit.is_new, visit.seconds, visit.scopes) == (True, 60, None)
    assert visit.token != "A" * 43
    assert ORIGIN == "http://localhost"


def test_a_key_in_the_address_is_refused(service: Service) -> None:
    assert service.visitor().get("/page/sign-in?key=imn_x").status_code == 400


def routes_of(router: APIRouter) -> Iterator[APIRoute]:
    for each in router.routes:
        inner = getattr(each, "original_router", None)
        if isinstance(each, APIRoute):
            yield each
        elif inner is not None:
            yield from routes_of(inner)


def test_every_form_of_the_page_needs_the_token(service: Service, visitor: Visitor) -> None:
    """Whatever is added later: a path that takes a form refuses one without its token."""
    paths = {each.path for each in routes_of(router) if "POST" in (each.methods or ())}
    assert {ASKED, "/page/open", "/page/list", "/page/list/note", "/page/review/thresholds"} <= paths
    for path in paths:
        response = visitor.send(path.replace("{name}", "a01"), {"comment": "words of mine"})
        assert response.status_code == 403, path


def test_a_script_is_told_as_a_script_is_and_goes_on_after_a_new_sign_in(service: Service) -> None:
    visitor = service.signed_in()
    old = token_of(visitor.get(ASKED))
    visitor.post("/page/sign-out", {}, seen=ASKED)
    out = visitor.send(ASKED, {"page.token": old}, Accept="application/json")
    assert (out.status_code, out.json()["faults"][0]["code"]) == (401, "S20")
    visitor.sign_in(service.key())
    stale = visitor.send(ASKED, {"page.token": old}, Accept="application/json")
    assert (stale.status_code, stale.json()["faults"][0]["code"]) == (403, "S81")
    again = visitor.send(ASKED, {"page.token": stale.headers["page-token"]}, Accept="application/json")
    assert again.status_code == 200
