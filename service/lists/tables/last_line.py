"""Whether a last line without a line end is complete, or may be cut off in the middle of its last value."""

from __future__ import annotations

import csv
import re
from pathlib import Path

_TAIL = 1 << 16  # bytes
_DIGIT = re.compile("[0-9]")
_WORDS = frozenset({"true", "false", "yes", "no"})


def is_whole(path: Path, separator: str, rows: list[list[str]], columns: int, header_at: int) -> bool:
    """Whether the last line lacks its line end and is complete all the same.

    It is where its last value cannot be the beginning of another: no value of that column, with all digits alike,
    begins with it. `rows`: the first rows; `columns`: those with a name.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(size - _TAIL, 0))
        tail = file.read().decode(errors="replace")
    if not tail or tail.endswith("\n") or "\n" not in tail or size <= header_at:
        return False
    last = tail.rpartition("\n")[2].rstrip("\r")
    if last.endswith('"') or not last:
        return False  # a closing quote ends a value; the reader knows
    fields = next(csv.reader([last], delimiter=separator), [])
    if rows and len(fields) != len(rows[0]):
        return False
    if len(fields) > columns and not any(fields[columns:]):
        return True
    value = fields[-1]
    others = {row[-1] for row in (rows if rows and rows[-1] != fields else rows[:-1])}
    shape = _DIGIT.sub("0", value)
    shapes = {_DIGIT.sub("0", each) for each in others if each}
    if not value:
        return bool(others) and not shapes
    if any(each != shape and each.startswith(shape) for each in shapes):
        return False
    return shape in shapes or value.lower() in _WORDS
