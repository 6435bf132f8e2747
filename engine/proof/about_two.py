"""Properties of two patients, or of one patient at two times."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import z3  # type: ignore[import-untyped]

from engine.proof.counterexample import Counterexample, recordable
from engine.proof.findings import Asked
from engine.proof.prover import Prover
from engine.proof.variables import Variable
from engine.properties import Property
from engine.tree import Ref, refs_in


def never_improves(prover: Prover, claim: Property, asked: Asked) -> None:
    """A patient of whom a rule holds is never graded better than the same patient of whom it does not.

    The two differ only in elements that the rule reads. Outcomes that are no grade are compared with nothing.
    """
    rulebase = prover.rulebase
    grades = [name for name, outcome in rulebase.outcomes.items() if outcome.is_grade]
    others, after = prover.another_patient(".after")
    solver = prover.solver()
    solver.add(prover.possible_of(others, after))
    then = prover.outcomes_of(after)
    better = z3.Or(
        [z3.And(prover.outcomes[worse], then[grade]) for place, worse in enumerate(grades) for grade in grades[:place]]
    )
    for name in _added(prover, claim):
        differ = set(rulebase.elements_of[name])
        same = [prover.variables[each].value == others[each].value for each in prover.variables if each not in differ]
        asked.questions += 1
        added = [z3.Not(prover.complete.named(name)), after.named(name), *_only_more(prover, others, differ)]
        model = prover.ask(solver, [better, *same, *added])
        if model is not None:
            before = recordable(prover.engine, prover.values(model))
            now = recordable(prover.engine, {each: others[each].read(model) for each in others})
            words = f"With `{rulebase.named[name].title}` the grade gets better."
            asked.counterexamples.append(Counterexample(words, now, before))


def _added(prover: Prover, claim: Property) -> list[str]:
    """The rules named or, of a definition, those that it reads, down to the rules."""
    found: dict[str, None] = {}
    waiting = list(claim.adding)
    while waiting:
        name = waiting.pop(0)
        if prover.rulebase.named[name].is_rule:
            found[name] = None
        else:
            waiting += refs_in(prover.rulebase.named[name].when)
    return [name for name in found if name not in claim.without]


def _only_more(prover: Prover, others: Mapping[str, Variable], differ: set[str]) -> list[Any]:
    """What is added takes nothing away: no boolean that the rule reads turns from yes to no."""
    found = []
    for each in sorted(differ):
        if prover.variables[each].element.type == "boolean":
            found.append(z3.Implies(prover.variables[each].value, others[each].value))
    return found


def learning_keeps(prover: Prover, _: Property, asked: Asked) -> None:
    """What is decided from a part of what could be recorded stays so, whatever more is recorded."""
    later, at_later = prover.at_another_time(".later")
    solver = prover.solver()
    solver.add([z3.Implies(now.known, later[name].known) for name, now in prover.variables.items()])
    for name in prover.rulebase.program:
        now, then = prover.recorded.named(name), at_later.named(name)
        asked.questions += 1
        turned = z3.Or(z3.And(now.true, z3.Not(then.true)), z3.And(now.false, z3.Not(then.false)))
        whole = prover.complete.of(Ref(name))
        wrong = z3.Or(z3.And(now.true, z3.Not(whole)), z3.And(now.false, whole))
        if prover.ask(solver, [z3.Or(turned, wrong)]) is not None:
            asked.faults.append(f"`{name}` can be decided and then turn round as more is recorded")
