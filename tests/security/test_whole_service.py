"""The attacks once more, against `immunote serve` as it runs: real workers, real database, real log lines."""

from __future__ import annotations

import json
import socket
import time
import uuid
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import httpx
import jwt
import pytest

from tests.security.support import BASE, Ehr, address, claims, code_of, part, post, private_key, serve, token
from tests.security.test_fhir_servers import Inner
from tests.security.test_front_door import CLIMBS
from tests.security.test_limits import BOMBS, talk
from tests.support.server import serving

PLANTED = "imn_" + "PLANTED" * 6 + "x"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleNamespace]:
    with (
        Ehr().serving() as ehr,
        serving(
            tmp_path_factory.mktemp("whole"),
            development="false",
            workers=2,
            base_url=BASE,
            security__clients=json.dumps([ehr.client()]),
            security__body_seconds="2",
            cds__fhir_servers=json.dumps(["https://fhir.example.org/r4"]),
        ) as server,
    ):
        key = server.first_key()
        services = httpx.get(
            server.url + "/cds-services", headers={"Authorization": f"Bearer {token(aud=BASE + '/cds-services')}"}
        ).json()["services"]
        path = "/cds-services/" + next(each["id"] for each in services if each["hook"] == "patient-view")
        yield SimpleNamespace(server=server, url=server.url, key=key, path=path)


def refused(whole: SimpleNamespace, secret: str, code: str) -> None:
    response = post(whole.url, whole.path, secret, json=hook())
    assert (response.status_code, code_of(response)) == (401, code)


def hook(**more: Any) -> dict[str, Any]:
    return {
        "hook": "patient-view",
        "hookInstance": str(uuid.uuid4()),
        "context": {"userId": "Practitioner/1", "patientId": "1"},
    } | more


def aimed(whole: SimpleNamespace, **changed: Any) -> dict[str, Any]:
    return {"aud": BASE + whole.path} | changed


def test_a_sound_token_is_let_in(whole: SimpleNamespace) -> None:
    response = post(whole.url, whole.path, token(**aimed(whole)), json=hook())
    assert response.status_code == 412  # let in; what is missing now is the patient


def test_none(whole: SimpleNamespace) -> None:
    head = part({"alg": "none", "typ": "JWT", "kid": "rsa"})
    refused(whole, (head + b"." + part(claims(**aimed(whole))) + b".").decode(), "S25")


def test_hs256_with_public_key(whole: SimpleNamespace) -> None:
    secret = jwt.encode(claims(**aimed(whole)), "x" * 64, "HS256", headers={"kid": "rsa"})
    refused(whole, secret, "S25")


def test_wrong_audience(whole: SimpleNamespace) -> None:
    refused(whole, token(aud=BASE + "/cds-services"), "S27")
    refused(whole, token(aud=whole.url + whole.path), "S27")


def test_expired(whole: SimpleNamespace) -> None:
    now = int(time.time())
    refused(whole, token(**aimed(whole, iat=now - 300, exp=now - 60)), "S28")


def test_30_year_lifetime(whole: SimpleNamespace) -> None:
    refused(whole, token(**aimed(whole, exp=int(time.time()) + 30 * 365 * 86_400)), "S28")


def test_future_iat(whole: SimpleNamespace) -> None:
    now = int(time.time())
    refused(whole, token(**aimed(whole, iat=now + 120, exp=now + 200)), "S28")


def test_replayed_whichever_worker_it_meets(whole: SimpleNamespace) -> None:
    secret = token(**aimed(whole))
    codes = [post(whole.url, whole.path, secret, json=hook()).status_code for _ in range(10)]
    assert codes == [412] + [401] * 9


def test_signed_by_somebody_else(whole: SimpleNamespace) -> None:
    refused(whole, jwt.encode(claims(**aimed(whole)), private_key("RS-other"), "RS384", headers={"kid": "rsa"}), "S25")


@pytest.mark.parametrize(
    "path",
    ["/v1/notes", "/v1/notes/batch", "/v1/explain", "/fhir/$ivig-note", "/cds-services/x", "/cds-services/x/feedback"],
)
def test_nothing_of_a_patient_is_done_for_nobody(whole: SimpleNamespace, path: str) -> None:
    headers = {"Content-Type": "application/x-ndjson" if path.endswith("batch") else "application/json"}
    response = post(whole.url, path, secret="", content=b"{}", headers=headers)
    assert (response.status_code, code_of(response)) == (401, "S20")


@pytest.mark.parametrize(
    "path", ["/v1/notes/" + "0" * 64, "/v1/fields", "/v1/rules", "/v1/feedback/summary", "/metrics"]
)
def test_nothing_is_read_by_nobody(whole: SimpleNamespace, path: str) -> None:
    response = httpx.get(whole.url + path)
    assert (response.status_code, code_of(response)) == (401, "S20")


def test_a_key_lets_in_and_a_key_in_url_does_not(whole: SimpleNamespace) -> None:
    assert post(whole.url, "/v1/notes", whole.key, json={}).status_code == 200
    response = post(whole.url, f"/v1/notes?access_token={PLANTED}", whole.key, json={})
    assert (response.status_code, code_of(response)) == (400, "S22")
    assert httpx.get(f"{whole.url}/v1/rules/{PLANTED}").status_code == 400
    assert "PLANTED" not in whole.server.said


def test_no_token_and_no_key_in_the_logs(whole: SimpleNamespace) -> None:
    secret = token(**aimed(whole))
    post(whole.url, whole.path, secret, json=hook())
    post(whole.url, "/v1/notes", PLANTED, json={})
    assert secret.split(".")[2] not in whole.server.said
    assert "PLANTED" not in whole.server.said


@pytest.mark.parametrize("climb", CLIMBS)
@pytest.mark.parametrize("root", ["/v1/rules/", "/v1/sources/", "/v1/notes/", "/cds-services/"])
def test_path_traversal_in_ids(whole: SimpleNamespace, root: str, climb: str) -> None:
    target = root + climb.removeprefix("/v1/rules/")
    head = f"GET {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer {whole.key}\r\n\r\n"
    answer = talk(whole.url, head.encode())
    assert answer.startswith((b"HTTP/1.1 400 ", b"HTTP/1.1 404 ", b"HTTP/1.1 405 ")), answer
    assert b"root:" not in answer
    assert b"application/problem+json" in answer


@pytest.mark.parametrize("name", BOMBS)
@pytest.mark.parametrize("path", ["/v1/notes", "/fhir/$ivig-note", "/v1/explain"])
def test_billion_laughs_style_json(whole: SimpleNamespace, path: str, name: str) -> None:
    started = time.monotonic()
    response = post(whole.url, path, whole.key, content=BOMBS[name], headers={"Content-Type": "application/json"})
    if path.startswith("/fhir") and name == "many empty lists":
        assert response.status_code == 200  # read leniently: twenty thousand things, none of them a resource
    else:
        assert response.status_code in {400, 413, 422}
        kind = "fhir" if path.startswith("/fhir") else "problem"
        assert response.headers["content-type"] == f"application/{kind}+json"
    assert time.monotonic() - started < 10


def test_oversize(whole: SimpleNamespace) -> None:
    chunk = b" " * 65_536
    for path in ("/v1/notes", "/v1/explain"):
        response = None
        try:
            response = post(whole.url, path, whole.key, content=iter([chunk] * 40))
        except httpx.WriteError:
            continue  # it was refused and closed while this side still sent
        assert (response.status_code, code_of(response)) == (413, "S31")
    head = f"POST {whole.path} HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n"
    assert talk(whole.url, head.encode()).startswith(b"HTTP/1.1 413 ")


def test_slow_bodies(whole: SimpleNamespace) -> None:
    head = f"POST /v1/notes HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {whole.key}\r\nContent-Length: 100\r\n\r\n"
    assert talk(whole.url, head.encode()).startswith(b"HTTP/1.1 408 ")


def test_header_bombs(whole: SimpleNamespace) -> None:
    response = httpx.get(whole.url + "/v1/rules", headers={f"X-{number}": "y" for number in range(200)})
    assert (response.status_code, code_of(response)) == (431, "S34")
    answer = talk(whole.url, b"GET / HTTP/1.1\r\nHost: x\r\nX-Large: " + b"y" * 10**6)
    assert answer == b"" or answer.startswith(b"HTTP/1.1 4")


INSIDE = [
    "http://169.254.169.254/latest/meta-data",
    "http://localhost/",
    "https://fhir.example.org@10.0.0.1/r4",
    "file:///etc",
]


def test_ssrf_by_fhir_server(whole: SimpleNamespace) -> None:
    inner = Inner()
    with serve(inner) as url:
        for target in (url + "/fhir", *INSIDE):
            body = hook(fhirServer=target, fhirAuthorization=access())
            response = post(whole.url, whole.path, token(**aimed(whole)), json=body)
            assert response.status_code in {400, 412}, target
            assert {fault["code"] for fault in response.json()["faults"]} & {"S38", "S60"}, response.text
            assert "PLANTED" not in response.text
    assert inner.seen == []
    assert "PLANTED" not in whole.server.said


def access() -> dict[str, Any]:
    return {
        "access_token": "PLANTED-access",
        "token_type": "Bearer",
        "expires_in": 300,
        "scope": "patient/*.read",
        "subject": "x",
    }


def test_every_answer_has_the_headers(whole: SimpleNamespace) -> None:
    for path in ("/v1/notes", "/nothing", "/health/live", "/v1/rules/%2e%2e", "/openapi.json"):
        headers = httpx.get(whole.url + path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "cache-control" in headers
        assert "strict-transport-security" in headers
        assert "server" not in headers


def test_it_is_still_well(whole: SimpleNamespace) -> None:
    with socket.create_connection(address(whole.url)):
        assert post(whole.url, "/v1/notes", whole.key, json={}).status_code == 200
    assert len(whole.server.workers) == 2
    assert not [line for line in whole.server.lines if line["event"] == "unexpected"]


def test_development_mode_refuses_an_address_that_others_reach(tmp_path_factory: pytest.TempPathFactory) -> None:
    from tests.support.server import launched

    for host in ("0.0.0.0", "::", "192.0.2.1", ""):
        server = launched(tmp_path_factory.mktemp("open"), host=host)
        try:
            assert server.process.wait(30) == 2
        finally:
            server.end()
        assert "S04" in server.said
