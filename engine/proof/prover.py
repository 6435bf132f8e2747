"""All patients of a rule base at once: what is possible, and an example of it as a profile.

A patient is a value of every element under the rule base's constraints (engine.proof.variables). What is recorded
may be anything that `immunote note` accepts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import z3

from engine.profile import value_json
from engine.proof.translation import Complete, ThreeValued
from engine.proof.variables import Variable, variables
from engine.tree import Value, elements_in

if TYPE_CHECKING:
    from engine.api import Engine

Json = bool | int | float | str
SECONDS = 60


class Uncertain(Exception):
    """z3 gave up: neither proved nor refuted."""


class Prover:
    """Questions about all patients of one rule base. Not safe to share between threads: z3 is not."""

    def __init__(self, engine: Engine, seconds: float = SECONDS) -> None:
        self.engine = engine
        self.rulebase = engine.rulebase
        self.seconds = seconds
        self.variables = variables(self._read())
        self.complete = Complete(self.rulebase.program, self.variables)
        self.recorded = ThreeValued(self.rulebase.program, self.variables)

    @cached_property
    def is_possible(self) -> Any:
        """The values are in range and meet every constraint, order and condition under which an element has a meaning."""
        return z3.And(
            [each.domain for each in self.variables.values()]
            + [z3.Or([self.complete.of(literal) for literal in c.literals]) for c in self.rulebase.constraints]
            + list(self._orders())
        )

    @cached_property
    def outcomes(self) -> dict[str, Any]:
        """For each outcome of the decision list, that a complete patient has it."""
        found: dict[str, list[Any]] = {}
        none_before = z3.BoolVal(True)
        for row in self.rulebase.rows:
            holds = self.complete.named(f"row.{row.name}")
            found.setdefault(row.outcome, []).append(z3.And(none_before, holds))
            none_before = z3.And(none_before, z3.Not(holds))
        return {outcome: z3.Or(ways) for outcome, ways in found.items()}

    def at_another_time(self, copy: str) -> tuple[dict[str, Variable], ThreeValued]:
        """The same patient, of whom other things are recorded."""
        others = variables(self._read(), copy, values_of=self.variables)
        return others, ThreeValued(self.rulebase.program, others)

    def another_patient(self, copy: str) -> tuple[dict[str, Variable], Complete]:
        """Another patient, in the same ranges; constraints are for the caller (`possible_of`)."""
        others = variables(self._read(), copy)
        return others, Complete(self.rulebase.program, others)

    def model(self, *wanted: Any) -> z3.ModelRef | None:
        """A possible patient of whom all of `wanted` holds; None where there is none. Raises Uncertain."""
        solver = self.solver()
        return self.ask(solver, wanted)

    def solver(self) -> z3.Solver:
        """A solver that holds `is_possible` already, for many questions: `ask` it."""
        solver = z3.Solver()
        solver.set("timeout", int(self.seconds * 1000))
        solver.set("random_seed", 1)
        solver.add(self.is_possible)
        return solver

    @staticmethod
    def ask(solver: z3.Solver, wanted: Iterable[Any]) -> z3.ModelRef | None:
        """As `model`, of a solver that is kept."""
        solver.push()
        try:
            solver.add(*wanted)
            answer = solver.check()
            if answer == z3.unknown:
                raise Uncertain(solver.reason_unknown())
            return solver.model() if answer == z3.sat else None
        finally:
            solver.pop()

    def values(self, model: z3.ModelRef, names: Sequence[str] | None = None) -> dict[str, Value]:
        """The values of the patient in a model, of the elements named or of all."""
        return {name: self.variables[name].read(model) for name in (self.variables if names is None else names)}

    def profile(self, values: dict[str, Value]) -> dict[str, Json]:
        """Values as a profile that `immunote note` reads."""
        return {name: value_json(self.rulebase.elements[name], value) for name, value in values.items()}

    def _read(self) -> dict[str, Any]:
        """The elements that a condition or a constraint reads."""
        conditions = [*self.rulebase.program.values()]
        conditions += [literal for c in self.rulebase.constraints for literal in c.literals]
        read = {name for condition in conditions for name in elements_in(condition)}
        read |= {name for order in self.rulebase.orders for name in order.elements}
        return {name: element for name, element in self.rulebase.elements.items() if name in read}

    def _orders(self) -> Iterable[Any]:
        for order in self.rulebase.orders:
            for lower, upper in zip(order.elements, order.elements[1:], strict=False):
                low, high = self.variables[lower], self.variables[upper]
                scale = 10 ** abs(low.element.decimals - high.element.decimals)
                if low.element.decimals >= high.element.decimals:
                    yield low.value <= high.value * scale
                else:
                    yield low.value * scale <= high.value
