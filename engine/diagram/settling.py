"""Finds the smallest sets of answers to unknown elements that leave exactly one outcome. Exact; no heuristics.

At each level the element is left unanswered, which leaves the meet of its branches, or answered, which adds one answer
and leaves one branch. Sizes are tried from the smallest on, and the first size that has a set ends the search. A set of
answers is an integer with one bit for each (element, cell), the first declared highest; sets of one size are ordered
from the largest integer down.
"""

from __future__ import annotations

from collections.abc import Sequence

from immunote.engine.diagram.functions import WANTED, Functions, TooMuchEffortError
from immunote.engine.diagram.graph import Graph


def smallest(
    graph: Graph, known: Sequence[int], bits: Sequence[Sequence[int]], left: Sequence[int], limit: int, effort: int
) -> list[int]:
    """Return the first `limit` of the smallest sets; empty if there is none, or if the search was given up.

    `graph`: a diagram made by `focused`. `known[level]`: a cell, or NOT_KNOWN. `bits[level][cell]`: the bit of that
    answer. `left[level]`: the most answers at this level and below it. `effort`: see `Functions`.
    """
    functions = Functions(left, effort)
    search = _SettlingSearch(functions, bits, limit)
    try:
        start = functions.of(graph, known)
        for size in range(functions.least[start], left[0] + 1):
            if found := search.sets(start, size):
                return found
    except TooMuchEffortError:
        pass
    return []


class _SettlingSearch:
    """Searches for settling sets, and caches them for each function and size."""

    def __init__(self, functions: Functions, bits: Sequence[Sequence[int]], limit: int) -> None:
        self._functions = functions
        self._bits = bits
        self._limit = limit
        self._found: dict[tuple[int, int], list[int]] = {}

    def sets(self, function: int, size: int) -> list[int]:
        """Return the first sets of exactly `size` answers that settle a function. Call it with smaller sizes first."""
        functions = self._functions
        if function == WANTED:
            return [0]  # `size` is 0 here: with answers to spare, a smaller set would have been found before
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
