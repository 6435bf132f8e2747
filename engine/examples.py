"""The examples that authors wrote beside their rules, run: each patient must come out as stated (R28, R34)."""

from __future__ import annotations

from collections.abc import Iterator

from engine import reference
from engine.faults import Fault, Refused, shorten
from engine.intake import Intake
from engine.profile import profile_model
from engine.rulebase import Example, RuleBase
from engine.truth import Truth


def check_examples(rulebase: RuleBase) -> list[Fault]:
    """A fault for each example that is refused as a profile or comes out otherwise, in order of place."""
    intake = Intake(rulebase, profile_model(rulebase))
    return sorted(
        fault
        for name, examples in rulebase.examples.items()
        for example in examples
        for fault in _faults(rulebase, intake, name, example)
    )


def truth_of_example(rulebase: RuleBase, intake: Intake, name: str, example: Example) -> Truth:
    """How an example comes out, by the reference evaluator. Raises Refused where its profile is refused."""
    patient = intake.check(example.given)
    return reference.evaluate(rulebase.program, patient.facts)[name]


def _faults(rulebase: RuleBase, intake: Intake, name: str, example: Example) -> Iterator[Fault]:
    place = f"{example.place.file}:{example.place.line}:{example.place.column}"
    try:
        truth = truth_of_example(rulebase, intake, name, example)
    except Refused as refused:
        for fault in refused.faults:
            yield Fault(place, "R34", f"{fault.place} {fault.code} {fault.text}", fault.help)
        return
    if truth.name.lower() != example.then:
        given = ", ".join(f"{element}: {value}" for element, value in example.given.items())
        help_line = f"`{name}` is {truth.name.lower()} for it; correct the rule, or what the example expects"
        yield Fault(place, "R28", shorten(f"then: {example.then}, given: {given}"), help_line)
