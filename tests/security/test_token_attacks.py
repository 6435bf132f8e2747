"""Tokens that must not be believed, each sent to a real server; and the two kinds that are."""

from __future__ import annotations

import hmac
import json
import time
import uuid
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization

from immunote.service.kernel.problems import Problem
from immunote.service.security.bearer import TokenReader
from immunote.service.settings.security import CdsClient, SecuritySettings
from immunote.service.settings.storage import StorageSettings
from immunote.service.storage.database import connect
from immunote.service.storage.tokens import JtiStore
from tests.security.support import BASE, ISSUER, PATH, Ehr, claims, code_of, part, post, private_key, public_jwk, token

YEARS = 365 * 24 * 3600


def refused(running: SimpleNamespace, secret: str, code: str, status: int = 401) -> None:
    response = post(running.url, PATH, secret)
    assert (response.status_code, code_of(response)) == (status, code)
    assert secret not in response.text
    if status == 401:
        assert response.headers["www-authenticate"].startswith('Bearer realm="immunote"')


@pytest.mark.parametrize("algorithm", ["RS384", "ES384"])
def test_a_sound_token_is_believed(running: SimpleNamespace, algorithm: str) -> None:
    response = post(running.url, PATH, token(algorithm))
    assert (response.status_code, response.json()) == (200, {"caller": f"cds:{ISSUER}"})


def test_no_token(running: SimpleNamespace) -> None:
    response = post(running.url, PATH)
    assert (response.status_code, code_of(response)) == (401, "S20")
    for value in ("Basic dXNlcjpwYXNz", "Bearer", "bearer", token()):
        assert code_of(post(running.url, PATH, headers={"Authorization": value})) == "S20"


def test_two_authorization_headers(running: SimpleNamespace) -> None:
    headers = [("Authorization", f"Bearer {token()}"), ("Authorization", f"Bearer {token()}")]
    import httpx

    assert code_of(httpx.post(running.url + PATH, headers=headers)) == "S20"


@pytest.mark.parametrize("algorithm", ["none", "None", "NONE", "nOnE", ""])
def test_algorithm_none(running: SimpleNamespace, algorithm: str) -> None:
    head = part({"alg": algorithm, "typ": "JWT", "kid": "rsa"})
    for signature in (b"", part(b"x" * 64)):
        refused(running, (head + b"." + part(claims()) + b"." + signature).decode(), "S25")


def test_the_signature_cut_off(running: SimpleNamespace) -> None:
    head, payload, _ = token().split(".")
    refused(running, f"{head}.{payload}.", "S25")
    refused(running, f"{head}.{payload}", "S24")


@pytest.mark.parametrize("algorithm", ["HS256", "HS384", "HS512"])
@pytest.mark.parametrize("form", ["pem", "der", "jwk"])
def test_symmetric_with_the_public_key_as_secret(running: SimpleNamespace, algorithm: str, form: str) -> None:
    public = private_key("RS384").public_key()
    encoding = serialization.Encoding.PEM if form == "pem" else serialization.Encoding.DER
    secret = public.public_bytes(encoding, serialization.PublicFormat.SubjectPublicKeyInfo)
    if form == "jwk":
        secret = json.dumps(public_jwk("RS384", "rsa")).encode()
    signed = part({"alg": algorithm, "typ": "JWT", "kid": "rsa"}) + b"." + part(claims())
    made = hmac.digest(secret, signed, "sha" + algorithm[2:])
    refused(running, (signed + b"." + part(made)).decode(), "S25")
    # and under the name of an algorithm that is accepted
    signed = part({"alg": "RS384", "typ": "JWT", "kid": "rsa"}) + b"." + part(claims())
    refused(running, (signed + b"." + part(hmac.digest(secret, signed, "sha384"))).decode(), "S25")


@pytest.mark.parametrize("algorithm", ["RS256", "RS512", "PS384"])
def test_other_asymmetric_algorithms(running: SimpleNamespace, algorithm: str) -> None:
    refused(running, jwt.encode(claims(), private_key("RS384"), algorithm, headers={"kid": "rsa"}), "S25")


def test_one_kind_of_key_under_the_name_of_the_other(running: SimpleNamespace) -> None:
    refused(running, token("ES384", {"kid": "rsa"}), "S26")
    refused(running, token("RS384", {"kid": "ec"}), "S26")


def test_signed_by_somebody_else(running: SimpleNamespace) -> None:
    refused(running, jwt.encode(claims(), private_key("RS-other"), "RS384", headers={"kid": "rsa"}), "S25")


def test_its_own_key_brought_along(running: SimpleNamespace) -> None:
    header = {"kid": "rsa", "jwk": public_jwk("RS-other", "rsa")}
    refused(running, jwt.encode(claims(), private_key("RS-other"), "RS384", headers=header), "S25")


def test_claims_changed_after_signing(running: SimpleNamespace) -> None:
    head, _, signature = token().split(".")
    refused(running, f"{head}.{part(claims(sub='admin')).decode()}.{signature}", "S25")


def test_jku_of_somebody_else(running: SimpleNamespace, ehr: Ehr) -> None:
    with Ehr(keys=[public_jwk("RS-other", "rsa")]).serving() as evil:
        header = {"kid": "rsa", "jku": evil.url}
        refused(running, jwt.encode(claims(), private_key("RS-other"), "RS384", headers=header), "S26")
        refused(running, token(header={"jku": evil.url}), "S26")
        refused(running, token(header={"jku": None}), "S26")
        refused(running, token(header={"jku": ehr.url + "?"}), "S26")
        assert evil.asked == 0
    assert post(running.url, PATH, token(header={"jku": ehr.url})).status_code == 200


def test_a_jku_is_not_looked_at_where_the_keys_come_from_a_file(tmp_path: Path) -> None:
    """The public sandbox names its own key set in each token."""
    file = tmp_path / "jwks.json"
    file.write_text(json.dumps({"keys": [public_jwk("RS384", "rsa")]}))
    engine = connect(StorageSettings(url=f"sqlite:///{tmp_path / 'tokens.db'}"))
    reader = TokenReader(SecuritySettings(clients=(CdsClient(issuer=ISSUER, jwks_file=file),)))
    with Ehr(keys=[public_jwk("RS-other", "rsa")]).serving() as other:
        signed = token("RS384", header={"jku": other.url})
        assert reader.read(signed, [BASE + PATH], JtiStore(engine)).id == f"cds:{ISSUER}"
        forged = jwt.encode(claims(), private_key("RS-other"), "RS384", headers={"kid": "rsa", "jku": other.url})
        with pytest.raises(Problem):
            reader.read(forged, [BASE + PATH], JtiStore(engine))
        assert other.asked == 0


def test_an_issuer_that_is_not_listed(running: SimpleNamespace) -> None:
    for issuer in ("https://evil.example.org", ISSUER + "/", ISSUER.upper(), "null"):
        refused(running, token(iss=issuer), "S26")


@pytest.mark.parametrize(
    "audience",
    [
        "https://other.example.org" + PATH,
        BASE,
        BASE + "/cds-services",
        BASE + PATH + "/",
        BASE + PATH + "-2",
        BASE + PATH + "?x=1",
        (BASE + PATH).upper(),
        PATH,
        "*",
        "",
        [BASE + PATH, "https://other.example.org" + PATH],
    ],
)
def test_wrong_audience(running: SimpleNamespace, audience: Any) -> None:
    refused(running, token(aud=audience), "S27")


def test_the_host_field_chooses_no_audience(running: SimpleNamespace) -> None:
    secret = token(aud="https://evil.example.org" + PATH)
    for name in ("Host", "X-Forwarded-Host", "Forwarded"):
        assert code_of(post(running.url, PATH, secret, headers={name: "evil.example.org"})) == "S27"


def test_an_audience_as_a_list_of_one(running: SimpleNamespace) -> None:
    assert post(running.url, PATH, token(aud=[BASE + PATH])).status_code == 200


def test_feedback_is_sent_with_a_token_for_its_service_or_for_itself(running: SimpleNamespace) -> None:
    feedback = PATH + "/feedback"
    for audience in (BASE + PATH, BASE + feedback):
        assert post(running.url, feedback, token(aud=audience)).status_code == 200
    refused(running, token(aud=BASE + feedback), "S27")


def test_expired(running: SimpleNamespace) -> None:
    now = int(time.time())
    refused(running, token(iat=now - 200, exp=now - 31), "S28")


def test_30_year_lifetime(running: SimpleNamespace) -> None:
    now = int(time.time())
    refused(running, token(exp=now + 30 * YEARS), "S28")
    refused(running, token(iat=now - 15 * YEARS, exp=now + 15 * YEARS), "S28")
    refused(running, token(iat=now, exp=now + 301), "S28")
    assert post(running.url, PATH, token(iat=now, exp=now + 300)).status_code == 200


def test_future_iat(running: SimpleNamespace) -> None:
    now = int(time.time())
    refused(running, token(iat=now + 60, exp=now + 120), "S28")
    refused(running, token(iat=now + 30 * YEARS, exp=now + 30 * YEARS + 60), "S28")
    refused(running, token(nbf=now + 60), "S28")


def test_an_end_before_its_beginning(running: SimpleNamespace) -> None:
    now = int(time.time())
    refused(running, token(iat=now + 20, exp=now + 10), "S28")


def test_clock_skew_within_what_is_allowed(running: SimpleNamespace) -> None:
    now = int(time.time())
    for off in (-25, 25):
        assert post(running.url, PATH, token(iat=now + off, nbf=now + off, exp=now + off + 20)).status_code == 200


def test_replayed(running: SimpleNamespace) -> None:
    secret = token()
    assert post(running.url, PATH, secret).status_code == 200
    refused(running, secret, "S29")
    # the same jti in another token is the same
    jti = str(uuid.uuid4())
    assert post(running.url, PATH, token("RS384", jti=jti)).status_code == 200
    refused(running, token("ES384", jti=jti), "S29")


def test_a_refused_token_uses_up_no_jti(running: SimpleNamespace) -> None:
    jti = str(uuid.uuid4())
    refused(running, token(jti=jti, aud="https://other.example.org"), "S27")
    assert post(running.url, PATH, token(jti=jti)).status_code == 200


def test_replayed_at_the_same_moment(running: SimpleNamespace) -> None:
    from concurrent.futures import ThreadPoolExecutor

    secret = token()
    with ThreadPoolExecutor(8) as pool:
        statuses = sorted(pool.map(lambda _: post(running.url, PATH, secret).status_code, range(8)))
    assert statuses == [200] + [401] * 7


@pytest.mark.parametrize("claim", ["iss", "aud", "exp", "iat", "jti"])
def test_a_claim_that_is_missing(running: SimpleNamespace, claim: str) -> None:
    refused(running, token(**{claim: None}), "S24")


WRONG = [
    ("exp", "1e400"),
    ("exp", "-1"),
    ("exp", "true"),
    ("exp", '"9999999999"'),
    ("exp", "NaN"),
    ("exp", "Infinity"),
    ("iat", "[1]"),
    ("iat", "null"),
    ("nbf", '"now"'),
    ("jti", '""'),
    ("jti", "7"),
    ("jti", '"' + "x" * 256 + '"'),
    ("iss", '["https://ehr.example.org"]'),
    ("aud", "{}"),
    ("aud", "[]"),
    ("exp", "9" * 5000),
]


@pytest.mark.parametrize(("claim", "text"), WRONG, ids=[f"{claim}={text[:12]}" for claim, text in WRONG])
def test_a_claim_of_the_wrong_kind(running: SimpleNamespace, claim: str, text: str) -> None:
    payload = json.dumps(claims(**{claim: "PLACE"})).replace('"PLACE"', text).encode()
    refused(running, jwt.api_jws.encode(payload, private_key("ES384"), "ES384", headers={"kid": "ec"}), "S24")


JUNK = ["x", "a.b.c", "..", "." * 100, "x" * 9000, "eyJhbGciOiJSUzM4NCJ9.e30.", "a.b.c.d.e"]
NOT_A_TOKEN = ["é", "%00", "a\u00a0b", "a,b"]  # signs that RFC 6750 has in none


@pytest.mark.parametrize("secret", JUNK, ids=range(len(JUNK)))
def test_what_is_no_token_at_all(running: SimpleNamespace, secret: str) -> None:
    response = post(running.url, PATH, headers={"Authorization": b"Bearer " + secret.encode()})
    assert (response.status_code, code_of(response)) == (401, "S24")


@pytest.mark.parametrize("secret", NOT_A_TOKEN, ids=range(len(NOT_A_TOKEN)))
def test_what_is_not_written_as_a_token(running: SimpleNamespace, secret: str) -> None:
    response = post(running.url, PATH, headers={"Authorization": b"Bearer " + secret.encode()})
    assert (response.status_code, code_of(response)) == (401, "S20")


@pytest.mark.parametrize(
    "header",
    [{"kid": None}, {"kid": ""}, {"kid": 7}, {"kid": "x" * 256}, {"typ": "at+jwt"}, {"crit": ["exp"]}, {"b64": False}],
    ids=str,
)
def test_a_header_that_cannot_be(running: SimpleNamespace, header: dict[str, Any]) -> None:
    whole = {"alg": "ES384", "typ": "JWT", "kid": "ec"} | header
    refused(running, (part(whole) + b"." + part(claims()) + b"." + part(b"x" * 96)).decode(), "S24")


def test_deep_json_in_a_token(running: SimpleNamespace) -> None:
    deep = b"[" * 2500 + b"]" * 2500
    signature = part(b"x" * 96)
    head = part({"alg": "ES384", "kid": "ec"})
    refused(running, (part(deep) + b"." + part(claims()) + b"." + signature).decode(), "S24")
    refused(running, (head + b"." + part(deep) + b"." + signature).decode(), "S24")


def test_an_api_key_is_no_token_and_a_token_no_api_key(running: SimpleNamespace) -> None:
    refused(running, "imn_" + "x" * 43, "S24")
    response = post(running.url, "/v1/notes", token(), json={})
    assert (response.status_code, code_of(response)) == (401, "S21")
