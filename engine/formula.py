"""A published formula as a way to derive a number: an exact definition that every path works out alike.

Whole numbers and quotients are exact. A power is exp(exponent x ln(base)), worked out to `_DIGITS` digits and rounded,
half to even, to `POWER_DECIMALS` decimals. The result is rounded once, half to even, to the decimals of its element. So
one patient, a column and a list on Spark give the same number. A power reads one element, which makes it a table over
that element's values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction

from immunote.engine.tree import Facts, Node

POWER_DECIMALS = 10
_DIGITS = 28
_EXACT = Context(prec=_DIGITS, rounding=ROUND_HALF_EVEN, traps=[])
_UNIT = Decimal(1).scaleb(-POWER_DECIMALS)


@dataclass(frozen=True, slots=True)
class Number:
    """A constant."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class Quantity:
    """The number that an element holds, in the element's unit."""

    element: str


@dataclass(frozen=True, slots=True)
class Combined:
    """`how`: `+`, `-`, `*`, `/`, `min`, `max` or `**` of the parts, from left to right."""

    how: str
    parts: tuple[Term, ...]


Term = Number | Quantity | Combined


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula under its name. `terms`: one for each member of the enumeration `by`, or one under the empty text.

    It is worked out only where `where` is true and `unless` is not. A value that is given counts before it; the two
    contradict each other where the greater is at least `times` the smaller and they differ by at least `apart`.
    `text`, `constants`: as written, for those who read it.
    """

    called: str
    text: str
    constants: Mapping[str, Mapping[str, str]]
    units: Mapping[str, str]
    by: str | None
    terms: Mapping[str, Term]
    where: Node | None
    unless: Node | None
    times: Decimal
    apart: Decimal
    cites: tuple[str, ...]
    choice: str | None


def quantities_in(term: Term) -> Iterator[str]:
    """The elements that a term reads, each as often as it stands there."""
    match term:
        case Quantity(element):
            yield element
        case Combined(_, parts):
            for part in parts:
                yield from quantities_in(part)


def term_of(formula: Formula, facts: Facts) -> Term | None:
    """The term for this patient; None where the member that chooses it is not known or has none."""
    member = "" if formula.by is None else facts.get(formula.by)
    return formula.terms.get(member) if isinstance(member, str) else None


def worked_out(term: Term, facts: Facts) -> Fraction | None:
    """The exact result, powers rounded as this module says; None where an input is not known or it has no result."""
    match term:
        case Number(value):
            return value
        case Quantity(element):
            held = facts.get(element)
            return Fraction(held) if isinstance(held, Decimal) else None
        case Combined(how, parts):
            found = [worked_out(part, facts) for part in parts]
            known = [each for each in found if each is not None]
            return _combine(how, known) if len(known) == len(found) else None
    return None


def rounded(result: Fraction, decimals: int) -> Decimal:
    """A result at an element's decimals, a tie to the even one."""
    return Decimal(round(result * 10**decimals)).scaleb(-decimals) + 0


def contradicts(formula: Formula, given: Decimal, derived: Decimal) -> bool:
    """Whether a value that is given is too far from the derived one: by the factor and by the difference."""
    low, high = sorted((given, derived))
    return high - low >= formula.apart and high >= low * formula.times


def _combine(how: str, parts: list[Fraction]) -> Fraction | None:
    first, *others = parts
    if how in ("min", "max"):
        return min(parts) if how == "min" else max(parts)
    for other in others:
        match how:
            case "+":
                first += other
            case "-":
                first -= other
            case "*":
                first *= other
            case "/":
                if other == 0:
                    return None
                first /= other
            case _:
                power = _power(first, other)
                if power is None:
                    return None
                first = power
    return first


def _power(base: Fraction, exponent: Fraction) -> Fraction | None:
    """A power of a number above zero, rounded; None for another base and where the result is too large."""
    if base <= 0:
        return None
    if base == 1:
        return base
    result = _EXACT.exp(_EXACT.multiply(_EXACT.ln(_decimal(base)), _decimal(exponent)))
    fixed = _EXACT.quantize(result, _UNIT) if result.is_finite() else result
    return Fraction(fixed) if fixed.is_finite() else None


def _decimal(number: Fraction) -> Decimal:
    return _EXACT.divide(Decimal(number.numerator), Decimal(number.denominator))
