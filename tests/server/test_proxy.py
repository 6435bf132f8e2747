"""The proxy file that ships, in a real nginx before a service: what it refuses, hides and never loses."""

from __future__ import annotations

import http.server
import json
import re
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from signal import SIGHUP, SIGKILL, SIGTERM
from typing import Any

import httpx
import pytest

from tests.support.nginx import Proxy
from tests.support.server import Server, serving, stream_a_batch

JSON = {"Content-Type": "application/json"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, soup: Path) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("served"), workers=2, rules=soup) as server:
        yield server


@contextmanager
def mirror() -> Iterator[tuple[str, list[dict[str, str]]]]:
    """A service that only writes down the header fields that it is sent."""
    seen: list[dict[str, str]] = []

    class Mirror(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append({name.lower(): value for name, value in self.headers.items()})
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Mirror) as served:
        threading.Thread(target=served.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{served.server_address[1]}", seen
        served.shutdown()


def is_problem(answer: httpx.Response, status: int) -> bool:
    named = answer.headers["Content-Type"] == "application/problem+json"
    return named and answer.json()["status"] == status == answer.status_code


def test_a_note_passes_over_tls_and_both_logs_name_the_request(tmp_path: Path, server: Server) -> None:
    asked = str(uuid.uuid4())
    with Proxy.before(server.url, tmp_path) as proxy, proxy.client() as client:
        note = client.post("/v1/notes", json={}, headers={"X-Request-Id": asked})
        assert note.status_code == 200
        assert note.json()["digest"]
        assert note.headers["X-Request-Id"] == asked
        made = client.post("/v1/notes", json={}).headers["X-Request-Id"]
        assert re.fullmatch("[0-9a-f]{32}", made)
        server.wait_for(lambda: {asked, made} <= {line.get("request_id") for line in server.lines}, "both ids")
        server.wait_for(lambda: asked in proxy.said and made in proxy.said, "both ids in the proxy's log")


def test_the_service_hears_the_true_address_and_not_what_a_caller_says(tmp_path: Path) -> None:
    with mirror() as (url, seen), Proxy.before(url, tmp_path) as proxy, proxy.client() as client:
        claimed = {"X-Forwarded-For": "198.51.100.7", "X-Forwarded-Proto": "gopher", "Authorization": "Bearer x"}
        assert client.get("/", headers=claimed).status_code == 204
    assert seen[0]["x-forwarded-for"] == "127.0.0.1"
    assert seen[0]["x-forwarded-proto"] == "https"
    assert seen[0]["host"] == "localhost"
    assert seen[0]["authorization"] == "Bearer x"


def test_a_slow_head_is_cut_off(tmp_path: Path, server: Server) -> None:
    changes = {"client_header_timeout 10s": "client_header_timeout 1s"}
    with Proxy.before(server.url, tmp_path, changes) as proxy, proxy.connection() as connection:
        started = time.monotonic()
        connection.sendall(b"POST /v1/notes HTTP/1.1\r\nHost: localhost\r\nX-A:")
        assert connection.recv(65536) == b""
        assert time.monotonic() - started < 10


def test_a_slow_body_is_cut_off_and_the_service_never_hears_of_it(tmp_path: Path) -> None:
    changes = {"client_body_timeout   10s": "client_body_timeout 1s"}
    head = b"POST /v1/notes HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{"
    with mirror() as (url, seen), Proxy.before(url, tmp_path, changes) as proxy, proxy.connection() as connection:
        connection.sendall(head)
        answer = connection.recv(65536)
        assert answer == b"" or answer.startswith(b"HTTP/1.1 408 ")
    assert seen == []


def test_too_many_requests_of_one_address(tmp_path: Path, server: Server) -> None:
    """Whatever address the caller says that it has, and whatever it asks for."""
    changes = {"rate=100r/s": "rate=1r/m", "burst=200": "burst=4"}
    with Proxy.before(server.url, tmp_path, changes) as proxy, proxy.client() as client:
        answers = [client.get("/health/live", headers={"X-Forwarded-For": f"198.51.100.{n}"}) for n in range(8)]
    assert [each.status_code for each in answers] == [200] * 5 + [429] * 3
    assert is_problem(answers[-1], 429)
    assert answers[-1].headers["Retry-After"] == "1"


def test_one_key_is_counted_over_all_servers_however_it_is_written(tmp_path: Path) -> None:
    """Two servers behind one proxy give one key together what one of them would, and another key its own."""
    with mirror() as (first, heard_by_first), mirror() as (second, heard_by_second):
        servers = [each.removeprefix("http://") for each in (first, second)]
        changes = {
            "rate=50r/s": "rate=1r/m",
            "burst=100": "burst=5",
            f"server {servers[0]} max_fails=0;": "".join(f"server {each} max_fails=0; " for each in servers),
        }
        keys = ["Bearer a-key", "bearer a-key", "BEARER  a-key", "Bearer   a-key"]
        with Proxy.before(first, tmp_path, changes) as proxy, proxy.client() as client:
            answers = [client.get("/v1/notes", headers={"Authorization": keys[n % 4]}) for n in range(12)]
            other = client.get("/v1/notes", headers={"Authorization": "Bearer another-key"})
            none = client.get("/health/live")
    assert [each.status_code for each in answers] == [204] * 6 + [429] * 6
    assert is_problem(answers[-1], 429)
    assert (other.status_code, none.status_code) == (204, 204)
    assert len(heard_by_first) + len(heard_by_second) == 8
    assert min(len(heard_by_first), len(heard_by_second)) >= 3  # both servers had some of them


def test_one_household_is_one_address(tmp_path: Path, server: Server) -> None:
    """Of IPv6 the /64. The addresses are told to nginx by a header, which the file that ships believes of nobody."""
    told = "server_tokens       off; set_real_ip_from 127.0.0.1; real_ip_header X-Told;"
    changes = {"server_tokens       off;": told, "rate=100r/s": "rate=1r/m", " burst=200 nodelay": ""}
    asked = {
        "2001:db8:1:2:3:4:5:6": 200,
        "2001:db8:1:2::9": 429,
        "2001:db8:1:3::9": 200,
        "2001:db8::1": 200,
        "2001:db8::2:3:4:5": 429,
        "192.0.2.7": 200,
        "192.0.2.8": 200,
    }
    with Proxy.before(server.url, tmp_path, changes) as proxy, proxy.client() as client:
        answers = {each: client.get("/health/live", headers={"X-Told": each}).status_code for each in asked}
    assert answers == asked


def test_too_large_a_body(tmp_path: Path, server: Server) -> None:
    """At the edge as in the service: 1 MiB, and 20 MiB where records come in."""
    with Proxy.before(server.url, tmp_path) as proxy, proxy.client() as client:
        assert is_problem(client.post("/v1/notes", content=b" " * (2**20 + 1), headers=JSON), 413)
        assert is_problem(client.post("/fhir/$ivig-note", content=b" " * (20 * 2**20 + 1), headers=JSON), 413)
        assert client.post("/fhir/$ivig-note", content=b" " * 2**21, headers=JSON).status_code in {400, 422}


def test_no_body_and_no_answer_touches_its_disk(tmp_path: Path, server: Server) -> None:
    changes = {"immunote.error crit": "immunote.error warn"}
    with Proxy.before(server.url, tmp_path, changes) as proxy, proxy.client() as client:
        client.post("/fhir/$ivig-note", content=b" " * 19 * 2**20, headers=JSON)
        client.post("/v1/notes", content=iter([b" " * 2**16] * 15), headers=JSON)
        assert client.get("/openapi.json").status_code == 200
        assert "temporary file" not in proxy.said


def test_its_logs_hold_nothing_of_a_url(tmp_path: Path, server: Server) -> None:
    with Proxy.before(server.url, tmp_path) as proxy, proxy.client() as client:
        client.get("/v1/rules/PLANTED?token=PLANTED", headers={"X-Planted": "PLANTED"})
        server.wait_for(lambda: " GET " in proxy.said, "a line")
        assert "PLANTED" not in proxy.said
    with Proxy.before("http://127.0.0.1:9", tmp_path / "proxy") as proxy, proxy.client() as client:
        away = client.get("/v1/rules/PLANTED?token=PLANTED")
        assert is_problem(away, 503)
        assert away.headers["Retry-After"] == "5"
        assert "PLANTED" not in proxy.said


def test_a_batch_is_streamed_both_ways(tmp_path: Path, server: Server) -> None:
    with Proxy.before(server.url, tmp_path) as proxy, proxy.connection() as connection:
        stream_a_batch(connection)


def test_a_request_during_a_restart_of_workers_is_not_lost(tmp_path: Path, soup: Path) -> None:
    """Each worker is stopped and replaced, and the rule base loaded again; callers of the proxy notice nothing."""
    changes = {"rate=100r/s": "rate=9999r/s", "burst=200": "burst=9999"}
    seen: list[object] = []
    ended = threading.Event()

    def ask(proxy: Proxy) -> None:
        with proxy.client() as client:
            while not ended.is_set():
                try:
                    seen.append(client.post("/v1/notes", json={}).status_code)
                except httpx.TransportError as error:
                    seen.append(repr(error))

    with serving(tmp_path, workers=2, rules=soup) as server, Proxy.before(server.url, tmp_path, changes) as proxy:
        threads = [threading.Thread(target=ask, args=(proxy,)) for _ in range(4)]
        for each in threads:
            each.start()
        try:
            for number, worker in enumerate(server.workers, start=3):
                worker.send_signal(SIGTERM)
                server.wait_for_line("Application startup complete.", number, 60)
            server.send(SIGHUP)
            server.wait_for_line("rule base loaded again", 2, 60)
        finally:
            ended.set()
            for each in threads:
                each.join(60)
        assert len(seen) > 50
        assert set(seen) == {200}


def test_callers_wait_in_the_socket_while_no_worker_answers(tmp_path: Path, soup: Path) -> None:
    with serving(tmp_path, workers=2, rules=soup) as server, Proxy.before(server.url, tmp_path) as proxy:
        for worker in server.workers:
            worker.send_signal(SIGKILL)
        with proxy.client() as client:
            assert json.loads(client.post("/v1/notes", json={}).text)["digest"]
