"""Exports of the decision log: one row a line (NDJSON), each line enough to verify it beside the one before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from immunote.engine.faults import Fault, Refused, shorten
from immunote.service.storage.audit import AuditFinding, check_chain
from immunote.service.storage.chain import ChainLink, End, canonical

if TYPE_CHECKING:
    from immunote.service.storage.decisions import LogEntry

_OF_THE_CHAIN = ("sequence", "previous", "chain")


def lines(entries: Iterable[LogEntry]) -> Iterator[str]:
    """The lines of an export."""
    for entry in entries:
        yield orjson.dumps(entry.line()).decode()


def verify_export(file: Path) -> tuple[End, End, list[AuditFinding]]:
    """Where an export begins after, where it ends, and what does not hold in between. Raises Refused (S15)."""
    first, last = None, None
    for link in _links(file):
        first, last = first or link, link
    if first is None or last is None:
        raise Refused([_unreadable(file, 1, "no row")])
    start = End(first.sequence - 1, first.previous)
    return start, End(last.sequence, last.chain), check_chain(lambda: _links(file), start, None)


def _links(file: Path) -> Iterator[ChainLink]:
    try:
        with file.open("rb") as read:
            for number, line in enumerate(read, 1):
                yield _link(file, number, line)
    except OSError as error:
        raise Refused([_unreadable(file, 1, shorten(error.strerror))]) from None


def _link(file: Path, number: int, line: bytes) -> ChainLink:
    try:
        row = orjson.loads(line)
        content = {name: value for name, value in row.items() if name not in _OF_THE_CHAIN}
        return ChainLink(int(row["sequence"]), str(row["previous"]), str(row["chain"]), canonical(content))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Refused([_unreadable(file, number, "not a row of the log")]) from None


def _unreadable(file: Path, number: int, what: str) -> Fault:
    return Fault(f"{file}:{number}:1", "S15", what, "a file that `immunote audit export` wrote, one row a line")
