"""Two servers on one PostgreSQL behind the proxy that ships, and callers who ask all the time; one is killed.

with two_servers(folder, rules) as found:
    result = found.ask(callers=4, seconds=5, during=found.kill_one)
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import httpx
import psutil

from tests.support.nginx import Proxy
from tests.support.postgres import Postgres
from tests.support.server import Server, launched, serving


@dataclass
class Asked:
    """What callers saw. `answered`: request id and digest of each note that was given; `others`: whatever else."""

    answered: list[tuple[str, str]] = field(default_factory=list)
    others: Counter[str] = field(default_factory=Counter)


@dataclass
class TwoServers:
    """Both servers with their settings, the proxy before them, and the database behind them."""

    folder: Path
    database: str
    proxy: Proxy
    servers: list[Server]
    settings: dict[str, str | int | Path]

    def ask(self, callers: int, seconds: float, during: Callable[[], None]) -> Asked:
        """Ask for notes of different patients by so many callers, for so long; `during` happens in the middle."""
        found, ended = Asked(), threading.Event()

        def call(number: int) -> None:
            with self.proxy.client() as client:
                while not ended.is_set():
                    profile = {"is_a_soup": True, "temperature_c": number + 1}
                    try:
                        answer = client.post("/v1/notes", json=profile)
                    except httpx.TransportError as error:
                        found.others[type(error).__name__] += 1
                        continue
                    if answer.status_code == 200:
                        found.answered.append((answer.headers["X-Request-Id"], answer.json()["digest"]))
                    else:
                        found.others[str(answer.status_code)] += 1

        threads = [threading.Thread(target=call, args=(number,)) for number in range(callers)]
        for each in threads:
            each.start()
        time.sleep(seconds / 2)
        during()
        time.sleep(seconds / 2)
        ended.set()
        for each in threads:
            each.join(60)
        return found

    def kill_one(self, random: Random | None = None) -> None:
        """Kill one server with all its processes, at once, as a machine that loses its power."""
        server = (random or Random(1)).choice(self.servers)
        first = psutil.Process(server.process.pid)
        for each in [first, *first.children(recursive=True)]:
            each.kill()
        server.process.wait(20)

    def start_again(self) -> None:
        """Start the server that was killed, on its port, and wait until it answers."""
        for index, server in enumerate(self.servers):
            if server.process.poll() is not None:
                server.end()
                port = server.url.rpartition(":")[2]
                self.servers[index] = again = launched(self.folder / str(index), port=port, **self.settings)
                again.url = server.url
                again.wait_until_ready(180)  # whoever asks for notes meanwhile has the other one; a machine may be busy


@contextmanager
def two_servers(folder: Path, rules: Path) -> Iterator[TwoServers]:
    """Both servers, ready; all ended with the block. Skips where there is no nginx or PostgreSQL."""
    with Postgres.started() as postgres:
        database = postgres.new_database()
        settings: dict[str, str | int | Path] = {"storage__url": database, "rules": rules, "workers": 2}
        for name in ("0", "1"):
            (folder / name).mkdir()
        with serving(folder / "0", **settings) as first, serving(folder / "1", **settings) as second:
            addresses = [each.url.removeprefix("http://") for each in (first, second)]
            changes = {
                f"server {addresses[0]} max_fails=0;": "".join(f"server {each} max_fails=0; " for each in addresses),
                "rate=100r/s": "rate=9999r/s",
                "burst=200": "burst=9999",
            }
            with Proxy.before(first.url, folder, changes) as proxy:
                found = TwoServers(folder, database, proxy, [first, second], settings)
                try:
                    yield found
                finally:
                    for each in found.servers:
                        each.end()
