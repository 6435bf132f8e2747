"""Answers that every settling set must hold: what lets the search for the smallest sets look at little.

An answer that would rule an outcome out must be contradicted by every set that settles on this outcome. Where no
constraint ties its element to others, only another answer about the same element does that: the element must be
answered, and where one answer is left, that answer is forced.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.diagram.dependence import outcomes_by_answer
from engine.diagram.graph import NOT_KNOWN, Graph, restricted

Clause = Mapping[int, frozenset[int]]
"""A constraint: on each level it reads, the cells of which one suffices."""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What is left to settle on one outcome: `must` are levels to be answered, with the cells that may be."""

    graph: Graph
    forced: dict[int, int]
    must: dict[int, list[int]]


def narrowed(graph: Graph, outcome: int, most: int, clauses: Sequence[Clause], known: Sequence[int]) -> Narrowed | None:
    """The forced answers given, again and again until there are none; None if more than `most` are needed."""
    now = list(known)
    forced: dict[int, int] = {}
    while True:
        tied = _ties(clauses, now)
        must: dict[int, list[int]] = {}
        ties_to_cut: set[int] = set()
        for level, answers in outcomes_by_answer(graph).items():
            if any(reach and not reach & outcome for reach in answers):
                if level in tied:
                    ties_to_cut.add(tied[level])
                else:
                    must[level] = [cell for cell, reach in enumerate(answers) if reach & outcome]
        if len(forced) + len(must) + len(ties_to_cut) > most:
            return None
        sure = {level: cells[0] for level, cells in must.items() if len(cells) == 1}
        if not sure:
            return Narrowed(graph, forced, must)
        forced.update(sure)
        alone = [NOT_KNOWN] * len(now)
        for level, cell in sure.items():
            alone[level] = now[level] = cell
        graph = restricted(graph, alone)


def _ties(clauses: Sequence[Clause], known: Sequence[int]) -> dict[int, int]:
    """The levels that constraints tie to others, given what is known: level -> a number for all tied together."""
    group: dict[int, int] = {}
    for clause in clauses:
        if any(known[level] in cells for level, cells in clause.items()):
            continue
        open_ = [level for level in clause if known[level] == NOT_KNOWN]
        if len(open_) < 2:
            continue
        joined = {group[level] for level in open_ if level in group}
        to = min(open_)
        for level, old in group.items():
            if old in joined:
                group[level] = to
        for level in open_:
            group[level] = to
    return group
