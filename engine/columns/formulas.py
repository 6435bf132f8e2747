"""Formulas in columns: whole numbers throughout, as `immunote.engine.formula` defines them for one patient.

A power reads one element, so its values are a table over the whole range of that element, worked out by the same code
as for one patient and looked up. All else is exact: each part is a whole number times a quotient, and the result is
rounded once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache, reduce
from math import gcd, lcm

import polars as pl

from immunote.engine.columns.numbers import ends, half_even
from immunote.engine.elements import Element
from immunote.engine.formula import POWER_DECIMALS, Combined, Number, Quantity, Term, quantities_in, worked_out

MOST = 2**126
"""The limit that no number here may reach, so that all fit into Int128 (127 bits and a sign)."""

_WIDE = pl.Int128()
_MOST_VALUES = 200_000
_TABLES_KEPT = 32
_TOP = "top"


class TooLargeError(Exception):
    """The numbers of a formula could outgrow a column, or a power has too many values for a table."""


@dataclass(frozen=True)
class ScaledColumn:
    """A whole number in a column times `scale`; `most` is its largest absolute value."""

    whole: pl.Expr
    scale: Fraction
    most: int

    def at(self, scale: Fraction) -> ScaledColumn:
        """Return the same number on a finer scale. The present scale must be a whole multiple of it."""
        times = self.scale / scale
        assert times.denominator == 1
        return _checked(self.whole * pl.lit(times.numerator, _WIDE), scale, self.most * abs(times.numerator))


@dataclass(frozen=True)
class FormulaSteps:
    """A term compiled into three steps, so that no part is computed twice: powers, all else, one rounding."""

    powers: tuple[pl.Expr, ...]
    top: pl.Expr
    factor: Fraction

    def run(self, frame: pl.DataFrame) -> pl.Series:
        """The result for a frame of inputs, scaled by the element's decimals; null where an input is not known."""
        top = frame.with_columns(self.powers).select((self.top * pl.lit(self.factor.numerator, _WIDE)).alias(_TOP))
        return top.select(half_even(pl.col(_TOP), self.factor.denominator, _WIDE)).to_series()


def compiled(term: Term, element: Element, elements: Mapping[str, Element], limits: Mapping[str, int]) -> FormulaSteps:
    """Compile a term over columns of facts, rounded to the element's decimals. Raises TooLargeError."""
    compiler = _Compiler(elements, limits)
    part = compiler.part(term)
    factor = part.scale * 10**element.decimals
    if 2 * part.most * abs(factor.numerator) >= MOST or 2 * factor.denominator >= MOST:
        raise TooLargeError
    return FormulaSteps(tuple(compiler.powers), part.whole, factor)


class _Compiler:
    """Makes the parts of one term; its powers become columns of their own."""

    def __init__(self, elements: Mapping[str, Element], limits: Mapping[str, int]) -> None:
        self.elements, self.limits = elements, limits
        self.powers: list[pl.Expr] = []

    def part(self, term: Term) -> ScaledColumn:
        """A term as a whole number in a column times a scale."""
        match term:
            case Number(value):
                return _checked(pl.lit(value.numerator, _WIDE), Fraction(1, value.denominator), abs(value.numerator))
            case Quantity(name):
                scale = Fraction(1, 10 ** self.elements[name].decimals)
                return _checked(pl.col(name).cast(_WIDE), scale, self.limits[name])
            case Combined("**"):
                return self.power(term)
            case Combined(how, parts):
                return _combined(how, [self.part(each) for each in parts], parts)
        raise NotImplementedError(type(term).__name__)

    def power(self, term: Combined) -> ScaledColumn:
        """Return a power as a lookup in a table of its values over the whole range of the one element that it reads."""
        scale = Fraction(1, 10**POWER_DECIMALS)
        names = set(quantities_in(term))
        if not names:
            constant = worked_out(term, {})
            if constant is None:
                raise TooLargeError
            units = int(constant / scale)
            return _checked(pl.lit(units, _WIDE), scale, abs(units))
        (name,) = names
        element = self.elements[name]
        assert element.low is not None
        assert element.high is not None
        first, last = ends(element.low, element.high, element.decimals)
        if last - first >= _MOST_VALUES:
            raise TooLargeError
        found = _table(term, name, first, last, element.decimals)
        place = pl.when(pl.col(name).is_between(first, last)).then(pl.col(name) - first)
        column = f"power {len(self.powers)}"
        self.powers.append(pl.lit(pl.Series(found, dtype=pl.Int64)).gather(place).cast(_WIDE).alias(column))
        return _checked(pl.col(column), scale, max((abs(each) for each in found if each is not None), default=0))


def _combined(how: str, found: list[ScaledColumn], terms: tuple[Term, ...]) -> ScaledColumn:
    if how == "/":  # by a constant: the loader refuses any other outside a power
        divisor = worked_out(terms[1], {})
        if not divisor:
            raise TooLargeError
        return _checked(found[0].whole, found[0].scale / divisor, found[0].most)
    if how == "*":
        return reduce(_times, found)
    scale = _common([part.scale for part in found])
    level = [part.at(scale) for part in found]
    columns, most = [part.whole for part in level], [part.most for part in level]
    match how:
        case "+":
            return _checked(reduce(lambda one, other: one + other, columns), scale, sum(most))
        case "-":
            return _checked(columns[0] - columns[1], scale, sum(most))
    every = reduce(lambda one, other: one & other, (column.is_not_null() for column in columns))
    chosen = pl.min_horizontal(columns) if how == "min" else pl.max_horizontal(columns)
    return _checked(pl.when(every).then(chosen), scale, max(most))


def _times(one: ScaledColumn, other: ScaledColumn) -> ScaledColumn:
    return _checked(one.whole * other.whole, one.scale * other.scale, one.most * other.most)


def _checked(whole: pl.Expr, scale: Fraction, most: int) -> ScaledColumn:
    if most >= MOST:
        raise TooLargeError
    return ScaledColumn(whole, scale, most)


def _common(scales: list[Fraction]) -> Fraction:
    """The coarsest scale of which each is a whole multiple."""
    bottom = lcm(*(scale.denominator for scale in scales))
    return Fraction(gcd(*(int(scale * bottom) for scale in scales)), bottom)


@lru_cache(maxsize=_TABLES_KEPT)
def _table(term: Combined, name: str, first: int, last: int, decimals: int) -> tuple[int | None, ...]:
    """A power for each value of its element, in units of its last decimal."""
    values = []
    for held in range(first, last + 1):
        power = worked_out(term, {name: Decimal(held).scaleb(-decimals)})
        whole = None if power is None else int(power * 10**POWER_DECIMALS)
        if whole is not None and abs(whole) >= 2**62:
            raise TooLargeError
        values.append(whole)
    return tuple(values)
