"""Public keys: fetched once, again for a new name, and not at the bidding of whoever invents names."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from immunote.service.kernel.problems import Problem
from immunote.service.security.jwks import JwksUnreadable, KeySet, fetch, read_jwks
from immunote.service.settings.security import CdsClient, SecuritySettings
from tests.security.support import ISSUER, PATH, Ehr, code_of, make_app, post, private_key, public_jwk, serve, token


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Source:
    """Answers with the kids that it holds at the moment, or fails."""

    def __init__(self, *kids: str) -> None:
        self.kids = list(kids)
        self.asked = 0
        self.is_down = False

    def __call__(self, url: str, seconds: float) -> bytes:
        self.asked += 1
        if self.is_down:
            raise JwksUnreadable("ConnectError")
        return json.dumps({"keys": [public_jwk("ES384", kid) for kid in self.kids]}).encode()


def key_set(source: Callable[[str, float], bytes], clock: Clock, **changed: Any) -> KeySet:
    client = CdsClient(issuer=ISSUER, jwks_url="https://ehr.example.org/jwks.json")
    return KeySet(client, SecuritySettings(**changed), source, clock)


def code(keys: KeySet, kid: str) -> str:
    with pytest.raises(Problem) as caught:
        keys.key(kid, "ES384")
    return caught.value.faults[0].code


def test_keys_are_fetched_once_and_kept() -> None:
    source, clock = Source("a"), Clock()
    keys = key_set(source, clock)
    for _ in range(45):
        keys.key("a", "ES384")
        clock.now += 1
    assert source.asked == 1


def test_a_key_that_the_ehr_took_out_ends_within_a_minute() -> None:
    source, clock = Source("a", "b"), Clock()
    keys = key_set(source, clock)
    keys.key("a", "ES384")
    source.kids = ["b"]
    clock.now += 60
    assert code(keys, "a") == "S26"
    assert keys.key("b", "ES384")


def test_the_set_is_looked_at_again_within_a_minute_also_where_unknown_kids_are_sent_all_the_time() -> None:
    source, clock = Source("a"), Clock()
    keys = key_set(source, clock)
    keys.key("a", "ES384")
    source.kids = ["b"]
    for _ in range(60):
        clock.now += 1
        code(keys, "invented")
    assert code(keys, "a") == "S26"


def test_an_unknown_kid_refreshes_at_a_bounded_rate() -> None:
    source, clock = Source("a"), Clock()
    keys = key_set(source, clock, jwks_refresh_seconds=30)
    keys.key("a", "ES384")
    for number in range(1000):
        assert code(keys, f"invented-{number}") == "S26"
    assert source.asked == 1
    source.kids = ["a", "new"]  # the EHR rotates its keys
    clock.now += 31
    assert keys.key("new", "ES384")
    assert source.asked == 2


def test_a_key_that_the_ehr_withdrew_ends_with_the_time_that_keys_are_kept() -> None:
    source, clock = Source("a"), Clock()
    keys = key_set(source, clock, jwks_kept_seconds=600)
    keys.key("a", "ES384")
    source.kids = ["b"]
    clock.now += 601
    assert code(keys, "a") == "S26"


def test_keys_outlast_a_short_outage_and_not_a_long_one() -> None:
    source, clock = Source("a"), Clock()
    keys = key_set(source, clock, jwks_kept_seconds=600)
    keys.key("a", "ES384")
    source.is_down = True
    clock.now += 400
    assert keys.key("a", "ES384")
    assert source.asked >= 2
    clock.now += 300
    assert code(keys, "a") == "S30"
    source.is_down = False
    assert code(keys, "a") == "S30"  # a moment after a failure nobody is asked again
    clock.now += 6
    assert keys.key("a", "ES384")


def test_keys_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "jwks.json"
    file.touch()
    client = CdsClient(issuer=ISSUER, jwks_file=file)
    file.unlink()  # there as the settings were read, and gone since
    clock = Clock()
    keys = KeySet(client, SecuritySettings(), clock=clock)
    assert code(keys, "a") == "S30"
    file.write_text(json.dumps({"keys": [public_jwk("ES384", "a")]}))
    clock.now += 6
    assert keys.key("a", "ES384")


@pytest.mark.parametrize(
    "more",
    [{"use": "enc"}, {"alg": "ES256"}, {"alg": "HS384"}, {"key_ops": ["sign"]}, {"kid": 7}, {"crv": "P-256"}],
    ids=str,
)
def test_keys_that_are_not_for_signing_as_we_accept_it(more: dict[str, Any]) -> None:
    assert not read_jwks(json.dumps({"keys": [public_jwk("ES384", "a") | more]}).encode())


def test_symmetric_short_and_broken_keys_are_left_out() -> None:
    listed = [
        {"kty": "oct", "kid": "s", "k": "c2VjcmV0", "alg": "HS256"},
        public_jwk("short", "short"),
        {"kty": "RSA", "kid": "broken", "n": "AQ", "e": "!!"},
        {"kty": "EC", "crv": "P-384", "kid": "off", "x": "AA", "y": "AA"},
        "text",
        public_jwk("RS384", "good"),
    ]
    assert list(read_jwks(json.dumps({"keys": listed}).encode())) == [("good", "RS384")]
    assert private_key("short").key_size == 1024


@pytest.mark.parametrize(
    "content", [b"", b"<html>", b"[]", b'{"keys": 7}', b"null", b'{"keys": [' + b"1," * 200 + b"1]}"]
)
def test_what_is_no_key_set(content: bytes) -> None:
    with pytest.raises(JwksUnreadable):
        read_jwks(content)


def test_jwks_unreachable(tmp_path: Path) -> None:
    client = {"issuer": ISSUER, "jwks_url": "http://127.0.0.1:9/jwks.json"}
    with serve(make_app(tmp_path / "db", clients=[client])) as url:
        response = post(url, PATH, token())
    assert (response.status_code, code_of(response)) == (503, "S30")
    assert int(response.headers["retry-after"]) >= 1


def test_jwks_slow(tmp_path: Path) -> None:
    with (
        Ehr(delay=30).serving() as ehr,
        serve(make_app(tmp_path / "db", clients=[ehr.client()], jwks_time_limit_seconds=0.3)) as url,
    ):
        started = time.monotonic()
        response = post(url, PATH, token())
        assert (response.status_code, code_of(response)) == (503, "S30")
        # meanwhile everybody else is answered, and the slow server is not asked by each
        assert post(url, "/echo", content=b"x").status_code == 200
        assert post(url, PATH, token()).status_code == 503
        assert time.monotonic() - started < 6
        assert ehr.asked == 1


@pytest.mark.parametrize(
    "answer",
    [{"status": 500}, {"status": 302}, {"body": b"<html>"}, {"body": b" " * 300_000}],
    ids=["500", "redirect", "html", "endless"],
)
def test_jwks_lying(tmp_path: Path, answer: dict[str, Any]) -> None:
    with Ehr(**answer).serving() as ehr, serve(make_app(tmp_path / "db", clients=[ehr.client()])) as url:
        response = post(url, PATH, token())
        assert (response.status_code, code_of(response)) == (503, "S30")
        assert ehr.asked == 1


def test_a_drip_fed_key_set_ends_with_its_time() -> None:
    import asyncio

    async def drip(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for _ in range(300):
            await send({"type": "http.response.body", "body": b" ", "more_body": True})
            await asyncio.sleep(0.1)

    with serve(drip) as url:
        started = time.monotonic()
        with pytest.raises(JwksUnreadable):
            fetch(url, 0.5)
        assert time.monotonic() - started < 6
