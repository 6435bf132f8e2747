"""Compiling a decision list: an order for the elements, the nodes, and a refusal where it grows too large."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.cells import Cell
from engine.diagram.conditions import Conditions
from engine.diagram.faults import DiagramTooLargeError
from engine.diagram.forced import Clause
from engine.diagram.graph import Graph, finished
from engine.diagram.order import placed, read_together
from engine.diagram.store import Store
from engine.elements import Constraint
from engine.tree import Node, Program

Order = tuple[str, ...]

WORK = 20
"""Nodes that may be made on the way, for each node that the finished diagram may have."""


def compiled(
    rows: Sequence[tuple[str, Node]],
    program: Program,
    constraints: Sequence[Constraint],
    cells: Mapping[str, Sequence[Cell]],
    outcomes: Sequence[str],
    node_cap: int,
) -> tuple[Order, Graph, list[Clause]]:
    """The order of the elements, the diagram and what each constraint ties together. Raises DiagramTooLargeError.

    An order and its reverse pull equally; which is smaller only building shows. The second is given up as soon as
    it makes more nodes than the first did.
    """

    def build(order: Order, work: int) -> tuple[int, Graph, list[Clause]]:
        store = Store(len(order), work)
        leaves = {outcome: store.leaf() for outcome in outcomes}
        conditions = Conditions(store, order, cells, program)
        root = conditions.under(constraints, conditions.decision(rows, leaves))
        graph = finished(store, root, list(leaves.values()))
        return len(store.kids), graph, conditions.clauses(constraints)

    work = WORK * node_cap
    best: tuple[Order, Graph, list[Clause]] | None = None
    forth = placed(list(cells), read_together(rows, program, constraints))
    for order in (forth, forth[::-1]):
        try:
            made, graph, clauses = build(order, work)
        except DiagramTooLargeError:
            continue
        if best is None or len(graph.kids) < len(best[1].kids):
            best = (order, graph, clauses)
        work = min(work, made)
    if best is None:
        raise DiagramTooLargeError(work, node_cap, len(cells))
    if len(best[1].kids) > node_cap:
        raise DiagramTooLargeError(len(best[1].kids), node_cap, len(cells))
    return best
