"""The outcome if every unknown element took its `leaning`, under the constraints, for all patients.

As in `immunote.engine.noting.outcome.lean`: elements in order, each with its leaning and then its other samples until
one breaks no constraint. A value is tried wherever none has been taken yet; where it breaks a constraint, what was
known before stays, and the next has its turn. An element that no constraint reads takes its leaning at once.
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
    """A literal of a clause. `true_in`: the cells of its element in which it holds; `forced`: the one, if just one."""

    element: str
    true_in: frozenset[int]
    forced: int | None


class _Facts(KnownCells):
    """What is known or assumed by now."""

    def copy(self) -> _Facts:
        """The same facts, to be changed."""
        return _Facts(self.inside, self.unknown, self.circuit)

    def put(self, element: str, cell: int, where: Bit) -> None:
        """Let an unknown element lie in a cell."""
        inside = list(self.inside[element])
        inside[cell] = self.circuit.either(inside[cell], where)
        self.inside[element] = inside
        self.unknown[element] = self.circuit.but_not(self.unknown[element], where)

    def keep(self, other: _Facts, elements: Iterable[str], where: Bit) -> None:
        """Have elements again as they were before, where that is wanted."""
        for name in elements:
            pairs = zip(other.inside[name], self.inside[name], strict=True)
            self.inside[name] = [self.circuit.instead(where, before, now) for before, now in pairs]
            self.unknown[name] = self.circuit.instead(where, other.unknown[name], self.unknown[name])

    def is_false(self, literal: _CellLiteral) -> Bit:
        """Where a literal is known to be false."""
        inside = enumerate(self.inside[literal.element])
        return self.circuit.any_of(bit for cell, bit in inside if cell not in literal.true_in)


class Leaning:
    """`outcomes`: by place, where just this one is left of a patient of whom all is assumed that can be."""

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
        """Where a boolean element is known to be true, whether the diagram reads it or not."""
        if host not in facts.inside:
            return self._circuit.is_true(host)
        inside = zip(self._cells[host], facts.inside[host], strict=True)
        return self._circuit.any_of(bit for cell, bit in inside if cell.holds(True))

    def _tried(self, facts: _Facts, element: str, cell: int, needs: Bit) -> tuple[_Facts, Bit]:
        """The facts with the value and what follows from it, and where it breaks a constraint: there nothing is new."""
        trial = facts.copy()
        trial.put(element, cell, needs)
        written = {element: None}
        # Each round makes one more element known of every patient of whom more follows, so that many are enough.
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
        """Take one step from what was written: in a clause with one literal left, make that true. Whether any was."""
        any_new = False
        for number in dict.fromkeys(number for name in written for number in self._clauses_of.get(name, ())):
            clause = self._clauses[number]
            for place, literal in enumerate(clause):
                if literal.forced is None:
                    continue
                others = self._circuit.all_of(trial.is_false(other) for other in clause if other is not literal)
                if seen.get((number, place)) == others:
                    continue  # looked at before, and nothing that it reads has become false since
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
