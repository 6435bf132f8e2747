"""Values that look like a code for missing: a heap of one number where its neighbours are rare or none.

Such a number is never taken for a measurement, nor for missing, until a person says which. The shares here are this
project's choice: what a heap is no standard says.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import polars as pl

from immunote.engine.elements import Element
from immunote.engine.faults import Fault
from immunote.service.lists.tables.spellings import spellings

_LEAST = 3
"""So many equal values are a heap where they are this share of a column and so many times their neighbours."""
_SHARE = 0.03
_TIMES = 3
_APART = 1.5
"""Two equal values are one where all others of the column lie below so great a part of them."""
_NEAR = 3


def heaps(
    place: str, samples: Mapping[str, pl.Series], elements: Mapping[str, Element], real: Mapping[str, set[Decimal]]
) -> list[Fault]:
    """A fault (L39) for each heap at a code. `samples`: the numbers of columns; `real`: values declared to be none."""
    found = []
    for name, numbers in samples.items():
        element = elements[name]
        low, high = element.accepted
        for code in _codes():
            inside = (low is None or code >= low) and (high is None or code <= high)
            if inside and code not in real.get(name, ()) and (count := _heap(numbers, float(code))):
                found.append(suspected(place, name, str(code), count))
    return found


def _codes() -> list[Decimal]:
    """The codes that a number may be: those below 0, and those of nothing but eights and nines, two of them or more."""
    return [each for each in spellings().codes if each < 0 or (each > 9 and {*str(each)} <= {*"89"})]


def suspected(place: str, name: str, code: str, count: int) -> Fault:
    """The fault (L39) of a code in a column."""
    help_line = f"`--missing {name}={code}` where it means missing, `--real {name}={code}` where it is a value"
    return Fault(place, "L39", f"{name}: {count} × {code}", help_line)


def _heap(numbers: pl.Series, code: float) -> int:
    """How often a code stands in a column, where that is a heap; 0 where it is none."""
    count = int((numbers == code).sum())
    if count < 2:
        return 0
    others = numbers.filter(numbers != code)
    if others.is_empty():
        return count if count >= _LEAST else 0
    most = others.max()
    if isinstance(most, float) and code >= _APART * most and code > 9:
        return count
    if count < _LEAST or count < _SHARE * numbers.len():
        return 0
    near = max(int((numbers == code + step).sum()) for step in range(-_NEAR, _NEAR + 1) if step)
    return count if count >= _TIMES * max(near, 1) else 0
