"""Asks z3 whether any patient of a rule base meets some claims, and turns the answer into a profile.

A patient is a value for every element that meets the rule base's constraints (immunote.engine.proof.variables). What is
recorded of the patient can be anything that `immunote note` accepts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from random import Random
from typing import TYPE_CHECKING, Any

import z3  # type: ignore[import-untyped]

from immunote.engine.proof.counterexample import Json, Shows, shortest
from immunote.engine.proof.translation import Complete, ThreeValued, deciding
from immunote.engine.proof.variables import Variable, variables
from immunote.engine.tree import Value, elements_in

if TYPE_CHECKING:
    from immunote.engine.api import Engine

SECONDS = 60


class Uncertain(Exception):
    """z3 gave up, so that a claim is neither proved nor refuted."""


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
        """The claim that all values are in range and meet every constraint and order."""
        return self.possible_of(self.variables, self.complete)

    @cached_property
    def is_recordable(self) -> Any:
        """The claim that a profile may hold every value: each "no" meets its `no_needs`, no time is too long."""
        return z3.And(
            [
                z3.Or(self.variables[name].value, self.complete.of(element.no_needs))
                for name, element in self._read().items()
                if element.no_needs is not None
            ]
            + list(self._short_enough())
        )

    @cached_property
    def is_record(self) -> Any:
        """The claim that the known facts are as intake returns them: all that follows is known, nothing set aside."""
        three = self.recorded
        met = []
        for name, variable in self.variables.items():
            element = variable.element
            if element.no_needs is not None:
                counts = three.of(element.no_needs).true
                met.append(z3.Implies(z3.And(variable.known, z3.Not(variable.value)), counts))
            if element.only_if in self.variables:
                host = self.variables[element.only_if]
                met.append(z3.Implies(variable.known, z3.And(host.known, host.value)))
            if element.only_if is not None and element.only_if not in self.variables:
                met.append(z3.Not(self.variables[name].known))
        for clause in self.engine.intake.ties.clauses:
            for literal in clause.literals:
                rest = [three.of(other.node).false for other in clause.literals if other is not literal]
                if literal.forced is not None:
                    known = [self.variables[name].known for name in elements_in(literal.node)]
                    met.append(z3.Implies(z3.And(rest), z3.And(known)))
        return z3.And(met)

    def possible_of(self, variables: Mapping[str, Variable], complete: Complete) -> Any:
        """Return the claim `is_possible` for another patient."""
        return z3.And(
            [each.domain for each in variables.values()]
            + [z3.Or([complete.of(literal) for literal in c.literals]) for c in self.rulebase.constraints]
            + list(self._orders(variables))
        )

    def outcomes_of(self, complete: Complete) -> dict[str, Any]:
        """Return `outcomes` for another patient, or for other truths of the names."""
        decides = deciding(self.rulebase.rows, complete)
        found: dict[str, list[Any]] = {}
        for row in self.rulebase.rows:
            found.setdefault(row.outcome, []).append(decides[row.name])
        return {outcome: z3.Or(ways) for outcome, ways in found.items()}

    @cached_property
    def outcomes(self) -> dict[str, Any]:
        """For each outcome of the decision list, the claim that a complete patient has it."""
        return self.outcomes_of(self.complete)

    def at_another_time(self, copy: str) -> tuple[dict[str, Variable], ThreeValued]:
        """Return variables and conditions for the same patient with other elements recorded."""
        others = variables(self._read(), copy, values_of=self.variables)
        return others, ThreeValued(self.rulebase.program, others)

    def another_patient(self, copy: str) -> tuple[dict[str, Variable], Complete]:
        """Return variables and conditions for another patient, perhaps an impossible one: see `possible_of`."""
        others = variables(self._read(), copy)
        return others, Complete(self.rulebase.program, others)

    def model(self, *wanted: Any) -> z3.ModelRef | None:
        """A possible patient of whom all of `wanted` holds; None where there is none. Raises Uncertain."""
        solver = self.solver()
        return self.ask(solver, wanted)

    def solver(self) -> z3.Solver:
        """Return a solver that holds `is_possible` already, for several questions by `ask`."""
        solver = z3.Solver()
        solver.set("timeout", int(self.seconds * 1000))
        solver.set("random_seed", 1)
        solver.add(self.is_possible)
        return solver

    @staticmethod
    def ask(solver: z3.Solver, wanted: Iterable[Any]) -> z3.ModelRef | None:
        """Return a model of the solver's claims and `wanted`, or None; the solver stays as it was. Raises Uncertain."""
        solver.push()
        try:
            solver.add(*wanted)
            answer = solver.check()
            if answer == z3.unknown:
                raise Uncertain(solver.reason_unknown())
            return solver.model() if answer == z3.sat else None
        finally:
            solver.pop()

    def any_patient(self, rng: Random) -> dict[str, Value]:
        """Return a random possible patient: elements in random order get a random cell wherever that is possible."""
        solver = self.solver()
        wishes = list(self.engine.cells.items())
        rng.shuffle(wishes)
        for name, cells in wishes:
            if name in self.variables:
                wish = self.variables[name].equals(rng.choice(cells).sample)
                if solver.check(wish) == z3.sat:
                    solver.add(wish)
        model = self.ask(solver, ())
        assert model is not None  # each wish was granted only where it was possible
        return self.values(model)

    def values(self, model: z3.ModelRef, names: Sequence[str] | None = None) -> dict[str, Value]:
        """The values of the patient in a model, of the elements named or of all."""
        return {name: self.variables[name].read(model) for name in (self.variables if names is None else names)}

    def recorded_values(self, model: z3.ModelRef) -> dict[str, Value]:
        """The values of what is recorded of the patient in a model."""
        known = [
            name for name, each in self.variables.items() if z3.is_true(model.eval(each.known, model_completion=True))
        ]
        return self.values(model, known)

    def example(self, shows: Shows, *wanted: Any) -> dict[str, Json] | None:
        """A short profile that `immunote note` accepts, of a patient of whom all of `wanted` holds; None: none does.

        `shows` says the same as `wanted` in the engine's own words. Raises Uncertain.
        """
        for more in ([self.is_recordable], []):
            model = self.model(*wanted, *more)
            if model is not None:
                return shortest(self.engine, self.values(model), shows)
        return None

    def _read(self) -> dict[str, Any]:
        """The elements that a condition or a constraint reads."""
        conditions = [*self.rulebase.program.values()]
        conditions += [literal for c in self.rulebase.constraints for literal in c.literals]
        conditions += [each.no_needs for each in self.rulebase.elements.values() if each.no_needs is not None]
        read = {name for condition in conditions for name in elements_in(condition)}
        read.update(self.rulebase.flags.elements)
        read |= {name for order in self.rulebase.orders for name in order.elements}
        return {name: element for name, element in self.rulebase.elements.items() if name in read}

    def _short_enough(self) -> Iterable[Any]:
        for spans in self.rulebase.spans:
            for name, most in spans.most.items():
                if name in self.variables and spans.within in self.variables:
                    time, whole = self.variables[name], self.variables[spans.within]
                    yield time.value < (whole.value + 1) * int(most.scaleb(time.element.decimals))

    def _orders(self, variables: Mapping[str, Variable]) -> Iterable[Any]:
        for order in self.rulebase.orders:
            for lower, upper in zip(order.elements, order.elements[1:], strict=False):
                low, high = variables[lower], variables[upper]
                scale = 10 ** abs(low.element.decimals - high.element.decimals)
                finer = low.element.decimals >= high.element.decimals
                one, other = (low.value, high.value * scale) if finer else (low.value * scale, high.value)
                yield one < other if order.strictly else one <= other
