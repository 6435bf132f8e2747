"""A real Prometheus for tests: Debian's, started in a temporary folder, asking one service for its counters."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from tests.support.debian import found_or_installed

_CONFIG = """
global: {{scrape_interval: 1s, evaluation_interval: 1s}}
scrape_configs:
  - job_name: immunote
    static_configs: [{{targets: ["{target}"]}}]
"""


def promtool() -> str:
    """The checker of rules; skips where there is none."""
    return _program("promtool")


@contextmanager
def watching(target: str, folder: Path) -> Iterator[httpx.Client]:
    """A client of a Prometheus that asks `target` (host:port) each second; skips where there is none."""
    folder = folder / "prometheus"
    folder.mkdir()
    (folder / "config.yml").write_text(_CONFIG.format(target=target), encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [_program("prometheus"), f"--config.file={folder}/config.yml", f"--storage.tsdb.path={folder}/data",
               f"--web.listen-address=127.0.0.1:{port}"]  # fmt: skip
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=10) as client:
                _wait_until_ready(client, process, folder / "log")
                yield client
        finally:
            process.terminate()
            process.wait(20)


def asked(client: httpx.Client, query: str) -> list[dict[str, Any]]:
    """What a query gives now. Raises AssertionError where Prometheus refuses it."""
    answer = client.get("/api/v1/query", params={"query": query})
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["data"]["result"]
    return found


def _wait_until_ready(client: httpx.Client, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 30
    while True:
        assert process.poll() is None, log.read_text(encoding="utf-8")
        assert time.monotonic() < until, log.read_text(encoding="utf-8")
        try:
            if client.get("/-/ready").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)


def _program(name: str) -> str:
    def found() -> str | None:
        return shutil.which(name)

    return found_or_installed(found, "prometheus", "Prometheus", f"put {name} on PATH")
