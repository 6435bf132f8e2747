"""Values that look like a code for missing: beyond all others of a column, or a heap where its neighbours are rare.

Such a number is never taken for a measurement, nor for missing, until a person says which. The shares here are this
project's choice: what a heap is no standard says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal

import polars as pl

from immunote.engine.elements import Element
from immunote.engine.faults import Fault
from immunote.service.lists.tables.spellings import number_codes
from immunote.service.lists.tables.survey import CellSurvey

_LEAST = 3
"""So many equal values are a heap where they are this share of a column and so many times their neighbours."""
_SHARE = 0.03
_TIMES = 3
_APART = 1.5
_NINES_APART = 1.25
"""So many times the highest other value a code stands apart: one of nines, and any other."""
_THREE_FIGURES = 100
_LOWEST_SURE = -7
"""A code of -1 may be a difference of one."""
_NEAR = 3


def heaps(
    place: str,
    samples: Mapping[str, pl.Series],
    survey: CellSurvey,
    elements: Mapping[str, Element],
    real: Mapping[str, set[Decimal]],
) -> list[Fault]:
    """A fault (L39) for each heap at a code, and for each code that lies beyond all other numbers of its column.

    `samples`: the numbers of columns, less the codes that are declared as missing; `real`: values declared to be none.
    """
    found = []
    for name, numbers in samples.items():
        element = elements[name]
        low, high = element.accepted
        for code in number_codes():
            inside = (low is None or code >= low) and (high is None or code <= high)
            if not inside or code in real.get(name, ()):
                continue
            alone = survey.codes.get(name, Counter())[code] if _stands_apart(survey, name, code) else 0
            if count := alone or _heap(numbers, float(code)):
                found.append(suspected(place, name, str(code), count))
    return found


def _stands_apart(survey: CellSurvey, name: str, code: Decimal) -> bool:
    """Whether a code lies beyond all numbers of its column that are none, so far that it is hardly one of them.

    One of three figures or more is asked about wherever it is the highest, also where it is the only number.
    """
    high, low = survey.highest.get(name), survey.lowest.get(name)
    if code < 0:
        return low is not None and float(code) < min(low, 0) * _APART and code <= _LOWEST_SURE
    if code >= _THREE_FIGURES:
        return high is None or float(code) > high
    return high is not None and float(code) >= high * (_NINES_APART if {*str(code)} == {"9"} else _APART)


def suspected(place: str, name: str, code: str, count: int) -> Fault:
    """The fault (L39) of a code in a column."""
    help_line = f"`--missing {name}={code}` where it means missing, `--real {name}={code}` where it is a value"
    return Fault(place, "L39", f"{name}: {count} × {code}", help_line)


def _heap(numbers: pl.Series, code: float) -> int:
    """How often a code stands in a column, where that is a heap; 0 where it is none."""
    count = int((numbers == code).sum())
    if count < 2:
        return 0
    if count < _LEAST or count < _SHARE * numbers.len():
        return 0
    near = max(int((numbers == code + step).sum()) for step in range(-_NEAR, _NEAR + 1) if step)
    return count if count >= _TIMES * max(near, 1) else 0
