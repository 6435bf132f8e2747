"""Builds a decision diagram: hash-consed nodes, and one operation (if-then-else) that combines them.

Node 0 is IMPOSSIBLE, which is also false while conditions are built; node 1 is true. Equal functions have the same
node number, so that comparing two functions is comparing two integers.
"""

from __future__ import annotations

from itertools import repeat

from immunote.engine.diagram.faults import DiagramTooLargeError

IMPOSSIBLE = FALSE = 0
TRUE = 1


class Store:
    """The nodes of diagrams over `depth` levels: a level is one element, and level 0 is decided first.

    `cap`: the most nodes that it may hold; `node` and `choose` raise DiagramTooLargeError beyond that.
    """

    def __init__(self, depth: int, cap: int) -> None:
        self.depth = depth
        self.cap = cap
        self.level = [depth, depth]
        self.kids: list[tuple[int, ...]] = [(), ()]
        self._known: dict[tuple[int, tuple[int, ...]], int] = {}
        self._combined: dict[tuple[int, int, int], int] = {}

    def copy(self) -> Store:
        """Return an independent copy with the same nodes under the same numbers."""
        other = Store(self.depth, self.cap)
        other.level, other.kids = [*self.level], [*self.kids]
        other._known, other._combined = {**self._known}, {**self._combined}
        return other

    def leaf(self) -> int:
        """A new leaf, different from all others."""
        self.level.append(self.depth)
        self.kids.append(())
        return len(self.level) - 1

    def node(self, level: int, kids: tuple[int, ...]) -> int:
        """Return the node that branches to `kids` on the cells of a level; where all kids are the same, that kid."""
        if kids.count(kids[0]) == len(kids):
            return kids[0]
        key = (level, kids)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = len(self.level)
            self.level.append(level)
            self.kids.append(kids)
            if found > self.cap:
                raise DiagramTooLargeError(found, self.cap, self.depth)
        return found

    def choose(self, test: int, then: int, otherwise: int) -> int:
        """Return the node that is `then` where `test` is true, else `otherwise`; all operations use this one."""
        if test == TRUE or then == otherwise:
            return then
        if test == FALSE:
            return otherwise
        if then == TRUE and otherwise == FALSE:
            return test
        key = (test, then, otherwise)
        found = self._combined.get(key)
        if found is not None:
            return found
        level_of, kids_of = self.level, self.kids
        level = min(level_of[test], level_of[then], level_of[otherwise])
        branches = (kids_of[each] if level_of[each] == level else repeat(each) for each in key)
        found = self._combined[key] = self.node(level, tuple(map(self.choose, *branches)))
        return found
