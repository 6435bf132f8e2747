"""Signed heads sent to real receivers, of which one hangs, one refuses, one is away, and each comes back."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from immunote.service.signatures.ed25519 import make_pair, public_keys
from immunote.service.storage import heads
from tests.running.test_metrics import value
from tests.support.server import Server, serving

PROFILE = {"is_a_soup": True}


@dataclass
class HttpReceiver:
    """An HTTP server that takes heads, refuses them or hangs, as it is told."""

    does: str = "take"
    taken: list[bytes] = field(default_factory=list)
    asked: int = 0
    port: int = 0
    let_go: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Answer on its port, the same each time; nobody listens there after the block."""
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.asked += 1
                if receiver.does == "hang":
                    receiver.let_go.wait(60)
                    return
                status = {"take": 204, "refuse": 503, "send elsewhere": 307}[receiver.does]
                if status == 204:
                    receiver.taken.append(body)
                self.send_response(status)
                if status == 307:
                    self.send_header("Location", f"http://127.0.0.1:{receiver.port}/elsewhere")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        class Listening(ThreadingHTTPServer):
            daemon_threads: ClassVar[bool] = True
            block_on_close: ClassVar[bool] = False

        with Listening(("127.0.0.1", self.port), Handler) as server:
            self.port = server.server_address[1]
            thread = threading.Thread(target=server.serve_forever, args=(0.05,))
            thread.start()
            try:
                yield
            finally:
                self.let_go.set()
                server.shutdown()
                thread.join(10)


@contextmanager
def signing(folder: Path, soup: Path, **receivers: str | int | Path) -> Iterator[Server]:
    """A service that sends a head after each decision; it looks again each minute by itself."""
    make_pair(folder / "audit.pem")
    settings = {"storage__signing_key": folder / "audit.pem", "storage__anchors_decisions": 1, **receivers}
    with serving(folder, rules=soup, running__metrics="open", **settings) as server:
        yield server


def ask(server: Server) -> float:
    """Be given one note; the seconds that it took."""
    begin = time.monotonic()
    with server.client() as client:
        assert client.post("/v1/notes", json=PROFILE).status_code == 200
    return time.monotonic() - begin


def not_sent(server: Server) -> float:
    with server.client() as client:
        return value(client.get("/metrics").content, "immunote_anchors_not_sent_total") or 0


def ends_of(lines: list[bytes], folder: Path) -> list[int]:
    """The ends of the log that heads stand for; each of them is signed."""
    file = folder / "received"
    file.write_bytes(b"\n".join(lines) + b"\n")
    keys = public_keys([folder / "audit.pem.pub"])
    found, _ = heads.read(file)
    assert all(head.is_signed(keys) for head in found)
    return [head.decisions.sequence for head in found]


def test_a_receiver_by_http_that_refuses_or_hangs_delays_no_note_and_gets_the_head_later(
    tmp_path: Path, soup: Path
) -> None:
    receiver = HttpReceiver()
    with receiver.answering():
        url = f"http://127.0.0.1:{receiver.port}/heads"
        with signing(tmp_path, soup, storage__anchors_url=url) as server:
            ask(server)
            server.wait_for(lambda: len(receiver.taken) == 1, "the first head")
            for number, does in enumerate(("refuse", "send elsewhere"), 1):
                receiver.does = does
                ask(server)
                server.wait_for(lambda n=number: not_sent(server) == n, does)
            receiver.does = "hang"
            ask(server)
            server.wait_for(lambda: receiver.asked == 4, "it hangs")
            assert ask(server) < 4  # less than the time that a receiver has
            server.wait_for(lambda: not_sent(server) >= 3, "given up")
            receiver.does = "take"
            ask(server)
            server.wait_for(lambda: len(receiver.taken) >= 2, "the head after it came back")
            said = [line["why"] for line in server.lines if line.get("code") == "S98"]
            assert said in (["url"] * 3, ["url"] * 4)  # the note asked for meanwhile has a head too
            assert server.stop() == 0
    assert ends_of(receiver.taken, tmp_path)[-1] == 6


def test_a_receiver_by_http_that_is_away_gets_the_head_when_it_is_back(tmp_path: Path, soup: Path) -> None:
    receiver = HttpReceiver()
    with receiver.answering():
        pass
    url = f"http://127.0.0.1:{receiver.port}/heads"
    with signing(tmp_path, soup, storage__anchors_url=url) as server:
        ask(server)
        server.wait_for(lambda: not_sent(server) == 1, "nobody there")
        with receiver.answering():
            ask(server)
            server.wait_for(lambda: len(receiver.taken) >= 1, "the head")
    assert ends_of(receiver.taken, tmp_path)[0] == 2


@pytest.mark.parametrize("kind", ["socket", "udp"])
def test_syslog_that_hangs_or_is_away_delays_no_note_and_gets_the_head_later(
    tmp_path: Path, soup: Path, kind: str
) -> None:
    """A datagram socket whose reader reads nothing fills, and then whoever sends waits; UDP has no such end."""
    path = tmp_path / "log"
    family = socket.AF_UNIX if kind == "socket" else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as receiver:
        receiver.bind(str(path) if kind == "socket" else ("127.0.0.1", 0))
        receiver.settimeout(30)
        target = str(path) if kind == "socket" else f"127.0.0.1:{receiver.getsockname()[1]}"
        with signing(tmp_path, soup, storage__anchors_syslog=target) as server:
            lines = []
            ask(server)
            lines.append(receiver.recv(8192))
            assert lines[0].startswith(b"<86>immunote: {")
            if kind == "socket":
                full = _filled(path)
                ask(server)
                assert ask(server) < 4
                server.wait_for(lambda: not_sent(server) >= 1, "given up")
                for _ in range(full):
                    assert receiver.recv(8192) == b"full"
                path.rename(tmp_path / "away")
                before = not_sent(server)
                ask(server)
                server.wait_for(lambda: not_sent(server) > before, "nobody there")
                (tmp_path / "away").rename(path)
            ask(server)
            last = 5 if kind == "socket" else 2
            while ends_of(lines, tmp_path)[-1] < last:  # the one that waited while the socket was full came as well
                lines.append(receiver.recv(8192))
            assert server.stop() == 0


def _filled(path: Path) -> int:
    """Fill a datagram socket; how many messages it took."""
    count = 0
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as out:
        out.setblocking(False)
        out.connect(str(path))
        try:
            while True:
                out.send(b"full")
                count += 1
        except BlockingIOError:
            return count
