"""A real `immunote serve` for tests: its own folder, database and port, stopped at the end, every line it wrote kept.

    with serving(tmp_path, workers=2) as server:
        with server.client() as client:
            client.post("/v1/notes", json={})
    assert "Jane" not in server.said

A database is a new SQLite file unless `storage__url` says otherwise; any setting goes by its name in lower case:
`serving(folder, rules=..., running__canary_minutes="0.1", development="false")`.
"""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from signal import SIGTERM
from typing import Any

import httpx
import psutil

_HOUSE = Path(__file__).parents[2]
_ANSWERING = re.compile(r"answering on (http://\S+)")


@dataclass
class Server:
    """A process of the service with its workers."""

    process: subprocess.Popen[bytes]
    folder: Path
    _written: list[bytes] = field(default_factory=list)
    _readers: list[threading.Thread] = field(default_factory=list)
    url: str = ""
    environment: dict[str, str] = field(default_factory=dict)

    def first_key(self) -> str:
        """Make the first key in the database of this server, as whoever installs it does; the key."""
        made = subprocess.run(
            [sys.executable, "-m", "immunote.service.cli", "keys", "first"],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return made.stdout.strip()

    @property
    def said(self) -> str:
        """Everything that it wrote so far, to stdout and stderr."""
        return b"".join(self._written).decode(errors="replace")

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Its log lines so far."""
        return [json.loads(line) for line in self.said.splitlines() if line.startswith("{") and line.endswith("}")]

    @property
    def workers(self) -> list[psutil.Process]:
        """The processes that answer: those that the first one started, or itself where it serves alone."""
        first = psutil.Process(self.process.pid)
        return [each for each in first.children() if _is_worker(each)] or [first]

    def client(self, **options: Any) -> httpx.Client:
        """A client of this server; `headers=` and the like as for httpx."""
        return httpx.Client(base_url=self.url, timeout=options.pop("timeout", 20), trust_env=False, **options)

    def wait_for(self, is_so: Callable[[], bool], what: str, seconds: float = 30) -> None:
        """Wait until something is so; AssertionError with all that was said where it is not in time."""
        until = time.monotonic() + seconds
        while not is_so():
            assert time.monotonic() < until, f"{what}: not within {seconds:g} s\n{self.said}"
            time.sleep(0.02)

    def wait_for_line(self, event: str, count: int = 1, seconds: float = 30) -> None:
        """Wait until a log line was written so many times."""
        self.wait_for(lambda: sum(line["event"] == event for line in self.lines) >= count, event, seconds)

    def wait_for_loss(self, count: int = 1) -> None:
        """Wait until so many workers were found dead."""
        self.wait_for(lambda: len(re.findall(r"Child process \[\d+\] died", self.said)) >= count, "a worker died")

    def is_ready(self) -> bool:
        """What /health/ready says now."""
        try:
            with self.client() as client:
                return client.get("/health/ready").status_code == 200
        except httpx.TransportError:
            return False

    def wait_until_ready(self, seconds: float = 30) -> None:
        """Wait until /health/ready says yes."""
        self.wait_for(self.is_ready, "ready", seconds)

    def send(self, number: int) -> None:
        """Send a signal to the parent process."""
        self.process.send_signal(number)

    def stop(self, number: int = SIGTERM, seconds: float = 30) -> int:
        """Stop gracefully; the exit status."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        status = self.process.wait(seconds)
        for reader in self._readers:
            reader.join(10)
        return status

    def end(self) -> None:
        """End it whatever it does, with its workers."""
        if self.process.poll() is None:
            left = psutil.Process(self.process.pid).children(recursive=True)
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
            for each in left:
                if each.is_running():
                    each.kill()
        for reader in self._readers:
            reader.join(10)


def _is_worker(process: psutil.Process) -> bool:
    try:
        return "spawn_main" in " ".join(process.cmdline())
    except psutil.Error:  # it ended meanwhile
        return False


def launched(folder: Path, *words: str, before: Sequence[str] = (), **settings: str | int | Path) -> Server:
    """Start `immunote serve` and return at once; end it with `end()`. `before`: words that the command begins with."""
    given = {
        "development": "true",
        "port": 0,
        "workers": 1,
        "drain_seconds": "0.2",
        "storage__url": f"sqlite:///{folder / 'immunote.sqlite'}",
        "security__caller_rate": 0,
        **settings,
    }
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("IMMUNOTE_", "PROMETHEUS"))
    }
    environment |= {f"IMMUNOTE_{name.upper()}": str(value) for name, value in given.items()}
    environment["PYTHONPATH"] = str(_HOUSE)
    process = subprocess.Popen(
        [*before, sys.executable, "-m", "immunote.service.cli", "serve", *words],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    server = Server(process, folder, environment=environment)
    for stream in (process.stdout, process.stderr):
        assert stream is not None
        reader = threading.Thread(target=_keep, args=(stream, server._written), daemon=True)
        reader.start()
        server._readers.append(reader)
    return server


@contextmanager
def serving(
    folder: Path, *, ready: bool = True, before: Sequence[str] = (), **settings: str | int | Path
) -> Iterator[Server]:
    """A server that answers, and by default is ready (its canary patients are evaluated); ended with the block."""
    server = launched(folder, before=before, **settings)
    try:
        server.wait_for(
            lambda: _ANSWERING.search(server.said) is not None or server.process.poll() is not None, "answering", 60
        )
        found = _ANSWERING.search(server.said)
        assert found is not None, f"it ended with {server.process.poll()}:\n{server.said}"
        server.url = found[1]
        if ready:
            server.wait_until_ready()
        yield server
    finally:
        server.end()


def _keep(stream: Any, written: list[bytes]) -> None:
    # whole lines, so that those of two workers never mix in what is kept
    for line in stream:
        written.append(line)


def stream_a_batch(connection: socket.socket) -> None:
    """Send a batch of two rows, the second only once the first is answered; ends when both were.

    Raises TimeoutError where the answer does not come while the request is still sent.
    """
    head = (
        "POST /v1/notes/batch HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
        "Content-Type: application/x-ndjson\r\n\r\n"
    )
    connection.sendall(head.encode() + b"3\r\n{}\n\r\n")
    seen = b""
    while b'{"row":1,' not in seen:
        seen += connection.recv(65536)
    connection.sendall(b"5\r\nnope\n\r\n0\r\n\r\n")
    while b'{"row":2,"problem"' not in seen:
        seen += connection.recv(65536)
