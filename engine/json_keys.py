"""JSON in which a key stands twice in one object is refused: readers differ in which of the two they keep."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

import orjson

from immunote.engine.faults import Fault, shorten

_REST = bytes(byte for byte in range(256) if byte not in b'":')
_QUOTED = re.compile(rb'"[^"]*"?')
_AT_ONCE = 256 * 1024  # other threads get their turn between two pieces


_MOST_NAMED = 100
_Path = tuple["_Path", str | int] | None
"""The path of the object round it, and the key or the number there."""


class KeyTwice(ValueError):
    """An object has a key twice. `places`: each such key with its JSON path, in the order of the text."""

    def __init__(self, places: tuple[tuple[str, str], ...]) -> None:
        self.places = places
        super().__init__("a key stands twice")

    @property
    def faults(self) -> list[Fault]:
        """A fault for each of the keys."""
        return [Fault(place, "P03", shorten(key), "keep one of the two") for key, place in self.places]


class _Pairs(list[tuple[str, Any]]):
    """An object as its keys and values, none of them dropped."""


def read_json(content: bytes) -> Any:
    """The JSON in some bytes. Raises orjson.JSONDecodeError, and KeyTwice. Linear in time."""
    found = orjson.loads(content)
    # a key that was dropped is missed in the count of colons, which is cheap; only then is its name looked for
    if _colons(content) != _keys(found) and (places := _twice(content)):
        raise KeyTwice(places)
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


def _twice(content: bytes) -> tuple[tuple[str, str], ...]:
    whole = json.loads(content, object_pairs_hook=_Pairs, parse_int=str)  # whole numbers of any length
    repeated: list[tuple[str, str]] = []
    waiting: list[tuple[Any, _Path]] = [(whole, None)]
    while waiting and len(repeated) < _MOST_NAMED:
        each, path = waiting.pop()
        inner: list[tuple[Any, _Path]] = []
        if isinstance(each, _Pairs):
            counted = Counter(key for key, _ in each)
            repeated += [(key, _written((path, key))) for key, times in counted.items() if times > 1]
            inner = [(value, (path, key)) for key, value in each]
        elif isinstance(each, list):
            inner = [(value, (path, index)) for index, value in enumerate(each)]
        waiting += reversed(inner)
    return tuple(repeated)


def _written(path: _Path) -> str:
    steps: list[str] = []
    while path is not None:
        path, step = path
        plain = isinstance(step, str) and step.isidentifier()
        steps.append(f".{step}" if plain else f"[{step}]" if isinstance(step, int) else f"['{shorten(step)}']")
    return "$" + "".join(reversed(steps))
