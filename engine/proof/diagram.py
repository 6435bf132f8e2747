"""The decision diagram as z3 sees it: which leaf a complete patient comes to, node by node."""

from __future__ import annotations

from typing import Any

import z3  # type: ignore[import-untyped]

from immunote.engine.cells import Cell
from immunote.engine.diagram import Diagram
from immunote.engine.proof.variables import Variable

IMPOSSIBLE = 0


def branches_of(diagram: Diagram, variables: dict[str, Variable]) -> dict[int, list[Any]]:
    """For each level of the diagram, that the element lies in each of its cells."""
    return {
        level: [_in_cell(cell, variables[element]) for cell in diagram.cells[element]]
        for level, element in enumerate(diagram.order)
    }


def leaf_reached(diagram: Diagram, variables: dict[str, Variable]) -> dict[int, Any]:
    """For each leaf (0: impossible, i + 1: outcome i), that the patient comes to it."""
    graph = diagram.graph
    branches = branches_of(diagram, variables)
    # backwards every node has been reached from all above it before its own branches are followed
    reached: list[list[Any]] = [[] for _ in graph.kids]
    reached[graph.root].append(z3.BoolVal(True))
    for node in reversed(range(len(graph.kids))):
        here = z3.Or(reached[node])
        for kid, condition in zip(graph.kids[node], branches.get(graph.level[node], []), strict=False):
            reached[kid].append(z3.And(here, condition))
    return {leaf: z3.Or(reached[leaf]) for leaf in range(len(diagram.outcomes) + 1)}


def _in_cell(cell: Cell, variable: Variable) -> Any:
    if not variable.element.is_number:
        members = [value for value in cell.values if isinstance(value, str)]
        return variable.is_one_of(members) if members else variable.equals(cell.values[0])
    ends = []
    if cell.low is not None:
        ends.append(variable.stands_to(">=" if cell.low_is_closed else ">", cell.low))
    if cell.high is not None:
        ends.append(variable.stands_to("<=" if cell.high_is_closed else "<", cell.high))
    return z3.And(ends)
