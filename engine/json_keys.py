"""JSON in which a key stands twice in one object is refused: readers differ in which of the two they keep."""

from __future__ import annotations

import json
import re
from typing import Any

import orjson

_REST = bytes(byte for byte in range(256) if byte not in b'":')
_QUOTED = re.compile(rb'"[^"]*"?')
_AT_ONCE = 256 * 1024  # other threads get their turn between two pieces


class KeyTwice(ValueError):
    """An object has a key twice. `key`: which one."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__("a key stands twice")


def read_json(content: bytes) -> Any:
    """The JSON in some bytes. Raises orjson.JSONDecodeError, and KeyTwice. Linear in time."""
    found = orjson.loads(content)
    # a key that was dropped is missed in the count of colons, which is cheap; only then is its name looked for
    if _colons(content) != _keys(found) and (key := _twice(content)) is not None:
        raise KeyTwice(key)
    return found


def _colons(text: bytes) -> int:
    """How many colons stand outside of strings in sound JSON."""
    if b"\\" in text:
        text = text.replace(b"\\\\", b"").replace(b'\\"', b"")
    marks = text.translate(None, _REST)
    count, is_inside = 0, False
    for start in range(0, len(marks), _AT_ONCE):
        piece = marks[start : start + _AT_ONCE]
        if is_inside:
            piece = b'"' + piece  # the string that began in the piece before goes on
        is_inside = piece.count(b'"') % 2 == 1
        count += _QUOTED.sub(b"", piece).count(b":")
    return count


def _keys(found: Any) -> int:
    count, waiting = 0, [found]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            count += len(each)
            waiting.extend(each.values())
        elif isinstance(each, list):
            waiting.extend(each)
    return count


def _twice(content: bytes) -> str | None:
    repeated: list[str] = []

    def pairs(found: list[tuple[str, Any]]) -> None:
        if len(seen := {key for key, _ in found}) != len(found):
            for key, _ in found:
                if key not in seen:
                    repeated.append(key)
                seen.discard(key)

    json.loads(content, object_pairs_hook=pairs, parse_int=str)  # whole numbers of any length
    return repeated[0] if repeated else None
