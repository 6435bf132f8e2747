"""The diagram of one rule base and the questions that it answers about a patient."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from engine.cells import Cell, cell_of, cut
from engine.diagram.compiled import compiled
from engine.diagram.dependence import levels_that_matter, outcomes_by_answer
from engine.diagram.faults import ImpossibleFactsError
from engine.diagram.forced import narrowed
from engine.diagram.graph import NOT_KNOWN, Graph, restricted
from engine.diagram.order import conditions_below
from engine.diagram.search import Question, smallest
from engine.rulebase import Constraint, Element
from engine.tree import Facts, Node, Program

NODE_CAP = 20_000
PATIENTS_KEPT = 128
EFFORT = 4_000


class Ways(dict[str, list[tuple[Cell, ...]]]):
    """Outcome -> the smallest sets of answers that leave it alone, in fixed order.

    `needs_more` names the outcomes for which no set was found: none of at most `max_size` answers does it, or the
    search was given up (`EFFORT`). Nothing is left out without being named there.
    """

    def __init__(self, found: Mapping[str, list[tuple[Cell, ...]]], needs_more: tuple[str, ...]) -> None:
        super().__init__(found)
        self.needs_more = needs_more


class Diagram:
    """Exact answers about the outcome of an ordered decision list, from what is known of one patient.

    `rows`: outcome and condition, the first that holds decides and the last always holds. `nodes` and `variables`
    are its size. Raises DiagramTooLargeError.
    """

    def __init__(
        self,
        rows: Sequence[tuple[str, Node]],
        program: Program,
        elements: Mapping[str, Element],
        constraints: Sequence[Constraint],
        node_cap: int = NODE_CAP,
    ) -> None:
        self.outcomes = tuple(dict.fromkeys(outcome for outcome, _ in rows))
        literals = [literal for c in constraints for literal in c.literals]
        self.cells = cut(elements, [*conditions_below(rows, program), *literals])
        self.order, self._graph, self._clauses = compiled(rows, program, constraints, self.cells, self.outcomes, node_cap)
        self._level = {element: level for level, element in enumerate(self.order)}
        # One bit a (element, cell), the first declared highest: the fixed order of answers is that of integers.
        self._answers = [cell for cells in self.cells.values() for cell in cells]
        highest = len(self._answers) - 1
        place = {(cell.element, cell.index): highest - i for i, cell in enumerate(self._answers)}
        self._bits = [[1 << place[e, cell.index] for cell in self.cells[e]] for e in self.order]
        self._restricted = lru_cache(maxsize=PATIENTS_KEPT)(self._restrict)

    @property
    def nodes(self) -> int:
        """How many nodes the diagram has, leaves counted."""
        return len(self._graph.kids)

    @property
    def variables(self) -> int:
        """How many elements it reads."""
        return len(self.order)

    def reachable(self, facts: Facts) -> tuple[str, ...]:
        """The outcomes still possible, in declared order. Raises ImpossibleFactsError."""
        graph = self._left(facts)
        return self._names(graph.outcomes[graph.root])

    def missing(self, facts: Facts) -> dict[str, dict[Cell, tuple[str, ...]]]:
        """The unknown elements on which the outcome depends, with what each possible answer leaves reachable."""
        graph = self._left(facts)
        answers = outcomes_by_answer(graph)
        matter = {self.order[level]: answers[level] for level in levels_that_matter(graph)}
        return {
            element: {
                cell: self._names(reach) for cell, reach in zip(cells, matter[element], strict=True) if reach
            }
            for element, cells in self.cells.items()
            if element in matter
        }

    def settled_by(self, facts: Facts, limit: int = 5, max_size: int = 6) -> Ways:
        """For each reachable outcome the smallest sets of answers to what is unknown that leave only it."""
        graph = self._left(facts)
        reach = graph.outcomes[graph.root]
        if reach & (reach - 1) == 0:
            return Ways({}, ())
        known = self._known(facts)
        found: dict[int, list[int]] = {}
        for outcome in self._each(reach):
            left = narrowed(graph, outcome, max_size, self._clauses, known)
            if left is None:
                continue
            forced = sum(self._bits[level][cell] for level, cell in left.forced.items())
            size = max_size - len(left.forced)
            question = Question(left.graph, self._bits, None, outcome, limit, size, EFFORT, left.must)
            for answers in smallest(question).values():
                found[outcome] = [forced | rest for rest in answers]
        return self._ways(found, reach)

    def would_change(self, facts: Facts, limit: int = 5, max_size: int = 6) -> Ways:
        """For each other outcome the smallest changes of known facts that leave only it; unknown stays unknown.

        Empty where more than one outcome is reachable.
        """
        graph = self._left(facts)
        reach = graph.outcomes[graph.root]
        if reach & (reach - 1):
            return Ways({}, ())
        others = ((1 << len(self.outcomes)) - 1) & ~reach
        known = self._known(facts)
        question = Question(self._graph, self._bits, known, others, limit, max_size, EFFORT, {})
        return self._ways(smallest(question), others)

    def _known(self, facts: Facts) -> tuple[int, ...]:
        known = [NOT_KNOWN] * len(self.order)
        for element, value in facts.items():
            level = self._level.get(element)
            if level is not None:
                known[level] = cell_of(self.cells[element], value).index
        return tuple(known)

    def _left(self, facts: Facts) -> Graph:
        graph = self._restricted(self._known(facts))
        if graph.outcomes[graph.root] == 0:
            raise ImpossibleFactsError(tuple(e for e in self.cells if e in facts))
        return graph

    def _restrict(self, known: tuple[int, ...]) -> Graph:
        return restricted(self._graph, known)

    def _names(self, outcomes: int) -> tuple[str, ...]:
        return tuple(name for i, name in enumerate(self.outcomes) if outcomes >> i & 1)

    def _each(self, outcomes: int) -> list[int]:
        return [1 << i for i in range(len(self.outcomes)) if outcomes >> i & 1]

    def _ways(self, found: Mapping[int, list[int]], wanted: int) -> Ways:
        ways = {
            name: [self._cells_of(answers) for answers in found[1 << i]]
            for i, name in enumerate(self.outcomes)
            if 1 << i in found
        }
        return Ways(ways, tuple(n for n in self._names(wanted) if n not in ways))

    def _cells_of(self, answers: int) -> tuple[Cell, ...]:
        highest = len(self._answers) - 1
        cells = []
        while answers:
            place = answers.bit_length() - 1
            cells.append(self._answers[highest - place])
            answers ^= 1 << place
        return tuple(cells)
