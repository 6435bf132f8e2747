"""How deep and how full a JSON text is, told from its bytes before any parser builds anything of it."""

from __future__ import annotations

import re
from array import array
from itertools import accumulate

_STRUCTURE = b'"[]{},'
_REST = bytes(byte for byte in range(256) if byte not in _STRUCTURE)
_STEPS = bytes.maketrans(b"[]{}", bytes([1, 255, 1, 255]))  # as signed bytes: one deeper, one less deep
_QUOTED = re.compile(rb'"[^"]*"?')
_AT_ONCE = 256 * 1024  # other threads get their turn between two pieces


def json_shape(text: bytes, most_deep: int | None = None, most_values: int | None = None) -> tuple[int, int]:
    """The greatest depth and the number of values, whether or not the text is sound JSON.

    Linear in time, with no object a value: a text that unfolds into a hundred times its size is seen for what it is.
    With limits it stops soon after the first that is passed; the rest of the text is then not counted.
    """
    if b"\\" in text:
        text = text.replace(b"\\\\", b"").replace(b'\\"', b"")
    marks = text.translate(None, _REST)
    depth, deepest, values, is_inside = 0, 0, 1, False
    for start in range(0, len(marks), _AT_ONCE):
        piece = marks[start : start + _AT_ONCE]
        if is_inside:
            piece = b'"' + piece  # the string that began in the piece before goes on
        is_inside = piece.count(b'"') % 2 == 1
        # two quotes in a row change nothing about what stands inside a string, whichever two they are
        outside = _QUOTED.sub(b"", piece.replace(b'""', b""))
        steps = array("b", outside.translate(_STEPS, b","))
        values += len(outside) - len(steps) + steps.count(1)
        highest = max(accumulate(steps, initial=depth))
        deepest = max(deepest, highest)
        depth += sum(steps)
        if (most_deep is not None and deepest > most_deep) or (most_values is not None and values > most_values):
            break
    return deepest, values
