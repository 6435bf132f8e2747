"""Which worker reads what: groups of rows of Parquet objects, dealt out as Spark deals out its own files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from immunote.service.lists.s3.footers import Footer

_NOT_IN_A_URI = re.compile(r'[\x00-\x20\x7f"#%<>?\[\\\]^`{|}]')


@dataclass(frozen=True)
class Piece:
    """Consecutive groups of rows of one object, as it was when it was opened. `first`: the number of the first row."""

    address: str
    mark: str
    size: int
    groups: tuple[int, ...]
    first: int

    def as_row(self) -> dict[str, object]:
        """Return what Spark carries to a worker."""
        return {**asdict(self), "groups": [*self.groups]}


@dataclass(frozen=True)
class Dealing:
    """Spark's settings for files: bytes that a task reads at most, what opening a file counts as, tasks at a time."""

    most: int
    opening: int
    at_once: int

    def of_a_task(self, whole: int) -> int:
        """Return how many bytes a task should read, of so many in all."""
        return min(self.most, max(self.opening, whole // max(self.at_once, 1)))


def in_order(footers: Iterable[Footer]) -> list[Footer]:
    """Return objects in the order in which Spark numbers their rows: of addresses, as a URI writes them."""
    return sorted(footers, key=lambda each: _NOT_IN_A_URI.sub(lambda sign: f"%{ord(sign[0]):02X}", each.status.address))


def dealt(footers: Iterable[Footer], dealing: Dealing) -> list[list[Piece]]:
    """Return the pieces of each task. Rows are numbered from 1, object after object."""
    ordered = in_order(footers)
    limit = dealing.of_a_task(sum(each.status.size + dealing.opening for each in ordered))
    tasks: list[list[Piece]] = []
    room = 0.0
    for footer, piece in _pieces(ordered, limit):
        size = footer.status.size * sum(footer.groups[each] for each in piece.groups) / footer.rows + dealing.opening
        if not tasks or size > room:
            tasks.append([])
            room = limit
        tasks[-1].append(piece)
        room -= size
    return tasks


def _pieces(footers: Iterable[Footer], limit: int) -> Iterator[tuple[Footer, Piece]]:
    first = 1
    for footer in footers:
        status, held = footer.status, [number for number, rows in enumerate(footer.groups) if rows]
        while held:
            taken = [held.pop(0)]
            rows = footer.groups[taken[0]]
            while held and status.size * (rows + footer.groups[held[0]]) / footer.rows <= limit:
                rows += footer.groups[held[0]]
                taken.append(held.pop(0))
            yield footer, Piece(status.address, status.mark, status.size, tuple(taken), first)
            first += rows
