"""How long a new note takes on the page after a key, and whether memory grows.

    python bench/page.py [--seconds 10] [--answers 10000] [--workers 2]

Each request is the whole form as the script sends it after one more answer of published case A01 completed, from the
first to the last. Over loopback, load and service on the same machine, so with 16 users they share its cores. Memory
is that of the processes that answer, looked at every thousand answers, with its slope over the second half.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
from pathlib import Path
from statistics import linear_regression
from urllib.parse import urlencode, urlsplit

import httpx
import psutil

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench import load
from immunote.service.page.reading import fields_of_profile
from immunote.service.rulebases.in_use import engine_of
from tests.conftest import RULES
from tests.support.server import Server, serving

USERS = (1, 16)
EACH = 1000
"""Answers between two looks at the memory."""


def requests(url: str) -> list[bytes]:
    """The form after each answer, in the dictionary's order, with the token and cookie of one browser."""
    page = httpx.get(f"{url}/page/sign-in")
    found = re.search(r'name="page\.token" value="([0-9a-f]+)"', page.text)
    assert found is not None
    token = found[1]
    cookie = "; ".join(f"{name}={value}" for name, value in page.cookies.items())
    rulebase = engine_of(RULES).rulebase
    case = rulebase.cases["A01"]
    fields = fields_of_profile(rulebase, {**case.profile, **case.completed})
    names = list(fields)
    forms = [{"page.token": token, **{name: fields[name] for name in names[:count]}} for count in range(len(names) + 1)]
    return [_request(url, urlencode(form), cookie) for form in forms]


def _request(url: str, form: str, cookie: str) -> bytes:
    body = form.encode()
    lines = [
        "POST /page/questions HTTP/1.1",
        f"Host: {urlsplit(url).netloc}",
        f"Origin: {url}",
        *([f"Cookie: {cookie}"] if cookie else []),
        "Content-Type: application/x-www-form-urlencoded",
        "Accept: application/json",
        f"Content-Length: {len(body)}",
    ]
    return "\r\n".join([*lines, "", ""]).encode() + body


def memory(server: Server) -> float:
    """Resident memory of the processes that answer, in MiB."""
    return sum(psutil.Process(each.pid).memory_info().rss for each in server.workers) / 2**20


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--answers", type=int, default=10_000)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {options.workers} workers", flush=True)
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder), workers=options.workers) as server:
        asked = requests(server.url)
        port = urlsplit(server.url).port
        assert port is not None
        load.run(port, asked, 1, 600, len(asked))  # every text was made once
        for users in USERS:
            found = load.run(port, asked, users, options.seconds)
            p50, p95, p99 = found.milliseconds()
            print(
                f"{users:>3} users: p50 {p50:.0f} ms, p95 {p95:.0f}, p99 {p99:.0f}, "
                f"{found.rate:.1f} answers a second {found.wrong}",
                flush=True,
            )
        held = [memory(server)]
        print(f"before: {held[0]:.1f} MiB", flush=True)
        for done in range(EACH, options.answers + 1, EACH):
            load.run(port, asked, options.workers, 3600, EACH)
            held.append(memory(server))
            print(f"after {done} answers: {held[-1]:.1f} MiB", flush=True)
        late = held[len(held) // 2 :]
        if len(late) > 1:
            slope = linear_regression(range(len(late)), late).slope
            print(f"slope over the second half: {slope:+.2f} MiB for {EACH} answers", flush=True)


if __name__ == "__main__":
    main()
