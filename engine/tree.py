"""The core of the rule language: what a condition is after loading, for every evaluator alike.

A condition is a tree of these nodes and of nothing else; sugar (`any_of`, `count_of`, `for_each`, chained
comparisons, `jurisdictions:`) is gone by then. Nodes are frozen and compared by value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NoReturn, TypeVar

Value = bool | Decimal | str
"""What a known element holds: a boolean, an exact number in the element's unit, or an enumeration member."""

Facts = Mapping[str, Value]
"""The known elements of one patient. An element that is not a key is not known; no value stands for that."""


@dataclass(frozen=True, slots=True)
class Always:
    """True whatever is known: the last row of a decision list (`otherwise`)."""


@dataclass(frozen=True, slots=True)
class Is:
    """The boolean `element` is recorded as true."""

    element: str


@dataclass(frozen=True, slots=True)
class Compare:
    """The number in `element` stands in relation `op` (`<`, `<=`, `>`, `>=`, `==`) to `value`.

    `value` is in the element's unit; `threshold` names the entry of thresholds.yaml that it came from.
    """

    element: str
    op: str
    value: Decimal
    threshold: str


@dataclass(frozen=True, slots=True)
class OneOf:
    """The enumeration `element` holds one of `values` (sorted)."""

    element: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ref:
    """The truth of a definition or rule, by name."""

    name: str


@dataclass(frozen=True, slots=True)
class Not:
    """Negation."""

    child: Node


@dataclass(frozen=True, slots=True)
class And:
    """Conjunction of one or more children."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Disjunction of one or more children."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least `count` of the children hold; `threshold` names where the count comes from."""

    count: int
    children: tuple[Node, ...]
    threshold: str


@dataclass(frozen=True, slots=True)
class Known:
    """The element is recorded, whatever its value. Two-valued; only the checklist may use it."""

    element: str


Atom = Is | Compare | OneOf
Node = Always | Is | Compare | OneOf | Ref | Not | And | Or | AtLeast | Known

T = TypeVar("T")


def children_of(node: Node) -> tuple[Node, ...]:
    """The direct children of a node; none for an atom."""
    match node:
        case Not(child):
            return (child,)
        case And(children) | Or(children) | AtLeast(_, children, _):
            return children
        case _:
            return ()


def walk(node: Node) -> Iterator[Node]:
    """The node and all below it, parents first, in the order written."""
    yield node
    for child in children_of(node):
        yield from walk(child)


def elements_in(node: Node) -> tuple[str, ...]:
    """Names of the elements that the condition itself reads, in the order written, each once."""
    seen = (n.element for n in walk(node) if isinstance(n, Is | Compare | OneOf | Known))
    return tuple(dict.fromkeys(seen))


def limits_in(node: Node) -> dict[str, Decimal]:
    """The named thresholds that the condition itself compares or counts with, each with its number."""
    found: dict[str, Decimal] = {}
    for each in walk(node):
        match each:
            case Compare(_, _, value, threshold):
                found[threshold] = value
            case AtLeast(count, _, threshold):
                found[threshold] = Decimal(count)
    return found


def refs_in(node: Node) -> tuple[str, ...]:
    """Names of the definitions and rules that the condition itself reads, each once."""
    return tuple(dict.fromkeys(n.name for n in walk(node) if isinstance(n, Ref)))


def refs_under(node: Node, conditions: Mapping[str, Node]) -> tuple[str, ...]:
    """Names that the condition reads, directly or through `conditions`, nearest first; a name not among them is out."""
    waiting, found = list(refs_in(node)), dict[str, None]()
    while waiting:
        name = waiting.pop(0)
        if name in conditions and name not in found:
            found[name] = None
            waiting += refs_in(conditions[name])
    return tuple(found)


def refuse(node: object, back_end: str) -> NoReturn:
    """The default of every back end: a node it does not know is an error by name, never a guess."""
    msg = f"the {back_end} back end has no translation for `{type(node).__name__}`"
    raise NotImplementedError(msg)


def dispatch(table: Mapping[type, Callable[..., T]], node: Node, back_end: str) -> Callable[..., T]:
    """The translation of `node` in a back end's table of node types. Raises NotImplementedError by name."""
    found = table.get(type(node))
    return found if found is not None else refuse(node, back_end)


_OPS: dict[str, Callable[[Any, Any], bool]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "==": lambda a, b: a == b,
}


def atom_holds(atom: Atom, value: Value) -> bool:
    """Whether an atom holds for a known value of its element. Two-valued: unknowns are the caller's."""
    match atom:
        case Is():
            return value is True
        case Compare(_, op, limit, _):
            return _OPS[op](value, limit)
        case OneOf(_, values):
            return value in values
    refuse(atom, "atom")


Program = Mapping[str, Node]
"""Named conditions in an order in which no name is read before it is defined."""
