"""The ties between the elements of a rule base, as tables: derived numbers, hosts, constraints and what absence means.

The intake of one patient, the intake of columns and the leaning of both read these tables, so that a new kind of tie is
added in one place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from immunote.engine.elements import Constraint, Derivation, Element, Filling
from immunote.engine.formula import Formula, quantities_in
from immunote.engine.rulebase import RuleBase
from immunote.engine.tree import Compare, Facts, Is, Node, Not, OneOf, Value, elements_in


@dataclass(frozen=True, slots=True)
class ClauseLiteral:
    """A literal of a constraint. `forced`: its element and the one value that makes it true; None where several do."""

    node: Node
    forced: tuple[str, Value] | None


@dataclass(frozen=True, slots=True, eq=False)
class Clause:
    """A constraint with the elements that it reads, each once, in the order written."""

    constraint: Constraint
    elements: tuple[str, ...]
    literals: tuple[ClauseLiteral, ...]

    def leaves_open(self, facts: Facts) -> bool:
        """Return whether two or more of its elements are unknown, so that it forces no value and is not broken."""
        unknown = 0
        for name in self.elements:
            if name not in facts:
                unknown += 1
                if unknown > 1:
                    return True
        return False


class Consequences:
    """The ties between the elements of one rule base, in the dictionary's order.

    `derivations`: element and how it is worked out. `hosts`: element and the one without which it has no meaning.
    `no_needs`: element and what a recorded "no" needs. `fillings`: element and what its absence means.
    `read_by_formula`: by element that a formula gives, all that the formula reads. `clauses_of`: by element, the places
    in `clauses` of the constraints that read it.
    """

    def __init__(self, rulebase: RuleBase) -> None:
        elements = rulebase.elements
        named = elements.items()
        self.derivations: list[tuple[str, Derivation]] = [(name, how) for name, e in named for how in e.derivations]
        self.read_by_formula = {name: _read_by(how.formula, how) for name, how in self.derivations if how.formula}
        self.hosts: list[tuple[str, str]] = [(name, e.only_if) for name, e in named if e.only_if is not None]
        self.no_needs: list[tuple[str, Node]] = [(name, e.no_needs) for name, e in named if e.no_needs is not None]
        self.fillings: list[tuple[str, tuple[Filling, ...]]] = [
            (name, e.absent_means) for name, e in named if e.absent_means
        ]
        self.clauses = [_clause(constraint, elements) for constraint in rulebase.constraints]
        self.clauses_of: dict[str, list[int]] = {}
        for place, clause in enumerate(self.clauses):
            for name in clause.elements:
                self.clauses_of.setdefault(name, []).append(place)


def _read_by(formula: Formula, derivation: Derivation) -> tuple[str, ...]:
    conditions = [node for node in (formula.where, formula.unless) if node is not None]
    read = [*derivation.inputs, *(name for node in conditions for name in elements_in(node))]
    read += [name for term in formula.terms.values() for name in quantities_in(term)]
    return tuple(dict.fromkeys(read if formula.by is None else [*read, formula.by]))


def _clause(constraint: Constraint, elements: Mapping[str, Element]) -> Clause:
    read = (name for literal in constraint.literals for name in elements_in(literal))
    literals = tuple(ClauseLiteral(node, _forced_by(node, elements)) for node in constraint.literals)
    return Clause(constraint, tuple(dict.fromkeys(read)), literals)


def _forced_by(literal: Node, elements: Mapping[str, Element]) -> tuple[str, Value] | None:
    """Return a literal's element and the one value that makes it true; None where several values do."""
    match literal:
        case Is(element):
            return element, True
        case Not(Is(element)):
            return element, False
        case OneOf(element, (value,)):
            return element, value
        case Not(OneOf(element, values)):
            rest = [member for member in elements[element].answers if member not in values]
            return (element, rest[0]) if len(rest) == 1 else None
        case Compare(element, "==", value, _):
            return element, value
    return None
