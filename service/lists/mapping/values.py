"""What the cells of a column look like, for a draft: codes, numbers, dates. Free text is counted and never shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from immunote.engine.rulebase import RuleBase
from immunote.service.lists.mapping.dates import date_in, pattern_of
from immunote.service.lists.mapping.names import plain_words, words_of_members

DATE_FORMS = (
    "YYYY-MM-DD",
    "DD.MM.YYYY",
    "DD/MM/YYYY",
    "MM/DD/YYYY",
    "DD-MM-YYYY",
    "YYYY/MM/DD",
    "YYYYMMDD",
    "DDMONYYYY",
    "DD-MON-YYYY",
    "DD MON YYYY",
)
_WITH_POINT = re.compile(r"[-+]?\d+(\.\d+)?")
_WITH_COMMA = re.compile(r"[-+]?\d+(,\d+)?")
_MOST_CODES = 20
_LONGEST_CODE = 60


@dataclass(frozen=True)
class CodesRead:
    """Codes of a column with what each means; `open`: those that nothing explains; `missing`: not known."""

    values: Mapping[str, str | None]
    open: tuple[str, ...]
    missing: tuple[str, ...]


def read_codes(
    cells: Iterable[str], name: str, rulebase: RuleBase, labels: Mapping[str, str], missing: Iterable[str]
) -> CodesRead | None:
    """What the different cells of a column mean for an element; None where they are too many or too long for codes.

    `labels`: code -> its label, from a data dictionary; a label is then read in place of its code.
    """
    present = [cell for cell in cells if cell]
    if len(present) > _MOST_CODES or any(len(cell) > _LONGEST_CODE for cell in present):
        return None
    known, unknown = words_of_members(rulebase, name), unknown_words(rulebase)
    values: dict[str, str | None] = {}
    open_, blank = [], []
    for cell in dict.fromkeys([*labels, *present]):
        words = plain_words(labels.get(cell, cell))
        if cell in missing or (words in unknown and words not in known) or not words:
            if cell in present:
                blank.append(cell)
        elif words in known and (cell not in labels or labels[cell]):
            values[cell] = known[words]
        elif cell in present or cell in labels:
            open_.append(cell)
    return CodesRead(values, tuple(open_), tuple(blank))


def unknown_words(rulebase: RuleBase) -> frozenset[str]:
    """How people write that nothing is known."""
    return frozenset(plain_words(each) for each in (rulebase.headers.unknown if rulebase.headers else ()))


def is_unknown(cell: str, rulebase: RuleBase) -> bool:
    """Whether a cell says that nothing is known; a point alone does too."""
    return cell == "." or plain_words(cell) in unknown_words(rulebase)


def are_numbers(cells: Iterable[str], comma: bool) -> bool:
    """Whether every cell is a number with this decimal mark."""
    pattern = _WITH_COMMA if comma else _WITH_POINT
    return all(pattern.fullmatch(cell) for cell in cells)


def has_decimal_commas(cells: Iterable[str]) -> bool:
    """Whether cells are numbers, some of them with a comma."""
    found = list(cells)
    return any("," in cell for cell in found) and are_numbers(found, comma=True)


def forms_of(cells: Iterable[str]) -> list[str]:
    """The forms of dates that fit every cell."""
    found = [cell for cell in cells if cell]
    return [form for form in DATE_FORMS if found and all(date_in(cell, pattern_of(form)) for cell in found)]
