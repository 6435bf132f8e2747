"""The smallest sets of answers to what is unknown that leave exactly one outcome. Exact; no heuristics.

At each level an element is left unanswered, which leaves the meet of its branches, or answered, which costs one and
leaves one branch. Only ways of the smallest size are followed to their end: whatever an answer leaves must then be
settled with exactly the answers that are left. A set of answers is an integer with one bit a (element, cell), the
first declared highest: of two sets of one size the larger integer comes first in the fixed order.
"""

from __future__ import annotations

from collections.abc import Sequence

from immunote.engine.diagram.functions import WANTED, Functions, TooMuchEffortError
from immunote.engine.diagram.graph import Graph


def smallest(graph: Graph, bits: Sequence[Sequence[int]], left: Sequence[int], limit: int, effort: int) -> list[int]:
    """The first `limit` of the smallest sets; empty if there is none, or if the search was given up.

    `graph`: a focused diagram of unknown elements only. `bits[level][cell]`: the bit of that answer. `left[level]`:
    how many answers may be left to give from this level on; on the first level, how many at most.
    """
    functions = Functions(left, effort)
    search = _SettlingSearch(functions, bits, limit)
    try:
        start = functions.of(graph)
        for size in range(functions.least[start], left[0] + 1):
            if found := search.sets(start, size):
                return found
    except TooMuchEffortError:
        pass
    return []


class _SettlingSearch:
    """One search; what was found of a function is kept for the next way that leads to it."""

    def __init__(self, functions: Functions, bits: Sequence[Sequence[int]], limit: int) -> None:
        self._functions = functions
        self._bits = bits
        self._limit = limit
        self._found: dict[tuple[int, int], list[int]] = {}

    def sets(self, function: int, size: int) -> list[int]:
        """The first sets of exactly `size` answers; that fewer do not lead from the start to it was seen before."""
        functions = self._functions
        if function == WANTED:
            return [0]  # No answer is left to give, or a smaller set had been found.
        if size < functions.least[function] or not functions.wanted[function]:
            return []
        key = (function, size)
        found = self._found.get(key)
        if found is None:
            kids, bits = functions.kids[function], self._bits[functions.level[function]]
            found = list(self.sets(functions.meet_of(kids), size))
            if size:
                for bit, kid in zip(bits, kids, strict=True):
                    found += [bit | others for others in self.sets(kid, size - 1)]
            found.sort(reverse=True)
            del found[self._limit :]
            self._found[key] = found
        return found
