"""Crowds before a real service: silent, slow, unknown and greedy callers keep nobody with a key from a note."""

from __future__ import annotations

import contextlib
import json
import os
import resource
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from bench.stops import once
from tests.support.server import Server, serving

SILENT = int(os.environ.get("IMMUNOTE_TESTS_SILENT", "300"))
"""Connections that say nothing; the nightly run has 2400."""
PLACES = 200


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, soup: Path) -> Iterator[Server]:
    limits = {
        "security__connections": PLACES,
        "security__head_seconds": 4,
        "security__reader_seconds": 3,
        "security__held_bytes": 8 * 1024**2,
    }
    folder = tmp_path_factory.mktemp("served")
    with serving(folder, workers=2, rules=soup, development="false", ready=False, **limits) as server:
        yield server


@pytest.fixture(scope="module")
def key(server: Server) -> str:
    return server.first_key()


def connected(server: Server) -> socket.socket:
    host, port = server.url.removeprefix("http://").split(":")
    return socket.create_connection((host, int(port)), timeout=20)


def answer_to_a_note(server: Server, key: str) -> tuple[int, str]:
    """The status a caller gets, and what stands in place of a note."""
    with server.client(headers={"Authorization": f"Bearer {key}"}) as client:
        answer = client.post("/v1/notes", json={})
        return answer.status_code, "" if answer.is_success else answer.text


def is_given_a_note(server: Server, key: str) -> bool:
    return answer_to_a_note(server, key)[0] == 200


def is_closed(connection: socket.socket) -> bool:
    connection.setblocking(False)
    try:
        while connection.recv(4096):  # whoever found no place was told so
            pass
        return True
    except BlockingIOError:
        return False
    except OSError:
        return True


def test_silent_connections_keep_nobody_from_a_note(server: Server, key: str) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    with contextlib.ExitStack() as kept:
        silent = []
        for _ in range(SILENT):
            silent.append(kept.enter_context(connected(server)))
        time.sleep(2)  # until a busy machine has taken the last of them too
        begin = time.monotonic()
        assert [answer_to_a_note(server, key) for _ in range(3)] == [(200, "")] * 3
        assert time.monotonic() - begin < 20
        server.wait_for(lambda: all(is_closed(each) for each in silent), "the silent ones were dropped", 20)
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_heads_that_come_slowly_are_cut_off_also_on_a_connection_that_was_used(server: Server, key: str) -> None:
    first = b"GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"
    for before in (b"", first):
        with connected(server) as connection:
            connection.sendall(before)
            if before:
                connection.recv(65536)
            begin = time.monotonic()
            with contextlib.suppress(OSError):
                for _ in range(60):
                    connection.sendall(b"G")
                    time.sleep(0.2)
            assert 2 < time.monotonic() - begin < 11


def refused(server: Server, head: bytes, part: bytes, parts: int) -> bytes:
    """Send a head and so many parts of a body, whatever is answered meanwhile; then the answer."""
    with connected(server) as connection:
        connection.sendall(b"POST /v1/notes HTTP/1.1\r\nHost: localhost\r\n" + head)
        for _ in range(parts):
            connection.sendall(part)
            time.sleep(0.001)  # so that the answer is given while this is sent
        answer = b""
        while data := connection.recv(65536):
            answer += data
        return answer


@pytest.mark.parametrize("way", ["declared", "in chunks", "compressed"])
def test_a_refusal_reaches_whoever_still_sends_his_body(server: Server, key: str, way: str) -> None:
    """A close with bytes unread resets the connection, and whoever is refused would never learn why."""
    known = f"Authorization: Bearer {key}\r\nContent-Type: application/json\r\n".encode()
    part, status, parts = b"x" * 65536, b"413", 200
    length = b"Content-Length: %d\r\n\r\n" % (parts * len(part))
    if way == "declared":
        head = known + length
    elif way == "in chunks":
        head = known + b"Transfer-Encoding: chunked\r\n\r\n"
        part = b"10000\r\n" + part + b"\r\n"
    else:
        status, parts = b"415", 15  # of a body that would not be too large
        head = known + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % (parts * len(part))
    answer = refused(server, head, part, parts)
    assert answer.startswith(b"HTTP/1.1 " + status), answer[:200]
    assert b'"code":"S' in answer


def test_whoever_sends_on_after_a_refusal_is_cut_off(server: Server, key: str) -> None:
    head = f"Authorization: Bearer {key}\r\nContent-Length: 99999999999\r\n\r\n".encode()
    begin = time.monotonic()
    with connected(server) as connection, contextlib.suppress(ConnectionError):
        connection.sendall(b"POST /v1/notes HTTP/1.1\r\nHost: localhost\r\n" + head)
        while time.monotonic() - begin < 30:
            connection.sendall(b"x")
            time.sleep(0.05)
    assert time.monotonic() - begin < 20


def test_a_reader_that_does_not_read_is_dropped_in_the_promised_time(server: Server, key: str) -> None:
    with contextlib.ExitStack() as kept:
        readers = []
        for _ in range(6):
            connection = kept.enter_context(socket.socket())
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            host, port = server.url.removeprefix("http://").split(":")
            connection.connect((host, int(port)))
            request = f"GET /openapi.json HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\n\r\n"
            connection.sendall(request.encode() * 40)  # more than the system holds for us
            readers.append(connection)
        server.wait_for(lambda: not established(server, readers), "the readers were dropped", 30)
        assert is_given_a_note(server, key)


def established(server: Server, connections: list[socket.socket]) -> list[int]:
    """The ports of those whose other end a process of the service still has."""
    ours = {each.getsockname()[1] for each in connections}
    open_ = [each for worker in server.workers for each in worker.net_connections("tcp")]
    return [each.raddr.port for each in open_ if each.raddr and each.raddr.port in ours]


def test_bodies_of_the_unknown_are_not_kept(server: Server, key: str) -> None:
    """Forty connections without a key that each announce 20 MB, send most of it and then nothing more."""
    before = sum(each.memory_info().rss for each in server.workers)
    head = b"POST /fhir/$ivig-note HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/fhir+json\r\n"
    answers: list[bytes] = []

    def send() -> None:
        with connected(server) as connection:
            connection.sendall(head + b"Content-Length: 20000000\r\n\r\n")
            answers.append(connection.recv(65536))
            with contextlib.suppress(OSError):
                for _ in range(190):
                    connection.sendall(b" " * 100_000)
            time.sleep(1)

    threads = [threading.Thread(target=send) for _ in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert {each[:12] for each in answers} == {b"HTTP/1.1 401"}
    assert sum(each.memory_info().rss for each in server.workers) - before < 100 * 1024**2
    assert is_given_a_note(server, key)


def test_one_caller_holds_no_more_than_half_of_what_bodies_may_have(server: Server, key: str) -> None:
    head = (
        f"POST /fhir/$ivig-note HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\n"
        "Content-Type: application/fhir+json\r\nContent-Length: 20000000\r\n\r\n"
    )
    with connected(server) as connection:
        connection.sendall(head.encode())
        with contextlib.suppress(OSError):
            connection.sendall(b" " * 6_000_000)
        answer = connection.recv(65536)
    assert answer.startswith(b"HTTP/1.1 503"), answer
    assert b"retry-after: 2" in answer  # the head alone is sure to arrive: what was not read resets the connection
    assert is_given_a_note(server, key)


def test_connections_are_spread_over_the_workers(server: Server) -> None:
    with contextlib.ExitStack() as kept:
        connections = [kept.enter_context(connected(server)) for _ in range(16)]
        time.sleep(0.5)
        ports = {each.getsockname()[1] for each in connections}
        counts = [
            sum(bool(each.raddr) and each.raddr.port in ports for each in worker.net_connections("tcp"))
            for worker in server.workers
        ]
    assert sum(counts) == 16
    assert min(counts) >= 5, counts


def test_without_file_handles_the_answer_is_503_and_later_a_note(tmp_path: Path, soup: Path) -> None:
    with serving(tmp_path, workers=1, rules=soup) as server:
        (worker,) = server.workers
        used = worker.num_fds()
        limits = psutil.Process(worker.pid).rlimit(psutil.RLIMIT_NOFILE)
        worker.rlimit(psutil.RLIMIT_NOFILE, (used + 6, limits[1]))
        with contextlib.ExitStack() as kept:
            for _ in range(12):
                kept.enter_context(connected(server))
            time.sleep(0.3)
            with connected(server) as connection:  # answered before it asks; what it sends may meet a closed end
                assert connection.recv(4096).startswith(b"HTTP/1.1 503 ")
        time.sleep(0.5)
        with server.client() as client:
            assert client.post("/v1/notes", json={}).status_code == 200


def test_rows_of_a_batch_count_against_the_rate_of_their_caller_in_all_workers(tmp_path: Path, soup: Path) -> None:
    with serving(tmp_path, workers=2, rules=soup, security__caller_rate=20, security__caller_burst=10) as server:
        rows = b"{}\n" * 25
        answers: list[str] = []

        def ask() -> None:
            with server.client(headers={"Content-Type": "application/x-ndjson"}, timeout=60) as client:
                # a request is refused while the rows of others have taken what there is; rows wait
                while (answer := client.post("/v1/notes/batch", content=rows)).status_code == 429:
                    time.sleep(0.05)
                answers.append(answer.text)

        begin = time.monotonic()
        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert time.monotonic() - begin >= (100 + 4 - 10) / 20 - 0.5
        assert all(len(each.splitlines()) == 25 and "problem" not in each for each in answers)


def test_a_stop_and_a_reload_without_any_right_lose_and_double_nothing(tmp_path: Path) -> None:
    counts, logged = once(tmp_path, callers=8, seconds=1, number=15)
    assert counts.lost == []
    assert len(counts.answered) > 8
    assert json.dumps(sorted(logged)) == json.dumps(sorted(counts.answered))
    assert set(logged.values()) == {1}
