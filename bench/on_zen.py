"""The same rules on zen-engine: one expression node with every condition, in order, on complete profiles.

zen is two-valued: an element that is not known would be read as false or fail, so only complete profiles compare.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import zen

from immunote.engine.tree import (
    Always,
    And,
    AtLeast,
    Compare,
    Facts,
    Is,
    Node,
    Not,
    OneOf,
    Or,
    Program,
    Ref,
    dispatch,
)


def _name(name: str) -> str:
    return name.replace(".", "_").replace("-", "_")


def _joined(word: str, children: tuple[Node, ...]) -> str:
    return "(" + f" {word} ".join(expression(child) for child in children) + ")"


def _at_least(node: AtLeast) -> str:
    ones = " + ".join(f"({expression(child)} ? 1 : 0)" for child in node.children)
    return f"({ones}) >= {node.count}"


_TABLE: dict[type, Callable[..., str]] = {
    Always: lambda node: "true",
    Is: lambda node: node.element,
    Compare: lambda node: f"({node.element} {node.op} {node.value})",
    OneOf: lambda node: f"({node.element} in {json.dumps(list(node.values))})",
    Ref: lambda node: f"$.{_name(node.name)}",
    Not: lambda node: f"not({expression(node.child)})",
    And: lambda node: _joined("and", node.children),
    Or: lambda node: _joined("or", node.children),
    AtLeast: _at_least,
}


def expression(node: Node) -> str:
    """A condition in zen's expression language."""
    return dispatch(_TABLE, node, "zen")(node)


def decision(program: Program) -> Callable[[Facts], dict[str, Any]]:
    """The program as a zen decision: facts in, truth of each condition out."""
    rows = [{"id": str(i), "key": _name(n), "value": expression(node)} for i, (n, node) in enumerate(program.items())]
    place = {"x": 0, "y": 0}
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in", "position": place},
        {"id": "rules", "type": "expressionNode", "name": "rules", "position": place, "content": {"expressions": rows}},
        {"id": "out", "type": "outputNode", "name": "out", "position": place},
    ]
    edges = [
        {"id": "1", "sourceId": "in", "targetId": "rules", "type": "edge"},
        {"id": "2", "sourceId": "rules", "targetId": "out", "type": "edge"},
    ]
    content = {"contentType": "application/vnd.gorules.decision", "nodes": nodes, "edges": edges}
    compiled = zen.ZenEngine().create_decision(json.dumps(content))

    def evaluate(facts: Facts) -> dict[str, Any]:
        plain = {name: float(value) if isinstance(value, Decimal) else value for name, value in facts.items()}
        result: dict[str, Any] = compiled.evaluate(plain)["result"]
        return {name: result[_name(name)] for name in program}

    return evaluate
