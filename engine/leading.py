"""Which elements lead to others: what is worked out from an answer, and whether an answer counts through it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from immunote.engine.diagram import Diagram
from immunote.engine.intake import Patient
from immunote.engine.rulebase import RuleBase
from immunote.engine.tree import Facts, elements_in


class Leading:
    """The ways of one rule base from an element to what follows from it.

    A way goes from an input of a derivation to what is worked out, and from an element that no row of the decision list
    reads to the other one of a constraint between the two.
    """

    def __init__(self, rulebase: RuleBase, diagram: Diagram) -> None:
        self.diagram = diagram
        read = frozenset(diagram.order[level] for level in diagram.read)
        next_: dict[str, dict[str, None]] = {}
        self._inputs: dict[str, tuple[str, ...]] = {}
        for name, element in rulebase.elements.items():
            for derivation in element.derivations:
                self._inputs[name] = (*self._inputs.get(name, ()), *derivation.inputs)
                for each in derivation.inputs:
                    next_.setdefault(each, {})[name] = None
        for constraint in rulebase.constraints:
            names = dict.fromkeys(name for literal in constraint.literals for name in elements_in(literal))
            for each in names if len(names) == 2 else ():
                if each not in read:
                    next_.setdefault(each, {}).update((other, None) for other in names if other != each)
        self._next: Mapping[str, tuple[str, ...]] = {name: tuple(others) for name, others in next_.items()}
        self._ever = frozenset(name for name in rulebase.elements if any(each in read for each in self._all(name)))
        self._filled = frozenset(name for name, each in rulebase.elements.items() if each.absent_means)

    def ever(self, name: str) -> bool:
        """Whether there can be a patient whose outcome hangs on the element, or on what follows from it."""
        return name in self._ever

    def matters_through(self, name: str, facts: Facts, matters: Callable[[str], bool]) -> tuple[str, ...]:
        """The unknown elements that matter and that can be worked out from this one, itself left out."""
        return tuple(each for each in self._all(name, facts) if each != name and matters(each))

    def counting(self, patient: Patient) -> frozenset[str]:
        """The answers that count: another in place of one of them could change the outcome."""
        # what follows by a constraint is left to the diagram, which holds them all: it changes with its reason
        own = {
            name: value
            for name, value in patient.facts.items()
            if name in patient.given or name in self._inputs or name in self._filled
        }
        found = set(self.diagram.counting(own))
        waiting = list(found)
        while waiting:
            for each in self._inputs.get(waiting.pop(), ()):
                if each not in found:
                    found.add(each)
                    waiting.append(each)
        return frozenset(found)

    def _all(self, name: str, facts: Facts | None = None) -> tuple[str, ...]:
        """The element and all that follows from it, through elements that are not known."""
        seen = {name: None}
        waiting = [name]
        while waiting:
            for each in self._next.get(waiting.pop(), ()):
                if each not in seen and (facts is None or each not in facts):
                    seen[each] = None
                    waiting.append(each)
        return tuple(seen)
