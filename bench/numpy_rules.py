"""The same rules in the manner of OpenFisca: each a formula over whole numpy arrays, in Python generated from the tree.

Two forms. `kleene`: two arrays a condition, "holds" and "fails", exact where something is not known. `two_valued`: one
array a condition, and what is not known reads as false or zero, as OpenFisca's default values do; half the work, and
another answer wherever a record is not complete.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from immunote.engine.elements import Element
from immunote.engine.rulebase import RuleBase
from immunote.engine.tree import Always, And, AtLeast, Compare, Is, Node, Not, OneOf, Or, Ref, dispatch

if TYPE_CHECKING:
    import polars as pl

Formulas = Callable[[Mapping[str, Any], Mapping[str, Any]], dict[str, Any]]
"""Values and known-masks by element in; arrays by name of a condition out."""


class _Writer:
    """Writes conditions as numpy expressions; `holds` or `fails` by which of the two is asked for."""

    def __init__(self, elements: Mapping[str, Element], kleene: bool) -> None:
        self.elements = elements
        self.kleene = kleene
        self._table: dict[type, Callable[..., str]] = {
            Always: lambda node, holds: f"np.full(n, {holds})",
            Is: self._is,
            Compare: self._compare,
            OneOf: self._one_of,
            Ref: lambda node, holds: self._name(node.name, holds),
            Not: lambda node, holds: self.write(node.child, not holds),
            And: lambda node, holds: self._joined(node.children, " & " if holds else " | ", holds),
            Or: lambda node, holds: self._joined(node.children, " | " if holds else " & ", holds),
            AtLeast: self._at_least,
        }

    def write(self, node: Node, holds: bool) -> str:
        if not self.kleene and not holds:
            return f"~({self.write(node, True)})"
        return dispatch(self._table, node, "numpy")(node, holds)

    def _known(self, element: str, test: str, holds: bool) -> str:
        test = test if holds else f"~{test}"
        return f"(k_{element} & {test})" if self.kleene else test

    def _is(self, node: Is, holds: bool) -> str:
        return self._known(node.element, f"v_{node.element}", holds)

    def _compare(self, node: Compare, holds: bool) -> str:
        limit = node.value.scaleb(self.elements[node.element].decimals)
        exact = int(limit) if limit == limit.to_integral_value() else float(limit)
        return self._known(node.element, f"(v_{node.element} {node.op} {exact})", holds)

    def _one_of(self, node: OneOf, holds: bool) -> str:
        members = list(self.elements[node.element].values)
        tests = " | ".join(f"(v_{node.element} == {members.index(value)})" for value in node.values)
        return self._known(node.element, f"({tests})", holds)

    def _joined(self, children: tuple[Node, ...], sign: str, holds: bool) -> str:
        return "(" + sign.join(self.write(child, holds) for child in children) + ")"

    def _at_least(self, node: AtLeast, holds: bool) -> str:
        count = " + ".join(f"{self.write(child, holds)}.astype(np.int8)" for child in node.children)
        return f"({count} >= {node.count if holds else len(node.children) - node.count + 1})"

    def _name(self, name: str, holds: bool) -> str:
        return f"{'h' if holds else 'f'}_{name.replace('.', '__')}"

    def lines(self, name: str, node: Node) -> list[str]:
        """The statements that work out one condition."""
        rails = (True, False) if self.kleene else (True,)
        return [f"{self._name(name, holds)} = {self.write(node, holds)}" for holds in rails]


def source_of(rulebase: RuleBase, kleene: bool) -> str:
    """The rule base as one Python function over arrays."""
    writer = _Writer(rulebase.elements, kleene)
    body = [f"v_{name} = values['{name}']" for name in rulebase.elements]
    body += [f"k_{name} = known['{name}']" for name in rulebase.elements] if kleene else []
    body += ["n = len(next(iter(values.values())))"]
    for name, node in rulebase.program.items():
        body += writer.lines(name, node)
    pairs = []
    for name in rulebase.program:
        safe = name.replace(".", "__")
        pairs.append(f"'{name}': " + (f"(h_{safe}, f_{safe})" if kleene else f"h_{safe}"))
    body.append("return {" + ", ".join(pairs) + "}")
    return "import numpy as np\ndef formulas(values, known):\n" + "".join(f"    {line}\n" for line in body)


def compiled(rulebase: RuleBase, kleene: bool) -> Formulas:
    """The function, ready to call."""
    space: dict[str, Any] = {}
    exec(compile(source_of(rulebase, kleene), "<rules as numpy>", "exec"), space)
    found: Formulas = space["formulas"]
    return found


def arrays_of(facts: pl.DataFrame, rulebase: RuleBase) -> tuple[dict[str, Any], dict[str, Any]]:
    """A facts frame (engine/columns) as values and masks; an element that the frame lacks is not known anywhere."""
    import numpy as np

    values: dict[str, Any] = {}
    known: dict[str, Any] = {}
    for name, element in rulebase.elements.items():
        if name not in facts.columns:
            values[name] = np.zeros(len(facts), dtype=bool if element.type == "boolean" else np.int64)
            known[name] = np.zeros(len(facts), dtype=bool)
            continue
        column = facts[name]
        empty: Any = -1 if element.type == "enumeration" else (False if element.type == "boolean" else 0)
        values[name] = column.fill_null(empty).to_numpy()
        known[name] = column.is_not_null().to_numpy()
    return values, known
