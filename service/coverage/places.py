"""Places in a condition: where a node stands, and the condition with another node there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from immunote.engine.tree import Always, And, AtLeast, Node, Not, Or, children_of

Way = tuple[int, ...]
"""From the top of a condition, which child to take."""


def nodes(condition: Node, above: Way = ()) -> Iterator[tuple[Way, Node]]:
    """Every node with its place, parents first."""
    yield above, condition
    for place, child in enumerate(children_of(condition)):
        yield from nodes(child, (*above, place))


def criteria(condition: Node) -> Iterator[tuple[Way, Node]]:
    """The nodes without children: what a condition asks, one by one."""
    for path, node in nodes(condition):
        if not children_of(node) and not isinstance(node, Always):
            yield path, node


def with_node(condition: Node, path: Way, new: Node) -> Node:
    """The condition with `new` at a place."""
    if not path:
        return new
    first, rest = path[0], path[1:]
    match condition:
        case Not(child):
            return Not(with_node(child, rest, new))
        case And(children) | Or(children) | AtLeast(_, children, _):
            changed = tuple(
                with_node(child, rest, new) if place == first else child for place, child in enumerate(children)
            )
            return replace(condition, children=changed)
    msg = f"nothing stands at {path}"
    raise ValueError(msg)
