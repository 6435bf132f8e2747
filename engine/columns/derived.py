"""Derived numbers in columns, as `engine.intake.derived_value` works them out for one patient.

All arithmetic is on whole numbers, so nothing is rounded but the result. Python's decimals round a quotient to 28
digits before that; below `_MOST` this never moves one onto a tie or off it, and above it nothing is worked out here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce

import polars as pl

from engine.columns.numbers import ends, half_even
from engine.rulebase import Derivation, Element

_MOST = 10**27


@dataclass(frozen=True)
class Derived:
    """One derivation, compiled. Each expression reads columns of facts and is null where an input is not known.

    `value`: the derived number, scaled; `differs`: whether the value known so far is another, beyond the tolerance;
    `implausible`: whether it is out of the element's range.
    """

    element: str
    inputs: tuple[str, ...]
    value: pl.Expr
    differs: pl.Expr
    implausible: pl.Expr


def derive(
    element: Element, derivation: Derivation, elements: Mapping[str, Element], limits: Mapping[str, int]
) -> Derived | None:
    """Compile a derivation; None where its numbers could grow too large to be surely exact.

    `limits`: the largest absolute value of each column of facts.
    """
    ratio = _ratio(element, derivation, elements, limits)
    tolerance, shift = _whole(derivation.tolerance)
    allowed = 1 if derivation.tolerance_is_relative else 10**element.decimals
    # `top` bounds the value too, since the divisor is at least 1
    largest = max(2 * ratio.top, 2 * ratio.bottom, (limits[element.name] + ratio.top) * 10**shift)
    largest = max(largest, tolerance * max(allowed, ratio.top))
    if largest >= _MOST:
        return None
    dtype = pl.Int64() if largest < 2**63 else pl.Int128()
    value = ratio.expression(dtype)
    known = pl.col(element.name).cast(dtype)
    allow = value.abs() if derivation.tolerance_is_relative else pl.lit(allowed, dtype)
    differs = (known - value).abs() * pl.lit(10**shift, dtype) > allow * pl.lit(tolerance, dtype)
    assert element.low is not None
    assert element.high is not None
    first, last = ends(element.low, element.high, element.decimals)
    implausible = (value < pl.lit(first, dtype)) | (value > pl.lit(last, dtype))
    return Derived(element.name, derivation.inputs, value, differs, implausible)


@dataclass(frozen=True)
class _Ratio:
    """A quotient of whole numbers that is the scaled result; `top` and `bottom` are the largest absolute values."""

    numerator: list[tuple[str, int]]
    denominator: list[tuple[str, int]]
    factor: int
    divisor: int
    top: int
    bottom: int
    combine: str

    def expression(self, dtype: pl.DataType) -> pl.Expr:
        top = self._terms(self.numerator, dtype) * pl.lit(self.factor, dtype)
        if not self.denominator:
            return half_even(top, self.divisor, dtype)
        bottom = self._terms(self.denominator, dtype) * pl.lit(self.divisor, dtype)
        below = bottom < 0
        top = pl.when(below).then(-top).otherwise(top)
        return pl.when(bottom != 0).then(half_even(top, bottom.abs(), dtype))

    def _terms(self, terms: list[tuple[str, int]], dtype: pl.DataType) -> pl.Expr:
        columns = [pl.col(name).cast(dtype) * pl.lit(times, dtype) for name, times in terms]
        if self.combine == "product":
            return reduce(lambda left, right: left * right, columns)
        if self.combine == "sum":
            return reduce(lambda left, right: left + right, columns)
        every = reduce(lambda left, right: left & right, (column.is_not_null() for column in columns))
        return pl.when(every).then(pl.max_horizontal(columns))


def _ratio(
    element: Element, derivation: Derivation, elements: Mapping[str, Element], limits: Mapping[str, int]
) -> _Ratio:
    inputs = derivation.inputs
    places = [elements[name].decimals for name in inputs]
    if derivation.how in ("highest", "count"):
        finest = max(places)
        terms = [(name, 10 ** (finest - place)) for name, place in zip(inputs, places, strict=True)]
        factor, divisor = _powers(element.decimals - finest)
        top = sum(limits[name] * times for name, times in terms) * factor
        return _Ratio(terms, [], factor, divisor, top, divisor, "sum" if derivation.how == "count" else "largest")
    if derivation.how in ("scale", "product"):
        number, shift = _whole(derivation.factor)
        used = inputs[:1] if derivation.how == "scale" else inputs[:2]
        factor, divisor = _powers(element.decimals - shift - sum(elements[name].decimals for name in used))
        above, below = [(name, 1) for name in used], []
        factor *= number
    else:
        squared = 2 if derivation.how == "ratio_to_square" else 1
        factor, divisor = _powers(element.decimals + squared * places[1] - places[0])
        above, below = [(inputs[0], 1)], [(inputs[1], 1)] * squared
    top, bottom = abs(factor), divisor
    for name, _ in above:
        top *= limits[name]
    for name, _ in below:
        bottom *= limits[name]
    return _Ratio(above, below, factor, divisor, top, bottom, "product")


def _powers(exponent: int) -> tuple[int, int]:
    """`10**exponent` as a quotient of whole numbers."""
    return 10 ** max(exponent, 0), 10 ** max(-exponent, 0)


def _whole(number: Decimal) -> tuple[int, int]:
    """A decimal as a whole number and the power of ten that divides it."""
    shift = max(-int(number.as_tuple().exponent), 0)
    return int(number.scaleb(shift)), shift
