"""The diagram of one rule base and the questions that it answers about a patient."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import replace
from functools import lru_cache
from typing import Any

from immunote.engine.cells import Cell, cell_of, cut
from immunote.engine.diagram.changes import Question
from immunote.engine.diagram.changes import smallest as smallest_changes
from immunote.engine.diagram.compiled import CompiledList, compiled, recompiled
from immunote.engine.diagram.counting import counting_levels
from immunote.engine.diagram.dependence import Mattering, outcomes_by_answer
from immunote.engine.diagram.faults import ImpossibleFactsError
from immunote.engine.diagram.graph import NOT_KNOWN, Graph, focused, narrowed, outcomes_left, restricted
from immunote.engine.diagram.order import conditions_below
from immunote.engine.diagram.required_answers import forced_both_ways, left_to_answer, ties
from immunote.engine.diagram.settling import smallest as smallest_answers
from immunote.engine.elements import Constraint, Element
from immunote.engine.tree import Facts, Node, Program, elements_in

NODE_CAP = 20_000
PATIENTS_KEPT = 128
OUTCOME_SETS_KEPT = 1024
EFFORT = 10_000
"""A search for answers gives up after so many meets of two functions, one for changes after so many sets of nodes.

Of 1962 searches for answers on the shipped rules, published cases among them, none took more than 1613 meets.
"""
SETTLED_BY_AT_MOST = 5
CHANGED_BY_AT_MOST = 4

Known = tuple[int, ...]
"""The cell of each element, in the diagram's order, or NOT_KNOWN."""


class Ways(dict[str, list[tuple[Cell, ...]]]):
    """Maps an outcome to the smallest sets of answers (or of changes) that leave only this outcome, in fixed order.

    `needs_more`: the outcomes for which no set was found, since none of at most `max_size` answers exists or the search
    was given up (`EFFORT`). Each outcome that was asked for is a key or is named there.
    """

    def __init__(self, found: Mapping[str, list[tuple[Cell, ...]]], needs_more: tuple[str, ...]) -> None:
        super().__init__(found)
        self.needs_more = needs_more


class Diagram:
    """Exact answers about the outcome of an ordered decision list, from what is known of one patient.

    `rows`: outcome and condition, the first that holds decides and the last always holds. `like`: a diagram of a list
    that differs little, whose order and nodes are used again. `nodes` and `variables` are its size. `read`: the levels
    that the rows read; `tied`: those that constraints force both ways while nothing is known, as `forced_both_ways`
    says. Raises DiagramTooLargeError.
    """

    def __init__(
        self,
        rows: Sequence[tuple[str, Node]],
        program: Program,
        elements: Mapping[str, Element],
        constraints: Sequence[Constraint],
        node_cap: int = NODE_CAP,
        like: Diagram | None = None,
    ) -> None:
        self.outcomes = tuple(dict.fromkeys(outcome for outcome, _ in rows))
        literals = [literal for c in constraints for literal in c.literals]
        self.cells = cut(elements, [*conditions_below(rows, program), *literals])
        if like is not None and like.outcomes == self.outcomes:
            same_cells = like.cells.items() >= self.cells.items()
            if same_cells:  # an element that this list does not read has a level and no node
                self.cells = like.cells
            made = recompiled(like._made, rows, program, constraints, self.cells, node_cap, same_cells=same_cells)
        else:
            made = compiled(rows, program, constraints, self.cells, self.outcomes, node_cap)
        self._made: CompiledList = made
        self.order, self._graph, self._clauses = made.order, made.graph, made.clauses
        self._level = {element: level for level, element in enumerate(self.order)}
        self.tied = forced_both_ways(self._clauses, [NOT_KNOWN] * len(self.order))
        self.read = frozenset(
            self._level[element] for when in conditions_below(rows, program) for element in elements_in(when)
        )
        # One bit a (element, cell), the first declared highest: the fixed order of answers is that of integers.
        self._answers = [cell for cells in self.cells.values() for cell in cells]
        highest = len(self._answers) - 1
        place = {(cell.element, cell.index): highest - i for i, cell in enumerate(self._answers)}
        self._bits = [[1 << place[e, cell.index] for cell in self.cells[e]] for e in self.order]
        self._declared = any(element.may_become for element in elements.values())
        self._becoming = [[self._as_it_may_become(elements[e], cell) for cell in self.cells[e]] for e in self.order]
        self._changes = [
            [bit if cell is not None else 0 for bit, cell in zip(bits, cells, strict=True)]
            for bits, cells in zip(self._bits, self._becoming, strict=True)
        ]
        self._beside = self._named_together(constraints)
        self._start_caches()

    def _named_together(self, constraints: Sequence[Constraint]) -> list[set[int]]:
        """For each level those with which some constraint names it."""
        found: list[set[int]] = [set() for _ in self.order]
        for constraint in constraints:
            names = {name for literal in constraint.literals for name in elements_in(literal)}
            levels = {self._level[name] for name in names if name in self._level}
            for level in levels:
                found[level] |= levels - {level}
        return found

    def _start_caches(self) -> None:
        self._names = lru_cache(maxsize=OUTCOME_SETS_KEPT)(self._named)
        self._focused = lru_cache(maxsize=None)(self._focus)  # One an outcome; some diagrams are never asked.
        self._start_caches_of_patients()

    def _start_caches_of_patients(self) -> None:
        self._reached = lru_cache(maxsize=PATIENTS_KEPT)(self._outcomes_left)
        self._restricted = lru_cache(maxsize=PATIENTS_KEPT)(self._restrict)
        self._answered = lru_cache(maxsize=PATIENTS_KEPT)(self._answer)
        self._mattering = lru_cache(maxsize=PATIENTS_KEPT)(self._matter)
        self._settled = lru_cache(maxsize=PATIENTS_KEPT)(self._settle)
        self._changed = lru_cache(maxsize=PATIENTS_KEPT)(self._change)
        self._freed = lru_cache(maxsize=PATIENTS_KEPT)(self._free)

    def __getstate__(self) -> dict[str, Any]:
        """What `pickle` keeps: the finished diagram, no patient, and not the nodes that compiling went through."""
        state = {name: value for name, value in self.__dict__.items() if not hasattr(value, "cache_clear")}
        return {**state, "_made": replace(self._made, store=None)}

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        """Take up what was kept."""
        self.__dict__.update(state)
        self._start_caches()

    @property
    def nodes(self) -> int:
        """How many nodes the diagram has, leaves counted."""
        return len(self._graph.kids)

    @property
    def graph(self) -> Graph:
        """The nodes themselves, for other back ends to read."""
        return self._graph

    @property
    def variables(self) -> int:
        """How many elements it reads."""
        return len(self.order)

    def reachable(self, facts: Facts) -> tuple[str, ...]:
        """The outcomes still possible, in declared order. Raises ImpossibleFactsError."""
        return self._names(self._reach(facts))

    def missing(self, facts: Facts) -> dict[str, dict[Cell, tuple[str, ...]]]:
        """The unknown elements on which the outcome depends, with what each possible answer leaves reachable.

        An element is missing if all other elements can be recorded so that the outcome is still open. Constraints can
        tie elements so that none of them can change alone; then all are missing if recording everything else leaves
        the outcome open and any one of them would settle it. So something is missing while several outcomes are
        reachable, one outcome is left once all of it is recorded, and a new fact never adds to it. An element that only
        constraints read is never missing, but can settle the outcome by what follows from it (`settled_by`).
        Raises ImpossibleFactsError.
        """
        reach = self._reach(facts)
        if not reach & (reach - 1):
            return {}
        known = self._known(facts)
        answers = self._answered(known)
        mattering = self._mattering(known)
        matter = {self.order[level]: answers[level] for level in mattering.bands if mattering.of(level)}
        return {
            element: {cell: self._names(reach) for cell, reach in zip(cells, matter[element], strict=True) if reach}
            for element, cells in self.cells.items()
            if element in matter
        }

    def narrowing(self, facts: Facts) -> Narrowing:
        """Return the diagram restricted to a patient's facts, to be narrowed further answer by answer."""
        known = self._known(facts)
        return Narrowing(self, known, self._restricted(known), self._mattering(known))

    def settled_by(self, facts: Facts, limit: int = 5, max_size: int = SETTLED_BY_AT_MOST) -> Ways:
        """For each reachable outcome the smallest sets of answers to what is unknown that leave only it.

        Empty where one outcome is reachable. Every answer of a set is needed.
        """
        reach = self._reach(facts)
        if not reach & (reach - 1):
            return Ways({}, ())
        return self._ways(self._settled(self._known(facts), limit, max_size), reach)

    def would_change(self, facts: Facts, limit: int = 5, max_size: int = CHANGED_BY_AT_MOST) -> Ways:
        """For each other outcome the smallest changes of known facts that leave only it; unknown stays unknown.

        An element changes only to values in its `may_become`; where no element declares any, to every value. Where one
        does, values that only constraints read count as unknown, so that they forbid no change: a new finding would
        come with a new value of these. Empty where more than one outcome is reachable. Every change of a set is needed.
        Raises ImpossibleFactsError.
        """
        reach = self._reach(facts)
        if reach & (reach - 1):
            return Ways({}, ())
        others = ((1 << len(self.outcomes)) - 1) & ~reach
        held = self._released(facts)
        found = self._changed(held, self._could_change(held) & others, limit, max_size)
        return self._ways(found, others, changed=True)

    def could_change(self, facts: Facts) -> tuple[str, ...]:
        """Return the other outcomes to which allowed changes (`may_become`), however many, could lead."""
        return self._names(self._could_change(self._released(facts)) & ~self._reach(facts))

    def _as_it_may_become(self, element: Element, cell: Cell) -> Cell | None:
        """Return the cell with only the values that the element may change to (`may_become`); None for no value."""
        if not self._declared or element.may_become == "any":
            return cell
        values = tuple(value for value in cell.values if value in element.may_become)
        return replace(cell, values=values, sample=values[0]) if values else None

    def _released(self, facts: Facts) -> Known:
        """Return the known cells; if some element declares `may_become`, only those that the decision list reads."""
        known = self._known(facts)
        if not self._declared:
            return known
        return tuple(cell if level in self.read else NOT_KNOWN for level, cell in enumerate(known))

    def counting(self, facts: Facts) -> frozenset[str]:
        """The known elements of which another value could give another outcome, the rest as it is.

        An answer counts if the unknown ones can be recorded so that another answer in its place gives another outcome,
        or if another answer, with what it forbids of the unknown ones, leaves other outcomes reachable.
        """
        known = self._known(facts)
        found = counting_levels(self._graph, known)
        reach = outcomes_left(self._graph, known)
        for level, cell in enumerate(known):
            if cell == NOT_KNOWN or level in found or all(known[other] != NOT_KNOWN for other in self._beside[level]):
                continue
            trials = ((*known[:level], other, *known[level + 1 :]) for other in range(len(self._bits[level])))
            if any(outcomes_left(self._graph, trial) not in (0, reach) for trial in trials):
                found.add(level)
        return frozenset(self.order[level] for level in found)

    def forget(self) -> None:
        """Clear the caches of the last patients, so that the time of a new one can be measured. No answer changes."""
        for kept in (self._reached, self._restricted, self._answered, self._mattering):
            kept.cache_clear()
        for kept in (self._settled, self._changed, self._freed):
            kept.cache_clear()

    def apart(self) -> Diagram:
        """Return the same diagram with caches of patients of its own; what it keeps of the rules is shared."""
        own = copy(self)
        own._start_caches_of_patients()
        return own

    def _known(self, facts: Facts) -> Known:
        known = [NOT_KNOWN] * len(self.order)
        for element, value in facts.items():
            level = self._level.get(element)
            if level is not None:
                known[level] = cell_of(self.cells[element], value).index
        return tuple(known)

    def _reach(self, facts: Facts) -> int:
        reach = self._reached(self._known(facts))
        if not reach:
            raise ImpossibleFactsError(tuple(e for e in self.cells if e in facts))
        return reach

    def _outcomes_left(self, known: Known) -> int:
        return outcomes_left(self._graph, known)

    def _restrict(self, known: Known) -> Graph:
        return restricted(self._graph, known)

    def _focus(self, outcome: int) -> Graph:
        return focused(self._graph, outcome)

    def _answer(self, known: Known) -> dict[int, list[int]]:
        return outcomes_by_answer(self._restricted(known))

    def _matter(self, known: Known) -> Mattering:
        return Mattering(self._restricted(known), self.tied, self.read)

    def _named(self, outcomes: int) -> tuple[str, ...]:
        return tuple(name for i, name in enumerate(self.outcomes) if outcomes >> i & 1)

    def _settle(self, known: Known, limit: int, most: int) -> dict[int, list[int]]:
        graph = self._restricted(known)
        answers, tied = self._answered(known), ties(self._clauses, known)
        found: dict[int, list[int]] = {}
        for outcome in (1 << i for i in range(len(self.outcomes))):
            if not graph.outcomes[graph.root] & outcome:
                continue
            left = left_to_answer(answers, outcome, most, tied, len(known))
            if left is None:
                continue
            sets = smallest_answers(self._focused(outcome), known, self._bits, left, limit, EFFORT)
            if sets:
                found[outcome] = sets
        return found

    def _change(self, held: Known, others: int, limit: int, most: int) -> dict[int, list[int]]:
        if not others:
            return {}
        return smallest_changes(Question(self._freed(held), self._changes, held, others, limit, most, EFFORT))

    def _free(self, held: Known) -> Graph:
        """Return the diagram restricted to what may not become anything else, which is most of what is known."""
        fixed = [
            NOT_KNOWN if any(bit for at, bit in enumerate(bits) if at != cell) else cell
            for cell, bits in zip(held, self._changes, strict=True)
        ]
        return restricted(self._graph, fixed)

    def _could_change(self, held: Known) -> int:
        """Return the outcomes (bits) to which allowed changes, however many, could lead."""
        graph = self._freed(held)
        seen, waiting, outcomes = {graph.root}, [graph.root], 0
        while waiting:
            node = waiting.pop()
            if not graph.outcomes[node] & ~outcomes:
                continue
            kids = graph.kids[node]
            if not kids:
                outcomes |= graph.outcomes[node]
                continue
            cell, bits = held[graph.level[node]], self._changes[graph.level[node]]
            after = kids if cell == NOT_KNOWN else [kid for at, kid in enumerate(kids) if at == cell or bits[at]]
            for kid in after:
                if kid not in seen:
                    seen.add(kid)
                    waiting.append(kid)
        return outcomes

    def _ways(self, found: Mapping[int, list[int]], wanted: int, *, changed: bool = False) -> Ways:
        ways = {
            name: [self._cells_of(answers, changed=changed) for answers in found[1 << i]]
            for i, name in enumerate(self.outcomes)
            if 1 << i in found
        }
        return Ways(ways, tuple(n for n in self._names(wanted) if n not in ways))

    def _cells_of(self, answers: int, *, changed: bool) -> tuple[Cell, ...]:
        highest = len(self._answers) - 1
        cells = []
        while answers:
            place = answers.bit_length() - 1
            cell: Cell | None = self._answers[highest - place]
            if changed and cell is not None:
                cell = self._becoming[self._level[cell.element]][cell.index]
            assert cell is not None
            cells.append(cell)
            answers ^= 1 << place
        return tuple(cells)


class Narrowing:
    """A diagram restricted to one patient's facts. Each step restricts the smaller diagram of the step before."""

    def __init__(self, diagram: Diagram, known: Known, graph: Graph, mattering: Mattering) -> None:
        self._diagram, self._known, self._graph, self._mattering = diagram, known, graph, mattering

    def to(self, facts: Facts) -> Narrowing:
        """Return the diagram restricted to more facts. If a fact has changed, start again from the whole diagram."""
        known = self._diagram._known(facts)
        if any(was not in (NOT_KNOWN, now) for was, now in zip(self._known, known, strict=True)):
            return self._diagram.narrowing(facts)
        left = narrowed(self._graph, known)
        mattering = Mattering(left, self._diagram.tied, self._diagram.read, self._mattering)
        return Narrowing(self._diagram, known, left, mattering)

    @property
    def reachable(self) -> tuple[str, ...]:
        """The outcomes still possible; none for facts that are impossible together."""
        return self._diagram._names(self._graph.outcomes[self._graph.root])

    def matters(self, element: str) -> bool:
        """Whether `Diagram.missing` would name the element."""
        level = self._diagram._level.get(element)
        return level is not None and self._mattering.of(level)
