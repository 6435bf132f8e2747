"""Elements that every settling set must answer: what lets the search for the smallest sets look at little.

An answer that would rule an outcome out must be contradicted by every set that settles on this outcome. Where no
constraint ties its element to others, only another answer about the same element does that: the element must be
answered. Where some do, an answer about one of those tied together is needed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.diagram.graph import NOT_KNOWN

Clause = Mapping[int, frozenset[int]]
"""A constraint: on each level it reads, the cells of which one suffices."""


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
