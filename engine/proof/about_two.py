"""Proves properties that compare two patients, or one patient with less and with more recorded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import z3  # type: ignore[import-untyped]

from immunote.engine.proof.counterexample import Counterexample, recordable
from immunote.engine.proof.findings import FormFinding
from immunote.engine.proof.prover import Prover
from immunote.engine.proof.variables import Variable
from immunote.engine.properties import Direction, Property
from immunote.engine.tree import Ref, refs_in


def never_improves(prover: Prover, claim: Property, asked: FormFinding) -> None:
    """Prove that no patient gets a better grade when a rule comes to hold, or an element takes a value of `answers`.

    The two patients differ only in elements that the rule reads, or in the element of `answers`. Outcomes that are no
    grade are not compared.
    """
    rulebase = prover.rulebase
    others, after = prover.another_patient(".after")
    solver = prover.solver()
    solver.add(prover.possible_of(others, after))
    then = prover.outcomes_of(after)
    better = _moved(_grades(prover), prover.outcomes, then)
    _answered(prover, claim, asked, solver, others, better, "better")
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


def never_worsens(prover: Prover, claim: Property, asked: FormFinding) -> None:
    """Prove that no patient gets a worse grade when an element takes a value of `answers`, all else being equal."""
    others, after = prover.another_patient(".after")
    solver = prover.solver()
    solver.add(prover.possible_of(others, after))
    worse = _moved(_grades(prover), prover.outcomes_of(after), prover.outcomes)
    _answered(prover, claim, asked, solver, others, worse, "worse")


def _grades(prover: Prover) -> list[str]:
    return [name for name, outcome in prover.rulebase.outcomes.items() if outcome.is_grade]


def _moved(grades: list[str], from_: Mapping[str, Any], to: Mapping[str, Any]) -> Any:
    """Return the claim that `to` has a better grade than `from_`."""
    return z3.Or([z3.And(from_[worse], to[grade]) for place, worse in enumerate(grades) for grade in grades[:place]])


def _answered(
    prover: Prover,
    claim: Property,
    asked: FormFinding,
    solver: Any,
    others: Mapping[str, Variable],
    moved: Any,
    how: str,
) -> None:
    """For each element of `answers`, add a counterexample if `moved` is possible.

    `moved`: the claim about the grades. In the first patient the element has another value, in the second one of
    `answers`; all other elements are equal. `how`: "better" or "worse", for the sentence.
    """
    for name, values in claim.answers.items():
        one_of = [[each[name].equals(value) for value in values] for each in (prover.variables, others)]
        same = [prover.variables[each].value == others[each].value for each in prover.variables if each != name]
        asked.questions += 1
        model = prover.ask(solver, [moved, *same, z3.Not(z3.Or(one_of[0])), z3.Or(one_of[1])])
        if model is not None:
            before = recordable(prover.engine, prover.values(model))
            now = recordable(prover.engine, {each: others[each].read(model) for each in others})
            words = f"With another answer on {prover.rulebase.elements[name].label} the grade gets {how}."
            asked.counterexamples.append(Counterexample(words, now, before))


def worse_never_improves(prover: Prover, claim: Property, asked: FormFinding) -> None:
    """Prove that no patient gets a better outcome when values get worse.

    The two patients differ only in the elements of `worsening`, each in its direction, and both meet `given`. A better
    grade is a better outcome, and so is any grade in the place of an outcome that is no grade.
    """
    read = [name for name in claim.worsening if name in prover.variables]
    others, after = prover.another_patient(".worse")
    solver = prover.solver()
    solver.add(prover.possible_of(others, after))
    solver.add([prover.variables[each].value == others[each].value for each in prover.variables if each not in read])
    worse = [_is_worse(prover.variables[each], others[each], claim.worsening[each]) for each in read]
    given = [] if claim.given is None else [prover.complete.of(claim.given), after.of(claim.given)]
    differs = z3.Or([prover.variables[each].value != others[each].value for each in read])
    asked.questions += 1
    if prover.ask(solver, [*worse, *given, differs]) is None:
        asked.faults.append("nobody is concerned by it: nothing that a condition reads can get worse so")
        return
    asked.questions += 1
    model = prover.ask(solver, [*worse, *given, _improved(prover, prover.outcomes_of(after))])
    if model is not None:
        before = recordable(prover.engine, prover.values(model))
        now = recordable(prover.engine, {each: others[each].read(model) for each in others})
        asked.counterexamples.append(Counterexample("With worse values the outcome gets better.", now, before))


def _is_worse(now: Variable, then: Variable, direction: Direction) -> Any:
    if now.element.type == "boolean":
        return z3.Implies(now.value, then.value) if direction == "higher" else z3.Implies(then.value, now.value)
    return then.value >= now.value if direction == "higher" else then.value <= now.value


def _improved(prover: Prover, then: Mapping[str, Any]) -> Any:
    """Return the claim that the second outcome is a better grade, or a grade where the first is no grade."""
    outcomes = prover.rulebase.outcomes
    grades = [name for name, outcome in outcomes.items() if outcome.is_grade and name in then]
    ways = []
    for place, grade in enumerate(grades):
        worse = [*grades[place + 1 :], *(name for name, each in outcomes.items() if not each.is_grade)]
        before = [prover.outcomes[name] for name in worse if name in prover.outcomes]
        ways.append(z3.And(then[grade], z3.Or(before)))
    return z3.Or(ways)


def _added(prover: Prover, claim: Property) -> list[str]:
    """Return the rules named in `adding`, less those in `without`; a definition stands for the rules that it reads."""
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
    """Return the claims that no boolean among the elements `differ` turns from yes to no."""
    found = []
    for each in sorted(differ):
        if prover.variables[each].element.type == "boolean":
            found.append(z3.Implies(prover.variables[each].value, others[each].value))
    return found


def learning_keeps(prover: Prover, _: Property, asked: FormFinding) -> None:
    """Prove that a condition decided from incomplete facts stays as it is, whatever more is recorded."""
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
