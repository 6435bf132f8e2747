"""Finds for all patients at once which elements matter, as `immunote.engine.diagram.dependence` does for one.

Each comparison of two branches becomes a gate. Comparisons that come to the same condition share one: the 9,652 pairs
of branches in one rule base make some 2,200 gates.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, repeat

from immunote.engine.columns.circuit import FALSE, TRUE, Bit, Circuit
from immunote.engine.diagram import Diagram
from immunote.engine.diagram.leaving_open import SearchState, States, pair_of
from immunote.engine.diagram.store import IMPOSSIBLE


class Differences:
    """Makes the gates that say where the outcome depends on which of a node's branches is taken.

    `possible[level][cell]`: where the cell is still possible. `unknown[level]`: where the element is not known.
    """

    def __init__(
        self, diagram: Diagram, circuit: Circuit, possible: Sequence[Sequence[Bit]], unknown: Sequence[Bit]
    ) -> None:
        self._circuit = circuit
        self._possible = possible
        self._unknown = unknown
        self._graph = diagram.graph
        self._order = diagram.order
        self._read = diagram.read
        self._bands = {band[0]: band for band in diagram.graph.bands}
        self._states = States(diagram.graph, diagram.tied)
        self._pairs: dict[tuple[int, int], Bit] = {}
        self._walked: dict[SearchState, Bit] = {}

    def matters(self, visited: Sequence[Bit]) -> dict[str, Bit]:
        """Return, for each element, the gate that says where the outcome depends on it. `visited`: as from `visits`."""
        return {element: self._matters(level, visited) for level, element in enumerate(self._order)}

    def _matters(self, level: int, visited: Sequence[Bit]) -> Bit:
        if level not in self._read:
            return FALSE
        circuit = self._circuit
        asks: dict[Bit, list[Bit]] = {}
        for node, differ in self._starts(level):
            if differ != FALSE:
                asks.setdefault(differ, []).append(visited[node])
        some = circuit.any_of(circuit.both(differ, circuit.any_of(nodes)) for differ, nodes in asks.items())
        return circuit.both(self._unknown[level], some)

    def _starts(self, level: int) -> Iterator[tuple[int, Bit]]:
        """Yield pairs (node, gate): this element matters where the node is visited and the gate holds."""
        for node, kids in self._nodes(level):
            for condition in sorted({self._of_pair(*pair) for pair in combinations(kids, 2)}):
                yield node, condition
        for first, must in self._states.tied(level):
            for node, kids in self._nodes(first):
                joins = self._of_state(self._states.start(first, kids, must))
                yield node, self._circuit.both(self._unknown[first], joins)

    def _nodes(self, level: int) -> Iterable[tuple[int, tuple[int, ...]]]:
        band = self._bands.get(level)
        return () if band is None else enumerate(self._graph.nodes_of(band), band[1])

    def _of_pair(self, one: int, other: int) -> Bit:
        """Return where some possible answers to the elements below lead two nodes to different outcomes."""
        if one == other or IMPOSSIBLE in (one, other):
            return FALSE
        graph = self._graph
        outcomes = graph.outcomes[one] | graph.outcomes[other]
        if outcomes & (outcomes - 1) == 0:
            return FALSE
        level = min(graph.level[one], graph.level[other])
        if level == graph.level[IMPOSSIBLE]:
            return TRUE
        pair = (min(one, other), max(one, other))
        if pair not in self._pairs:
            kids = [graph.kids[node] if graph.level[node] == level else repeat(node) for node in pair]
            self._pairs[pair] = self._at(level, tuple(map(self._of_pair, *kids)), FALSE)
        return self._pairs[pair]

    def _of_state(self, state: SearchState | None) -> Bit:
        """Return where the search of `immunote.engine.diagram.leaving_open` succeeds from a state; nowhere for None."""
        if state is None:
            return FALSE
        if (pair := pair_of(state)) is not None:
            return self._of_pair(*pair)
        if self._states.is_done(state):
            return TRUE
        if state not in self._walked:
            level, recorded, joins = self._states.steps(state)
            self._walked[state] = self._at(level, tuple(map(self._of_state, recorded)), self._of_state(joins))
        return self._walked[state]

    def _at(self, level: int, recorded: tuple[Bit, ...], joins: Bit) -> Bit:
        """Return where `recorded[cell]` holds for some possible cell, or the element is unknown and `joins` holds."""
        if recorded.count(recorded[0]) == len(recorded) and joins in (FALSE, recorded[0]):
            return recorded[0]  # some cell is always possible
        circuit = self._circuit
        cells: dict[Bit, list[Bit]] = {}  # cells that come to the same take one gate together
        for gate, possible in zip(recorded, self._possible[level], strict=True):
            if gate != FALSE:
                cells.setdefault(gate, []).append(possible)
        found = circuit.any_of(circuit.both(gate, circuit.any_of(of)) for gate, of in cells.items())
        return circuit.either(found, circuit.both(self._unknown[level], joins))
