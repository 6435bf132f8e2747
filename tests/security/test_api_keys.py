"""API keys: shown once, kept as a hash, scoped, ended; and never in a URL."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import httpx
import pytest

from immunote.engine.faults import Refused
from immunote.service.kernel.problems import Problem
from immunote.service.kernel.scopes import SCOPES
from immunote.service.security.api_keys import KeyRing, first_key, hashed, make_key
from immunote.service.settings.security import SecuritySettings
from immunote.service.settings.storage import StorageSettings
from immunote.service.storage.database import connect
from immunote.service.storage.keys import KeyStore
from tests.security.support import code_of, make_app, post, serve, token

PEPPER = "p" * 32


@pytest.fixture
def store(tmp_path: Path) -> KeyStore:
    return KeyStore(connect(StorageSettings(url=f"sqlite:///{tmp_path}/keys")))


def made(running: SimpleNamespace, *scopes: str) -> str:
    return make_key(running.keys, running.settings, scopes or ["notes:write"], 1, "a test")


def code(ring: KeyRing, secret: str, store: KeyStore) -> str:
    with pytest.raises(Problem) as caught:
        ring.find(secret, store)
    return caught.value.faults[0].code


def test_a_key_lets_in(running: SimpleNamespace) -> None:
    response = post(running.url, "/v1/notes", made(running), json={})
    assert response.status_code == 200
    assert response.json()["caller"].startswith("key:")


def test_keys_are_long_random_and_kept_as_a_hash_alone(store: KeyStore, tmp_path: Path) -> None:
    settings = SecuritySettings()
    secrets = {make_key(store, settings, ["notes:write"], 1, "") for _ in range(20)}
    assert {len(secret) for secret in secrets} == {47}
    assert len(secrets) == 20
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert not any(secret[4:].encode() in kept for secret in secrets)
    assert all(hashed(secret, settings).encode() in kept for secret in secrets)


def test_a_pepper_makes_another_hash(store: KeyStore) -> None:
    plain, peppered = SecuritySettings(), SecuritySettings(key_pepper=PEPPER)
    secret = make_key(store, peppered, ["notes:write"], 1, "")
    assert hashed(secret, plain) != hashed(secret, peppered)
    assert KeyRing(peppered).find(secret, store).kind == "api_key"
    assert code(KeyRing(plain), secret, store) == "S21"
    assert PEPPER not in repr(peppered)


@pytest.mark.parametrize("secret", ["imn_" + "A" * 43, "imn_", "imn_" + "A" * 5000, "x", "imn_/../OR+1=="])
def test_an_unknown_key(running: SimpleNamespace, secret: str) -> None:
    response = post(running.url, "/v1/notes", secret, json={})
    assert (response.status_code, code_of(response)) == (401, "S21")
    assert len(secret) < 5 or secret not in response.text


def test_no_key(running: SimpleNamespace) -> None:
    response = post(running.url, "/v1/notes", json={})
    assert (response.status_code, code_of(response)) == (401, "S20")
    for headers in ({"X-API-Key": made(running)}, {"Cookie": f"key={made(running)}"}):
        assert code_of(post(running.url, "/v1/notes", json={}, headers=headers)) == "S20"


@pytest.mark.parametrize("written", ["{}\xa0", "\xa0{}", "{} {}", "\t{}", "{}' OR 1=1 --", "{}\x85", '"{}"', "{},"])
def test_a_key_is_written_in_one_way(running: SimpleNamespace, written: str) -> None:
    """The proxy counts requests by what stands there: what it takes for another caller has to be no caller."""
    secret = made(running)
    field = b"Bearer " + written.format(secret, secret).encode("latin-1")
    response = httpx.post(f"{running.url}/v1/notes", json={}, headers={b"Authorization": field}, trust_env=False)
    assert (response.status_code, code_of(response)) == (401, "S20")


@pytest.mark.parametrize("before", ["Bearer ", "bearer ", "BEARER   "])
def test_the_word_before_a_key_may_be_written_in_any_case(running: SimpleNamespace, before: str) -> None:
    response = httpx.post(
        f"{running.url}/v1/notes", json={}, headers={"Authorization": before + made(running)}, trust_env=False
    )
    assert response.status_code == 200


def test_expired_key(store: KeyStore) -> None:
    settings = SecuritySettings()
    store.add(hashed("imn_" + "e" * 43, settings), ["notes:write"], datetime.now(UTC) - timedelta(seconds=1), "")
    store.add(hashed("imn_" + "f" * 43, settings), ["notes:write"], None, "a key for ever")
    assert code(KeyRing(settings), "imn_" + "e" * 43, store) == "S21"
    assert code(KeyRing(settings), "imn_" + "f" * 43, store) == "S21"


def test_revoked_key(running: SimpleNamespace) -> None:
    secret = made(running)
    assert post(running.url, "/v1/notes", secret, json={}).status_code == 200
    assert running.keys.revoke(running.keys.list()[-1].id)
    assert code_of(post(running.url, "/v1/notes", secret, json={})) == "S21"


def test_a_remembered_key_ends_soon_after_it_is_revoked(tmp_path: Path) -> None:
    app = make_app(tmp_path / "db", key_kept_seconds=0.3)
    store, settings = app.state.context.keys, app.state.context.settings.security
    secret = make_key(store, settings, ["notes:write"], 1, "")
    with serve(app) as url:
        assert post(url, "/v1/notes", secret).status_code == 200
        store.revoke(store.list()[0].id)
        time.sleep(0.35)
        assert code_of(post(url, "/v1/notes", secret)) == "S21"


def test_a_key_without_the_scope(running: SimpleNamespace) -> None:
    response = post(running.url, "/v1/notes", made(running, "knowledge:read", "decisions:read"), json={})
    assert (response.status_code, code_of(response)) == (403, "S23")
    assert 'scope="notes:write"' in response.headers["www-authenticate"]


@pytest.mark.parametrize(
    "name", ["api_key", "apikey", "key", "access_token", "token", "Authorization", "anything", "jwt"]
)
def test_key_in_url(running: SimpleNamespace, name: str) -> None:
    secret = made(running)
    for headers in ({}, {"Authorization": f"Bearer {secret}"}):
        response = httpx.post(running.url + "/v1/notes", params={name: secret}, headers=headers)
        assert (response.status_code, code_of(response)) == (400, "S22")
        assert secret not in response.text


def test_key_in_url_however_it_is_hidden(running: SimpleNamespace) -> None:
    secret = made(running)
    encoded = "".join(f"%{ord(each):02x}" for each in secret)
    for tail in (
        f"?x={encoded}",
        f"?{secret}",
        f"?x=1&&{secret}=",
        f"/{secret}",
        f"/{encoded}",
        f"?x={token()}",
        "?TOKEN=",
    ):
        response = httpx.get(f"{running.url}/v1/rules{tail}")
        assert (response.status_code, code_of(response)) == (400, "S22"), tail
        assert secret not in response.text


def test_development_mode_asks_nobody(tmp_path: Path) -> None:
    with serve(make_app(tmp_path / "db", development=True)) as url:
        assert post(url, "/v1/notes", json={}).json()["caller"] == "development"
        assert post(url, "/cds-services/some-service").json()["caller"] == "development"


def test_a_database_that_does_not_answer_lets_nobody_in(tmp_path: Path) -> None:
    app = make_app(tmp_path / "db")
    with app.state.context.keys.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE api_keys")
    with serve(app) as url:
        response = post(url, "/v1/notes", "imn_" + "A" * 43)
    assert (response.status_code, code_of(response)) == (503, "S73")


def test_what_a_key_cannot_be_made_with(store: KeyStore) -> None:
    with pytest.raises(Refused) as caught:
        make_key(store, SecuritySettings(), ["notes:all", "everything"], 99_999, "")
    assert [fault.code for fault in caught.value.faults] == ["S39"] * 3
    with pytest.raises(Refused):
        make_key(store, SecuritySettings(), [], 0, "")
    assert store.list() == []


def test_the_first_key_is_made_once(store: KeyStore) -> None:
    secret = first_key(store, SecuritySettings())
    assert secret is not None
    assert KeyRing(SecuritySettings()).find(secret, store).scopes == set(SCOPES)
    assert first_key(store, SecuritySettings()) is None
