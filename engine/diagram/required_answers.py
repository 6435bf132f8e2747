"""Finds elements that every settling set of answers must contain, to prune the search for the smallest sets.

If some answer to an element rules an outcome out, every set of answers that settles on this outcome must exclude that
answer. Where no constraint ties the element to others, the set must answer this element. Where constraints tie it to
others, an answer to one of those can be enough.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from immunote.engine.diagram.graph import NOT_KNOWN

Clause = Mapping[int, frozenset[int]]
"""A constraint: for each level that it reads, the cells that satisfy it alone, and perhaps ALSO_TOGETHER."""

ALSO_TOGETHER = -2
"""Marks a level that a part of the constraint reads together with other levels: together they can satisfy it too."""


def left_to_answer(
    answers: Mapping[int, Sequence[int]], outcome: int, most: int, tied: Mapping[int, int], depth: int
) -> list[int] | None:
    """Return, for each level, the most answers that a settling set can contain at this level and below it.

    None where every settling set has more than `most` answers. `outcome`: the bit of the outcome to settle on.
    `answers[level]`: the outcomes (bits) reachable under each cell. `tied`: the groups of levels that `ties` returns.
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
    """Return the groups of unknown levels that constraints tie together: level -> number of its group.

    A constraint that a known cell satisfies, or that reads fewer than two unknown levels, ties nothing.
    """
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
    """Return the groups of unknown levels whose answers can force each other both ways: level -> number of its group.

    Two possible patients can differ in several elements, no one of which can be changed alone, in either of the two,
    without breaking a constraint. One constraint then needs the first patient's answer to such an element and another
    constraint the second patient's answer. A level where this cannot happen is left out.
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
