"""Two-valued columns written from one another: a circuit, in which what is the same is one gate, whoever asks for it.

The diagram, the verdict, the explanation and the leaning of all patients are such columns, some thousands. What they
share is worked out once, and what nobody asks for is not worked out at all; `immunote.engine.columns.bits` does that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

Bit = int
"""The number of a gate."""

FALSE: Bit = 0
TRUE: Bit = 1

Asks = Literal["is true", "is false", "is unknown"]


class CircuitInput(NamedTuple):
    """What is asked of a column of facts or truths. Only "is unknown" can be asked of one that is not Boolean."""

    asks: Asks
    column: str


class Gate(NamedTuple):
    """`one` and `other` are gates made before; "but not": the one where the other is false."""

    does: Literal["both", "either", "but not"]
    one: Bit
    other: Bit


class Circuit:
    """Gates by number, each after those that it reads."""

    def __init__(self) -> None:
        self.gates: list[CircuitInput | Gate | None] = [None, None]
        self._numbers: dict[CircuitInput | Gate, Bit] = {}

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
        if FALSE in (one, other):
            return FALSE
        if one in (TRUE, other):
            return other
        return one if other == TRUE else self._made(Gate("both", min(one, other), max(one, other)))

    def either(self, one: Bit, other: Bit) -> Bit:
        """Where one of the two holds, or both."""
        if TRUE in (one, other):
            return TRUE
        if one in (FALSE, other):
            return other
        return one if other == FALSE else self._made(Gate("either", min(one, other), max(one, other)))

    def but_not(self, one: Bit, other: Bit) -> Bit:
        """Where the one holds and the other does not."""
        if one in (FALSE, other) or other == TRUE:
            return FALSE
        return one if other == FALSE else self._made(Gate("but not", one, other))

    def all_of(self, bits: Iterable[Bit]) -> Bit:
        """Where all hold; true of none."""
        whole = TRUE
        for bit in bits:
            whole = self.both(whole, bit)
        return whole

    def any_of(self, bits: Iterable[Bit]) -> Bit:
        """Where one or more hold; false of none."""
        whole = FALSE
        for bit in bits:
            whole = self.either(whole, bit)
        return whole

    def just_one_of(self, bits: Sequence[Bit]) -> Bit:
        """Where one holds and no other."""
        once = twice = FALSE
        for bit in bits:
            twice = self.either(twice, self.both(once, bit))
            once = self.either(once, bit)
        return self.but_not(once, twice)

    def instead(self, where: Bit, then: Bit, otherwise: Bit) -> Bit:
        """The one bit where `where` holds, the other elsewhere."""
        return self.either(self.both(then, where), self.but_not(otherwise, where))

    def _made(self, gate: CircuitInput | Gate) -> Bit:
        if gate not in self._numbers:
            self._numbers[gate] = len(self.gates)
            self.gates.append(gate)
        return self._numbers[gate]
