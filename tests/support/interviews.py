"""A patient of whom all is known is asked in some order until the note is settled: how many answers that takes.

"None of these" is one answer, given where it is true of the patient. A question whose answer the patient does not know
is asked once, and counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from immunote.engine.api import Engine
from immunote.engine.faults import Refused
from immunote.engine.intake import Patient
from immunote.engine.noting.outcome import standing_of
from immunote.engine.questions import has_meaning, no_to, stored_by
from immunote.engine.tree import Value
from immunote.engine.truth import Truth


@dataclass
class Interview:
    """What was asked, in order; `is_settled`: whether the note was settled at the end."""

    asked: list[tuple[str, ...]] = field(default_factory=list)
    is_settled: bool = False


@dataclass(frozen=True)
class Standpoint:
    """Where an interview stands: the patient so far, the truths of all conditions, what was asked and is not known."""

    engine: Engine
    patient: Patient
    truths: Mapping[str, Truth]
    in_vain: frozenset[str]


Order = Callable[[Standpoint], Iterator[str]]
"""The elements to ask at a standpoint, the next one first."""


def of_the_page(at: Standpoint) -> Iterator[str]:
    """As the page does: in the groups' order, only what can still change the outcome."""
    return at.engine.forms.asked(at.patient, at.truths)


def of_the_groups(at: Standpoint) -> Iterator[str]:
    """As a form on paper in the groups' order: every question that has a meaning."""
    groups = at.engine.rulebase.question_groups
    return _open(at, (name for group in groups for name in group.elements))


def of_the_dictionary(at: Standpoint) -> Iterator[str]:
    """As a form on paper in the dictionary's order."""
    grouped = {name for group in at.engine.rulebase.question_groups for name in group.elements}
    return _open(at, (name for name in at.engine.rulebase.elements if name in grouped))


def of_the_largest_split(at: Standpoint) -> Iterator[str]:
    """What leaves the fewest outcomes open, each branch taken as equally likely; among equals as the page does."""
    leads = at.engine.diagram.missing(at.patient.facts)

    def left(name: str) -> float:
        answers = leads.get(name)
        return sum(len(each) for each in answers.values()) / len(answers) if answers else float("inf")

    return iter(sorted((name for name in of_the_page(at) if name not in at.in_vain), key=left))


def _open(at: Standpoint, names: Iterator[str]) -> Iterator[str]:
    elements, patient = at.engine.rulebase.elements, at.patient
    for name in names:
        if name not in patient.facts and name not in patient.given and has_meaning(elements[name], patient.facts):
            yield name


def interview(engine: Engine, truth: Mapping[str, Value], order: Order, *, together: bool = True) -> Interview:
    """Ask until the note is settled or nothing is left to ask. `together`: "none of these" may be answered."""
    found, given, in_vain = Interview(), dict[str, Value](), set[str]()
    while True:
        patient = engine.intake.complete_given(given)
        truths = engine.compiled_reference(patient.facts)
        if standing_of(engine, patient, truths).status == "settled":
            found.is_settled = True
            return found
        at = Standpoint(engine, patient, truths, frozenset(in_vain))
        name = next((each for each in order(at) if each not in in_vain and each not in given), None)
        if name is None:
            return found
        answers = _none_of_these(at, truth, name) if together else {}
        if not answers and name in truth:
            answers = {name: truth[name]}
        if not answers:
            in_vain.add(name)
        given |= answers
        found.asked.append(tuple(answers) or (name,))


def _none_of_these(at: Standpoint, truth: Mapping[str, Value], name: str) -> dict[str, Value]:
    """What "none of these" answers, where the question is one of several and all of them are a no."""
    rulebase = at.engine.rulebase
    group = next(each for each in rulebase.question_groups if name in each.elements)
    if name not in group.stores:
        return {}
    unknown = [each for each in group.stores if each not in at.patient.facts and each not in at.patient.given]
    stores = stored_by(rulebase, group, at.patient.facts, unknown)
    answers = {each: no_to(rulebase, each) for each in stores}
    return answers if all(truth.get(each) == value for each, value in answers.items()) else {}


def completed(engine: Engine, raw: Mapping[str, Any]) -> dict[str, Value]:
    """A patient with every open question answered as unremarkable, where that contradicts nothing; and what follows.

    What follows is known too: who knows a blood pressure can say whether it is severe.
    """
    given = dict(engine.patient(raw).given)
    counted = {name: value for group in engine.rulebase.question_groups for name, value in group.counted_as.items()}
    for name, element in engine.rulebase.elements.items():
        value = counted.get(name, element.leaning)
        if name in given or value is None:
            continue
        try:
            after = engine.intake.complete_given({**given, name: value})
        except Refused:
            continue
        if engine.diagram.narrowing(after.facts).reachable:
            given[name] = value
    return {**engine.intake.complete_given(given).facts, **given}
