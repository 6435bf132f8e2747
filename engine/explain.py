"""Explains the truth of a condition by the atoms and names that it rests on.

The truths are those that the evaluation returned; the reference evaluator gives the truth of parts that have no name.
All true members of a disjunction are named.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from immunote.engine.reference import truth_of
from immunote.engine.tree import And, AtLeast, Atom, Compare, Facts, Is, Node, Not, OneOf, Or, Program, Ref, children_of
from immunote.engine.truth import FALSE, UNKNOWN, Truth


@dataclass
class Support:
    """What a true or false condition rests on, in the order met: atoms on known elements, and names."""

    atoms: dict[Atom, None] = field(default_factory=dict)
    names: dict[str, None] = field(default_factory=dict)


class Explanation:
    """Explains conditions of one evaluation."""

    def __init__(self, program: Program, facts: Facts, truths: Mapping[str, Truth]) -> None:
        self.program, self.facts, self.truths = program, facts, truths
        self._open_in: dict[str, dict[str, None]] = {}
        self._evaluated: dict[int, Truth] = {}

    def support(self, node: Node) -> Support:
        """Return the atoms and names that make `node` true or false; nothing if it is unknown."""
        found = Support()
        self._support(node, found)
        return found

    def _support(self, node: Node, found: Support) -> None:
        truth = self.truth(node)
        if truth is UNKNOWN:
            return
        match node:
            case Is() | Compare() | OneOf():
                found.atoms[node] = None
            case Ref(name):
                if name not in found.names:
                    found.names[name] = None
                    self._support(self.program[name], found)
            case Not(child):
                self._support(child, found)
            case And() | Or() | AtLeast():
                for child in children_of(node):
                    if self.truth(child) is truth:
                        self._support(child, found)
            case _:
                pass

    def may_hold(self, node: Node | None) -> bool:
        """Return whether a condition is not false. None, which stands for no condition, is never false."""
        return node is None or self.truth(node) is not FALSE

    def open_elements(self, name: str) -> dict[str, None]:
        """The elements that are not known and keep the condition `name` unknown, in the order met; none otherwise."""
        found = self._open_in.get(name)
        if found is None:
            found = self._open_in[name] = {}
            if self.truths[name] is UNKNOWN:
                self._open(self.program[name], found)
        return found

    def _open(self, node: Node, found: dict[str, None]) -> None:
        match node:
            case Is(element) | Compare(element, _, _, _) | OneOf(element, _):
                if element not in self.facts:
                    found[element] = None
            case Ref(name):
                found.update(self.open_elements(name))
            case _:
                if self.truth(node) is UNKNOWN:
                    for child in children_of(node):
                        self._open(child, found)

    def truth(self, node: Node) -> Truth:
        """The truth of any condition over what was evaluated."""
        found = self._evaluated.get(id(node))
        if found is None:  # by identity: the nodes belong to the program, which outlives this
            found = self._evaluated[id(node)] = truth_of(node, self.facts, self.truths)
        return found
