"""Heads of the log signed and sent out of the database, each so many decisions and each hour; and counts of refusals.

One thread a process, beside the requests: a receiver that hangs delays no note. What could not be sent is tried again
with the next head, which stands for all before it.
"""

from __future__ import annotations

import contextlib
import os
import socket
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
from sqlalchemy.exc import SQLAlchemyError

from immunote.service.running.logs import log, where
from immunote.service.security.refused import RefusedSignIns
from immunote.service.signatures.ed25519 import private_key
from immunote.service.storage import heads
from immunote.service.storage.events import EventLog
from immunote.service.terminal.private_files import PRIVATE

try:
    import fcntl
except ImportError:  # there are no such locks on Windows
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from immunote.service.kernel.context import Context
    from immunote.service.settings.storage import StorageSettings
    from immunote.service.storage.chain import End

_log = log("anchors")
_EVERY_SECONDS = 60.0
_SECONDS = 5.0
_PRIORITY = 10 * 8 + 6  # RFC 5424: authpriv, informational


class Anchoring:
    """Sends heads of one process, and records how many sign-ins it refused."""

    def __init__(self, context: Context) -> None:
        """Raises Refused (S95) where the key cannot be used."""
        self._context = context
        self._settings: StorageSettings = context.settings.storage
        key = self._settings.signing_key
        self._key = None if key is None else private_key(key, "IMMUNOTE_STORAGE__SIGNING_KEY")
        self._is_due = threading.Event()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._next = time.monotonic() + self._settings.anchors_minutes * 60
        if self._settings.has_anchors:
            context.decisions.on_append = self.notice

    def notice(self, end: End, count: int) -> None:
        """Called after `count` decisions were appended, of which the last is at `end`."""
        every = self._settings.anchors_decisions
        if end.sequence // every > (end.sequence - count) // every:
            self._is_due.set()

    def start(self) -> None:
        """Begin, in a thread of its own."""
        self._thread = threading.Thread(target=self._run, name="anchors", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Send the last head, and record what was counted; returns when that is done or took too long."""
        self._stopping.set()
        self._is_due.set()
        if self._thread is not None:
            self._thread.join(3 * _SECONDS)

    def _run(self) -> None:
        counted = time.monotonic()
        while True:
            is_due = self._is_due.wait(min(_EVERY_SECONDS, max(self._next - time.monotonic(), 0.01)))
            is_last = self._stopping.is_set()
            self._is_due.clear()
            if is_last or time.monotonic() - counted >= _EVERY_SECONDS:
                counted = time.monotonic()
                self._count_refused()
            is_hour = time.monotonic() >= self._next
            if self._settings.has_anchors and (is_due or is_hour or is_last) and not self._send(is_due or is_last):
                self._next = time.monotonic() + _EVERY_SECONDS
            elif is_hour:
                self._next = time.monotonic() + self._settings.anchors_minutes * 60
            if is_last:
                return

    def _count_refused(self) -> None:
        for code, count in RefusedSignIns.taken().items():
            try:
                EventLog(self._context.database).append("sign-in-refused", code, {"count": count})
            except (SQLAlchemyError, OSError) as error:
                RefusedSignIns.add(code, count)
                _log.error("refused sign-ins could not be recorded", exception=where(error), code="S73")

    def _send(self, is_needed: bool) -> bool:
        """Sign both ends and send them to every receiver; whether all took them."""
        try:
            decisions, events = self._context.decisions.head(), EventLog(self._context.database).head()
        except (SQLAlchemyError, OSError) as error:
            _log.error("the end of the log could not be read", exception=where(error), code="S73")
            return False
        if decisions is None or events is None or self._key is None:
            return False
        line = heads.sign(decisions, events, self._key).text()
        ways = {
            "file": self._settings.anchors_file and (lambda: self._to_file(line, is_needed)),
            "url": self._settings.anchors_url and (lambda: self._to_url(line)),
            "syslog": self._settings.anchors_syslog and (lambda: self._to_syslog(line)),
        }
        well = True
        for name, way in ways.items():
            if way:
                try:
                    way()
                except (OSError, httpx.HTTPError) as error:
                    well = False
                    self._context.metrics.not_anchored()
                    _log.error("a signed head could not be sent", why=name, exception=where(error), code="S98")
        return well

    def _to_file(self, line: str, is_needed: bool) -> None:
        assert self._settings.anchors_file is not None
        append(self._settings.anchors_file, line, None if is_needed else self._settings.anchors_minutes)

    def _to_url(self, line: str) -> None:
        assert self._settings.anchors_url is not None
        with httpx.Client(timeout=_SECONDS, trust_env=False, follow_redirects=False) as client:
            sent = client.post(self._settings.anchors_url, content=line, headers={"Content-Type": "application/json"})
        if not sent.is_success:
            msg = f"HTTP status {sent.status_code}"
            raise httpx.HTTPError(msg)

    def _to_syslog(self, line: str) -> None:
        target = self._settings.anchors_syslog or ""
        message = f"<{_PRIORITY}>immunote: {line}".encode()
        if target.startswith("/"):
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as out:
                out.settimeout(_SECONDS)
                out.connect(target)
                out.send(message)
            return
        host, _, port = target.rpartition(":")
        family, kind, _, _, address = socket.getaddrinfo(host.strip("[]"), int(port), type=socket.SOCK_DGRAM)[0]
        with socket.socket(family, kind) as out:
            out.settimeout(_SECONDS)
            out.sendto(message, address)


def append(file: Path, line: str, minutes: float | None = None) -> None:
    """Append a line, safely on disk. `minutes`: not where the last line is younger than so many. Raises OSError."""
    handle = os.open(file, os.O_CREAT | os.O_APPEND | os.O_RDWR | os.O_CLOEXEC, PRIVATE)
    try:
        if fcntl is not None:
            fcntl.flock(handle, fcntl.LOCK_EX)
        if minutes is not None and _is_young(handle, minutes):
            return  # another worker has just sent one
        # half a line, as a full disk or a power cut leaves it, takes no other with it
        content = f"{line}\n" if _ends_whole(handle) else f"\n{line}\n"
        if os.write(handle, content.encode()) < len(content.encode()):
            msg = "half a line was written"
            raise OSError(msg)
        os.fsync(handle)
    finally:
        os.close(handle)


def _ends_whole(handle: int) -> bool:
    size = os.fstat(handle).st_size
    return size == 0 or os.pread(handle, 1, size - 1) == b"\n"


def _is_young(handle: int, minutes: float) -> bool:
    size = os.fstat(handle).st_size
    last = os.pread(handle, 4096, max(size - 4096, 0)).decode(errors="replace").strip().rpartition("\n")[2]
    with contextlib.suppress(ValueError):
        at = datetime.fromisoformat(last.partition('"at": "')[2].partition('"')[0])
        return datetime.now(UTC) - at < timedelta(minutes=minutes * 0.9)
    return False
