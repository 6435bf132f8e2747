"""Derived numbers in columns, as `immunote.engine.intake.derived_value` works them out for one patient.

All arithmetic is on whole numbers, so nothing is rounded but the result. Python's decimals round a quotient to 28
digits before that; below `_MOST` this never moves one onto a tie or off it, and above it nothing is worked out here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from functools import reduce

import polars as pl

from immunote.engine.columns.conditions import on_grid, places
from immunote.engine.columns.formulas import TooLargeError, compiled
from immunote.engine.columns.numbers import ends, half_even
from immunote.engine.elements import Derivation, Element
from immunote.engine.formula import Formula
from immunote.engine.tree import And, Compare, Is, Node, Not, OneOf, Or, elements_in

_MOST = 10**27
WORKED_OUT = "worked out"


@dataclass(frozen=True)
class Derived:
    """One derivation, compiled to expressions over columns of facts; each is null where an input is not known.

    `value`: the derived number, scaled. `differs`: whether the value known so far is further from it than the tolerance
    allows. `implausible`: whether it is outside the element's range, whose ends are `plausible`. `fills_only`: it is a
    formula and replaces no given value; `differs` and `implausible` then read the column `WORKED_OUT`.
    """

    element: str
    inputs: tuple[str, ...]
    value: pl.Expr
    differs: pl.Expr
    implausible: pl.Expr
    fills_only: bool = False
    plausible: tuple[int, int] = (0, 0)


def derive(
    element: Element, derivation: Derivation, elements: Mapping[str, Element], limits: Mapping[str, int]
) -> Derived | None:
    """Compile a derivation; return None if its numbers could grow too large for exact arithmetic.

    `limits`: the largest absolute value of each column of facts.
    """
    if derivation.formula is not None:
        return _by_formula(element, derivation.inputs, derivation.formula, elements, limits)
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


def asked_by(formula: Formula | None) -> tuple[str, ...]:
    """The elements that the conditions of a formula read, beside its inputs."""
    asked = () if formula is None else (each for each in (formula.where, formula.unless) if each is not None)
    return tuple(dict.fromkeys(name for node in asked for name in elements_in(node)))


def _by_formula(
    element: Element,
    inputs: tuple[str, ...],
    formula: Formula,
    elements: Mapping[str, Element],
    limits: Mapping[str, int],
) -> Derived | None:
    wide = pl.Int128()
    try:
        steps = {member: compiled(term, element, elements, limits) for member, term in formula.terms.items()}
    except TooLargeError:
        return None
    asked = [] if formula.where is None else [condition(formula.where, elements)]
    asked += [] if formula.unless is None else [~condition(formula.unless, elements).fill_null(value=False)]
    members = [] if formula.by is None else list(elements[formula.by].values)

    def run(read: pl.Series) -> pl.Series:
        frame = read.struct.unnest()
        found = pl.repeat(None, frame.height, dtype=wide, eager=True)
        for member, step in steps.items():
            here = [*asked, *([] if formula.by is None else [pl.col(formula.by) == members.index(member)])]
            holds = frame.select(pl.all_horizontal(pl.lit(True), *here).fill_null(value=False)).to_series()
            found = pl.select(pl.when(holds).then(step.run(frame)).otherwise(found)).to_series()
        return found

    reads = dict.fromkeys([*inputs, *asked_by(formula)])
    value = pl.struct(*reads).map_batches(run, return_dtype=wide, is_elementwise=True)
    worked_out = pl.col(WORKED_OUT)
    known = pl.col(element.name).cast(wide)
    low, high = pl.min_horizontal(known, worked_out), pl.max_horizontal(known, worked_out)
    times, shift = _whole(formula.times)
    apart = formula.apart.scaleb(element.decimals).to_integral_value(ROUND_CEILING)
    differs = (high - low >= pl.lit(int(apart), wide)) & (high * pl.lit(10**shift, wide) >= low * pl.lit(times, wide))
    assert element.low is not None
    assert element.high is not None
    first, last = ends(element.low, element.high, element.decimals)
    implausible = (worked_out < pl.lit(first, wide)) | (worked_out > pl.lit(last, wide))
    both = known.is_not_null() & worked_out.is_not_null()
    return Derived(element.name, inputs, value, differs & both, implausible, fills_only=True, plausible=(first, last))


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
        top = pl.when(below).then(pl.lit(0, dtype) - top).otherwise(top)  # Polars negates no 128-bit integers
        return pl.when(bottom != 0).then(half_even(top, bottom.abs(), dtype))

    def _terms(self, terms: list[tuple[str, int]], dtype: pl.DataType) -> pl.Expr:
        columns = [pl.col(name).cast(dtype) * pl.lit(times, dtype) for name, times in terms]
        if self.combine == "product":
            return reduce(lambda left, right: left * right, columns)
        if self.combine == "difference":
            return columns[0] - columns[1]
        if self.combine == "sum":
            return reduce(lambda left, right: left + right, columns)
        every = reduce(lambda left, right: left & right, (column.is_not_null() for column in columns))
        return pl.when(every).then(pl.max_horizontal(columns))


def _ratio(
    element: Element, derivation: Derivation, elements: Mapping[str, Element], limits: Mapping[str, int]
) -> _Ratio:
    inputs = derivation.inputs
    places = [elements[name].decimals for name in inputs]
    if derivation.how in ("highest", "count", "difference"):
        finest = max(places)
        terms = [(name, 10 ** (finest - place)) for name, place in zip(inputs, places, strict=True)]
        factor, divisor = _powers(element.decimals - finest)
        top = sum(limits[name] * times for name, times in terms) * factor
        combine = {"count": "sum", "highest": "largest"}.get(derivation.how, derivation.how)
        return _Ratio(terms, [], factor, divisor, top, divisor, combine)
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


def condition(node: Node, elements: Mapping[str, Element]) -> pl.Expr:
    """The truth of a condition over elements alone, null where it is unknown, over columns of facts."""
    match node:
        case Is(name):
            return pl.col(name)
        case Not(child):
            return ~condition(child, elements)
        case And(children):
            return reduce(lambda one, other: one & other, (condition(child, elements) for child in children))
        case Or(children):
            return reduce(lambda one, other: one | other, (condition(child, elements) for child in children))
        case OneOf(name, values):
            member = pl.col(name)
            return reduce(lambda a, b: a | b, (member == place for place in places(elements[name], values)))
        case Compare(name, op, value):
            number, (least, most) = pl.col(name), on_grid(value, elements[name])
            table = {"<": number < least, "<=": number <= most, ">": number > most, ">=": number >= least}
            return table.get(op, (number >= least) & (number <= most))
    msg = f"no condition at intake is a {type(node).__name__}"
    raise NotImplementedError(msg)
