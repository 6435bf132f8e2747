"""Load on a real server: threads that ask for notes, and what each of them saw."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx

from immunote.engine.api import Engine
from immunote.engine.profile import value_json
from tests.support.server import Server


@dataclass(frozen=True)
class Seen:
    """One request: what was asked, and the answer, or the kind of error where there was none."""

    request_id: str
    case: int
    status: int
    digest: str | None
    error: str | None = None


@dataclass
class Load:
    """What all threads saw, and the way to end them."""

    seen: list[Seen] = field(default_factory=list)
    ended: threading.Event = field(default_factory=threading.Event)

    @property
    def answered(self) -> list[Seen]:
        """Requests with a note."""
        return [each for each in list(self.seen) if each.status == 200]

    def wait_for(self, count: int, seconds: float = 30) -> None:
        """Wait until so many more notes were given."""
        wanted = len(self.answered) + count
        until = time.monotonic() + seconds
        while len(self.answered) < wanted:
            assert time.monotonic() < until, [each for each in self.seen if each.status != 200][-5:]
            time.sleep(0.01)


def profiles_of(engine: Engine) -> list[dict[str, Any]]:
    """The published cases as a caller would send them."""
    elements = engine.rulebase.elements
    checked = [engine.patient(case.profile).given for case in engine.rulebase.cases.values()]
    return [{name: value_json(elements[name], value) for name, value in given.items()} for given in checked]


@contextmanager
def loading(
    server: Server, profiles: Sequence[Mapping[str, Any]], *, threads: int, keep_alive: bool = True
) -> Iterator[Load]:
    """Ask for notes from so many threads until the block ends."""
    load = Load()

    def ask(number: int) -> None:
        limits = httpx.Limits(max_keepalive_connections=1 if keep_alive else 0)
        with server.client(limits=limits, timeout=30) as client:
            turn = number
            while not load.ended.is_set():
                load.seen.append(_one(client, turn % len(profiles), profiles))
                turn += 1

    workers = [threading.Thread(target=ask, args=(number,), daemon=True) for number in range(threads)]
    for each in workers:
        each.start()
    try:
        yield load
    finally:
        load.ended.set()
        for each in workers:
            each.join(40)


def _one(client: httpx.Client, case: int, profiles: Sequence[Mapping[str, Any]]) -> Seen:
    request_id = str(uuid.uuid4())
    try:
        answer = client.post("/v1/notes", json=profiles[case], headers={"X-Request-Id": request_id})
    except httpx.TransportError as error:
        time.sleep(0.02)
        return Seen(request_id, case, 0, None, type(error).__name__)
    digest = answer.json()["digest"] if answer.status_code == 200 else None
    assert answer.headers["X-Request-Id"] == request_id
    return Seen(request_id, case, answer.status_code, digest)
