"""A patient of whom all is known is asked in some order until the note is settled: how many answers that takes.

"None of these" is one answer, given where it is true of the patient. A question whose answer the patient does not know
is asked once, and counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from immunote.engine.api import Engine
from immunote.engine.faults import Refused
from immunote.engine.flags import flags_of
from immunote.engine.intake import Patient
from immunote.engine.noting.outcome import standing_of
from immunote.engine.questions import asked_by_flags, has_meaning, in_order, no_to, stored_by
from immunote.engine.tree import Value
from immunote.engine.truth import Truth


@dataclass
class Interview:
    """What was asked, in order; `is_settled`: whether the note was settled at the end."""

    asked: list[tuple[str, ...]] = field(default_factory=list)
    is_settled: bool = False


@dataclass(frozen=True)
class Standpoint:
    """Where an interview stands: the patient so far, and what was asked in vain since nobody knows the answer."""

    engine: Engine
    patient: Patient
    in_vain: frozenset[str]

    @cached_property
    def truths(self) -> Mapping[str, Truth]:
        """The truths of all conditions."""
        return self.engine.compiled_reference(self.patient.facts)

    def is_open(self, name: str) -> bool:
        """Whether a question was neither answered nor asked in vain."""
        return name not in self.in_vain and name not in self.patient.given

    @property
    def is_settled(self) -> bool:
        """Whether the note is settled; while several outcomes are reachable it is not, whatever the truths are."""
        if len(self.engine.diagram.reachable(self.patient.facts)) > 1:
            return False
        return standing_of(self.engine, self.patient, self.truths).status == "settled"


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
    """What leaves the fewest outcomes open, each branch taken as equally likely; among equals as the page does.

    What every answer leaves is known for all questions at once. Whether one matters is looked at one by one, since the
    first that does is asked.
    """
    diagram, facts = at.engine.diagram, at.patient.facts
    if len(diagram.reachable(facts)) > 1:
        leads, left = diagram._answered(diagram._known(facts)), diagram.narrowing(facts)

        def mean(name: str) -> float:
            found = [each.bit_count() for each in leads.get(diagram._level.get(name, -1), ()) if each]
            return sum(found) / len(found) if found else float("inf")

        yield from (name for name in sorted(_open(at, _in_page_order(at)), key=mean) if left.matters(name))
    yield from of_the_page(at)


def _in_page_order(at: Standpoint) -> Iterator[str]:
    flagged = asked_by_flags(each for each in flags_of(at.engine.rulebase, at.patient.facts, at.truths) if each.is_open)
    for group in in_order(at.engine.rulebase, flagged):
        yield from sorted(group.elements, key=lambda each: each not in flagged)


def _open(at: Standpoint, names: Iterator[str]) -> Iterator[str]:
    elements, patient = at.engine.rulebase.elements, at.patient
    for name in names:
        if name not in patient.facts and name not in patient.given and has_meaning(elements[name], patient.facts):
            yield name


def interview(engine: Engine, truth: Mapping[str, Value], order: Order, *, together: bool = True) -> Interview:
    """Ask until the note is settled or nothing is left to ask. `together`: "none of these" may be answered."""
    found, given, in_vain = Interview(), dict[str, Value](), set[str]()
    while True:
        at = Standpoint(engine, engine.intake.complete_given(given), frozenset(in_vain))
        if at.is_settled:
            found.is_settled = True
            return found
        name = next((each for each in order(at) if at.is_open(each)), None)
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
