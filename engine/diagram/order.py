"""Finds the order of a diagram's elements (its variable order): elements that conditions read together stand together.

FORCE (Aloul, Markov and Sakallah 2003): each condition pulls its elements towards their common centre, again and
again; the order with the least total stretch is kept. The result depends on no random number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from immunote.engine.elements import Constraint
from immunote.engine.tree import Node, Program, elements_in, refs_in, walk

ROUNDS = 20
PULL = -1.25
"""A condition over n elements pulls them with n to this power: the fewer elements it reads, the more strongly.

Measured on two rule bases of some 90 elements: -1 to -1.5 gave the smallest diagrams, 0 and -2 half as much again.
"""


def read_together(
    rows: Sequence[tuple[str, Node]], program: Program, constraints: Iterable[Constraint]
) -> dict[tuple[str, ...], float]:
    """Return the sets of elements that conditions, their parts and constraints read, each with its strength of pull."""
    below: dict[str, tuple[str, ...]] = {}

    def elements_of(node: Node) -> tuple[str, ...]:
        found = dict.fromkeys(elements_in(node))
        for name in refs_in(node):
            if name not in below:
                below[name] = elements_of(program[name])
            found.update(dict.fromkeys(below[name]))
        return tuple(found)

    pulls: dict[tuple[str, ...], float] = {}
    parts = [part for top in conditions_below(rows, program) for part in walk(top)]
    wholes = [elements_of(part) for part in parts]
    wholes += [elements_of_all(c.literals) for c in constraints]
    for whole in wholes:
        if len(whole) > 1:
            key = tuple(sorted(whole))
            pulls[key] = pulls.get(key, 0.0) + float(len(key)) ** PULL
    return pulls


def elements_of_all(literals: Iterable[Node]) -> tuple[str, ...]:
    """The elements that several conditions without names read, each once."""
    return tuple(dict.fromkeys(e for literal in literals for e in elements_in(literal)))


def placed(elements: Sequence[str], pulls: dict[tuple[str, ...], float]) -> tuple[str, ...]:
    """Return the elements in the order with the least stretch that was found, starting from the order given."""
    number = {element: i for i, element in enumerate(elements)}
    groups = [([number[e] for e in group], pull) for group, pull in pulls.items()]
    place = [float(i) for i in range(len(elements))]
    best = (_stretch(groups, place), list(place))
    for _ in range(ROUNDS):
        pulled = [[0.0, 0.0] for _ in elements]
        for members, pull in groups:
            centre = sum(place[m] for m in members) / len(members) * pull
            for m in members:
                pulled[m][0] += centre
                pulled[m][1] += pull
        wish = [total / weight if weight else place[i] for i, (total, weight) in enumerate(pulled)]
        for at, i in enumerate(sorted(range(len(elements)), key=lambda i: (wish[i], place[i]))):
            place[i] = float(at)
        stretch = _stretch(groups, place)
        if stretch < best[0]:
            best = (stretch, list(place))
    return tuple(sorted(elements, key=lambda e: best[1][number[e]]))


def _stretch(groups: Sequence[tuple[list[int], float]], place: Sequence[float]) -> float:
    total = 0.0
    for members, pull in groups:
        at = [place[m] for m in members]
        total += (max(at) - min(at)) * pull
    return total


def conditions_below(rows: Sequence[tuple[str, Node]], program: Program) -> Iterator[Node]:
    """The conditions of the rows and every named one below them, each once."""
    waiting = [condition for _, condition in rows]
    seen: set[str] = set()
    while waiting:
        condition = waiting.pop(0)
        yield condition
        for name in refs_in(condition):
            if name not in seen:
                seen.add(name)
                waiting.append(program[name])
