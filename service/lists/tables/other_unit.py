"""A value that only fits its column in the other unit of its element: far from all others until it is converted."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from math import isfinite
from typing import NamedTuple

import polars as pl

from immunote.engine.elements import Element

_LEAST = 8  # values; fewer have no distribution
_FENCE = 1.5  # interquartile ranges beyond the quartiles, as Tukey draws them
_GAP = 1.2  # times the nearest other value
_SHARE = 0.02  # of a column; more are no slips of single rows


class OtherUnit(NamedTuple):
    """Bounds beyond which a column's values are held to be in another unit, and the element that holds that unit."""

    low: float
    high: float
    factor: float
    element: str
    unit: str
    usual: tuple[float, float]


def other_units(samples: Mapping[str, pl.Series], elements: Mapping[str, Element]) -> dict[str, list[OtherUnit]]:
    """For each column that has an element in another unit: where its values end, if some lie beyond a gap."""
    found = {}
    for name, numbers in samples.items():
        bounds = [
            OtherUnit(*fences, float(each.factor), other.name, other.unit or "", fences)
            for each in elements[name].derivations
            if each.how == "scale"
            and (other := elements.get(each.inputs[0])) is not None
            and (fences := _fences(numbers)) is not None
        ]
        if bounds:
            found[name] = bounds
    return found


def _fences(numbers: pl.Series) -> tuple[float, float] | None:
    if numbers.len() < _LEAST:
        return None
    first, third = numbers.quantile(0.25, "linear"), numbers.quantile(0.75, "linear")
    if first is None or third is None or third == first:
        return None
    low, high = first - _FENCE * (third - first), third + _FENCE * (third - first)
    inside = numbers.filter(numbers.is_between(low, high))
    least, most = inside.min(), inside.max()
    if not isinstance(least, float) or not isinstance(most, float):
        return None
    beyond = numbers.filter((numbers > most * _GAP) | (numbers < least / _GAP))
    outside = numbers.len() - inside.len()
    if beyond.is_empty() or beyond.len() != outside or beyond.len() > max(1, _SHARE * numbers.len()):
        return None
    return least, most


def is_meant(number: float, bounds: OtherUnit, element: Element) -> bool:
    """Whether a number lies beyond the others and would be plausible if it were in the other unit."""
    if not isfinite(number) or bounds.low / _GAP <= number <= bounds.high * _GAP:
        return False
    if (number > bounds.high * _GAP and bounds.factor >= 1) or (number < bounds.low / _GAP and bounds.factor <= 1):
        return False
    low, high = element.accepted
    converted = Decimal(str(number * bounds.factor))
    return converted > 0 and (low is None or converted >= low) and (high is None or converted <= high)


def help_of(number: str, bounds: OtherUnit, name: str) -> str:
    """What to do about it."""
    low, high = bounds.usual
    return (
        f"the others are {low:g} to {high:g}; in {bounds.unit} it belongs into `{bounds.element}`,"
        f" and where it is right `--real {name}={number}` says so"
    )
