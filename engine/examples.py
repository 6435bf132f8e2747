"""The examples that authors wrote beside their rules, run: each patient must come out as stated (R28, R34)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from immunote.engine import reference
from immunote.engine.faults import Fault, Refused, listed, shorten
from immunote.engine.intake import Intake
from immunote.engine.places import Place
from immunote.engine.rulebase import Example, RuleBase
from immunote.engine.truth import UNKNOWN, Truth


def check_examples(rulebase: RuleBase) -> list[Fault]:
    """A fault for each example or published case that is refused as a profile, and each that comes out otherwise."""
    intake = Intake(rulebase)
    faults = [
        fault
        for name, examples in rulebase.examples.items()
        for example in examples
        for fault in _faults(rulebase, intake, name, example)
    ]
    for case in rulebase.cases.values():
        for given in (case.profile, {**case.profile, **case.completed}):
            faults += _refused(intake, given, case.place)
    return sorted(set(faults))


def truth_of_example(rulebase: RuleBase, intake: Intake, name: str, example: Example) -> Truth:
    """How an example comes out, by the reference evaluator. Raises Refused where its profile is refused."""
    patient = intake.check(example.given)
    return reference.evaluate(rulebase.program, patient.facts)[name]


def _faults(rulebase: RuleBase, intake: Intake, name: str, example: Example) -> Iterator[Fault]:
    refused = _refused(intake, example.given, example.place)
    if refused:
        yield from refused
        return
    truth = truth_of_example(rulebase, intake, name, example)
    if truth.name.lower() != example.then:
        given = ", ".join(f"{element}: {shorten(value)}" for element, value in example.given.items())
        help_line = f"`{name}` is {truth.name.lower()} for it; correct the rule, or what the example expects"
        if truth is UNKNOWN:
            known = intake.check(example.given).facts
            read = [each for each in rulebase.elements_under(rulebase.program[name]) if each not in known]
            help_line = f"`{name}` is unknown for it, without {listed(read)}; give what it needs, or correct the rule"
        yield Fault(_written(example.place), "R28", shorten(f"then: {example.then}, given: {given}"), help_line)


def _refused(intake: Intake, given: Mapping[str, Any], place: Place) -> list[Fault]:
    try:
        intake.check(given)
    except Refused as refused:
        return [
            Fault(_written(place), "R34", f"{each.place} {each.code} {each.text}", each.help) for each in refused.faults
        ]
    return []


def _written(place: Place) -> str:
    return f"{place.file}:{place.line}:{place.column}"
