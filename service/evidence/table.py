"""A list in CSV, read whole and strictly: what is not a table is refused with every fault, and nothing is guessed.

Bytes that are not UTF-8 are kept as they are, since lists of publications hold names in other encodings; a cell with
such bytes counts as unreadable where an identifier is looked for.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from immunote.engine.faults import Fault, Refused, nearest, shorten

MOST_FAULTS = 20
LARGEST_CELL = 10_000_000
_WIDE = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16", b"PK": "a workbook or archive", b"\x1f\x8b": "gzip"}


@dataclass(frozen=True)
class ListRow:
    """One row: where it begins, and the cells of the columns that were asked for."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]


def read_list(path: Path, wanted: Sequence[str]) -> tuple[bytes, list[ListRow]]:
    """The bytes of a file and its rows, blank ones left out. Raises Refused (V90 to V93)."""
    try:
        content = path.read_bytes()
    except OSError as error:
        help_line = "give a list in CSV, with commas, in UTF-8"
        raise Refused([Fault(str(path), "V90", error.strerror or str(error), help_line)]) from None
    for start, what in _WIDE.items():
        if content.startswith(start):
            raise Refused([Fault(str(path), "V90", what, "save it as CSV, with commas, in UTF-8")])
    return content, list(_rows(path, content, wanted))


def is_readable(cell: str) -> bool:
    """Whether every byte of a cell was UTF-8."""
    return cell.isascii() or not any("\udc80" <= each <= "\udcff" for each in cell)


def shown(cell: str) -> str:
    """A cell as it may be printed: bytes that are not UTF-8 become a mark."""
    return shorten(cell.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))


def _rows(path: Path, content: bytes, wanted: Sequence[str]) -> Iterator[ListRow]:
    text = content.decode("utf-8-sig", "surrogateescape")
    before = csv.field_size_limit(LARGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    faults: list[Fault] = []
    rows = 0
    try:
        header = next(reader, [])
        place = _columns(path, header, wanted)
        line = reader.line_num + 1
        for cells in reader:
            begins, line = line, reader.line_num + 1
            if not any(each.strip() for each in cells):
                continue
            rows += 1
            if len(cells) != len(header):
                help_line = f"the header has {len(header)}; a comma or a line feed may stand outside quotation marks"
                faults.append(Fault(f"{path}: line {begins}", "V92", f"{len(cells)} cells", help_line))
                if len(faults) == MOST_FAULTS:
                    break
            elif not faults:
                yield ListRow(begins, {name: cells[at] for name, at in place.items()})
    except csv.Error as error:
        help_line = "a quotation mark in a cell is doubled, and the cell stands in quotation marks"
        faults.append(Fault(f"{path}: line {reader.line_num}", "V92", str(error), help_line))
    finally:
        csv.field_size_limit(before)
    if faults:
        raise Refused(faults)
    if not rows:
        help_line = "a list that is empty would say that nothing was retracted"
        raise Refused([Fault(str(path), "V93", "no rows", help_line)])


def _columns(path: Path, header: Sequence[str], wanted: Sequence[str]) -> dict[str, int]:
    named = ["".join(each.split()).casefold() for each in header]
    keys = {name: "".join(name.split()).casefold() for name in wanted}
    faults = []
    for name, key in keys.items():
        if named.count(key) > 1:
            faults.append(Fault(f"{path}: line 1", "V91", name, "it stands there twice; keep one"))
        elif key not in named:
            help_line = nearest(name, header) if len(header) > 1 else "the header is one cell; separate cells by commas"
            faults.append(Fault(f"{path}: line 1", "V91", name, help_line))
    if faults:
        raise Refused(faults)
    return {name: named.index(key) for name, key in keys.items()}
