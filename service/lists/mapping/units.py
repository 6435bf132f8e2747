"""Which unit a list may count in, and the exact factor into that of an element; nothing here names either."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from immunote.engine.elements import Element
from immunote.engine.rulebase import RuleBase

_SAME = str.maketrans({"µ": "u", "μ": "u", "²": "2", " ": "", "\u00a0": "", "^": "", "*": ""})


@dataclass(frozen=True)
class UnitInto:
    """A value in some unit answers `element` once it is multiplied by `factor`, exactly."""

    element: str
    factor: Decimal


def plain_unit(unit: str) -> str:
    """A unit as it is compared: without case, spaces and signs of powers."""
    return unit.translate(_SAME).casefold()


def unit_names(rulebase: RuleBase) -> dict[str, str]:
    """Other words for a unit, in several languages -> the unit of the dictionary, both as they are compared."""
    words = rulebase.headers.units if rulebase.headers else {}
    return {plain_unit(word): plain_unit(unit) for unit, each in words.items() for word in each}


def into_unit(rulebase: RuleBase, name: str, unit: str) -> UnitInto | None:
    """How a value in `unit` answers an element, or the same quantity in another unit; None where nothing says so.

    An element that is counted in that unit itself comes first: then nothing is rounded.
    """
    wanted = plain_unit(unit)
    wanted = unit_names(rulebase).get(wanted, wanted)
    if wanted in _not_in(rulebase, name):
        return None
    ways = [(plain_unit(each), into) for each, into in _ways(rulebase, name)]
    return next((into for each, into in ways if each == wanted), None)


def units_of(rulebase: RuleBase, name: str) -> list[str]:
    """The units that `into_unit` takes for an element."""
    other = _not_in(rulebase, name)
    return list(dict.fromkeys(each for each, _ in _ways(rulebase, name) if each and plain_unit(each) not in other))


def every_unit(rulebase: RuleBase) -> frozenset[str]:
    """The units of all elements, and those that are converted into them."""
    own = {element.unit or "" for element in rulebase.elements.values()}
    converted = {unit for name in rulebase.elements for unit, _ in _converted(rulebase, name)}
    return frozenset(own | converted) - {""}


def needs_a_unit(rulebase: RuleBase, name: str) -> bool:
    """Whether the same quantity is also counted in another unit that a value alone would not give away."""
    ways: dict[str, UnitInto] = {}
    for unit, into in _ways(rulebase, name):
        if unit:
            ways.setdefault(plain_unit(unit), into)
    return len({*ways.values()}) > 1


def _not_in(rulebase: RuleBase, name: str) -> set[str]:
    """Units in which what is called like the element is another number."""
    return {plain_unit(each) for each in (rulebase.headers.not_in.get(name, ()) if rulebase.headers else ())}


def _ways(rulebase: RuleBase, name: str) -> Iterator[tuple[str, UnitInto]]:
    family = [name, *_same_quantity(rulebase, name)]
    for each in family:
        yield rulebase.elements[each].unit or "", UnitInto(each, Decimal(1))
    for each in family:
        yield from _converted(rulebase, each)


def _converted(rulebase: RuleBase, name: str) -> Iterator[tuple[str, UnitInto]]:
    """The units beside its own from which a value is converted into that of an element."""
    for unit, factor in (rulebase.records.units.get(name, {}) if rulebase.records else {}).items():
        yield unit, UnitInto(name, Decimal(factor))
    mistaken = rulebase.elements[name].mistaken_unit
    if mistaken is not None:
        yield str(mistaken["unit"]), UnitInto(name, Decimal(str(mistaken["factor"])))


def _same_quantity(rulebase: RuleBase, name: str) -> list[str]:
    """The elements that hold the same quantity in another unit."""
    found = []
    for other, element in rulebase.elements.items():
        if other != name and (_is_scaled_from(element, name) or _is_scaled_from(rulebase.elements[name], other)):
            found.append(other)
    return found


def _is_scaled_from(element: Element, other: str) -> bool:
    return any(each.how == "scale" and each.inputs == (other,) for each in element.derivations)
