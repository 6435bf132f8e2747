"""Paths that climb, foreign hosts, headers of answers, pages of elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import httpx
import pytest
from pydantic import ValidationError

from immunote.service.html.policy import NO_FRAMES, POLICY
from immunote.service.security.api_keys import make_key
from immunote.service.security.headers import completed
from immunote.service.settings.security import SecuritySettings
from tests.security.conftest import UNHURRIED
from tests.security.support import address, code_of, make_app, post, serve
from tests.security.test_limits import talk

FRIEND = "https://smart.example.org"
CLIMBS = [
    "/v1/rules/..%2f..%2f..%2fetc%2fpasswd",
    "/v1/rules/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "/v1/rules/..%5c..%5cwindows",
    "/v1/rules/..\\..\\windows",
    "/v1/rules/../../etc/passwd",
    "/v1/rules/%2e%2e/%2e%2e/etc/passwd",
    "/v1/rules/.",
    "/v1/rules/..",
    "/v1/rules/%252e%252e%252fetc",
    "/v1/rules/a%00.yaml",
    "/v1/rules/a%0d%0aSet-Cookie:x=1",
    "/v1/rules/%c0%ae%c0%ae%c0%afetc",
    "/v1/rules/a%e2%80%aeb",
]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleNamespace]:
    app = make_app(Path(tmp_path_factory.mktemp("db")) / "db", cors_origins=[FRIEND], **UNHURRIED)
    context = app.state.context
    key = make_key(context.keys, context.settings.security, ["knowledge:read"], 1, "")
    with serve(app) as url:
        yield SimpleNamespace(url=url, headers={"Authorization": f"Bearer {key}"})


@pytest.mark.parametrize("path", CLIMBS)
def test_path_traversal_in_ids(served: SimpleNamespace, path: str) -> None:
    fields = "".join(f"{name}: {value}\r\n" for name, value in served.headers.items())
    # by a plain socket: a client would tidy the path up first
    answer = talk(served.url, f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{fields}\r\n".encode())
    if b"%c0" in path.encode():  # an overlong form is no dot: it is text that stands for nothing
        assert b"root:" not in answer
        assert answer.startswith((b"HTTP/1.1 400 ", b"HTTP/1.1 200 "))
        return
    assert answer.startswith(b"HTTP/1.1 400 "), answer
    assert b'"S37"' in answer
    assert b"set-cookie" not in answer.lower().split(b"\r\n\r\n")[0]


def test_plain_ids_pass(served: SimpleNamespace) -> None:
    for id in ("skin_target", "a.b", "a..b", "A-1_2", "a%20b"):
        assert httpx.get(f"{served.url}/v1/rules/{id}", headers=served.headers).status_code == 200


def test_no_redirect_that_the_host_field_could_turn_elsewhere(served: SimpleNamespace) -> None:
    for path in ("/open/", "//evil.example.org/open", "//evil.example.org/open/.."):
        answer = talk(
            served.url, f"GET {path} HTTP/1.1\r\nHost: evil.example.org\r\nConnection: close\r\n\r\n".encode()
        )
        assert answer.startswith((b"HTTP/1.1 404 ", b"HTTP/1.1 400 ")), answer
        assert b"location" not in answer.lower().split(b"\r\n\r\n")[0]


@pytest.mark.parametrize(
    "host", ["evil.example.org", "evil.example.org:8000", "localhost.evil.example.org", "127.0.0.1.x"]
)
def test_a_page_of_elsewhere_cannot_reach_development_mode(tmp_path: Path, host: str) -> None:
    with serve(make_app(tmp_path / "db", development=True)) as url:
        response = post(url, "/v1/notes", json={}, headers={"Host": host})
        assert (response.status_code, code_of(response)) == (421, "S37")
        for near in ("localhost", "127.0.0.1:1234", "[::1]:8000"):
            assert post(url, "/v1/notes", json={}, headers={"Host": near}).status_code == 200


def test_only_listed_hosts_where_there_is_a_list(tmp_path: Path) -> None:
    with serve(make_app(tmp_path / "db", hosts=["cds.example.org"])) as url:
        assert httpx.get(url + "/open", headers={"Host": "cds.example.org"}).status_code == 200
        assert httpx.get(url + "/open", headers={"Host": "CDS.example.org:8000"}).status_code == 200
        assert httpx.get(url + "/open", headers={"Host": "evil.example.org"}).status_code == 421


def test_probes_are_answered_under_any_host_and_nothing_else_is(tmp_path: Path) -> None:
    app = make_app(tmp_path / "db", hosts=["CDS.Example.org"])
    for path in ("/health/live", "/health/ready", "/health/other", "/health"):
        app.add_api_route(path, lambda: {"status": "here"})
    with serve(app) as url:
        by_address = {"Host": "10.0.0.7:8000"}
        for path in ("/health/live", "/health/ready"):
            assert httpx.get(url + path, headers=by_address).status_code == 200
        for path in ("/health", "/health/other", "/health/live/x", "/open", "/metrics", "/v1/rules/x"):
            response = httpx.get(url + path, headers=by_address)
            assert (response.status_code, code_of(response)) == (421, "S37"), path
        assert httpx.get(url + "/health/live?key=x", headers=by_address).status_code == 400


def test_answers_are_kept_by_nobody_and_run_nothing(served: SimpleNamespace) -> None:
    for path in ("/open", "/missing", "/v1/rules/x", "/v1/rules/%2e%2e", "/page"):
        headers = httpx.get(served.url + path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "no-referrer"
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "script-src" not in headers["content-security-policy"]
        assert "strict-transport-security" in headers  # its callers come by https


def test_strict_transport_only_where_there_is_https(tmp_path: Path) -> None:
    with serve(make_app(tmp_path / "db", base_url=None)) as url:
        assert "strict-transport-security" not in httpx.get(url + "/open").headers


def test_what_a_route_says_itself_stays() -> None:
    fields = dict(completed([(b"Cache-Control", b"max-age=60"), (b"content-type", b"text/html; charset=utf-8")], True))
    assert fields[b"Cache-Control"] == b"max-age=60"
    assert b"cache-control" not in fields
    assert fields[b"content-security-policy"] == f"{POLICY}; {NO_FRAMES}".encode()
    assert b"unsafe" not in fields[b"content-security-policy"]


def test_pages_of_listed_origins_may_ask(served: SimpleNamespace) -> None:
    ask = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization,content-type"}
    allowed = httpx.options(served.url + "/v1/notes", headers={"Origin": FRIEND} | ask)
    assert allowed.status_code == 200
    assert allowed.headers["access-control-allow-origin"] == FRIEND
    assert "access-control-allow-credentials" not in allowed.headers
    # a refusal, too, can be read by the page
    assert post(served.url, "/v1/notes", headers={"Origin": FRIEND}).headers["access-control-allow-origin"] == FRIEND


@pytest.mark.parametrize(
    "origin", ["https://evil.example.org", "null", FRIEND + ".evil.org", "http://smart.example.org"]
)
def test_pages_of_other_origins_may_not(served: SimpleNamespace, origin: str) -> None:
    ask = {"Origin": origin, "Access-Control-Request-Method": "POST"}
    refused = httpx.options(served.url + "/v1/notes", headers=ask)
    assert refused.status_code == 400
    for answer in (refused, post(served.url, "/v1/notes", headers={"Origin": origin})):
        assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize(
    "bad",
    [
        {"cors_origins": ["*"]},
        {"cors_origins": ["null"]},
        {"cors_origins": ["https://x.example.org/"]},
        {"clients": [{"issuer": "x", "jwks_url": "http://ehr.example.org/jwks"}]},
        {"clients": [{"issuer": "x", "jwks_url": "file:///etc/passwd"}]},
        {"clients": [{"issuer": "x", "jwks_url": "https://user:pw@ehr.example.org/jwks"}]},
        {"clients": [{"issuer": "x"}]},
        {"clients": [{"issuer": "x", "jwks_url": "https://e.example.org/j", "jwks_file": __file__}]},
        {"clients": [{"issuer": "x", "jwks_file": "/nowhere/jwks.json"}]},
        {"hosts": ["https://cds.example.org"]},
        {"hosts": ["cds.example.org:8000"]},
        {"hosts": ["*"]},
        {"clients": [{"issuer": "x", "jwks_url": f"https://{each}.example.org/j"} for each in "ab"]},
        {"audiences": ["http://cds.example.org"]},
        {"token_seconds": 10**9},
        {"clock_skew_seconds": 10**9},
        {"key_pepper": "short"},
        {"unknown": 1},
    ],
    ids=str,
)
def test_settings_that_would_open_a_door(bad: dict[str, object]) -> None:
    with pytest.raises(ValidationError) as caught:
        SecuritySettings(**bad)  # type: ignore[arg-type]
    assert "short" not in str(caught.value)


def test_the_port_is_read(served: SimpleNamespace) -> None:
    assert address(served.url)[1] > 0
