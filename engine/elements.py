"""The data dictionary, as loaded: elements, thresholds, and what ties elements to each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from immunote.engine.formula import Formula
from immunote.engine.places import Place
from immunote.engine.sentences import Text
from immunote.engine.tree import Node, Value


@dataclass(frozen=True, slots=True)
class Derivation:
    """How an element is computed at intake from others.

    `how` is one of `ratio` (first / second), `ratio_to_square` (first / second squared), `product`, `difference`
    (first - second), `scale` (one input times `factor`), `highest`, `count` (of inputs that are true), `formula`
    (`immunote.engine.formula`). Where an input is not known the result is not known. What is worked out replaces what
    is given, but for a formula, which only fills what is not given.
    """

    how: str
    inputs: tuple[str, ...]
    factor: Decimal = Decimal(1)
    tolerance: Decimal = Decimal(0)
    tolerance_is_relative: bool = False
    formula: Formula | None = None

    @property
    def essential(self) -> tuple[str, ...]:
        """Inputs without which nothing is worked out; of a formula, whose others mean much by themselves, the first."""
        return self.inputs if self.formula is None else self.inputs[:1]


@dataclass(frozen=True, slots=True)
class Filling:
    """What an element is taken to be where it is still unknown, and `when` (if any) is true; `because` says why."""

    value: Value
    when: Node | None
    because: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """How a number reads in a sentence while it is `below` a limit: in `unit`, `times` it, to the nearest whole one.

    Without a unit the number stands bare.
    """

    below: Decimal | None
    unit: str | None
    one: str | None
    times: Decimal | None


@dataclass(frozen=True, slots=True)
class Element:
    """One entry of the data dictionary. `type` is `boolean`, `integer`, `decimal` or `enumeration`."""

    name: str
    question: str
    label: str
    type: str
    place: Place
    unit: str | None = None
    decimals: int = 0
    low: Decimal | None = None
    high: Decimal | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    absence: str = ""
    closed_by_problem_list: bool = False
    leaning: Value | None = None
    rank: int = 9
    mistaken_unit: Mapping[str, Any] | None = None
    derivations: tuple[Derivation, ...] = ()
    only_if: str | None = None
    no_needs: Node | None = None
    noun: str = ""
    spoken: tuple[Spoken, ...] = ()
    not_an_answer: tuple[str, ...] = ()
    may_become: tuple[Value, ...] | Literal["any"] = ()
    asked_when: Node | None = None
    asked_as: Text | None = None
    absent_means: tuple[Filling, ...] = ()
    says_nothing_after: Threshold | None = None
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    group: str = ""

    @property
    def accepted(self) -> tuple[Decimal | None, Decimal | None]:
        """The range that intake accepts: the plausible one, less what only makes sense in another unit."""
        mistaken = self.mistaken_unit or {}
        low = max((Decimal(str(x)) for x in (self.low, mistaken.get("below")) if x is not None), default=None)
        high = min((Decimal(str(x)) for x in (self.high, mistaken.get("above")) if x is not None), default=None)
        return low, high

    @property
    def answers(self) -> tuple[str, ...]:
        """The members that answer the question; the others are recorded and leave it as open as an empty field."""
        return tuple(member for member in self.values if member not in self.not_an_answer)

    @property
    def is_number(self) -> bool:
        """Whether the element holds a number (an exact decimal in `unit`)."""
        return self.type in ("integer", "decimal")


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number that a condition uses, with what it may be compared by and where it comes from."""

    name: str
    value: Decimal
    unit: str
    comparison: tuple[str, ...]
    cites: tuple[str, ...]
    choice: str | None
    place: Place


@dataclass(frozen=True, slots=True)
class Constraint:
    """A clause over elements that every real patient meets: at least one literal holds.

    `says`: why, also for what follows from it. `asks`: what is asked where a record breaks it.
    """

    literals: tuple[Node, ...]
    says: str
    place: Place
    asks: str = ""

    @property
    def in_words(self) -> str:
        """What it says and asks of a record that breaks it."""
        return f"{self.says}; {self.asks}" if self.asks else self.says


@dataclass(frozen=True, slots=True)
class Spans:
    """Times that lie within one that is counted in completed units. Nothing follows where one of the two is not known.

    `most`: element -> how many of its units one unit of `within` holds at most.
    """

    within: str
    most: Mapping[str, Decimal]
    says: str
    place: Place

    def reaches(self, name: str, whole: Decimal) -> Decimal:
        """The time of an element that is too long beside so many completed units, as is every longer one."""
        return (whole + 1) * self.most[name]


@dataclass(frozen=True, slots=True)
class Ordered:
    """Numbers in one unit of which each is at most the next, where both are known; `strictly`: below the next."""

    elements: tuple[str, ...]
    says: str
    place: Place
    strictly: bool = False
