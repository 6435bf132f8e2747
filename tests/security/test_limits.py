"""Bodies, header fields and connections that are made to hurt, over real sockets."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.security.conftest import UNHURRIED
from tests.security.support import KEY, address, code_of, make_app, post, read_all, serve

_KNOWN = b"Host: x\r\nAuthorization: Bearer " + KEY.encode() + b"\r\n"
KIB = 1024


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    limits = {
        "body_bytes": 64 * KIB,
        "large_body_bytes": 256 * KIB,
        "batch_bytes": 256 * KIB,
        "body_seconds": 1,
        "request_seconds": 1,
        "json_values": 5000,
    }
    app = make_app(Path(tmp_path_factory.mktemp("db")) / "db", **limits, **UNHURRIED)
    with serve(app) as base:
        yield base


def talk(url: str, *sent: bytes, pause: float = 0, seconds: float = 10) -> bytes:
    """Send the pieces, whatever comes back, and return all that does."""
    with socket.create_connection(address(url)) as connection:
        for piece in sent:
            try:
                connection.sendall(piece if b"Authorization:" in piece else piece.replace(b"Host: x\r\n", _KNOWN, 1))
            except (BrokenPipeError, ConnectionResetError):
                break
            time.sleep(pause)
        return read_all(connection, seconds)


def chunked(size: int, count: int) -> Iterator[bytes]:
    for _ in range(count):
        yield b" " * size


def is_alive(url: str) -> bool:
    return post(url, "/echo", content=b"{}").status_code == 200


def test_a_body_within_the_limit(url: str) -> None:
    assert post(url, "/echo", content=b" " * 64 * KIB).json() == {"bytes": 64 * KIB}
    assert post(url, "/echo", content=chunked(KIB, 64)).json() == {"bytes": 64 * KIB}
    assert post(url, "/fhir/echo", content=chunked(KIB, 256)).json() == {"bytes": 256 * KIB}
    assert post(url, "/echo").json() == {"bytes": 0}
    assert post(url, "/echo", content=iter([b""])).json() == {"bytes": 0}


def test_oversize_declared(url: str) -> None:
    for size in (64 * KIB + 1, 10**12):
        head = f"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: {size}\r\n\r\n".encode()
        answer = talk(url, head)  # refused before any of it is sent
        assert answer.startswith(b"HTTP/1.1 413 "), answer
        assert b'"S31"' in answer


def test_oversize_chunked(url: str) -> None:
    head = b"POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
    piece = b"400\r\n" + b" " * KIB + b"\r\n"
    answer = talk(url, head, *[piece] * 66)
    assert answer.startswith(b"HTTP/1.1 413 "), answer
    assert b'"S31"' in answer
    assert b"connection: close" in answer.lower()
    assert is_alive(url)


def test_oversize_chunked_where_the_body_is_streamed(url: str) -> None:
    response = post(url, "/v1/notes/batch", content=chunked(16 * KIB, 20))
    assert response.status_code == 200  # it had begun
    assert response.text.splitlines()[-1] == '{"code": "S31"}'


def test_a_length_and_chunks_at_once(url: str) -> None:
    head = b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"
    answer = talk(url, head + b"0\r\n\r\nGET /open HTTP/1.1\r\nHost: x\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 400 "), answer
    assert answer.count(b"HTTP/1.1 ") == 1  # what follows is nobody's request
    for value in (b"-1", b"+5", b"5, 6", b"0x5", "٥".encode()):
        answer = talk(url, b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: " + value + b"\r\n\r\nhello")
        assert answer.startswith(b"HTTP/1.1 400 "), value


def test_a_compressed_body(url: str) -> None:
    import gzip

    bomb = gzip.compress(b"[" * 10**6)
    for encoding in ("gzip", "deflate", "br", "gzip, gzip"):
        response = post(url, "/echo", content=bomb, headers={"Content-Encoding": encoding})
        assert (response.status_code, code_of(response)) == (415, "S05")


def test_slow_body(url: str) -> None:
    head = b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n"
    started = time.monotonic()
    answer = talk(url, head, *[b" "] * 25, pause=0.1)
    assert answer.startswith(b"HTTP/1.1 408 "), answer
    assert b'"S33"' in answer
    assert time.monotonic() - started < 6


def test_slow_body_that_never_comes(url: str) -> None:
    head = b"POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
    assert talk(url, head).startswith(b"HTTP/1.1 408 ")


def test_slow_body_where_it_is_streamed(url: str) -> None:
    head = b"POST /v1/notes/batch HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    answer = talk(url, head, b"1\r\n \r\n")
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert b'{"code": "S33"}' in answer


def test_many_slow_bodies_hold_up_nobody(url: str) -> None:
    head = b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n"
    threads = [threading.Thread(target=talk, args=(url, head)) for _ in range(60)]
    for thread in threads:
        thread.start()
    started = time.monotonic()
    assert is_alive(url)
    assert time.monotonic() - started < 6
    for thread in threads:
        thread.join()


def test_header_bomb_of_many(url: str) -> None:
    response = httpx.get(url + "/open", headers={f"X-{number}": "y" for number in range(200)})
    assert (response.status_code, code_of(response)) == (431, "S34")


def test_header_bomb_of_one_large(url: str) -> None:
    response = httpx.get(url + "/open", headers={"X-Large": "y" * 20_000})
    assert response.status_code == 400 or code_of(response) == "S34"
    answer = talk(url, b"GET /open HTTP/1.1\r\nHost: x\r\nX-Large: " + b"y" * 10**6)
    assert answer == b"" or answer.startswith((b"HTTP/1.1 400 ", b"HTTP/1.1 431 "))
    assert is_alive(url)


def test_header_bomb_after_the_body(url: str) -> None:
    head = b"POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n"
    answer = talk(url, head, b"X-A: " + b"y" * 10**6, seconds=3)
    assert b"200" not in answer[:20]
    assert is_alive(url)


def test_a_url_that_is_too_long(url: str) -> None:
    response = httpx.get(f"{url}/open?x={'y' * 5000}")
    assert (response.status_code, code_of(response)) == (414, "S31")


BOMBS = {
    "deep lists": b"[" * 30_000 + b"]" * 30_000,
    "deep objects": b'{"a":' * 5000 + b"1" + b"}" * 5000,
    "deep and never closed": b"[" * 60_000,
    "just too deep": b"[" * 65 + b"]" * 65,
    "mixed": b'[{"a":' * 100 + b"[]" + b"}]" * 100,
    "many empty lists": b"[" + b"[]," * 20_000 + b"[]]",
    "many numbers": b"[" + b"0," * 30_000 + b"0]",
    "many members": b"{" + b'"a":0,' * 9000 + b'"a":0}',
    "UTF-16": ("[" * 1000 + "]" * 1000).encode("utf-16-le"),
    "after a byte order mark": b"\xef\xbb\xbf" + b"[" * 1000,
    "behind quotes": b'["\\\\",' * 100 + b"1" + b"]" * 100,
    "a zero byte": b'{"a": "\0"}',
}


@pytest.mark.parametrize("name", BOMBS)
def test_billion_laughs_style_json(url: str, name: str) -> None:
    started = time.monotonic()
    response = post(url, "/echo", content=BOMBS[name])
    assert (response.status_code, code_of(response)) == (400, "S32")
    assert time.monotonic() - started < 6


def test_brackets_inside_strings_are_no_depth(url: str) -> None:
    for body in (b'"' + b"[" * 1000 + b'"', b'{"a": "\\"' + b"[{" * 1000 + b'"}', b"[" * 64 + b"]" * 64):
        assert post(url, "/echo", content=body).json() == {"bytes": len(body)}


def test_an_answer_that_takes_too_long(url: str) -> None:
    started = time.monotonic()
    response = httpx.get(url + "/slow")
    assert (response.status_code, code_of(response)) == (504, "S36")
    assert time.monotonic() - started < 6


def test_a_client_that_leaves_in_mid_body_is_no_matter(url: str) -> None:
    for _ in range(20):
        with socket.create_connection(address(url)) as connection:
            connection.sendall(b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nabc")
    assert is_alive(url)
