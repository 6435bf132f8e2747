"""No value of a patient in any log line: distinctive words in every field and header, then a search of what is kept."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from immunote.engine.api import Engine
from immunote.service.running import logs
from tests.running.planted import (
    WORD,
    Planter,
    feedback_body,
    fhir_bodies,
    hook_bodies,
    odd_bodies,
    odd_profiles,
)
from tests.running.test_logs import HOUSE, logging_calls
from tests.support.server import Server, serving

DIGITS = re.compile(r"918273|918\.273|1931-07-19|\.0123\b")
NUMBERS = {"timestamp", "pid", "ms", "status", "count", "port", "request_id", "rulebase", "digest", "place"}
PATHS = ["/v1/notes", "/v1/explain", "/v1/notes/batch", "/fhir/$ivig-note"]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("planted"), ready=False, running__log_level="debug") as server:
        yield server


def sentences() -> set[str]:
    """The fixed sentences of all log calls of the house."""
    calls = [call for part in ("service", "engine") for path in (HOUSE / part).rglob("*.py") for call in
             logging_calls(path)]  # fmt: skip
    return {each.value for call in calls for each in call.args[:1] if isinstance(each, ast.Constant)}


def send_everything(client: httpx.Client, engine: Engine, planter: Planter) -> None:
    for profile in odd_profiles(engine, planter):
        answer = client.post("/v1/notes", json=profile, headers=planter.headers(), params=planter.queries())
        assert answer.status_code < 500, answer.text
    for path in PATHS:
        for content_type, body in odd_bodies(planter):
            headers = {**planter.headers(), "Content-Type": content_type, "Accept": f"text/{planter.word()}"}
            assert client.post(path, content=body, headers=headers).status_code < 500
            headers = {**planter.headers(), "Content-Type": content_type}
            assert client.post(path, content=body, headers=headers).status_code < 500
    for body in fhir_bodies(planter):
        assert client.post("/fhir/$ivig-note", json=body, headers=planter.headers()).status_code < 500
    services = client.get("/cds-services")
    for each in services.json().get("services", []) if services.status_code == 200 else []:
        for body in hook_bodies(planter, each["hook"]):
            path = f"/cds-services/{each['id']}"
            assert client.post(path, json=body, headers=planter.headers()).status_code < 500
        client.post(f"/cds-services/{each['id']}/feedback", json=feedback_body(planter), headers=planter.headers())
    for path in ("/v1/notes/{}", "/v1/rules/{}", "/v1/sources/{}", "/{}", "/cds-services/{}", "/v1/%2e%2e/{}"):
        for method in ("GET", "POST", planter.word().upper()):
            url = path.format(planter.word())
            client.request(method, url, headers=planter.headers(), params=planter.queries())


def send_what_is_no_http(server: Server, planter: Planter) -> None:
    import socket

    url = httpx.URL(server.url)
    for request in (b"%s\r\n\r\n", b"GET /%s HTTP/9\r\n\r\n", b"POST /v1/notes HTTP/1.1\r\nContent-Length: %s\r\n\r\n"):
        with socket.create_connection((url.host, url.port or 80), 5) as connection:
            connection.sendall(request % planter.word().encode())
            connection.settimeout(5)
            connection.recv(4096)


def test_no_planted_value_stands_in_any_log_line(server: Server, engine: Engine) -> None:
    planter = Planter()
    with server.client() as client:
        send_everything(client, engine, planter)
        send_what_is_no_http(server, planter)
        page = client.get("/metrics").text
    assert next(planter.words) > 5000, "fewer words were planted than there are places"
    said = server.said
    assert len(server.lines) > 500
    assert WORD not in said.lower()
    assert WORD not in page.lower()
    known = sentences()
    for line in server.lines:
        assert set(line) <= set(logs.FIELDS), line
        shown = {name: value for name, value in line.items() if name not in NUMBERS}
        assert not DIGITS.search(str(shown)), line
        if line["logger"].startswith("immunote"):
            assert line["event"] in known or line["level"] in ("error", "critical"), line
        assert line.get("caller") in (None, "development"), line
        assert line.get("method", "GET") in {"GET", "POST", "other"}, line
    names = {name for name in engine.rulebase.elements if "_" in name}
    assert not [name for name in names if name in said], "an element is named in a log line"


def test_no_word_about_a_person_is_kept_in_the_database(server: Server) -> None:
    """After all of the above: facts by element, and nothing else."""
    for path in server.folder.iterdir():
        if path.is_file():
            assert WORD.encode() not in path.read_bytes().lower(), path.name


def test_no_key_or_token_stands_in_any_log_line(tmp_path: Path) -> None:
    with serving(tmp_path, ready=False, development="false", running__log_level="debug") as server:
        key = server.first_key()
        with server.client() as client:
            for value in (f"Bearer {key}", f"Bearer {key}x", f"Basic {WORD}1", f"Bearer eyJ{WORD}.{WORD}.{WORD}", WORD):
                headers = {"Authorization": value}
                for path in ("/v1/notes", "/cds-services/none", "/fhir/$ivig-note"):
                    client.post(path, json={}, headers=headers)
                client.get("/metrics", headers=headers)
            client.get("/v1/rules", params={"key": key, "token": WORD})
            assert client.get("/metrics").status_code == 401
            assert client.get("/metrics", headers={"Authorization": f"Bearer {key}"}).status_code == 200
        lines = [line for line in server.said.splitlines() if line.startswith("{")]
        assert len(lines) > 15
        assert key not in "\n".join(lines)
        assert key not in server.said
        assert WORD not in server.said.lower()
