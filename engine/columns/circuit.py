"""A Boolean circuit over columns: each gate is a two-valued column made from other gates, and equal gates are shared.

The diagram, the verdict, the explanation and the leaning of all patients are some thousands of such columns. Each gate
is computed once, and only if some output needs it; `immunote.engine.columns.bits` computes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

Bit = int
"""The number of a gate."""

FALSE: Bit = 0
TRUE: Bit = 1

Asks = Literal["is true", "is false", "is unknown"]
Does = Literal["both", "either", "but not"]


class CircuitInput(NamedTuple):
    """An input of a circuit: whether a column of facts or truths is true, false or unknown (null).

    A column that is not Boolean can only be asked whether it is unknown.
    """

    asks: Asks
    column: str


class Gate(NamedTuple):
    """One operation on two earlier gates: and ("both"), or ("either"), or `one` and not `other` ("but not")."""

    does: Does
    one: Bit
    other: Bit


class Circuit:
    """The gates of a circuit, by number. A gate reads only gates with lower numbers.

    Each method returns the number of a gate, a new one or an equal one that is there: true for the rows that it names.
    """

    def __init__(self) -> None:
        self.gates: list[CircuitInput | Gate | None] = [None, None]
        self._numbers: dict[tuple[object, ...], Bit] = {}  # a gate is looked up as the plain tuple that it is

    def is_true(self, column: str) -> Bit:
        """Where the column is known to be true."""
        return self._made(CircuitInput("is true", column))

    def is_false(self, column: str) -> Bit:
        """Where the column is known to be false."""
        return self._made(CircuitInput("is false", column))

    def is_unknown(self, column: str) -> Bit:
        """Where the column is null."""
        return self._made(CircuitInput("is unknown", column))

    def both(self, one: Bit, other: Bit) -> Bit:
        """Where both hold."""
        if one > other:
            one, other = other, one
        if one <= TRUE:
            return other if one == TRUE else FALSE
        return one if one == other else self._made(("both", one, other))

    def either(self, one: Bit, other: Bit) -> Bit:
        """Where at least one of the two holds."""
        if one > other:
            one, other = other, one
        if one <= TRUE:
            return TRUE if one == TRUE else other
        return one if one == other else self._made(("either", one, other))

    def but_not(self, one: Bit, other: Bit) -> Bit:
        """Where the one holds and the other does not."""
        if one in (FALSE, other) or other == TRUE:
            return FALSE
        return one if other == FALSE else self._made(("but not", one, other))

    def all_of(self, bits: Iterable[Bit]) -> Bit:
        """Where all of them hold; everywhere if there are none."""
        whole = TRUE
        for bit in bits:
            whole = self.both(whole, bit)
        return whole

    def any_of(self, bits: Iterable[Bit]) -> Bit:
        """Where at least one of them holds; nowhere if there are none."""
        whole = FALSE
        for bit in bits:
            whole = self.either(whole, bit)
        return whole

    def just_one_of(self, bits: Sequence[Bit]) -> Bit:
        """Where exactly one of them holds."""
        once = twice = FALSE
        for bit in bits:
            twice = self.either(twice, self.both(once, bit))
            once = self.either(once, bit)
        return self.but_not(once, twice)

    def instead(self, where: Bit, then: Bit, otherwise: Bit) -> Bit:
        """If-then-else: `then` where `where` holds, `otherwise` elsewhere."""
        return self.either(self.both(then, where), self.but_not(otherwise, where))

    def _made(self, gate: CircuitInput | tuple[Does, Bit, Bit]) -> Bit:
        number = self._numbers.get(gate)
        if number is None:
            self._numbers[gate] = number = len(self.gates)
            self.gates.append(gate if isinstance(gate, CircuitInput) else Gate(*gate))
        return number
