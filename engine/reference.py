"""The definition: what a condition means. A Kleene tree walk to be read in a minute; no cache, no cleverness.

Every other evaluator is compared with this one, and every note is checked against it before it leaves.
"""

from __future__ import annotations

from collections.abc import Mapping

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
    atom_holds,
    refuse,
)
from immunote.engine.truth import FALSE, TRUE, UNKNOWN, Truth, all_of, any_of, at_least, negate


def truth_of(node: Node, facts: Facts, named: Mapping[str, Truth]) -> Truth:
    """The truth of one condition, given the known facts and the truths of the names that it reads."""
    match node:
        case Always():
            return TRUE
        case Is() | Compare() | OneOf():
            if node.element not in facts:
                return UNKNOWN
            return TRUE if atom_holds(node, facts[node.element]) else FALSE
        case Known(element):
            return TRUE if element in facts else FALSE
        case Ref(name):
            return named[name]
        case Not(child):
            return negate(truth_of(child, facts, named))
        case And(children):
            return all_of(truth_of(child, facts, named) for child in children)
        case Or(children):
            return any_of(truth_of(child, facts, named) for child in children)
        case AtLeast(count, children, _):
            return at_least(count, (truth_of(child, facts, named) for child in children))
    refuse(node, "reference")


def evaluate(program: Program, facts: Facts) -> dict[str, Truth]:
    """The truth of every named condition, in the program's order."""
    truths: dict[str, Truth] = {}
    for name, condition in program.items():
        truths[name] = truth_of(condition, facts, truths)
    return truths
