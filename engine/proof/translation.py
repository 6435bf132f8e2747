"""From a condition to z3: two tables of node type -> translation, one over complete patients, one three-valued."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import z3  # type: ignore[import-untyped]

from immunote.engine.proof.variables import Variable
from immunote.engine.rulebase import Row
from immunote.engine.tree import (
    Always,
    And,
    AtLeast,
    Compare,
    Is,
    Known,
    Node,
    Not,
    OneOf,
    Or,
    Program,
    Ref,
    dispatch,
)


@dataclass(frozen=True)
class TruthPair:
    """The truth of a condition about what is recorded: `true` and `false`; neither: unknown. Never both."""

    true: Any
    false: Any

    @property
    def unknown(self) -> Any:
        """Neither."""
        return z3.And(z3.Not(self.true), z3.Not(self.false))


class _Named:
    """Each name of a program is translated once; z3 shares what is equal."""

    back_end = "proof"

    def __init__(self, program: Program, variables: Mapping[str, Variable]) -> None:
        self._program = program
        self._variables = variables
        self._named: dict[str, Any] = {}

    def named(self, name: str) -> Any:
        """The translation of a definition, a rule, an exclusion or a row (`row.NAME`). Raises KeyError."""
        if name not in self._named:
            self._named[name] = self.of(self._program[name])
        return self._named[name]

    def of(self, node: Node) -> Any:
        """The translation of a condition. Raises NotImplementedError for a node that it does not know."""
        return dispatch(self._table(), node, self.back_end)(node)

    def _table(self) -> dict[type, Callable[..., Any]]:
        raise NotImplementedError

    def _ref(self, node: Ref) -> Any:
        return self.named(node.name)

    def _atom(self, node: Is | Compare | OneOf) -> Any:
        variable = self._variables[node.element]
        match node:
            case Is():
                return variable.value
            case Compare(_, op, value, _):
                return variable.stands_to(op, value)
            case OneOf(_, values):
                return variable.is_one_of(values)


class Complete(_Named):
    """What holds of a patient of whom everything is known: a z3 Bool over the values."""

    back_end = "proof (complete)"

    def _table(self) -> dict[type, Callable[..., Any]]:
        return {
            Always: lambda _: z3.BoolVal(True),
            Is: self._atom,
            Compare: self._atom,
            OneOf: self._atom,
            Known: lambda _: z3.BoolVal(True),
            Ref: self._ref,
            Not: lambda node: z3.Not(self.of(node.child)),
            And: lambda node: z3.And([self.of(child) for child in node.children]),
            Or: lambda node: z3.Or([self.of(child) for child in node.children]),
            AtLeast: lambda node: z3.AtLeast(*[self.of(child) for child in node.children], node.count),
        }


def deciding(rows: Sequence[Row], complete: Complete) -> dict[str, Any]:
    """For each row of a decision list, by name, that it decides on a complete patient: it holds, and none before it."""
    found: dict[str, Any] = {}
    none_before = z3.BoolVal(True)
    for row in rows:
        holds = complete.of(row.when)
        found[row.name] = z3.And(none_before, holds)
        none_before = z3.And(none_before, z3.Not(holds))
    return found


class ThreeValued(_Named):
    """What can be said from what is recorded, by Kleene's tables: two rails."""

    back_end = "proof (three-valued)"

    def _table(self) -> dict[type, Callable[..., Any]]:
        return {
            Always: lambda _: TruthPair(z3.BoolVal(True), z3.BoolVal(False)),
            Is: self._recorded,
            Compare: self._recorded,
            OneOf: self._recorded,
            Known: self._known,
            Ref: self._ref,
            Not: self._not,
            And: self._and,
            Or: self._or,
            AtLeast: self._at_least,
        }

    def _recorded(self, node: Is | Compare | OneOf) -> TruthPair:
        known, holds = self._variables[node.element].known, self._atom(node)
        return TruthPair(z3.And(known, holds), z3.And(known, z3.Not(holds)))

    def _known(self, node: Known) -> TruthPair:
        known = self._variables[node.element].known
        return TruthPair(known, z3.Not(known))

    def _not(self, node: Not) -> TruthPair:
        child = self.of(node.child)
        return TruthPair(child.false, child.true)

    def _and(self, node: And) -> TruthPair:
        children = [self.of(child) for child in node.children]
        return TruthPair(z3.And([each.true for each in children]), z3.Or([each.false for each in children]))

    def _or(self, node: Or) -> TruthPair:
        children = [self.of(child) for child in node.children]
        return TruthPair(z3.Or([each.true for each in children]), z3.And([each.false for each in children]))

    def _at_least(self, node: AtLeast) -> TruthPair:
        children = [self.of(child) for child in node.children]
        enough_fail = len(children) - node.count + 1
        true = z3.AtLeast(*[each.true for each in children], node.count)
        false = z3.AtLeast(*[each.false for each in children], enough_fail) if enough_fail > 0 else z3.BoolVal(True)
        return TruthPair(true, false if enough_fail <= len(children) else z3.BoolVal(False))
