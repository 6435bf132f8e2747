"""Finds the names on which a true row of a complete patient rests, in z3, as immunote.engine.explain does by facts."""

from __future__ import annotations

from typing import Any

import z3  # type: ignore[import-untyped]

from immunote.engine.proof.translation import Complete
from immunote.engine.rulebase import Row, RuleBase
from immunote.engine.tree import And, AtLeast, Node, Not, Or, Ref, children_of


def names_behind(rulebase: RuleBase, complete: Complete, row: Row) -> dict[str, Any]:
    """Return, for each name below a row, the claim that the row rests on it; to be used where the row is true."""
    behind: dict[str, list[Any]] = {name: [] for name in rulebase.named}
    _rest(row.when, z3.BoolVal(True), complete, behind)
    # a name is defined before whatever reads it, so backwards all that reads a name has been walked before it
    for name in reversed(list(rulebase.named)):
        if behind[name]:
            _rest(rulebase.named[name].when, z3.Or(behind[name]), complete, behind)
    return {name: z3.Or(ways) for name, ways in behind.items() if ways}


def _rest(node: Node, rests_on_it: Any, complete: Complete, behind: dict[str, list[Any]]) -> None:
    match node:
        case Ref(name):
            behind[name].append(rests_on_it)
        case Not(child):
            _rest(child, rests_on_it, complete, behind)
        case And() | Or() | AtLeast():
            whole = complete.of(node)
            for child in children_of(node):
                _rest(child, z3.And(rests_on_it, complete.of(child) == whole), complete, behind)
        case _:
            pass
