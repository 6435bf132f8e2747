"""Elements that every settling set must answer: what lets the search for the smallest sets look at little.

An answer that would rule an outcome out must be contradicted by every set that settles on this outcome. Where no
constraint ties its element to others, only another answer about the same element does that: the element must be
answered. Where some do, an answer about one of those tied together is needed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from immunote.engine.diagram.graph import NOT_KNOWN

Clause = Mapping[int, frozenset[int]]
"""A constraint: on each level it reads, the cells of which one suffices; ALSO_TOGETHER where others may help too."""

ALSO_TOGETHER = -2
"""Stands among the cells of a level of which a part of the constraint reads more than this one element."""


def left_to_answer(
    answers: Mapping[int, Sequence[int]], outcome: int, most: int, tied: Mapping[int, int], depth: int
) -> list[int] | None:
    """How many of at most `most` answers may be left from each level on; None if more are needed.

    `answers[level]`: the outcomes (bits) reachable under each cell. `tied`: as `ties` says.
    """
    must: list[int] = []
    ties_to_cut: set[int] = set()
    for level, cells in answers.items():
        if not all(reach & outcome or not reach for reach in cells):
            if level in tied:
                ties_to_cut.add(tied[level])
            else:
                must.append(level)
    if len(must) + len(ties_to_cut) > most:
        return None
    left = [most] * depth
    for level in must:
        left[level + 1 :] = [each - 1 for each in left[level + 1 :]]
    return left


def ties(clauses: Sequence[Clause], known: Sequence[int]) -> dict[int, int]:
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


def forced_both_ways(clauses: Sequence[Clause], known: Sequence[int]) -> dict[int, int]:
    """The levels at which one answer can force another and the other way round: level -> a number for its group.

    Where two patients have nobody between them, an element in which they differ, changed alone in either of them,
    breaks a constraint that another such element then mends: both answers are needed by some constraint.
    """
    left = [
        {level: cells for level, cells in clause.items() if known[level] == NOT_KNOWN}
        for clause in clauses
        if not any(known[level] in cells for level, cells in clause.items())
    ]
    before = 0
    while before != (before := sum(map(len, left))):
        sides: dict[int, list[frozenset[int]]] = {}
        for clause in left:
            for level, cells in clause.items():
                sides.setdefault(level, []).append(cells)
        both = {level for level, several in sides.items() if _pulled_both_ways(several)}
        left = [{level: clause[level] for level in clause if level in both} for clause in left]
        left = [clause for clause in left if len(clause) > 1]
    return ties(left, known)


def _pulled_both_ways(several: Sequence[frozenset[int]]) -> bool:
    return any(ALSO_TOGETHER in cells for cells in several) or any(
        one - other and other - one for one in several for other in several
    )
