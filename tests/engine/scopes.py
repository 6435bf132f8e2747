"""A small scope of names for tests of conditions."""

from __future__ import annotations

from decimal import Decimal

from immunote.engine.elements import Element, Threshold
from immunote.engine.faults import Fault
from immunote.engine.loading.conditions import Scope, parse
from immunote.engine.places import Place
from immunote.engine.tree import Node

HERE = Place("rule.yaml", 10, 3)


def element(name: str, type_: str, unit: str | None = None, values: tuple[str, ...] = ()) -> Element:
    return Element(name, "?", name, type_, HERE, unit, values={value: value for value in values})


def threshold(name: str, value: str, unit: str, *signs: str) -> Threshold:
    return Threshold(name, Decimal(value), unit, signs, (), "for a test", HERE)


def scope() -> Scope:
    """Booleans a, b, c; the number x in kg; the enumeration colour; two groups; two definitions."""
    elements = [
        element("a", "boolean"),
        element("b", "boolean"),
        element("c", "boolean"),
        element("x", "decimal", "kg"),
        element("y", "decimal", "kg"),
        element("colour", "enumeration", values=("red", "green", "blue")),
        element("shade", "enumeration", values=("red", "dark")),
    ]
    thresholds = [
        threshold("low", "1", "kg", ">=", "<="),
        threshold("high", "5", "kg", "<", "==", "!="),
        threshold("metres", "5", "m", "<"),
        threshold("two", "2", "count", ">="),
        threshold("nine", "9", "count", ">="),
    ]
    groups = {"flags": {"members": ("a", "b", "c"), "first": ("a",)}, "paints": {"members": ("colour", "shade")}}
    return Scope(
        {each.name: each for each in elements},
        {each.name: each for each in thresholds},
        groups,
        frozenset({"is_heavy", "is_odd"}),
    )


def parsed(text: str, *, allow_known: bool = False) -> tuple[Node, list[Fault]]:
    """The tree of a condition in that scope, and the faults."""
    faults: list[Fault] = []
    node = parse(text, HERE, scope(), faults, allow_known=allow_known)
    return node, faults
