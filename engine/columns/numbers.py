"""Exact numbers in columns: whole multiples of an element's last decimal, never floats.

A number is held as `value * 10**decimals` in 64 bits. Each expression here is null where it cannot prove that it gives
what `immunote.engine.profile` gives for the same cell; the caller then reads that cell alone, by the engine's own code.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

import polars as pl

from immunote.engine.elements import Element

LARGEST = 2**62
"""No scaled value reaches this."""

PLAIN_NUMBER = "-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?"
"""A number in plain decimal notation: no exponent, no leading zeros, no sign but a minus, nothing around it."""

_SHORT = 16  # characters: at most 15 digits and a point, so that text and nearest float are in one order
_ULP = 2.0**-52


def scaled(value: Decimal, decimals: int) -> int:
    """`value * 10**decimals`. Raises ValueError where that is no whole number or has no place in 64 bits."""
    found = value.scaleb(decimals)
    if found != found.to_integral_value() or not -LARGEST < found < LARGEST:
        msg = f"`{value}` is no number of {decimals} decimals in 64 bits"
        raise ValueError(msg)
    return int(found)


def ends(low: Decimal, high: Decimal, decimals: int) -> tuple[int, int]:
    """The first and the last whole multiple of `10**-decimals` within a closed range."""
    return (
        int(low.scaleb(decimals).to_integral_value(ROUND_CEILING)),
        int(high.scaleb(decimals).to_integral_value(ROUND_FLOOR)),
    )


def half_even(top: pl.Expr, bottom: pl.Expr | int, dtype: pl.DataType) -> pl.Expr:
    """Return `top / bottom` rounded half to even. `bottom` must be above 0."""
    if isinstance(bottom, int):
        if bottom == 1:
            return top
        bottom = pl.lit(bottom, dtype)
    quotient = top // bottom  # rounds down
    twice = (top - quotient * bottom) * pl.lit(2, dtype)
    is_odd = quotient - quotient // pl.lit(2, dtype) * pl.lit(2, dtype) == pl.lit(1, dtype)
    up = (twice > bottom) | ((twice == bottom) & is_odd)
    return quotient + up.cast(dtype)


def from_text(text: pl.Expr, element: Element) -> pl.Expr:
    """Convert text in plain decimal notation to scaled numbers; null where the result is not certain."""
    plain = text.str.contains(f"^{PLAIN_NUMBER}$") & (text.str.len_bytes() <= _SHORT)
    return pl.when(plain).then(from_floats(text.cast(pl.Float64, strict=False), element))


def from_floats(number: pl.Expr, element: Element) -> pl.Expr:
    """Convert 64-bit floats to scaled numbers; null where a float is out of range or too near to a rounding tie.

    The engine reads a float as the shortest decimal that is nearest to it. That decimal times 10**decimals and the
    product computed here differ by less than two units in the last place, so `margin` keeps both on one side of a tie.
    """
    low, high = element.accepted
    if low is None or high is None or not (_is_its_own_float(low) and _is_its_own_float(high)):
        return pl.lit(None, pl.Int64)
    grid = 10**element.decimals
    margin = 4 * _ULP * max(abs(float(low)), abs(float(high)), 1.0) * grid
    if margin >= 0.25:
        return pl.lit(None, pl.Int64)
    product = number if grid == 1 else number * float(grid)
    whole = (product + 0.5).floor()
    sure = product == whole if element.type == "integer" else (product - whole).abs() <= 0.5 - margin
    return pl.when(number.is_between(float(low), float(high)) & sure).then(whole).cast(pl.Int64, wrap_numerical=True)


def from_units(units: pl.Expr, scale: int, dtype: pl.DataType, element: Element) -> pl.Expr:
    """Convert whole multiples of `10**-scale` to scaled numbers.

    Null where one is out of range, or is no whole number though the element is an integer.
    """
    low, high = element.accepted
    if low is None or high is None:
        return pl.lit(None, pl.Int64)
    first, last = ends(low, high, scale)
    if not -LARGEST < first <= last < LARGEST:
        return pl.lit(None, pl.Int64)
    inside = pl.when(units.is_between(pl.lit(first, dtype), pl.lit(last, dtype))).then(units).cast(pl.Int64)
    exact = pl.Int64()
    if scale <= element.decimals:
        return inside * pl.lit(10 ** (element.decimals - scale), exact)
    rounded = half_even(inside, 10 ** (scale - element.decimals), exact)
    if element.type != "integer":
        return rounded
    return pl.when(rounded * pl.lit(10**scale, exact) == inside).then(rounded)


def _is_its_own_float(bound: Decimal) -> bool:
    """Return whether the float nearest to the bound prints as the bound, so that floats compare with it exactly."""
    return Decimal(repr(float(bound))) == bound
