"""Finds for all patients the outcome if every unknown element took its `leaning`, under the constraints.

As `immunote.engine.noting.outcome.lean` does for one patient, it takes the elements in order and tries the leaning of
each, then its other sample values, until one breaks no constraint. Each value is tried for all rows that have none
yet; in rows where it breaks a constraint the facts stay as they were, and the next value is tried there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from immunote.engine.cells import cell_of
from immunote.engine.columns.circuit import FALSE, Bit
from immunote.engine.columns.levels import Cells, KnownCells, reached, visits
from immunote.engine.consequences import ClauseLiteral
from immunote.engine.reference import truth_of
from immunote.engine.tree import elements_in
from immunote.engine.truth import TRUE as HOLDS

if TYPE_CHECKING:
    from immunote.engine.api import Engine


@dataclass(frozen=True)
class _CellLiteral:
    """A literal of a clause. `true_in`: the cells of its element in which it holds.

    `forced`: the cell of the one value that makes it true, None where several do.
    """

    element: str
    true_in: frozenset[int]
    forced: int | None


class _Facts(KnownCells):
    """The facts that are known or assumed so far, as gates."""

    def copy(self) -> _Facts:
        """Return a copy that can be changed by itself."""
        return _Facts(self.inside, self.unknown, self.circuit)

    def put(self, element: str, cell: int, where: Bit) -> None:
        """Put an unknown element into a cell, in the rows `where`."""
        inside = list(self.inside[element])
        inside[cell] = self.circuit.either(inside[cell], where)
        self.inside[element] = inside
        self.unknown[element] = self.circuit.but_not(self.unknown[element], where)

    def keep(self, other: _Facts, elements: Iterable[str], where: Bit) -> None:
        """Set elements back to what they are in `other`, in the rows `where`."""
        for name in elements:
            pairs = zip(other.inside[name], self.inside[name], strict=True)
            self.inside[name] = [self.circuit.instead(where, before, now) for before, now in pairs]
            self.unknown[name] = self.circuit.instead(where, other.unknown[name], self.unknown[name])

    def is_false(self, literal: _CellLiteral) -> Bit:
        """Return where a literal is known to be false."""
        inside = enumerate(self.inside[literal.element])
        return self.circuit.any_of(bit for cell, bit in inside if cell not in literal.true_in)


class Leaning:
    """The leaning of all patients. `outcomes`: for each, where it alone is left once the leanings are assumed."""

    def __init__(self, engine: Engine, cells: Cells) -> None:
        self._engine = engine
        self._circuit = cells.circuit
        self._cells = engine.diagram.cells
        ties = engine.intake.ties
        self._clauses = [[self._literal(literal) for literal in each.literals] for each in ties.clauses]
        self._clauses_of = ties.clauses_of
        facts = self._assumed(_Facts(cells.inside, cells.unknown, cells.circuit))
        graph = engine.diagram.graph
        visited = visits(graph, [facts.possible(name) for name in engine.diagram.order], cells.circuit)
        left = reached(graph, visited)
        alone = self._circuit.just_one_of(left)
        self.outcomes = [self._circuit.both(alone, outcome) for outcome in left]

    def _assumed(self, facts: _Facts) -> _Facts:
        for each in self._engine.leanings:
            needs = facts.unknown[each.element]
            if each.host is not None:
                needs = self._circuit.both(needs, self._holds(each.host, facts))
            for value in each.values:
                cell = cell_of(self._cells[each.element], value).index
                facts, needs = self._tried(facts, each.element, cell, needs)
                if needs == FALSE:
                    break
        return facts

    def _holds(self, host: str, facts: _Facts) -> Bit:
        """Return where a boolean element is known to be true, whether the diagram reads it or not."""
        if host not in facts.inside:
            return self._circuit.is_true(host)
        inside = zip(self._cells[host], facts.inside[host], strict=True)
        return self._circuit.any_of(bit for cell, bit in inside if cell.holds(True))

    def _tried(self, facts: _Facts, element: str, cell: int, needs: Bit) -> tuple[_Facts, Bit]:
        """Assume a value in the rows `needs`, with what follows from it.

        Return the new facts, and the rows in which the value breaks a constraint; there the facts are not changed.
        """
        trial = facts.copy()
        trial.put(element, cell, needs)
        written = {element: None}
        # Each round makes at least one more element known in every row that is not finished: so many rounds suffice.
        seen: dict[tuple[int, int], Bit] = {}
        for _ in self._cells:
            if not self._followed(trial, written, needs, seen):
                break
        touched = dict.fromkeys(number for name in written for number in self._clauses_of.get(name, ()))
        broken = self._circuit.both(
            needs,
            self._circuit.any_of(self._circuit.all_of(map(trial.is_false, self._clauses[each])) for each in touched),
        )
        if broken != FALSE:
            trial.keep(facts, written, broken)
        return trial, broken

    def _followed(self, trial: _Facts, written: dict[str, None], needs: Bit, seen: dict[tuple[int, int], Bit]) -> bool:
        """Do one round of unit propagation over clauses that read what was `written`; return whether it added a fact.

        Where all literals of a clause but one are false, the last is made true.
        """
        any_new = False
        for number in dict.fromkeys(number for name in written for number in self._clauses_of.get(name, ())):
            clause = self._clauses[number]
            for place, literal in enumerate(clause):
                if literal.forced is None:
                    continue
                others = self._circuit.all_of(trial.is_false(other) for other in clause if other is not literal)
                if seen.get((number, place)) == others:
                    continue  # the other literals are as they were in an earlier round
                seen[number, place] = others
                where = self._circuit.all_of((needs, others, trial.unknown[literal.element]))
                if where != FALSE:
                    trial.put(literal.element, literal.forced, where)
                    written[literal.element] = None
                    any_new = True
        return any_new

    def _literal(self, literal: ClauseLiteral) -> _CellLiteral:
        (element,) = dict.fromkeys(elements_in(literal.node))
        cells = self._cells[element]
        true_in = {cell.index for cell in cells if truth_of(literal.node, {element: cell.sample}, {}) is HOLDS}
        sole = literal.forced
        return _CellLiteral(element, frozenset(true_in), None if sole is None else cell_of(cells, sole[1]).index)
