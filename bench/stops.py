"""Stops and reloads of the service under load, as a user who may do nothing special: what is lost, what is doubled.

    python bench/stops.py --times 200

Each time a service of two workers is started without any capability of its own, asked by eight callers with a new
connection for each request, made to load its rules again, and stopped. Every request has an id: the ids that were
answered have to be those in the decision log, each once. Whoever is refused when he connects has sent nothing.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import shutil
import signal
import sqlite3
import sys
import tempfile
import threading
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.support.server import Server, serving

RULES = Path(__file__).parents[1] / "tests" / "rulebases" / "soup"
WITHOUT_RIGHTS = ("setpriv", "--bounding-set=-all", "--inh-caps=-all", "--no-new-privs")


def without_rights() -> tuple[str, ...]:
    """What a command begins with that runs without capabilities; nothing where this user has none."""
    return WITHOUT_RIGHTS if os.geteuid() == 0 and shutil.which("setpriv") else ()


@dataclass
class Counts:
    """What became of the requests, by id."""

    answered: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    refused: int = 0


def ask(server: Server, counts: Counts, stopped: threading.Event, kept: bool) -> None:
    """Ask for notes until nobody listens any more. `kept`: on one connection, until told to make another."""
    host, port = server.url.removeprefix("http://").split(":")
    connection: http.client.HTTPConnection | None = None
    while not stopped.is_set():
        asked = str(uuid.uuid4())
        if connection is None:
            connection = http.client.HTTPConnection(host, int(port), timeout=30)
            try:
                connection.connect()
            except OSError:
                counts.refused += 1
                return
        try:
            connection.request("POST", "/v1/notes", b"{}", {"Content-Type": "application/json", "X-Request-Id": asked})
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException) as error:
            counts.lost.append(f"{asked} {error!r}")
            return
        if answer.status == 200:
            counts.answered.append(asked)
        else:
            counts.lost.append(f"{asked} {answer.status}")
        if not kept or answer.will_close:
            connection.close()
            connection = None


def once(folder: Path, callers: int, seconds: float, number: int) -> tuple[Counts, Counter[str]]:
    """One start, load, reload and stop: what was counted, and how often each id is in the decision log."""
    counts, stopped = Counts(), threading.Event()
    with serving(folder, workers=2, rules=RULES, drain_seconds="0.3", before=without_rights()) as server:
        threads = [threading.Thread(target=ask, args=(server, counts, stopped, one % 2 == 0)) for one in range(callers)]
        for thread in threads:
            thread.start()
        time.sleep(seconds / 2)
        server.send(signal.SIGHUP)
        time.sleep(seconds / 2)
        assert server.stop(number) == 0, server.said
        for thread in threads:
            thread.join(40)
        stopped.set()
    with sqlite3.connect(folder / "immunote.sqlite") as database:
        logged = Counter(row[0] for row in database.execute("select request_id from decisions"))
    return counts, logged


def main() -> int:
    """Print what was lost and doubled over all times; the exit status is 1 where anything was."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--callers", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=1.0)
    asked = parser.parse_args()
    total: Counter[str] = Counter()
    for time_ in range(asked.times):
        with tempfile.TemporaryDirectory(prefix="immunote-stops-") as name:
            number = signal.SIGINT if time_ % 4 == 3 else signal.SIGTERM
            counts, logged = once(Path(name), asked.callers, asked.seconds, number)
        answered = set(counts.answered)
        total["stops"] += 1
        total["reloads"] += 1
        total["answered"] += len(counts.answered)
        total["refused before anything was sent"] += counts.refused
        total["lost"] += len(counts.lost)
        total["doubled"] += sum(count > 1 for count in logged.values())
        total["logged and not answered"] += len(logged.keys() - answered)
        total["answered and not logged"] += len(answered - logged.keys())
        print(time_ + 1, counts.lost[:2], json.dumps(total), flush=True)
    return int(any(total[each] for each in ("lost", "doubled", "logged and not answered", "answered and not logged")))


if __name__ == "__main__":
    raise SystemExit(main())
