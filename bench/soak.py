"""The service under steady load for a while: whether its memory or its latency climbs.

    python bench/soak.py --seconds 3600

Eight callers ask two workers for notes on distinct invented patients. Each minute (a tenth of the time where that is
less) the memory of the workers and the median latency are taken; the slopes over the second half are printed, since
the first fills caches. The exit status is 1 where memory climbs by more than 5% an hour and 20 MiB, or a request fails.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

import httpx

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.patients import distinct
from tests.support.server import Server, serving

MIB = 1024**2


def slope(points: list[tuple[float, float]]) -> float:
    """Change an hour, by least squares, of (seconds, value)."""
    if len(points) < 2:
        return 0.0
    return statistics.linear_regression(*zip(*points, strict=True)).slope * 3600


def ask(server: Server, bodies: list[bytes], seed: int, taken: list[float], failed: list[int], end: float) -> None:
    """Ask for one note after another until the end."""
    chosen = random.Random(seed)
    with server.client(headers={"Content-Type": "application/json"}) as client:
        while time.monotonic() < end:
            begin = time.perf_counter()
            try:
                status = client.post("/v1/notes", content=chosen.choice(bodies)).status_code
            except httpx.TransportError:
                status = 0
            taken.append(time.perf_counter() - begin)
            if status != 200:
                failed.append(status)


def main() -> int:
    """Print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=3600)
    parser.add_argument("--callers", type=int, default=8)
    parser.add_argument("--patients", type=int, default=5000)
    asked = parser.parse_args()
    bodies = distinct(asked.patients)
    memory: list[tuple[float, float]] = []
    median: list[tuple[float, float]] = []
    failed: list[int] = []
    taken: list[float] = []
    with tempfile.TemporaryDirectory() as name, serving(Path(name), workers=2) as server:
        begin = time.monotonic()
        end = begin + asked.seconds
        threads = [
            threading.Thread(target=ask, args=(server, bodies, seed, taken, failed, end))
            for seed in range(asked.callers)
        ]
        for thread in threads:
            thread.start()
        while time.monotonic() < end:
            time.sleep(min(60, asked.seconds / 10))
            since, part = time.monotonic() - begin, taken[:]
            del taken[: len(part)]
            if part:
                memory.append((since, sum(each.memory_info().rss for each in server.workers) / MIB))
                median.append((since, statistics.median(part) * 1000))
                print(
                    f"{since:7.0f} s {memory[-1][1]:8.1f} MiB p50 {median[-1][1]:7.1f} ms {len(part):7} notes",
                    flush=True,
                )
        for thread in threads:
            thread.join()
    half = len(memory) // 2
    climb = slope(memory[half:])
    print(f"memory {climb:+.1f} MiB an hour, p50 {slope(median[half:]):+.1f} ms an hour, {len(failed)} failed")
    return int(bool(failed) or climb > max(20.0, 0.05 * memory[-1][1]))


if __name__ == "__main__":
    raise SystemExit(main())
