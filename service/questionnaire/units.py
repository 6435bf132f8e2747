"""The units in which a number can be answered: what the intake converts, once for each size of unit."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from immunote.engine.words import number_words
from immunote.service.fhir.index import Index

_TIMES = ("a", "mo", "wk", "d")
_BARE = ("{", "1")


def units_of(index: Index, name: str) -> tuple[str, ...]:
    """The UCUM codes of the units of a number, its own first. A time is counted in its own unit alone.

    Of spellings that mean one size, the first is the code of UCUM; the others are what records write in its place.
    """
    own = own_unit(index, name)
    return (own,) if own in _TIMES else tuple(dict.fromkeys(unit for _, unit in _by_size(index, name)))


def own_unit(index: Index, name: str) -> str | None:
    """The UCUM code of the unit in which an element itself is counted."""
    written = index.records.units.get(name, {})
    return next((unit for unit, factor in written.items() if Decimal(factor) == 1 and unit), None)


def range_in_words(index: Index, name: str) -> str | None:
    """The values that are accepted, in words; None where there is no range."""
    element = index.elements[name]
    low, high = element.accepted
    if low is None or high is None:
        return None
    own = own_unit(index, name)
    unit = f" {element.unit}" if element.unit and own and not own.startswith(_BARE) else ""
    return f"From {number_words(low)} to {number_words(high)}{unit}."


def _by_size(index: Index, name: str) -> Iterator[tuple[Decimal, str]]:
    seen: set[Decimal] = set()
    asked_by_itself = {each for group in index.rulebase.question_groups for each in group.elements}
    members = [name, *(each for each in index.members(index.family[name]) if each not in asked_by_itself)]
    for member in dict.fromkeys(members):
        for unit, factor in index.records.units.get(member, {}).items():
            size = Decimal(factor) * index.factor_to_family(member)
            if size not in seen and unit:
                seen.add(size)
                yield size, unit
