"""Compiles a decision list into a diagram: orders the elements, makes the nodes, and refuses one that is too large."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from immunote.engine.cells import Cell
from immunote.engine.diagram.conditions import ConditionNodes
from immunote.engine.diagram.faults import DiagramTooLargeError
from immunote.engine.diagram.graph import Graph, finished
from immunote.engine.diagram.order import placed, read_together
from immunote.engine.diagram.required_answers import Clause
from immunote.engine.diagram.store import Store
from immunote.engine.elements import Constraint
from immunote.engine.tree import Node, Program

Order = tuple[str, ...]

WORK = 20
"""How many times the nodes of the largest allowed diagram may be made while one is compiled."""


@dataclass(frozen=True)
class CompiledList:
    """A diagram, the order of its elements, what each constraint ties together, and the nodes it was built from.

    `store`: None where the list was compiled by an earlier process, which kept no more than the finished diagram.
    """

    order: Order
    graph: Graph
    clauses: list[Clause]
    store: Store | None
    leaves: Mapping[str, int]


def recompiled(
    like: CompiledList,
    rows: Sequence[tuple[str, Node]],
    program: Program,
    constraints: Sequence[Constraint],
    cells: Mapping[str, Sequence[Cell]],
    node_cap: int,
    *,
    same_cells: bool,
) -> CompiledList:
    """Compile a list that differs little from `like`, in the element order of `like`. Raises DiagramTooLargeError.

    `same_cells`: `cells` are those of `like`, so that its nodes are used again. No other order is tried, so the
    diagram may be larger than the one that `compiled` makes.
    """
    order = (*(name for name in like.order if name in cells), *(name for name in cells if name not in like.order))
    if same_cells and like.store is not None:
        return _built(like.store.copy(), like.leaves, order, rows, program, constraints, cells)
    store = Store(len(order), WORK * node_cap)
    leaves = {outcome: store.leaf() for outcome in like.leaves}
    return _built(store, leaves, order, rows, program, constraints, cells)


def _built(
    store: Store,
    leaves: Mapping[str, int],
    order: Order,
    rows: Sequence[tuple[str, Node]],
    program: Program,
    constraints: Sequence[Constraint],
    cells: Mapping[str, Sequence[Cell]],
) -> CompiledList:
    conditions = ConditionNodes(store, order, cells, program)
    root = conditions.under(constraints, conditions.decision(rows, leaves))
    graph = finished(store, root, list(leaves.values()))
    return CompiledList(order, graph, conditions.clauses(constraints), store, leaves)


def compiled(
    rows: Sequence[tuple[str, Node]],
    program: Program,
    constraints: Sequence[Constraint],
    cells: Mapping[str, Sequence[Cell]],
    outcomes: Sequence[str],
    node_cap: int,
) -> CompiledList:
    """Compile a decision list in the better of two element orders. Raises DiagramTooLargeError.

    An order and its reverse have the same stretch, so both are built and the smaller diagram is kept. The second is
    given up as soon as it has made more nodes than the first did.
    """

    work = WORK * node_cap
    best: CompiledList | None = None
    forth = placed(list(cells), read_together(rows, program, constraints))
    for order in (forth, forth[::-1]):
        store = Store(len(order), work)
        leaves = {outcome: store.leaf() for outcome in outcomes}
        try:
            built = _built(store, leaves, order, rows, program, constraints, cells)
        except DiagramTooLargeError:
            continue
        if best is None or len(built.graph.kids) < len(best.graph.kids):
            best = built
        work = min(work, len(store.kids))
    if best is None:
        raise DiagramTooLargeError(work, node_cap, len(cells))
    if len(best.graph.kids) > node_cap:
        raise DiagramTooLargeError(len(best.graph.kids), node_cap, len(cells))
    return best
