"""One cell of a list read by a map: the text of the element's value, nothing, or a fault."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from typing import NamedTuple

from immunote.engine.elements import Element
from immunote.engine.faults import listed, shorten
from immunote.service.lists.mapping.dates import date_in, pattern_of, time_since
from immunote.service.lists.tables.spellings import spellings

_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")
_THOUSANDS = re.compile(r"[-+]?[1-9]\d{0,2}\.\d{3}")
_WHOLE_WITH_ZEROS = re.compile(r"([-+]?\d+)\.0+")


class CellRead(NamedTuple):
    """What a cell comes to: a text for the engine, None for not known; or a code, the offending text and help."""

    text: str | None
    fault: tuple[str, str, str] | None = None


@dataclass(frozen=True)
class CellReader:
    """Reads the cells of one column for one element. `values`: None for a code that means not known."""

    element: Element
    values: Mapping[str, str | None] | None = None
    missing: frozenset[str] = field(default_factory=frozenset)
    factor: Decimal = Decimal(1)
    decimal_mark: str = "."
    date_form: str | None = None
    as_of: date | None = None

    def read(self, cell: str) -> CellRead:
        """Read a cell that is not blank."""
        code = cell.strip()
        if self.says_nothing(code):
            return CellRead(None)
        if self.date_form is not None:
            return self._since(code)
        if self.values is not None:
            for each in (code, self._as_whole(code)):
                if each in self.values:
                    return CellRead(self.values[each])
            if not self.element.is_number and code not in _members(self.element):
                help_line = (
                    f"add it to `values` of the map, or to `missing`: {listed(list(self.values))} are named there"
                )
                return CellRead(None, ("L67", shorten(code, 40), help_line))
        return self._number(code) if self.element.is_number else CellRead(code)

    def says_nothing(self, cell: str) -> bool:
        """Whether a cell says that nothing is known: by the map, or as in a list without one (blank, `NA`)."""
        code = cell.strip()
        if code in self.missing or self._as_whole(code) in self.missing or self._is_missing_number(code):
            return True
        named = self.values is not None and code in self.values
        return code.casefold() in spellings().missing and not named and code not in self.element.values

    def _as_whole(self, code: str) -> str:
        """A code such as `1.0`, as R and pandas write whole numbers, without its point; `1,0` where the map says so."""
        found = _WHOLE_WITH_ZEROS.fullmatch(self._with_point(code))
        return found[1] if found else code

    def _is_missing_number(self, code: str) -> bool:
        """Whether a number is one of `missing`, however its zeros are written."""
        if not self.element.is_number or self.date_form is not None:
            return False
        own = _as_number(self._with_point(code))
        return own is not None and any(own == _as_number(self._with_point(each)) for each in self.missing)

    def _with_point(self, code: str) -> str:
        return code.replace(",", ".", 1) if self.decimal_mark == "," else code

    def _number(self, code: str) -> CellRead:
        if self.decimal_mark == ",":
            if "." in code:
                help_line = "the map says `decimal_mark: ','`; a point could be a mark of thousands"
                return CellRead(None, ("L70", shorten(code, 40), help_line))
            code = code.replace(",", ".", 1)
        if self.factor == 1:
            return CellRead(code)
        if _NUMBER.fullmatch(code) is None:
            help_line = "a number is converted, nothing else is; say under `values` what it means"
            return CellRead(None, ("L70", shorten(code, 40), help_line))
        if _THOUSANDS.fullmatch(code):
            help_line = "its mark may be one of thousands; write it without, or with one more or one fewer decimal"
            return CellRead(None, ("L70", shorten(code, 40), help_line))
        step = Decimal(1).scaleb(-self.element.decimals)
        return CellRead(format((Decimal(code) * self.factor).quantize(step, ROUND_HALF_EVEN), "f"))

    def _since(self, code: str) -> CellRead:
        assert self.date_form is not None
        assert self.as_of is not None
        found = date_in(code, pattern_of(self.date_form))
        if found is None:
            return CellRead(None, ("L68", shorten(code, 40), f"the map says that dates look like {self.date_form}"))
        if found > self.as_of:
            return CellRead(None, ("L68", shorten(code, 40), f"it lies after {self.as_of}, the day given by --as-of"))
        return CellRead(format(time_since(found, self.as_of, self.element), "f"))


def as_text(value: object) -> str | None:
    """A value of a map as the text of a cell; None is not known."""
    if value is None or isinstance(value, bool):
        return None if value is None else str(value).lower()
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def codes_of(cells: Iterable[object]) -> frozenset[str]:
    """Codes of a map as they stand in a list."""
    return frozenset(text for each in cells if (text := as_text(each)) is not None)


def read_all(cells: Iterable[str], read: Callable[[str], CellRead]) -> dict[str, CellRead]:
    """Each different cell, read once."""
    return {cell: read(cell) for cell in dict.fromkeys(cells)}


def _as_number(code: str) -> Decimal | None:
    return Decimal(code) if _NUMBER.fullmatch(code) else None


def _members(element: Element) -> Iterable[str]:
    return ("true", "false", "unknown") if element.type == "boolean" else (*element.values, "unknown")
