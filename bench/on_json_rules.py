"""The same rules for json-rules-engine, two-valued: what is not recorded makes a condition false."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from itertools import combinations
from typing import Any

from immunote.engine.tree import Always, And, AtLeast, Compare, Facts, Is, Node, Not, OneOf, Or, Program, Ref, dispatch

_OPERATORS = {
    "<": "lessThan",
    "<=": "lessThanInclusive",
    ">": "greaterThan",
    ">=": "greaterThanInclusive",
    "==": "equal",
}


def _atom(fact: str, operator: str, value: Any) -> dict[str, Any]:
    return {"fact": fact, "operator": operator, "value": value}


def _at_least(node: AtLeast) -> dict[str, Any]:
    chosen = combinations([condition(child) for child in node.children], node.count)
    return {"any": [{"all": list(each)} for each in chosen]}


_TABLE: dict[type, Callable[..., dict[str, Any]]] = {
    Always: lambda node: {"all": []},
    Is: lambda node: _atom(node.element, "equal", True),
    Compare: lambda node: _atom(node.element, _OPERATORS[node.op], float(node.value)),
    OneOf: lambda node: _atom(node.element, "in", list(node.values)),
    Ref: lambda node: {"condition": node.name},
    Not: lambda node: {"not": condition(node.child)},
    And: lambda node: {"all": [condition(child) for child in node.children]},
    Or: lambda node: {"any": [condition(child) for child in node.children]},
    AtLeast: _at_least,
}


def condition(node: Node) -> dict[str, Any]:
    """One condition in json-rules-engine's form."""
    return dispatch(_TABLE, node, "json-rules-engine")(node)


def rules(program: Program) -> dict[str, Any]:
    """Every condition once by name, for others to refer to, and a rule for each that says that it holds."""
    named = {name: node if isinstance(node, And | Or | AtLeast) else And((node,)) for name, node in program.items()}
    return {
        "conditions": {name: condition(node) for name, node in named.items()},
        "rules": [{"conditions": {"all": [{"condition": name}]}, "event": {"type": name}} for name in program],
    }


def facts_json(facts: Facts) -> dict[str, Any]:
    """Facts as it takes them."""
    return {name: float(value) if isinstance(value, Decimal) else value for name, value in facts.items()}
