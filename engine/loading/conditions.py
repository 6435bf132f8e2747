"""From the text of a condition to a tree: Python's expression syntax, parsed with `ast`, never run as Python.

Sugar is expanded here, so that evaluators see only the core of `immunote.engine.tree`. Whatever is not listed is
refused.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import TypeVar

from immunote.engine.elements import Element, Threshold
from immunote.engine.faults import Fault, listed, nearest, nearest_element
from immunote.engine.places import Place
from immunote.engine.tree import Always, And, AtLeast, Compare, Is, Known, Node, Not, OneOf, Or, Ref

_OPS: dict[type[ast.cmpop], str] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}
_FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
_DEEPEST = 60

_NAME_IT = "give the number a name in thresholds.yaml, with unit and source, and use the name"
_T = TypeVar("_T")

OTHERWISE = "otherwise"


@dataclass
class Scope:
    """The names that a condition may use, and where what is used is noted. `is_whole`: no condition was refused."""

    elements: Mapping[str, Element]
    thresholds: Mapping[str, Threshold]
    groups: Mapping[str, Mapping[str, tuple[str, ...]]]
    names: frozenset[str]
    used_thresholds: set[str] = field(default_factory=set)
    used_names: set[str] = field(default_factory=set)
    is_whole: bool = True

    @property
    def all_names(self) -> list[str]:
        """Everything that can be named, for `did you mean`."""
        return [*self.elements, *self.names, *self.thresholds, *self.groups]


class _WrongCondition(Exception):
    def __init__(self, node: ast.AST, code: str, text: str, help_line: str, subjects: Iterable[str] = ()) -> None:
        super().__init__(code)
        self.node, self.code, self.text, self.help_line, self.subjects = node, code, text, help_line, subjects


def _names_in(node: ast.AST) -> list[str]:
    return [each.id for each in ast.walk(node) if isinstance(each, ast.Name)]


def parse(text: str, place: Place, scope: Scope, faults: list[Fault], *, allow_known: bool = False) -> Node:
    """The tree of a condition. Faults R10 to R20 are added to `faults`; then the result means nothing.

    What stands in a faulty condition counts as used, so that one mistake is not reported twice.

    `place` is where `text` starts. Its brackets must close within it: `a) or (b` is refused.
    """
    if text.strip() == OTHERWISE:
        return Always()
    before = len(faults)
    node = _parsed(text, place, scope, faults, allow_known)
    if len(faults) > before:
        scope.is_whole = False
        words = re.findall(r"\w+", text)
        scope.used_names.update(words)
        scope.used_thresholds.update(words)
    return node


def _parsed(text: str, place: Place, scope: Scope, faults: list[Fault], allow_known: bool) -> Node:
    try:
        tree = ast.parse(f"(\n{text}\n)", mode="eval")
        if not isinstance(ast.parse(f"[\n{text}\n]", mode="eval").body, ast.List):  # `a] or [b`
            raise SyntaxError
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = place.line + min(max((getattr(error, "lineno", None) or 2) - 2, 0), text.strip().count("\n"))
        help_line = "a condition is Python's expression syntax: names, and, or, not, comparisons, brackets"
        faults.append(Fault.at(Place(place.file, line, place.column), "R10", text, help_line))
        return Always()
    return _ConditionParser(place, scope, faults, allow_known).node(tree.body, 0)


class _ConditionParser:
    def __init__(self, place: Place, scope: Scope, faults: list[Fault], allow_known: bool) -> None:
        self.place, self.scope, self.faults, self.allow_known = place, scope, faults, allow_known

    def node(self, found: ast.expr, depth: int) -> Node:
        """One node; its fault is noted and parsing goes on beside it, so that all faults show at once."""
        try:
            if depth > _DEEPEST:
                raise _WrongCondition(found, "R11", "too deeply nested", "name a part of it as a definition")
            match found:
                case ast.BoolOp(op=op, values=values):
                    children = tuple(self.node(value, depth + 1) for value in values)
                    return And(children) if isinstance(op, ast.And) else Or(children)
                case ast.UnaryOp(op=ast.Not(), operand=operand):
                    return Not(self.node(operand, depth + 1))
                case ast.Name(id=name):
                    return self.truth_named(found, name)
                case ast.Compare():
                    return self.comparison(found)
                case ast.Call(func=ast.Name(id=name), args=args, keywords=[]):
                    return self.call(found, name, args, depth)
            raise _not_in_language(found)
        except _WrongCondition as wrong:
            self.note(wrong)
            return Always()

    def note(self, wrong: _WrongCondition) -> None:
        line = self.place.line + max(getattr(wrong.node, "lineno", 2) - 2, 0)
        column = self.place.column + getattr(wrong.node, "col_offset", 0)
        fault = Fault.at(Place(self.place.file, line, column), wrong.code, wrong.text, wrong.help_line, wrong.subjects)
        if fault not in self.faults:  # in `1 < x < 2` the middle belongs to two comparisons
            self.faults.append(fault)

    def side_by_side(self, *parts: Callable[[], _T]) -> list[_T]:
        """What every part gives. Where some are wrong, all of them are noted: none hides another."""
        found: list[_T] = []
        wrongs: list[_WrongCondition] = []
        for part in parts:
            try:
                found.append(part())
            except _WrongCondition as wrong:
                wrongs.append(wrong)
        if wrongs:
            *others, last = wrongs
            for each in others:
                self.note(each)
            raise last
        return found

    def truth_named(self, at: ast.AST, name: str) -> Node:
        element = self.scope.elements.get(name)
        if element is not None:
            if element.type != "boolean":
                raise _WrongCondition(at, "R13", name, f"`{name}` is a {element.type}; compare it with something")
            return Is(name)
        if name in self.scope.names:
            self.scope.used_names.add(name)
            return Ref(name)
        if name in self.scope.thresholds or name in self.scope.groups:
            raise _WrongCondition(at, "R13", name, "a threshold or a group is not true or false by itself")
        raise _WrongCondition(at, "R12", name, nearest_element(name, self.scope.all_names))

    def comparison(self, found: ast.Compare) -> Node:
        sides = [found.left, *found.comparators]
        pairs = zip(sides, found.ops, sides[1:], strict=False)
        parts = self.side_by_side(*(partial(self.pair, a, op, b) for a, op, b in pairs))
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def pair(self, left: ast.expr, op: ast.cmpop, right: ast.expr) -> Node:
        if isinstance(op, ast.In | ast.NotIn):
            self.side_by_side(partial(self.enumeration, left), partial(self.listed_members, right))
            element = self.enumeration(left)
            node: Node = OneOf(element.name, self.members(element, self.listed_members(right)))
            return node if isinstance(op, ast.In) else Not(node)
        sign = _OPS.get(type(op))
        if sign is None:
            raise _WrongCondition(left, "R11", ast.unparse(left), "use <, <=, >, >=, ==, != or in")
        if isinstance(right, ast.Constant) and isinstance(right.value, str):
            element = self.enumeration(left)
            if sign not in ("==", "!="):
                raise _WrongCondition(left, "R13", sign, "members of an enumeration have no order; use == or in")
            node = OneOf(element.name, self.members(element, [right]))
            return node if sign == "==" else Not(node)
        return self.numeric(left, sign, right)

    def numeric(self, left: ast.expr, sign: str, right: ast.expr) -> Node:
        for side in (left, right) if isinstance(left, ast.Name) and isinstance(right, ast.Name) else ():
            element = self.scope.elements.get(side.id)
            if element is not None and not element.is_number:  # then the other side is a member without its quotes
                raise _WrongCondition(side, "R13", element.name, f"`{element.name}` is a {element.type}, not a number")
        first, second = self.side_by_side(partial(self.number_named, left), partial(self.number_named, right))
        if first in self.scope.elements and second in self.scope.elements:
            help_line = "an element is compared with a threshold only; see `ordered` and `derived` in the dictionary"
            raise _WrongCondition(left, "R17", f"{first} {sign} {second}", help_line)
        if first in self.scope.thresholds:
            first, second, sign = second, first, _FLIPPED[sign]
        element = self.scope.elements.get(first)
        if element is None:
            raise _WrongCondition(left, "R13", first, nearest_element(first, self.scope.elements))
        threshold = self.threshold(right if second != first else left, second, sign, element.unit)
        node: Node = Compare(first, "==" if sign == "!=" else sign, threshold.value, threshold.name)
        return Not(node) if sign == "!=" else node

    def number_named(self, side: ast.expr) -> str:
        """The name on one side of a comparison: of an element or a threshold."""
        if isinstance(side, ast.Constant) and isinstance(side.value, str | bool | None):
            help_line = 'the element comes first and a member in quotes after it: x == "a"; a boolean stands alone'
            raise _WrongCondition(side, "R11", ast.unparse(side), help_line)
        if isinstance(side, ast.Constant) or (isinstance(side, ast.UnaryOp) and not isinstance(side.op, ast.Not)):
            raise _WrongCondition(side, "R14", ast.unparse(side), _NAME_IT)
        if not isinstance(side, ast.Name):
            raise _not_in_language(side)
        if side.id not in self.scope.all_names:
            known = [*self.scope.elements, *self.scope.thresholds]
            raise _WrongCondition(side, "R12", side.id, nearest_element(side.id, known))
        return side.id

    def threshold(self, at: ast.AST, name: str, sign: str, unit: str | None) -> Threshold:
        threshold = self.scope.thresholds.get(name)
        if threshold is None:
            code = "R13" if name in self.scope.all_names else "R12"
            raise _WrongCondition(at, code, name, nearest(name, self.scope.thresholds))
        self.scope.used_thresholds.add(name)
        if threshold.unit != unit:
            raise _WrongCondition(at, "R15", name, f"`{name}` is in {threshold.unit}, the element in {unit}")
        if sign not in threshold.comparison:
            help_line = f"`{name}` declares {listed(threshold.comparison)} in thresholds.yaml"
            raise _WrongCondition(at, "R16", f"{sign} {name}", help_line)
        return threshold

    def enumeration(self, at: ast.expr) -> Element:
        name = at.id if isinstance(at, ast.Name) else None
        element = self.scope.elements.get(name or "")
        if element is None:
            text = name or ast.unparse(at)
            raise _WrongCondition(at, "R12", text, nearest_element(text, self.scope.elements), _names_in(at))
        if element.type != "enumeration":
            raise _WrongCondition(at, "R13", element.name, f"`{element.name}` is a {element.type}, not an enumeration")
        return element

    def listed_members(self, right: ast.expr) -> list[ast.expr]:
        """What stands in the brackets after `in`: members in quotes."""
        if not isinstance(right, ast.Tuple | ast.List):
            raise _WrongCondition(right, "R11", ast.unparse(right), 'write the members in brackets: in ("a", "b")')
        if not right.elts:
            raise _WrongCondition(right, "R11", ast.unparse(right), "name at least one member")
        self.side_by_side(*(partial(self.quoted, node) for node in right.elts))
        return right.elts

    def quoted(self, node: ast.expr) -> str:
        if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
            raise _WrongCondition(node, "R11", ast.unparse(node), "a member of an enumeration stands in quotes")
        return node.value

    def members(self, element: Element, nodes: Iterable[ast.expr]) -> tuple[str, ...]:
        found = self.side_by_side(*(partial(self.member, element, node) for node in nodes))
        return tuple(sorted(set(found)))

    def member(self, element: Element, node: ast.expr) -> str:
        name = self.quoted(node)
        if name not in element.values:
            help_line = f"`{element.name}` has {listed(list(element.values))}; {nearest(name, element.values)}"
            raise _WrongCondition(node, "R18", name, help_line)
        if name in element.not_an_answer:
            help_line = f"`{name}` is recorded and answers nothing (`not_an_answer`): no condition can hold by it"
            raise _WrongCondition(node, "R18", name, help_line)
        return name

    def call(self, at: ast.Call, name: str, args: list[ast.expr], depth: int) -> Node:
        calls: dict[str, Callable[[], Node]] = {
            "at_least": lambda: self.at_least(at, args, depth),
            "any_of": lambda: self.any_of(at, args),
            "count_of": lambda: self.count_of(at, args),
            "known": lambda: self.known(at, args),
        }
        if name not in calls:
            help_line = f"the language has {listed(list(calls))}; {nearest(name, calls)}"
            raise _WrongCondition(at, "R11", name, help_line)
        return calls[name]()

    def any_of(self, at: ast.Call, args: list[ast.expr]) -> Node:
        children = self.group(at, args)
        return children[0] if len(children) == 1 else Or(children)

    def at_least(self, at: ast.Call, args: list[ast.expr], depth: int) -> Node:
        if len(args) < 2:
            raise _WrongCondition(at, "R11", ast.unparse(at), "at_least(count, condition, condition, ...)")
        return self.counted(at, args[0], tuple(self.node(arg, depth + 1) for arg in args[1:]))

    def count_of(self, at: ast.Call, args: list[ast.expr]) -> Node:
        try:
            children = self.group(at, args[1:])
        except _WrongCondition as wrong:
            if args:
                self.note(wrong)
                self.count(args[0])
            raise
        return self.counted(at, args[0], children)

    def counted(self, at: ast.AST, count: ast.expr, children: tuple[Node, ...]) -> Node:
        threshold = self.count(count)
        if not 1 <= threshold.value <= len(children) or threshold.value != int(threshold.value):
            raise _WrongCondition(at, "R13", threshold.name, f"{threshold.value} of {len(children)} cannot be counted")
        return AtLeast(int(threshold.value), children, threshold.name)

    def count(self, at: ast.expr) -> Threshold:
        if not isinstance(at, ast.Name):
            help_line = "give the count a name in thresholds.yaml, with the unit `count`, and use the name"
            raise _WrongCondition(at, "R14", ast.unparse(at), help_line)
        return self.threshold(at, at.id, ">=", "count")

    def group(self, at: ast.Call, args: list[ast.expr]) -> tuple[Node, ...]:
        if not args:
            raise _WrongCondition(at, "R11", ast.unparse(at), 'any_of(group) or any_of(group.part, "member")')
        match args[0]:
            case ast.Name(id=group):
                part = "members"
            case ast.Attribute(value=ast.Name(id=group), attr=part):
                pass
            case _:
                raise _not_in_language(args[0])
        members = self.scope.groups.get(group, {}).get(part)
        if members is None:
            known = [f"{g}.{p}" for g, parts in self.scope.groups.items() for p in parts]
            raise _WrongCondition(args[0], "R12", f"{group}.{part}", nearest(f"{group}.{part}", known))
        if len(args) == 1:
            return tuple(self.truth_named(args[0], member) for member in members)
        return tuple(OneOf(member, self.members(self.enumeration(ast.Name(id=member)), args[1:])) for member in members)

    def known(self, at: ast.Call, args: list[ast.expr]) -> Node:
        if not self.allow_known:
            help_line = "whether something is recorded never decides; known() serves the checklist only"
            raise _WrongCondition(at, "R20", ast.unparse(at), help_line)
        match args:
            case [ast.Name(id=name)] if name in self.scope.elements:
                return Known(name)
        text = ast.unparse(at)
        raise _WrongCondition(at, "R12", text, nearest_element(text, self.scope.elements), _names_in(at))


def _not_in_language(found: ast.expr) -> _WrongCondition:
    if isinstance(found, ast.Constant) and not isinstance(found.value, str | bool | None):
        return _WrongCondition(found, "R14", ast.unparse(found), _NAME_IT)
    help_line = f"`{type(found).__name__}` is not in the rule language; see docs/rule-format.md, Conditions"
    return _WrongCondition(found, "R11", ast.unparse(found), help_line)


def decimal_of(value: object) -> Decimal:
    """An exact decimal of a number as read from YAML."""
    return Decimal(str(value))
