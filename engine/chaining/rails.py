"""Translates a program to dual-rail logic: each condition becomes two goals, "holds" and "fails".

Goals test only what is known. `not` is pushed down to these tests, so an unknown is a field that is absent, and no rule
concludes anything from absence. A goal that is too large for the engine is split: a part of it becomes a helper goal
one stratum earlier.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from math import prod

from immunote.engine.chaining.names import CannotCompileError, field_names
from immunote.engine.tree import Always, And, AtLeast, Atom, Compare, Is, Node, Not, OneOf, Or, Program, Ref, dispatch

MOST_OPERATORS = 14
"""durable-rules holds 15 `$and` and `$or` a production (its error 113); one is kept for joining goals."""

MOST_WAYS = 32
"""The most ways in which a goal may be met at once. Each way is one firing, and `and` over `or` multiplies them."""

MOST_PARTS = 100
"""How many tests one goal may join, so that its fact stays far below 252 properties."""


@dataclass(frozen=True, slots=True)
class Test:
    """A test that is met where the field is known and has this bit."""

    __test__ = False

    field: str
    bit: int


@dataclass(frozen=True, slots=True)
class Every:
    """A conjunction: it is met where all parts are met, and always if it has no parts."""

    parts: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """A disjunction: it is met where at least one part is met, and never if it has no parts."""

    parts: tuple[Tree, ...]


Tree = Test | Every | Some

CERTAIN, NEVER = Every(()), Some(())


def operators(tree: Tree) -> int:
    """How many `$and` and `$or` the tree is written with."""
    return 0 if isinstance(tree, Test) else 1 + sum(map(operators, tree.parts))


def ways(tree: Tree) -> int:
    """How often a production fires when every test is met: once for each way through its branches."""
    match tree:
        case Test():
            return 1
        case Every(parts):
            return prod(map(ways, parts))
        case Some(parts):
            return sum(map(ways, parts))


def pending(tree: Tree) -> int:
    """How many matches of the tree can wait on the engine's stack of 64 at the same moment."""
    match tree:
        case Test():
            return 1
        case Every(parts):
            return 1 + sum(pending(part) - 1 for part in parts)
        case Some(parts):
            return sum(map(pending, parts))


def fields_of(tree: Tree) -> tuple[str, ...]:
    """The fields that a tree tests, in order, each once."""
    if isinstance(tree, Test):
        return (tree.field,)
    return tuple(dict.fromkeys(name for part in tree.parts for name in fields_of(part)))


@dataclass(frozen=True, slots=True)
class Goal:
    """A condition that, when met, sets `field` to `bit`. `name` is the program's name for it; helpers have none."""

    field: str
    bit: int
    tree: Tree
    level: int
    name: str | None


@dataclass(frozen=True, slots=True)
class Count:
    """An `at_least`. It is counted after the stratum `level`, when all its children are known or stay unknown."""

    field: str
    count: int
    children: tuple[Test, ...]
    level: int


@dataclass(slots=True)
class Rails:
    """A program in dual-rail form. A goal's level is its stratum, from 1; level 0 is known before any rule fires.

    `atoms`, `names`: the field of each atom and of each named condition.
    """

    atoms: dict[Atom, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    goals: list[Goal] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)

    @property
    def levels(self) -> int:
        """The number of strata."""
        return max((goal.level for goal in self.goals), default=0)


def lay_rails(program: Program) -> Rails:
    """Translate a program. Raises NotImplementedError for a node type that has no translation.

    Raises CannotCompileError for a name that is read before it is defined.
    """
    return _Layer(program).rails


class _Layer:
    def __init__(self, program: Program) -> None:
        self.rails = Rails()
        self._fields = field_names()
        self._level: dict[str, int] = {}
        self._counts: dict[AtLeast, str] = {}
        self._hidden: dict[Node, str] = {}
        self._helpers: dict[Tree, str] = {}
        self._table: dict[type, Callable[..., Tree]] = {
            Always: lambda _, wanted: CERTAIN if wanted else NEVER,
            Is: self._atom,
            Compare: self._atom,
            OneOf: self._atom,
            Ref: self._ref,
            Not: lambda node, wanted: self._rail(node.child, not wanted),
            And: lambda node, wanted: self._join(node.children, wanted, every=wanted),
            Or: lambda node, wanted: self._join(node.children, wanted, every=not wanted),
            AtLeast: self._at_least,
        }
        for name, condition in program.items():
            self.rails.names[name] = self._define(condition, name)

    def _new_field(self, level: int) -> str:
        made = next(self._fields)
        self._level[made] = level
        return made

    def _define(self, condition: Node, name: str | None) -> str:
        """Add the goals "holds" and "fails" of a condition; return the field that they set."""
        trees = [(bit, self._fit(self._rail(condition, bool(bit)))) for bit in (1, 0)]
        levels = [1 + self._highest(tree) for _, tree in trees if tree != NEVER]
        made = self._new_field(max(levels, default=1))
        for bit, tree in trees:
            self._add_goal(made, bit, tree, name)
        return made

    def _add_goal(self, made: str, bit: int, tree: Tree, name: str | None) -> None:
        if tree != NEVER:
            self.rails.goals.append(Goal(made, bit, tree, 1 + self._highest(tree), name))

    def _highest(self, tree: Tree) -> int:
        return max((self._level[name] for name in fields_of(tree)), default=0)

    def _rail(self, node: Node, wanted: bool) -> Tree:
        return dispatch(self._table, node, "durable-rules")(node, wanted)

    def _atom(self, node: Atom, wanted: bool) -> Tree:
        known_as = self.rails.atoms.get(node)
        if known_as is None:
            known_as = self.rails.atoms[node] = self._new_field(0)
        return Test(known_as, int(wanted))

    def _ref(self, node: Ref, wanted: bool) -> Tree:
        if node.name not in self.rails.names:
            msg = f"`{node.name}` is read before it is defined"
            raise CannotCompileError(msg)
        return Test(self.rails.names[node.name], int(wanted))

    def _join(self, children: tuple[Node, ...], wanted: bool, *, every: bool) -> Tree:
        kind: type[Every | Some] = Every if every else Some
        neutral, decisive = (CERTAIN, NEVER) if every else (NEVER, CERTAIN)
        parts: dict[Tree, None] = {}
        for child in children:
            tree = self._rail(child, wanted)
            if tree == decisive:
                return decisive
            if isinstance(tree, kind):
                parts.update(dict.fromkeys(tree.parts))
            elif tree != neutral:
                parts[tree] = None
        if len(parts) == 1:
            return next(iter(parts))
        # Tests come first: where one is not met, the engine skips the branches after it.
        return kind(tuple(sorted(parts, key=lambda part: not isinstance(part, Test))))

    def _at_least(self, node: AtLeast, wanted: bool) -> Tree:
        known_as = self._counts.get(node)
        if known_as is None:
            children = tuple(self._counted(child) for child in node.children)
            level = max((self._level[child.field] for child in children), default=0)
            known_as = self._counts[node] = self._new_field(level)
            self.rails.counts.append(Count(known_as, node.count, children, level))
        return Test(known_as, int(wanted))

    def _counted(self, child: Node) -> Test:
        """Return a child of `at_least` as one test; a compound child becomes a condition without a name."""
        tree = self._rail(child, True)
        if isinstance(tree, Test):
            return tree
        if child not in self._hidden:
            self._hidden[child] = self._define(child, None)
        return Test(self._hidden[child], 1)

    def _fit(self, tree: Tree) -> Tree:
        """Return the tree with parts replaced by helper goals until it is within the limits of the engine."""
        if isinstance(tree, Test):
            return tree
        kind = type(tree)
        parts = [self._fit(part) for part in tree.parts]
        while not _fits(kind(tuple(parts))):
            heaviest = max(parts, key=lambda part: (ways(part), operators(part)))
            if isinstance(heaviest, Test):
                size = MOST_WAYS if kind is Some else MOST_PARTS
                slices = [tuple(parts[start : start + size]) for start in range(0, len(parts), size)]
                parts = [self._helper(kind(some)) if len(some) > 1 else some[0] for some in slices]
            else:
                parts[parts.index(heaviest)] = self._helper(heaviest)
        return kind(tuple(parts))

    def _helper(self, tree: Tree) -> Test:
        if tree not in self._helpers:
            self._helpers[tree] = self._new_field(1 + self._highest(tree))
            self._add_goal(self._helpers[tree], 1, tree, None)
        return Test(self._helpers[tree], 1)


def _fits(tree: Every | Some) -> bool:
    return (
        operators(tree) < MOST_OPERATORS  # one more joins the goal to its fact
        and ways(tree) <= MOST_WAYS
        and len(fields_of(tree)) <= MOST_PARTS
    )
