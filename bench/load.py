"""Load over loopback: so many connections, each asking again as soon as it is answered."""

from __future__ import annotations

import asyncio
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice
from statistics import quantiles


@dataclass
class Result:
    """What came back. `seconds`: how long each request took; `others`: what came in place of an answer with 200."""

    seconds: list[float] = field(default_factory=list)
    others: Counter[str] = field(default_factory=Counter)
    took: float = 0.0

    @property
    def wrong(self) -> str:
        """What came in place of notes, and how often; empty where nothing did."""
        return ", ".join(f"{count} WRONG: {what}" for what, count in self.others.items())

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.seconds) / self.took if self.took else 0.0

    def milliseconds(self) -> tuple[float, float, float]:
        """p50, p95 and p99."""
        cuts = quantiles(self.seconds, n=100) if len(self.seconds) > 1 else [0.0] * 99
        return cuts[49] * 1000, cuts[94] * 1000, cuts[98] * 1000


class Connection(asyncio.Protocol):
    """One connection. Reads only as much of HTTP/1.1 as it takes to find the end of an answer."""

    def __init__(self, requests: Iterator[bytes], result: Result, until: Deadline) -> None:
        self.requests = requests
        self.result = result
        self.until = until
        self.ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.buffer = bytearray()
        self.missing = -1
        self.sent = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self._ask()

    def data_received(self, data: bytes) -> None:
        if self.missing >= 0:
            self.missing -= len(data)
        else:
            self.buffer += data
            end = self.buffer.find(b"\r\n\r\n")
            if end < 0:
                return
            head = bytes(self.buffer[:end]).lower()
            at = head.index(b"content-length:") + 15
            length = int(head[at:].split(b"\r\n", 1)[0])
            self.missing = length - (len(self.buffer) - end - 4)
            if not head.startswith(b"http/1.1 200"):
                code = re.search(rb'"code":"(\w+)"', self.buffer[end:])  # our own, where the body came along
                self.result.others[head.split(b"\r\n", 1)[0].decode() + (f" {code[1].decode()}" if code else "")] += 1
            self.buffer.clear()
        if self.missing <= 0:
            self.missing = -1
            self.result.seconds.append(time.perf_counter() - self.sent)
            self._ask()

    def connection_lost(self, error: Exception | None) -> None:
        if not self.ended.done():  # it ends as it is answered for the last time, so something was asked
            after = time.perf_counter() - self.sent
            self.result.others[f"connection closed, {type(error).__name__}, {after:.1f} s after the request"] += 1
            self.ended.set_result(None)

    def _ask(self) -> None:
        if self.until.is_over():
            self.ended.done() or self.ended.set_result(None)
            self.transport.close()
            return
        self.until.left -= 1
        asked = next(self.requests)
        self.sent = time.perf_counter()
        self.transport.write(asked)


@dataclass
class Deadline:
    """When to stop: after a time, or after a number of requests."""

    at: float
    left: int

    def is_over(self) -> bool:
        return self.left <= 0 or time.perf_counter() >= self.at


def run(
    port: int, requests: Sequence[bytes] | Iterator[bytes], connections: int, seconds: float, count: int = 10**9
) -> Result:
    """Ask for so many seconds, or until so many were answered.

    Each connection goes round a sequence from another place; of an iterator each takes the next that nobody took.
    """

    def from_place(first: int) -> Iterator[bytes]:
        return requests if isinstance(requests, Iterator) else islice(cycle(requests), first + 1, None)

    async def all_of_them() -> Result:
        result = Result()
        loop = asyncio.get_running_loop()
        start = time.perf_counter()
        until = Deadline(start + seconds, count)
        made = [
            await loop.create_connection(lambda n=n: Connection(from_place(n * 7), result, until), "127.0.0.1", port)
            for n in range(connections)
        ]
        async with asyncio.timeout(seconds + 60):
            await asyncio.gather(*(protocol.ended for _, protocol in made))
        result.took = time.perf_counter() - start
        return result

    return asyncio.run(all_of_them())


def request(body: bytes, headers: dict[str, str] | None = None) -> bytes:
    """A POST to /v1/notes as bytes."""
    lines = ["POST /v1/notes HTTP/1.1", "Host: 127.0.0.1", "Content-Type: application/json", "Accept: application/json"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    return "\r\n".join([*lines, f"Content-Length: {len(body)}", "", ""]).encode() + body
