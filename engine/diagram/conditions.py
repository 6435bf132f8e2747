"""Translates conditions and decision lists into diagram nodes, by a table of node type -> translation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from immunote.engine.cells import Cell
from immunote.engine.diagram.required_answers import ALSO_TOGETHER, Clause
from immunote.engine.diagram.store import FALSE, IMPOSSIBLE, TRUE, Store
from immunote.engine.elements import Constraint
from immunote.engine.tree import (
    Always,
    And,
    AtLeast,
    Atom,
    Compare,
    Is,
    Node,
    Not,
    OneOf,
    Or,
    Program,
    Ref,
    atom_holds,
    dispatch,
    elements_in,
)


class ConditionNodes:
    """Translates conditions into nodes of one store; each name is translated once."""

    def __init__(
        self, store: Store, order: Sequence[str], cells: Mapping[str, Sequence[Cell]], program: Program
    ) -> None:
        self._store = store
        self._level = {element: level for level, element in enumerate(order)}
        self._cells = cells
        self._program = program
        self._named: dict[str, int] = {}
        self._table: dict[type, Callable[..., int]] = {
            Always: self._always,
            Is: self._atom,
            Compare: self._atom,
            OneOf: self._atom,
            Ref: self._ref,
            Not: self._not,
            And: self._and,
            Or: self._or,
            AtLeast: self._at_least,
        }

    def node(self, condition: Node) -> int:
        """The node that is true exactly where the condition holds of a complete patient."""
        return dispatch(self._table, condition, "diagram")(condition)

    def decision(self, rows: Sequence[tuple[str, Node]], leaves: Mapping[str, int]) -> int:
        """The node that gives the outcome of the first row that holds."""
        tests = [(self.node(condition), leaves[outcome]) for outcome, condition in rows]
        decided = IMPOSSIBLE
        for test, leaf in reversed(tests):
            decided = self._store.choose(test, leaf, decided)
        return decided

    def under(self, constraints: Iterable[Constraint], decided: int) -> int:
        """Return the decision `decided`, but IMPOSSIBLE wherever a constraint is broken."""
        # Joining all constraints first makes far fewer nodes than restricting the decision by one after the other.
        every = TRUE
        for clause in self._lowest_first(self.node(Or(c.literals)) for c in constraints):
            every = self._store.choose(clause, every, FALSE)
        return self._store.choose(every, decided, IMPOSSIBLE)

    def clauses(self, constraints: Iterable[Constraint]) -> list[Clause]:
        """Return each constraint as a Clause: the levels that it reads, each with the cells that satisfy it alone."""
        return [clause for c in constraints if (clause := self._clause(c)) is not None]

    def _clause(self, constraint: Constraint) -> Clause | None:
        clause: dict[int, frozenset[int]] = {}
        for literal in constraint.literals:
            node = self.node(literal)
            if node == TRUE:
                return None
            kids = self._store.kids[node]
            elements = elements_in(literal)
            for element in elements:
                level = self._level[element]
                # In a part over several elements only the first that is asked for may satisfy it alone.
                alone = level == self._store.level[node]
                cells = frozenset(i for i, kid in enumerate(kids) if alone and kid == TRUE)
                cells |= {ALSO_TOGETHER} if len(elements) > 1 else set()
                clause[level] = clause.get(level, frozenset()) | cells
        return clause

    def _lowest_first(self, nodes: Iterable[int]) -> list[int]:
        # Combined from the bottom up, each step touches only what lies below it.
        return sorted(nodes, key=lambda n: -self._store.level[n])

    def _always(self, _: Always) -> int:
        return TRUE

    def _atom(self, atom: Atom) -> int:
        cells = self._cells[atom.element]
        truths = tuple(TRUE if atom_holds(atom, cell.sample) else FALSE for cell in cells)
        return self._store.node(self._level[atom.element], truths)

    def _ref(self, ref: Ref) -> int:
        if ref.name not in self._named:
            self._named[ref.name] = self.node(self._program[ref.name])
        return self._named[ref.name]

    def _not(self, condition: Not) -> int:
        return self._store.choose(self.node(condition.child), FALSE, TRUE)

    def _and(self, condition: And) -> int:
        whole = TRUE
        for child in self._lowest_first(map(self.node, condition.children)):
            whole = self._store.choose(child, whole, FALSE)
        return whole

    def _or(self, condition: Or) -> int:
        whole = FALSE
        for child in self._lowest_first(map(self.node, condition.children)):
            whole = self._store.choose(child, TRUE, whole)
        return whole

    def _at_least(self, condition: AtLeast) -> int:
        # enough[k]: at least k of the children seen so far hold.
        enough = [TRUE] + [FALSE] * condition.count
        for child in self._lowest_first(map(self.node, condition.children)):
            enough = [TRUE] + [self._store.choose(child, enough[k - 1], enough[k]) for k in range(1, len(enough))]
        return enough[condition.count]
