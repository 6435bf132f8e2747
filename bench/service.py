"""How many notes a second the service gives, how long each takes, and what its memory does over many of them.

    make bench-service    or: python bench/service.py [--seconds 3] [--requests 100000] [--database URL | --postgresql]
    python bench/service.py --distinct 20000 --seconds 20

Beside it, in the same run and with the same load: a bare FastAPI echo of the same request, an echo of a whole note
(as many bytes out as the service sends), and json-rules-engine behind Express where npm is. Over loopback only; stops
by itself. The load comes from one process on the same machine, so with 4 workers on 4 cores they share.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import Any

import psutil

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench import load
from bench.note import complete_facts
from bench.on_json_rules import facts_json, rules
from bench.patients import distinct, profiles
from immunote.engine.api import Engine
from immunote.engine.lean import lean_json
from immunote.engine.profile import value_json
from immunote.engine.truth import TRUE

HOUSE = Path(__file__).parent.parent
CONNECTIONS = (1, 16, 64)
WORKERS = (1, 4)
OURS = "immunote, a note"
OF_DISTINCT = (1, 8, 32)  # connections, to two workers
HEADER = (
    "| server | workers | connections | a second | p50 ms | p95 ms | p99 ms | cores, server | cores, load |\n"
    "|---|---|---|---|---|---|---|---|---|"
)
LONGEST = 1800.0
FULL = 0.9  # of one core: who makes the load has no more to give


@dataclass
class Target:
    """A running server, and the requests that it is asked."""

    port: int
    requests: Sequence[bytes] | Iterator[bytes]
    process: subprocess.Popen[bytes]

    def cpu_seconds(self) -> float:
        """What the processes that answer have used of the processors so far."""
        return sum(sum(each.cpu_times()[:2]) for each in self._processes())

    def memory(self) -> list[float]:
        """Resident memory of each process that answers, in MiB, largest first."""
        return sorted((each.memory_info().rss / 2**20 for each in self._processes()), reverse=True)

    def _processes(self) -> list[psutil.Process]:
        parent = psutil.Process(self.process.pid)
        return [parent, *parent.children(recursive=True)]


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@contextmanager
def running(command: Sequence[str], port: int, requests: Sequence[bytes], **more: Any) -> Iterator[Target]:
    """A server from its command, once it answers; ended with all that it started."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, **more}
    process = subprocess.Popen([*command], cwd=quiet.pop("cwd", HOUSE), stdin=subprocess.DEVNULL, **quiet)
    try:
        until = time.monotonic() + 60
        while not _answers(port):
            if process.poll() is not None or time.monotonic() > until:
                msg = f"did not start: {command[0]} {' '.join(command[1:4])}"
                raise RuntimeError(msg)
            time.sleep(0.05)
        time.sleep(1.5)  # the other workers
        yield Target(port, requests, process)
    finally:
        left = [process, *psutil.Process(process.pid).children(recursive=True)] if process.poll() is None else []
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
        for each in left[1:]:
            if isinstance(each, psutil.Process) and each.is_running():
                each.kill()


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def immunote(bodies: Sequence[bytes], workers: int, database: str | None) -> Iterator[Target]:
    """The service as it ships, with a key; without limits on rate, since all requests come from one caller."""
    with tempfile.TemporaryDirectory(prefix="immunote-bench-") as folder:
        port = free_port()
        said = Path(folder) / "said"
        environment = {name: value for name, value in os.environ.items() if not name.startswith("IMMUNOTE_")}
        environment |= {
            "PYTHONPATH": str(HOUSE),
            "IMMUNOTE_PORT": str(port),
            "IMMUNOTE_WORKERS": str(workers),
            "IMMUNOTE_STORAGE__URL": database or f"sqlite:///{folder}/immunote.sqlite",
            "IMMUNOTE_SECURITY__CALLER_RATE": "0",
        }
        if database:
            environment["IMMUNOTE_DEVELOPMENT"] = "true"  # a new PostgreSQL database holds no key
        command = [sys.executable, "-m", "immunote.service.cli", "serve"]
        to_file = {"env": environment, "cwd": folder, "stderr": subprocess.STDOUT}
        with said.open("wb") as file, running(command, port, (), stdout=file, **to_file) as target:
            until = time.monotonic() + 120  # each worker evaluates its canary patients first
            while said.read_text(encoding="utf-8").count("canary patients as before") < workers:
                if time.monotonic() > until:
                    raise RuntimeError("not ready: " + said.read_text(encoding="utf-8"))
                time.sleep(0.2)
            headers = {} if database else {"Authorization": f"Bearer {first_key(environment, Path(folder))}"}
            target.requests = [load.request(body, headers) for body in bodies]
            yield target


@contextmanager
def on_postgresql(bodies: Sequence[bytes], workers: int) -> Iterator[Target]:
    """The service on a PostgreSQL of its own, one that waits for the disk at each commit, on a Unix socket."""
    from bench.postgres import Durable

    with Durable.started() as server, immunote(bodies, workers, server.new_database()) as target:
        yield target


def first_key(environment: dict[str, str], folder: Path) -> str:
    """The first key of a new database, made as whoever installs the service makes it."""
    command = [sys.executable, "-m", "immunote.service.cli", "keys", "first"]
    return subprocess.run(
        command, env=environment, cwd=folder, capture_output=True, text=True, check=True
    ).stdout.strip()


def echo(bodies: Sequence[bytes], workers: int) -> Any:
    """The bare echo on the same server program, with the same HTTP parser."""
    port = free_port()
    command = [sys.executable, "-m", "bench.echo", str(port), str(workers)]
    return running(command, port, [load.request(body) for body in bodies])


def express(bodies: Sequence[bytes], workers: int, folder: Path, file: Path) -> Any:
    """json-rules-engine behind Express."""
    port = free_port()
    command = ["node", "server.js", str(file), str(workers), str(port)]
    return running(command, port, [load.request(body) for body in bodies], cwd=folder)


def node_folder(folder: Path) -> Path | None:
    """A copy of bench/node with its packages installed; None where there is no npm, or it installs nothing."""
    if shutil.which("npm") is None or shutil.which("node") is None:
        print("no npm here: json-rules-engine is left out")
        return None
    shutil.copytree(HOUSE / "bench" / "node", folder / "node", ignore=shutil.ignore_patterns("node_modules"))
    words = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = subprocess.run(words, cwd=folder / "node", capture_output=True, text=True, check=False, timeout=300)
    if done.returncode:
        print(f"npm ci ended with {done.returncode}: json-rules-engine is left out")
        return None
    return folder / "node"


def measured(
    name: str, workers: int, target: Target, seconds: float, connections: Sequence[int] = CONNECTIONS
) -> dict[int, float]:
    """Rows of the table for one server; notes a second by connections."""
    rates = {}
    for count in connections:
        load.run(target.port, target.requests, count, min(1.0, seconds))
        before, own = target.cpu_seconds(), time.process_time()
        result = load.run(target.port, target.requests, count, seconds)
        took, cores, own = result.took, target.cpu_seconds() - before, time.process_time() - own
        p50, p95, p99 = result.milliseconds()
        wrong = f"  {result.wrong}" if result.wrong else ""
        limited = "  the load is the limit" if own / took > FULL else ""
        print(f"| {name} | {workers} | {count} | {result.rate:.0f} | {p50:.1f} | {p95:.1f} | {p99:.1f} "
              f"| {cores / took:.1f} | {own / took:.1f} |{wrong}{limited}", flush=True)  # fmt: skip
        rates[count] = result.rate
    return rates


def agrees(target: Target, engine: Engine) -> None:
    """The rules that are compared are the same rules: the same truths on complete facts. Raises AssertionError."""
    for facts in complete_facts(engine, 10):
        connection = http.client.HTTPConnection("127.0.0.1", target.port, timeout=30)
        body = json.dumps(facts_json(facts))
        connection.request("POST", "/v1/notes", body, {"Content-Type": "application/json"})
        found = set(json.loads(connection.getresponse().read()))
        connection.close()
        expected = {name for name, truth in engine.reference(facts).items() if truth is TRUE}
        assert found == expected, found ^ expected


def of_distinct_patients(count: int, seconds: float, database: str | None) -> None:
    """Print the rows for invented patients on two workers: hardly one was met before."""
    with immunote(distinct(count), 2, database) as target:
        target.requests = cycle(target.requests)  # so that no connection asks what another has asked
        print(HEADER)
        measured(OURS, 2, target, seconds, OF_DISTINCT)


def remembered(target: Target, count: int, deadline: float) -> None:
    """Memory of the workers over many requests: at the start, after a tenth, after half, at the end."""
    done, start, total = 0, time.monotonic(), load.Result()
    shown = [f"start {_sizes(target)}"]
    for mark in (count // 10, count // 2, count):
        while done < mark and time.monotonic() < deadline:
            result = load.run(target.port, target.requests, 16, deadline - time.monotonic(), mark - done)
            done += len(result.seconds)
            total.others += result.others
        shown.append(f"{done} {_sizes(target)}")
    shown.append(f"{done / (time.monotonic() - start):.0f} a second, {total.wrong or 'each answered with a note'}")
    print("\nMemory of the four workers, MiB resident, after so many requests: " + "; ".join(shown), flush=True)


def _sizes(target: Target) -> str:
    return "/".join(f"{size:.0f}" for size in target.memory()[: max(WORKERS)])


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=3.0, help="how long each line is measured")
    parser.add_argument("--requests", type=int, default=100_000, help="how many requests memory is watched over")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--database", help="PostgreSQL in place of a new SQLite file")
    where.add_argument("--postgresql", action="store_true", help="a PostgreSQL started for the run, beside SQLite")
    parser.add_argument("--distinct", type=int, default=0, help="ask for so many invented patients instead, each once")
    given = parser.parse_args()
    if given.distinct:
        of_distinct_patients(given.distinct, given.seconds, given.database)
        return
    deadline = time.monotonic() + LONGEST
    engine = Engine.load(HOUSE / "rules" / "ssc_ivig")
    elements = engine.rulebase.elements
    patients = [engine.patient(profile) for profile in profiles(engine)]
    asked = [json.dumps({n: value_json(elements[n], v) for n, v in each.given.items()}).encode() for each in patients]
    notes = [lean_json(engine.lean(engine.decide(each))) for each in patients]
    facts = [json.dumps(facts_json(each.facts)).encode() for each in patients]
    print(f"{len(asked)} published profiles, request {sum(map(len, asked)) // len(asked)} bytes, "
          f"note {sum(map(len, notes)) // len(notes)} bytes, {os.cpu_count()} cores, "
          f"Python {sys.version.split()[0]}, {'PostgreSQL' if given.database else 'SQLite'}\n")  # fmt: skip
    print(HEADER)
    rates: dict[tuple[str, int], dict[int, float]] = {}
    with tempfile.TemporaryDirectory(prefix="immunote-bench-node-") as name:
        servers: dict[str, Callable[[int], Any]] = {
            OURS: lambda workers: immunote(asked, workers, given.database),
            "FastAPI echo of the request": partial(echo, asked),
            "FastAPI echo of a note": partial(echo, notes),
        }
        if given.postgresql:
            servers[f"{OURS}, PostgreSQL"] = partial(on_postgresql, asked)
        node = node_folder(Path(name))
        if node is not None:
            file = node / "rules.json"
            file.write_text(json.dumps(rules(engine.rulebase.program)), encoding="utf-8")
            servers["json-rules-engine, truths only"] = lambda workers: express(facts, workers, node, file)
        for server, start in servers.items():
            for workers in WORKERS:
                with start(workers) as target:
                    if server.startswith("json-rules-engine"):
                        agrees(target, engine)
                    rates[server, workers] = measured(server, workers, target, given.seconds)
    ours = [rates[OURS, workers] for workers in WORKERS]
    print()
    for server in [each for each in servers if not each.startswith(OURS)]:
        for workers, mine in zip(WORKERS, ours, strict=True):
            shares = ", ".join(f"{mine[n] / rates[server, workers][n]:.3f}" for n in CONNECTIONS)
            print(f"immunote / {server}, {workers} workers, at {CONNECTIONS} connections: {shares}")
    if given.requests:
        with immunote(asked, max(WORKERS), given.database) as target:
            remembered(target, given.requests, deadline)


if __name__ == "__main__":
    main()
