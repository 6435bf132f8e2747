"""What ties elements to each other: clauses, numbers of which each is at most the next, and times within another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from immunote.engine.elements import Constraint, Element, Ordered, Spans
from immunote.engine.faults import nearest_element
from immunote.engine.loading.conditions import Scope, parse
from immunote.engine.loading.folder import Folder
from immunote.engine.reader import Document, Path_
from immunote.engine.shapes.dictionary import ConstraintShape, DictionaryFile
from immunote.engine.tree import Always, And, Compare, Is, Node, Not, OneOf, Or

_MOST_IN = {
    ("years", "years"): Decimal(1),
    ("months", "years"): Decimal(12),
    ("days", "years"): Decimal(366),
    ("months", "months"): Decimal(1),
    ("days", "months"): Decimal(31),
    ("days", "days"): Decimal(1),
}
"""How many of one unit of time another holds at most, so that no real time is too long."""


def read_constraints(folder: Folder, scope: Scope) -> tuple[list[Constraint], list[Ordered], list[Spans]]:
    """What ties elements, as written; `clauses_of_orders` adds the clauses that follow from the orders."""
    constraints: list[Constraint] = []
    orders: list[Ordered] = []
    spans: list[Spans] = []
    for document, model in folder.of(DictionaryFile):
        for index, shape in enumerate(model.constraints):
            path: Path_ = ("constraints", index)
            words = f"{shape.says}; {shape.asks}" if shape.asks else shape.says
            if shape.ordered:
                for name in shape.ordered:
                    if name not in scope.elements or not scope.elements[name].is_number:
                        document.fault((*path, "ordered"), "R12", name, nearest_element(name, scope.elements))
                orders.append(Ordered(tuple(shape.ordered), words, document.place(path), shape.strictly))
            elif shape.spans or shape.within is not None:
                spans += _spans(document, path, shape, scope.elements, words)
            else:
                constraints += _clauses(document, path, shape, scope)
    return constraints, orders, spans


def _spans(
    document: Document, path: Path_, shape: ConstraintShape, elements: Mapping[str, Element], words: str
) -> Iterator[Spans]:
    if not shape.spans or shape.within is None:
        document.fault(path, "R06", "spans, within", "times have both: the elements, and the one within which they lie")
        return
    whole = elements.get(shape.within)
    if whole is None:
        document.fault((*path, "within"), "R12", shape.within, nearest_element(shape.within, elements))
        return
    if whole.type != "integer":
        help_line = f"`{whole.name}` is a {whole.type}; completed units are whole numbers"
        document.fault((*path, "within"), "R13", whole.name, help_line)
        return
    most: dict[str, Decimal] = {}
    for name in shape.spans:
        element = elements.get(name)
        if element is None or not element.is_number:
            document.fault((*path, "spans"), "R12", name, nearest_element(name, elements))
        elif (element.unit, whole.unit) not in _MOST_IN:
            help_line = f"`{name}` is in {element.unit}, `{whole.name}` in {whole.unit}"
            document.fault((*path, "spans"), "R15", name, help_line)
        else:
            most[name] = _MOST_IN[str(element.unit), str(whole.unit)]
    yield Spans(whole.name, most, words, document.place(path))


def _clauses(document: Document, path: Path_, shape: ConstraintShape, scope: Scope) -> Iterator[Constraint]:
    if shape.if_ is None or shape.then is None:
        document.fault(
            path, "R06", "if, then", "a constraint has `if` and `then`, or `ordered`, or `spans` and `within`"
        )
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
