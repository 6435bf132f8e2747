"""Formulas of the data dictionary, from text to a tree: a small grammar of arithmetic, parsed with `ast`, never run."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from immunote.engine.elements import Element
from immunote.engine.faults import Fault, listed, nearest, shorten
from immunote.engine.formula import Combined, Formula, Number, Quantity, Term, quantities_in
from immunote.engine.loading.conditions import decimal_of
from immunote.engine.places import Place
from immunote.engine.reader import Document, Path_
from immunote.engine.shapes.dictionary import DerivedShape, ToleranceShape

_OPS: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**"}
_DEEPEST = 40
_MOST_DIGITS = 30


class _WrongFormula(Exception):
    def __init__(self, node: ast.AST, code: str, text: str, help_line: str) -> None:
        super().__init__(code)
        self.node, self.code, self.text, self.help_line = node, code, text, help_line


def read_formula(
    document: Document, path: Path_, shape: DerivedShape, elements: Mapping[str, Element], unit: str | None
) -> Formula | None:
    """The formula of a derivation without its conditions; None where it is refused, with its faults noted.

    R06 what is missing, R10 no expression, R11 not in the grammar, R12 no such name, R13 the wrong kind of element,
    R05 a constant that is no number, R15 an input in another unit, R18 no member, R21 without source or choice.
    """
    before = len(document.faults)
    if shape.formula is None or shape.called is None or shape.in_units is None or shape.result_in is None:
        document.fault(path, "R06", "called, formula, in_units, result_in", "a formula has a name, a text and units")
        return None
    if not shape.cites and not shape.choice:
        document.fault(path, "R21", shape.called, "cite where the formula comes from, or state the choice")
    if shape.result_in != unit:
        document.fault((*path, "result_in"), "R15", shape.result_in, f"the element is in {unit}")
    by, members = _members(document, path, shape, elements)
    terms = {}
    where = document.text_place((*path, "formula"))
    for member in members:
        constants = _constants(document, (*path, "by_member"), shape.by_member.get(by or "", {}).get(member, {}))
        parser = _FormulaParser(where, elements, constants)
        term = parser.read(shape.formula)
        document.faults.extend(fault for fault in parser.faults if fault not in document.faults)
        if term is not None:
            terms[member] = term
    used = dict.fromkeys(name for term in terms.values() for name in quantities_in(term))
    for name in used:
        if name not in shape.in_units:
            document.fault((*path, "in_units"), "R06", name, "each input states the unit in which the formula reads it")
    for name, stated in shape.in_units.items():
        if name not in used and len(document.faults) == before:
            document.fault((*path, "in_units", name), "R12", name, nearest(name, used))
        elif name in elements and stated != elements[name].unit:
            document.fault((*path, "in_units", name), "R15", stated, f"`{name}` is in {elements[name].unit}")
    times, apart = _tolerance(document, path, shape)
    if len(document.faults) > before:
        return None
    return Formula(
        called=shape.called,
        text=" ".join(shape.formula.split()),
        constants=shape.by_member.get(by or "", {}),
        units=shape.in_units,
        by=by,
        terms=terms,
        where=None,
        unless=None,
        times=times,
        apart=apart,
        cites=tuple(shape.cites),
        choice=shape.choice,
    )


def _tolerance(document: Document, path: Path_, shape: DerivedShape) -> tuple[Decimal, Decimal]:
    if not isinstance(shape.tolerance, ToleranceShape):
        document.fault((*path, "tolerance"), "R06", "times, by", "a formula contradicts by a factor and a difference")
        return Decimal(1), Decimal(0)
    times, apart = decimal_of(shape.tolerance.times), decimal_of(shape.tolerance.by)
    if times < 1:
        document.fault((*path, "tolerance", "times"), "R05", times, "a factor of one or more")
    if apart < 0:
        document.fault((*path, "tolerance", "by"), "R05", apart, "a difference of zero or more")
    return times, apart


def _members(
    document: Document, path: Path_, shape: DerivedShape, elements: Mapping[str, Element]
) -> tuple[str | None, list[str]]:
    if not shape.by_member:
        return None, [""]
    if len(shape.by_member) > 1:
        document.fault((*path, "by_member"), "R05", listed(list(shape.by_member)), "constants go by one enumeration")
    by, members = next(iter(shape.by_member.items()))
    element = elements.get(by)
    if element is None:
        document.fault((*path, "by_member", by), "R12", by, nearest(by, elements))
    elif element.type != "enumeration":
        document.fault((*path, "by_member", by), "R13", by, f"`{by}` is a {element.type}, not an enumeration")
    else:
        for member in members:
            if member not in element.values:
                help_line = f"`{by}` has {listed(list(element.values))}"
                document.fault((*path, "by_member", by, member), "R18", member, help_line)
    names = {frozenset(constants) for constants in members.values()}
    if len(names) > 1:
        document.fault((*path, "by_member", by), "R06", by, "each member has the same constants")
    return by, list(members)


def _constants(document: Document, path: Path_, written: Mapping[str, str]) -> dict[str, Fraction]:
    found = {}
    for name, text in written.items():
        number = _exact(text)
        if number is None:
            document.fault(path, "R05", text, "write an exact decimal as quoted text")
        found[name] = number or Fraction(1)
    return found


def _exact(text: str) -> Fraction | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    if not number.is_finite() or len(number.as_tuple().digits) > _MOST_DIGITS or abs(number.adjusted()) > _MOST_DIGITS:
        return None
    return Fraction(number)


class _FormulaParser:
    """One formula with the constants of one member."""

    def __init__(self, place: Place, elements: Mapping[str, Element], constants: Mapping[str, Fraction]) -> None:
        self.place, self.elements, self.constants = place, elements, constants
        self.faults: list[Fault] = []
        self.text = ""

    def read(self, text: str) -> Term | None:
        self.text = text
        try:
            tree = ast.parse(f"(\n{text}\n)", mode="eval")
            if not isinstance(ast.parse(f"[\n{text}\n]", mode="eval").body, ast.List):  # `a] + [b`
                raise SyntaxError
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            line = self.place.line + min(max((getattr(error, "lineno", None) or 2) - 2, 0), text.strip().count("\n"))
            help_line = "a formula is arithmetic: numbers, names, +, -, *, /, **, min(), max(), brackets"
            self.faults.append(Fault(f"{self.place.file}:{line}:{self.place.column}", "R10", shorten(text), help_line))
            return None
        try:
            return self.term(tree.body, 0, in_power=False)
        except _WrongFormula as wrong:
            line = self.place.line + max(getattr(wrong.node, "lineno", 2) - 2, 0)
            column = self.place.column + getattr(wrong.node, "col_offset", 0)
            where = Place(self.place.file, line, column)
            self.faults.append(Fault.at(where, wrong.code, wrong.text, wrong.help_line))
            return None

    def term(self, found: ast.expr, depth: int, *, in_power: bool) -> Term:
        if depth > _DEEPEST:
            raise _WrongFormula(found, "R11", "too deeply nested", "write it with fewer brackets")
        match found:
            case ast.Constant(value=int() | float()) if not isinstance(found.value, bool):
                return Number(self.number(found))
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant() as operand):
                inner = self.term(operand, depth + 1, in_power=in_power)
                assert isinstance(inner, Number)
                return Number(-inner.value)
            case ast.Name(id=name):
                return self.named(found, name)
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPS:
                return self.operation(found, _OPS[type(op)], left, right, depth, in_power=in_power)
            case ast.Call(func=ast.Name(id="min" | "max" as how), args=[_, _, *_] as args, keywords=[]):
                return Combined(how, tuple(self.term(each, depth + 1, in_power=in_power) for each in args))
        raise _WrongFormula(
            found, "R11", ast.unparse(found), "a formula has +, -, *, /, **, min() and max() of two or more"
        )

    def operation(
        self, found: ast.expr, how: str, left: ast.expr, right: ast.expr, depth: int, *, in_power: bool
    ) -> Term:
        inside = in_power or how == "**"
        if how == "**" and in_power:
            raise _WrongFormula(found, "R11", ast.unparse(found), "no power stands within a power")
        parts = tuple(self.term(each, depth + 1, in_power=inside) for each in (left, right))
        made = Combined(how, parts)
        reads = set(quantities_in(made))
        if how == "**" and len(reads) > 1:
            raise _WrongFormula(found, "R11", ast.unparse(found), "a power reads one element")
        if how == "/" and not in_power and set(quantities_in(parts[1])):
            raise _WrongFormula(
                found, "R11", ast.unparse(found), "outside a power divide by a constant; else write ** -1"
            )
        return made

    def named(self, at: ast.AST, name: str) -> Term:
        if name in self.constants:
            return Number(self.constants[name])
        element = self.elements.get(name)
        if element is None:
            raise _WrongFormula(at, "R12", name, nearest(name, [*self.elements, *self.constants]))
        if not element.is_number:
            raise _WrongFormula(at, "R13", name, f"`{name}` is a {element.type}, not a number")
        return Quantity(name)

    def number(self, found: ast.Constant) -> Fraction:
        """The number as it is written: a float would not be what stands there."""
        written = ast.get_source_segment(f"(\n{self.text}\n)", found) or ""
        number = _exact(written) if re.fullmatch(r"[0-9]+(\.[0-9]+)?", written) else None
        if number is None:
            raise _WrongFormula(found, "R11", written or ast.unparse(found), "write numbers in plain decimal notation")
        return number
