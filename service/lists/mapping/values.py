"""What the cells of a column look like, for a draft: codes, numbers, dates. Free text is counted and never shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from immunote.engine.rulebase import RuleBase
from immunote.service.lists.mapping.dates import date_in, pattern_of
from immunote.service.lists.mapping.names import plain_words, words_of_members
from immunote.service.lists.tables.spellings import TwoReadings, groups_for, read_words, spellings

DATE_FORMS = (
    "YYYY-MM-DD",
    "DD.MM.YYYY",
    "DD/MM/YYYY",
    "MM/DD/YYYY",
    "DD-MM-YYYY",
    "MM-DD-YYYY",
    "YYYY/MM/DD",
    "YYYYMMDD",
    "DDMONYYYY",
    "DD-MON-YYYY",
    "DD MON YYYY",
)
_WITH_POINT = re.compile(r"[-+]?\d+(\.\d+)?")
_WITH_COMMA = re.compile(r"[-+]?\d+(,\d+)?")
_LIKE_THOUSANDS = re.compile(r"[-+]?[1-9]\d{0,2},\d{3}")
_ZONE = r"(?:Z|[+-]\d\d:?\d\d)$"
_IN_A_ZONE = re.compile(r"[T ]\d{1,2}:\d\d(?::\d\d(?:\.\d{1,9})?)?" + _ZONE, re.ASCII)
_MIDNIGHT = re.compile(r"[T ]00?:00(?::00(?:\.0{1,9})?)?" + _ZONE, re.ASCII)
_SAID = re.compile(r"[\w\s.,:;/()%'’-]*")
"""What is read by its words. A sign beside them (`yes?`, `+`, a tick) says something of its own."""
_MOST_CODES = 20
_LONGEST_CODE = 60


@dataclass(frozen=True)
class CodesRead:
    """Codes of a column with what each means; `open`: those that nothing explains; `missing`: not known.

    `doubt`: in words, what else one of the codes may mean; None where there is no doubt.
    """

    values: Mapping[str, str | None]
    open: tuple[str, ...]
    missing: tuple[str, ...]
    doubt: str | None = None


def read_codes(
    cells: Iterable[str],
    name: str,
    rulebase: RuleBase,
    labels: Mapping[str, str],
    missing: Iterable[str],
    counts_from_zero: bool,
) -> CodesRead | None:
    """What the different cells of a column mean for an element; None where they are too many or too long for codes.

    `labels`: code -> its label, from a data dictionary or the header; a label is then read in place of its code, and a
    number without one is open. Other codes are read as in a list without a map, all by one spelling:
    `counts_from_zero` as for `read_words`.
    """
    present = [cell for cell in cells if cell]
    if len(present) > _MOST_CODES or any(len(cell) > _LONGEST_CODE for cell in present):
        return None
    known = words_of_members(rulebase, name)
    values: dict[str, str | None] = {}
    open_, blank = [], []
    for cell in dict.fromkeys([*labels, *present]):
        text = labels.get(cell, cell)
        unexplained = bool(labels) and cell not in labels and are_numbers([cell], comma=False)
        words = "" if unexplained else _words_of(text)
        if cell in missing or (words not in known and is_unknown(text, rulebase)):
            if cell in present:
                blank.append(cell)
        elif words in known:
            values[cell] = known[words]
        elif cell in present or cell in labels:
            open_.append(cell)
    element = rulebase.elements[name]
    own = {"true", "false"} if element.type == "boolean" else {*element.values}
    plainly_read = {cell for cell in present if not labels or not (cell in labels or are_numbers([cell], comma=False))}
    plain = {cell: cell.strip().casefold() for cell in [*values, *open_] if cell in plainly_read and cell not in own}
    read = read_words(groups_for(element), list(plain.values()), counts_from_zero)
    if isinstance(read, TwoReadings):
        readings = " or ".join(f"{value} ({spelling})" for spelling, value in read.readings)
        return CodesRead(values, tuple(open_), tuple(blank), f"`{read.word}` may be {readings}")
    values |= {cell: read[small] for cell, small in plain.items() if small in read}
    return CodesRead(values, tuple(cell for cell in open_ if cell not in values), tuple(blank))


def _words_of(text: str) -> str:
    """A cell as it is compared: numbers as they stand, words by `plain_words`; empty where other signs stand there."""
    if are_numbers([text.strip()], comma=False):
        return text.strip()
    return plain_words(text) if _SAID.fullmatch(text) else ""


def unknown_words(rulebase: RuleBase) -> frozenset[str]:
    """How people write that nothing is known."""
    return frozenset(plain_words(each) for each in (rulebase.headers.unknown if rulebase.headers else ())) - {""}


def is_unknown(cell: str, rulebase: RuleBase) -> bool:
    """Whether a cell says that nothing is known, in words of the rule base or as programs write it."""
    return cell.strip().casefold() in spellings().missing or (
        _SAID.fullmatch(cell) is not None and plain_words(cell) in unknown_words(rulebase)
    )


def may_be_too_little(cell: str, rulebase: RuleBase) -> bool:
    """Whether a cell says that nothing is known, or that there was too little to measure."""
    words = rulebase.headers.not_detected if rulebase.headers else ()
    return plain_words(cell) in {plain_words(each) for each in words}


def are_numbers(cells: Iterable[str], comma: bool) -> bool:
    """Whether every cell is a number with this decimal mark."""
    pattern = _WITH_COMMA if comma else _WITH_POINT
    return all(pattern.fullmatch(cell) for cell in cells)


def has_decimal_commas(cells: Iterable[str]) -> bool:
    """Whether cells are numbers, some of them with a comma."""
    found = list(cells)
    return any("," in cell for cell in found) and are_numbers(found, comma=True)


def may_have_thousands(cells: Iterable[str]) -> bool:
    """Whether every comma of these numbers may stand between thousands."""
    found = [cell for cell in cells if "," in cell]
    return bool(found) and all(_LIKE_THOUSANDS.fullmatch(cell) for cell in found)


def are_hours_of_a_zone(cells: Iterable[str]) -> bool:
    """Whether some cells hold a time of day in a zone, in another one of which the day may be another."""
    return any(_IN_A_ZONE.search(cell) and not _MIDNIGHT.search(cell) for cell in cells)


def forms_of(cells: Iterable[str]) -> list[str]:
    """The forms of dates that fit every cell."""
    found = [cell for cell in cells if cell]
    return [form for form in DATE_FORMS if found and all(date_in(cell, pattern_of(form)) for cell in found)]
