"""Decides and writes the parts of a list, several at once; the files do not depend on which part ends first."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from immunote.engine.faults import Fault
from immunote.service.lists.deciding import PartDecider
from immunote.service.lists.fingerprints import as_bytes
from immunote.service.lists.manifest import Receipt, RowCounts
from immunote.service.lists.parts import ResultPaths, Stopped, write_bytes, write_file
from immunote.service.lists.since import SinceDecider
from immunote.service.lists.source import RawPart
from immunote.service.lists.writing import write_faults, write_rows


class PartWorker:
    """Decides parts and writes them, `at_once` parts in parallel. Threads share it."""

    def __init__(
        self,
        decider: PartDecider | SinceDecider,
        layout: ResultPaths,
        part_rows: int,
        files: Sequence[Path],
        at_once: int,
    ) -> None:
        self._decider = decider
        self._layout = layout
        self._part_rows = part_rows
        self._files = files
        self._at_once = at_once
        self._stamp = [_stamp(path) for path in files]
        self._taken_over: dict[int, int] = {}  # by part, so that threads do not meet

    def receipts(self, parts: Iterable[RawPart]) -> Iterator[Receipt]:
        """Yield the receipts of parts in order, each once its part is on disk.

        Raises Stopped (L17, L22) and immunote.engine.api.NoAnswer; the parts under way then end first.
        """
        return in_order(self.receipt, parts, self._at_once)

    @property
    def taken_over(self) -> int:
        """Rows that came from a former result."""
        return sum(self._taken_over.values())

    def changed(self) -> Path | None:
        """A file of the list that is not the one of the start; None where all are."""
        pairs = zip(self._files, self._stamp, strict=True)
        return next((path for path, then in pairs if _stamp(path) != then), None)

    def receipt(self, part: RawPart) -> Receipt:
        """Decide a part and write it: its quarantine and notes, its rows, and last the receipt.

        Raises Stopped (L17, L22) and immunote.engine.api.NoAnswer; no rows of this part are there then.
        """
        decided = self._decider.decide(part)
        if (path := self.changed()) is not None:
            raise Stopped(_changed(path))
        layout, number = self._layout, part.number
        self._taken_over[number] = decided.taken_over
        files = {}
        quarantine = layout.quarantine_part(number)
        files["quarantine"] = write_file(
            quarantine, lambda path: write_faults(decided.quarantine, path, quarantine.suffix)
        )
        if decided.notes:
            layout.notes.mkdir(exist_ok=True)
            files["notes"] = write_bytes(layout.notes_part(number), decided.notes)
        files["facts"] = write_bytes(layout.facts_part(number), as_bytes(decided.facts))
        files["rows"] = write_file(layout.part(number), lambda path: write_rows(decided.rows, path, layout.part_kind))
        by_code = decided.quarantine.unique(["row", "code"])["code"].value_counts().sort("code")
        receipt = Receipt(
            number=number,
            first_row=number * self._part_rows + 1,
            rows=RowCounts(read=part.rows, evaluated=decided.rows.height, quarantined=part.rows - decided.rows.height),
            statuses=decided.statuses,
            outcomes=decided.outcomes,
            quarantined_by=dict(by_code.iter_rows()),
            synthetic=decided.synthetic,
            files=files,
        )
        write_bytes(layout.receipt(number), receipt.model_dump_json(indent=2).encode())
        return receipt


def in_order(make: Callable[[RawPart], Receipt], parts: Iterable[RawPart], at_once: int) -> Iterator[Receipt]:
    """What `make` gives for each part, in the order of the parts; `at_once` are under way while the next is read.

    Raises what the first part in order that fails raises, once those under way have ended.
    """
    left = iter(parts)
    with (
        ThreadPoolExecutor(1, thread_name_prefix="reader") as reader,
        ThreadPoolExecutor(at_once, thread_name_prefix="part") as threads,
    ):
        ahead = reader.submit(next, left, None)
        waiting: deque[Future[Receipt]] = deque()
        try:
            while (part := ahead.result()) is not None:
                waiting.append(threads.submit(make, part))
                del part  # so that its memory is freed once it is written
                ahead = reader.submit(next, left, None)
                if len(waiting) == at_once:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for each in waiting:
                each.cancel()


def _stamp(path: Path) -> tuple[int, int, int]:
    try:
        found = path.stat()
    except OSError:
        return (0, 0, 0)
    return found.st_ino, found.st_size, found.st_mtime_ns


def _changed(path: Path) -> Fault:
    return Fault(str(path), "L22", "it is another file than at the start", "put the old one back and give `--resume`")
