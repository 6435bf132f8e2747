"""What ties elements to each other: clauses, and numbers of which each is at most the next."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from immunote.engine.elements import Constraint, Ordered
from immunote.engine.faults import nearest_element
from immunote.engine.loading.conditions import Scope, parse
from immunote.engine.loading.folder import Folder
from immunote.engine.reader import Document, Path_
from immunote.engine.shapes.dictionary import ConstraintShape, DictionaryFile
from immunote.engine.tree import Always, And, Compare, Is, Node, Not, OneOf, Or


def read_constraints(folder: Folder, scope: Scope) -> tuple[list[Constraint], list[Ordered]]:
    """Clauses and orders between elements, as written; `clauses_of_orders` adds those that follow from the orders."""
    constraints: list[Constraint] = []
    orders: list[Ordered] = []
    for document, model in folder.of(DictionaryFile):
        for index, shape in enumerate(model.constraints):
            path: Path_ = ("constraints", index)
            if shape.ordered:
                for name in shape.ordered:
                    if name not in scope.elements or not scope.elements[name].is_number:
                        document.fault((*path, "ordered"), "R12", name, nearest_element(name, scope.elements))
                words = f"{shape.says}; {shape.asks}" if shape.asks else shape.says
                orders.append(Ordered(tuple(shape.ordered), words, document.place(path), shape.strictly))
            else:
                constraints += _clauses(document, path, shape, scope)
    return constraints, orders


def _clauses(document: Document, path: Path_, shape: ConstraintShape, scope: Scope) -> Iterator[Constraint]:
    if shape.if_ is None or shape.then is None:
        document.fault(path, "R06", "if, then", "a constraint has `if` and `then`, or `ordered`")
        return
    faults = document.faults
    condition = parse(shape.if_, document.text_place((*path, "if")), scope, faults)
    conclusion = parse(shape.then, document.text_place((*path, "then")), scope, faults)
    given = condition.children if isinstance(condition, And) else (condition,)
    negated = tuple(node.child if isinstance(node, Not) else Not(node) for node in given)
    for part in conclusion.children if isinstance(conclusion, And) else (conclusion,):
        literals = (*negated, *(part.children if isinstance(part, Or) else (part,)))
        for literal in literals:
            bare = literal.child if isinstance(literal, Not) else literal
            if not isinstance(bare, Is | OneOf | Compare | Always):  # Always: its fault is noted already
                document.fault(path, "R11", shape.says, "a constraint is made of single elements, not of definitions")
        yield Constraint(literals, shape.says, document.place(path), shape.asks)


def clauses_of_orders(orders: list[Ordered], conditions: list[Node]) -> Iterator[Constraint]:
    """For each cut that a condition makes in one of two ordered elements, the clause that carries it to the other."""
    compares = [node for node in conditions if isinstance(node, Compare)]
    for order in orders:
        for lower, upper in zip(order.elements, order.elements[1:], strict=False):
            cuts: dict[tuple[str, Decimal], str] = {}
            for node in compares:
                if node.element in order.elements:
                    for sign in _cut_signs(node.op):
                        cuts[(sign, node.value)] = node.threshold
            for (sign, value), threshold in sorted(cuts.items()):
                literals = (
                    Not(Compare(lower, sign, value, threshold)),
                    Compare(upper, sign, value, threshold),
                )
                yield Constraint(literals, order.says, order.place)


def _cut_signs(sign: str) -> tuple[str, ...]:
    """The cuts a comparison makes: just below the value (`>=`), just above it (`>`), or both."""
    return {">=": (">=",), "<": (">=",), ">": (">",), "<=": (">",)}.get(sign, (">=", ">"))
