"""The reference as one straight function of a rule base, made from the same trees, for the check on every note.

A truth is two bits here: 1, it can be true; 2, it can be false; so unknown is 3. *And* can be true where every part
can, and false where one can; *or* the other way round. `tests/engine/test_compiled_reference.py` proves each condition
equal to `immunote.engine.reference`, which stays the definition.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from immunote.engine.tree import (
    Always,
    And,
    AtLeast,
    Compare,
    Facts,
    Is,
    Known,
    Node,
    Not,
    OneOf,
    Or,
    Program,
    Ref,
    Value,
    dispatch,
)
from immunote.engine.truth import FALSE, TRUE, UNKNOWN, Truth

BITS = {TRUE: 1, FALSE: 2, UNKNOWN: 3}
SWAPPED = (0, 2, 1, 3)
_TRUTHS = {bits: truth for truth, bits in BITS.items()}


def compiled(program: Program) -> CompiledReference:
    """Return a function that does as `immunote.engine.reference.evaluate` does for this program.

    Raises NotImplementedError for a node type that it does not know.
    """
    source = ReferenceSource(program)
    module = compile(source.function(), "<compiled reference>", "exec")
    return CompiledReference(tuple(program), source.constants, marshal.dumps(module))


class CompiledReference:
    """The truth of every condition of one program from the facts of a patient. It can be pickled for the same Python.

    `names`: the conditions in the program's order. `constants`: what the code compares with. `code`: marshalled.
    """

    def __init__(self, names: tuple[str, ...], constants: Mapping[str, Value | frozenset[str]], code: bytes) -> None:
        self._made_of = names, constants, code
        held: dict[str, Any] = {**constants, "swapped": SWAPPED, "at_least": at_least}
        exec(marshal.loads(code), held)
        self._names, self._bits_of = names, held["bits_of"]

    def __call__(self, facts: Facts) -> dict[str, Truth]:
        """Return the truth of every condition."""
        return dict(zip(self._names, map(_TRUTHS.__getitem__, self._bits_of(facts.get)), strict=True))

    def __reduce__(self) -> tuple[type[CompiledReference], tuple[Any, ...]]:
        """What `pickle` keeps: the code instead of the function."""
        return CompiledReference, self._made_of


def at_least(count: int, parts: tuple[int, ...]) -> int:
    """At least `count` of the parts hold."""
    can_hold = sum(bits & 1 for bits in parts) >= count
    can_fail = parts.count(1) < count
    return can_hold | can_fail << 1


class ReferenceSource:
    """The source of a program's function. `constants`: what it compares with, by the names that stand in it.

    `conditions`: the line that sets the name of each condition, with the lines that it needs before.
    """

    def __init__(self, program: Program) -> None:
        self.constants: dict[str, Value | frozenset[str]] = {}
        self.conditions: dict[str, list[str]] = {}
        self.atoms: dict[Node, str] = {}
        self._values: dict[str, str] = {}
        self._lines: list[str] = []
        self._count = 0
        self._table: dict[type, Callable[..., str]] = {
            Always: lambda _: "1",
            Is: self._atom,
            Compare: self._atom,
            OneOf: self._atom,
            Known: self._atom,
            Ref: lambda node: self.names[node.name],
            Not: lambda node: f"swapped[{self.of(node.child)}]",
            And: lambda node: self._joined(node.children, ("&", "|")),
            Or: lambda node: self._joined(node.children, ("|", "&")),
            AtLeast: self._at_least,
        }
        self.names: dict[str, str] = {}
        for name, condition in program.items():
            self._lines = []
            made = self.of(condition)
            self.names[name] = self._new("c")
            self.conditions[name] = [*self._lines, f"{self.names[name]} = {made}"]

    def of(self, node: Node) -> str:
        """The expression of a condition, short enough to stand twice in another."""
        return dispatch(self._table, node, "compiled reference")(node)

    def function(self) -> str:
        """The function, from a getter of facts to the bits of each condition in the program's order."""
        lines = ["def bits_of(get):"]
        lines += [f"    {line}" for line in self._read()]
        lines += [f"    {line}" for condition in self.conditions.values() for line in condition]
        lines.append(f"    return ({''.join(f'{name}, ' for name in self.names.values())})")
        return "\n".join(lines) + "\n"

    def _read(self) -> Iterator[str]:
        for element, name in self._values.items():
            yield f"{name} = get({element!r})"
        for atom, name in self.atoms.items():
            yield f"{name} = {self._test(atom)}"

    def _test(self, atom: Node) -> str:
        match atom:
            case Known(element):
                return f"2 if {self._values[element]} is None else 1"
            case Is(element):
                value = self._values[element]
                return f"3 if {value} is None else 1 if {value} is True else 2"
            case Compare(element, op, limit, _):
                value = self._values[element]
                return f"3 if {value} is None else 1 if {value} {op} {self._constant(limit)} else 2"
            case OneOf(element, members):
                value = self._values[element]
                return f"3 if {value} is None else 1 if {value} in {self._constant(frozenset(members))} else 2"
        raise AssertionError(atom)

    def _atom(self, node: Is | Compare | OneOf | Known) -> str:
        if node.element not in self._values:
            self._values[node.element] = self._new("v")
        if node not in self.atoms:
            self.atoms[node] = self._new("a")
        return self.atoms[node]

    def _joined(self, children: tuple[Node, ...], signs: tuple[str, str]) -> str:
        parts = [self._held(self.of(child)) for child in children]
        if len(parts) == 1:
            return parts[0]
        true, false = (f" {sign} ".join(parts) for sign in signs)
        return self._held(f"({true}) & 1 | ({false}) & 2")

    def _at_least(self, node: AtLeast) -> str:
        return self._held(f"at_least({node.count}, ({''.join(f'{self.of(child)}, ' for child in node.children)}))")

    def _held(self, expression: str) -> str:
        """A name for an expression, unless it is one already."""
        if expression.isalnum():
            return expression
        name = self._new("t")
        self._lines.append(f"{name} = {expression}")
        return name

    def _constant(self, value: Value | frozenset[str]) -> str:
        name = self._new("k")
        self.constants[name] = value
        return name

    def _new(self, kind: str) -> str:
        self._count += 1
        return f"{kind}{self._count}"
