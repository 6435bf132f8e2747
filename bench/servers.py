"""Which server stands in front of the workers: notes a second, and what is lost at a restart, a kill and a stop.

    python bench/servers.py [NAME ...]

The same application on two workers each, over loopback, callers that make a new connection for each request, as a
proxy does. gunicorn, uvicorn-worker and granian are measured where they are installed; none of them is in a lock file.
See docs/decisions/028-uvicorn-workers.md.
"""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import psutil

HOUSE = Path(__file__).parent.parent
sys.path.insert(0, str(HOUSE))

from bench import load  # noqa: E402

APP = "bench.servers:application"
ASKING = 8
COMMANDS = {
    "immunote": "immunote.service.cli serve",
    "uvicorn": f"uvicorn --factory {APP} --port PORT --workers 2 --http h11 --timeout-worker-healthcheck 60",
    "gunicorn+uvicorn": f"gunicorn {APP}() -b 127.0.0.1:PORT -k uvicorn_worker.UvicornH11Worker -w 2",
    "gunicorn asgi": f"gunicorn {APP}() -b 127.0.0.1:PORT -k asgi -w 2",
    "granian": f"granian --interface asgi --factory {APP} --port PORT --workers 2 --respawn-failed-workers",
}


def application() -> object:
    """Our application as any server would call it."""
    from immunote.service.server.app import create_app
    from immunote.service.settings.service import Settings

    return create_app(Settings())


class Callers:
    """Threads that ask for notes, each time on a new connection; what came back."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.seen: Counter[str] = Counter()
        self._ended = threading.Event()
        self._threads = [threading.Thread(target=self._ask, daemon=True) for _ in range(ASKING)]

    def __enter__(self) -> Callers:
        for each in self._threads:
            each.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        for each in self._threads:
            each.join(60)

    def _ask(self) -> None:
        while not self._ended.is_set():
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
            try:
                connection.connect()
            except OSError:
                self.seen["refused"] += 1  # known before anything is sent
                time.sleep(0.05)
                continue
            try:
                connection.request("POST", "/v1/notes", b"{}", {"Content-Type": "application/json"})
                answer = connection.getresponse()
                answer.read()
                self.seen["given" if answer.status == 200 else str(answer.status)] += 1
            except (OSError, http.client.HTTPException):
                self.seen["lost"] += 1
            finally:
                connection.close()


def measure(name: str) -> str:
    """One row of the table."""
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        process = start(name, port, folder)
        try:
            wait_for(lambda: answers(port), 120)
            time.sleep(5)
            asked = load.request(b"{}")
            load.run(port, [asked], 16, 2)
            before = cpu_seconds(process)
            result = load.run(port, [asked], 16, 8)
            each = (cpu_seconds(process) - before) / max(len(result.seconds), 1)
            cells = [f"{result.rate:.0f}", f"{each * 1000:.1f}"]
            cells.append(after(port, lambda: process.send_signal(signal.SIGHUP), 8 if name == "immunote" else 40))
            wait_for(lambda: len(answering(process)) == 2, 60)
            cells.append(after(port, answering(process)[0].kill, 10))
            cells.append(str(len(answering(process))))
            cells.append(after(port, process.terminate, 5))
            with contextlib.suppress(TimeoutError):
                wait_for(lambda: process.poll() is not None, 60)
            cells.append("still there after 60 s" if process.returncode is None else str(process.returncode))
        finally:
            if process.poll() is None:
                for worker in psutil.Process(process.pid).children(recursive=True):
                    worker.kill()
                process.kill()
                process.wait()
    return f"| {name} | " + " | ".join(cells) + " |"


def start(name: str, port: int, folder: str) -> subprocess.Popen[bytes]:
    """The server's first process."""
    command = COMMANDS[name].replace("PORT", str(port)).split()
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join([str(HOUSE), os.environ.get("PYTHONPATH", "")]),
        "IMMUNOTE_DEVELOPMENT": "true",
        "IMMUNOTE_PORT": str(port),
        "IMMUNOTE_WORKERS": "2",
        "IMMUNOTE_STORAGE__URL": f"sqlite:///{folder}/immunote.sqlite",
        "IMMUNOTE_SECURITY__CALLER_RATE": "0",
    }
    with (Path(folder) / "said").open("wb") as said:
        return subprocess.Popen(
            [sys.executable, "-m", *command],
            cwd=HOUSE,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
        )


def after(port: int, what: Callable[[], object], seconds: float) -> str:
    """What callers lost while something was done to the server."""
    with Callers(port) as callers:
        time.sleep(1)
        what()
        time.sleep(seconds)
    lost = sum(count for what, count in callers.seen.items() if what not in ("given", "refused"))
    return f"{lost} of {callers.seen.total() - callers.seen['refused']}"


def answering(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """The workers."""
    found = []
    for each in psutil.Process(process.pid).children(recursive=True):
        with contextlib.suppress(psutil.Error):  # it ended meanwhile
            if "resource_tracker" not in " ".join(each.cmdline()):
                found.append(each)
    return found


def cpu_seconds(process: subprocess.Popen[bytes]) -> float:
    """What the workers have used of the processors: as good on a busy machine as on an idle one."""
    return sum(sum(each.cpu_times()[:2]) for each in answering(process))


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def answers(port: int) -> bool:
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", "/health/live")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False


def wait_for(is_so: Callable[[], bool], seconds: float) -> None:
    until = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > until:
            raise TimeoutError
        time.sleep(0.05)


def main() -> None:
    """Print the table."""
    print("| server | notes/s | CPU ms a note | lost at SIGHUP | at a kill | workers then | at SIGTERM | status |")
    print("|---|---|---|---|---|---|---|---|")
    for name in sys.argv[1:] or COMMANDS:
        print(measure(name), flush=True)


if __name__ == "__main__":
    main()
