"""The order in which questions are asked, and how many answers are needed until one outcome is left.

Questions stand in groups, in the order in which a clinician takes a history. Within a group comes first what can still
change the outcome; a group in which nothing can is passed over. "None of these" is one stroke: an explicit no for
each member that is open, and it overrides no answer. Nothing here decides anything: the diagram says what matters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.faults import Refused
from engine.reference import truth_of
from engine.tree import Facts, Value
from engine.truth import TRUE

if TYPE_CHECKING:
    from engine.api import Engine
    from engine.intake import Patient
    from engine.rulebase import Element, RuleBase

MOST_STEPS = 200
"""More answers than any rule base needs; a count that goes on for longer has lost its way and is not given."""


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    """Questions asked together. `none_of_these`: the words of that one stroke, None where there is none.

    `stores`: the members to which that stroke answers no. `counted_as`: what counts as unremarkable for members whose
    element names no leaning. `for_flags`: asked before all others while values that are recorded raise a question.
    """

    id: str
    title: str
    elements: tuple[str, ...]
    none_of_these: str | None
    stores: tuple[str, ...]
    counted_as: Mapping[str, Value]
    for_flags: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One answer on the way to one outcome: that of a question, or of all that one stroke stores."""

    group: str
    answers: Mapping[str, Value]


def in_order(rulebase: RuleBase, flagged: bool) -> tuple[QuestionGroup, ...]:
    """The groups as they are asked: those for flags first while one is raised, else as declared."""
    groups = rulebase.question_groups
    return tuple(sorted(groups, key=lambda group: not group.for_flags)) if flagged else groups


def places(groups: Sequence[QuestionGroup]) -> dict[str, tuple[int, int]]:
    """Where each element is asked: the place of its group, and its own within that."""
    return {name: (number, place) for number, group in enumerate(groups) for place, name in enumerate(group.elements)}


def stored_by(rulebase: RuleBase, group: QuestionGroup, facts: Facts, open_: Iterable[str]) -> tuple[str, ...]:
    """The members that "none of these" answers now: those open, unless each has a meaning only after another answer."""
    among = set(open_)
    return tuple(name for name in group.stores if name in among and _is_asked(rulebase.elements[name], facts))


def no_to(rulebase: RuleBase, name: str) -> Value:
    """What "none of these" stores for a member: no, or the member of an enumeration that says so."""
    element = rulebase.elements[name]
    if element.type == "boolean":
        return False
    assert element.leaning is not None  # the loader refuses a stored member without one
    return element.leaning


def steps_to_one_outcome(
    engine: Engine, patient: Patient, first: Sequence[str] = (), flagged: bool = False
) -> tuple[Step, ...] | None:
    """The answers to give, in order, until one outcome is left, each taken as unremarkable; None where no way is found.

    `first`: questions that are asked before all else, whether or not an outcome hangs on them. It is no promise:
    another answer can open more.
    """
    walk = _Walk(engine, in_order(engine.rulebase, flagged))
    given = dict(patient.given)
    found: list[Step] = []
    asked_first = list(first)
    while len(found) < MOST_STEPS:
        reached = walk.patient(given)
        if reached is None:
            return None
        asked_first = [name for name in asked_first if name not in reached.facts]
        if not asked_first and len(engine.diagram.reachable(reached.facts)) == 1:
            return tuple(found)
        step = walk.next(given, reached, asked_first)
        if step is None:
            return None
        found.append(step)
        given.update(step.answers)
    return None


class _Walk:
    """Goes from question to question for one patient."""

    def __init__(self, engine: Engine, groups: Sequence[QuestionGroup]) -> None:
        self.engine, self.rulebase, self.groups = engine, engine.rulebase, groups

    def patient(self, given: Mapping[str, Value]) -> Patient | None:
        """What follows from the answers; None where they contradict each other."""
        try:
            return self.engine.intake.complete_given(given)
        except Refused:
            return None

    def next(self, given: Mapping[str, Value], reached: Patient, first: Sequence[str]) -> Step | None:
        """The next question in order, or the stroke that answers it with others."""
        open_ = self._open(reached, first)
        for group in self.groups:
            stroke_done = False
            for name in group.elements:
                if name not in open_:
                    continue
                if name in group.stores and not stroke_done:
                    stroke_done = True
                    if step := self._stroke(group, given, reached):
                        return step
                if step := self._single(group, name, given, reached):
                    return step
        return None

    def _open(self, reached: Patient, first: Sequence[str]) -> dict[str, None]:
        """What can still change the outcome. A "no" that does not count yet stands for the answers that it needs."""
        found = dict.fromkeys(first)
        found.update(dict.fromkeys(self.engine.diagram.mattering(reached.facts)))
        for name, needs in reached.set_aside.items():
            if name in found:
                del found[name]
                found.update(dict.fromkeys(needs))
        return found

    def _stroke(self, group: QuestionGroup, given: Mapping[str, Value], reached: Patient) -> Step | None:
        answers: dict[str, Value] = {}
        unknown = (name for name in group.stores if name not in reached.facts and name not in given)
        for name in stored_by(self.rulebase, group, reached.facts, unknown):
            value = no_to(self.rulebase, name)
            if self.patient({**given, **answers, name: value}) is not None:
                answers[name] = value
        return Step(group.id, answers) if answers else None

    def _single(self, group: QuestionGroup, name: str, given: Mapping[str, Value], reached: Patient) -> Step | None:
        if not _is_asked(self.rulebase.elements[name], reached.facts):
            return None
        for value in self._unremarkable(group, name):
            if given.get(name) == value:
                continue
            after = self.patient({**given, name: value})
            if after is not None:
                return Step(group.id, {name: value})
        return None

    def _unremarkable(self, group: QuestionGroup, name: str) -> Iterator[Value]:
        """What is taken for a question: its leaning or what the group counts, then others nearby."""
        element = self.rulebase.elements[name]
        value = group.counted_as.get(name, element.leaning)
        if value is None:
            return
        yield value
        yield from self.engine.other_samples(name, value)
        if element.type == "boolean":
            yield value is False
        yield from (member for member in element.values if member != value)


def _is_asked(element: Element, facts: Facts) -> bool:
    """Whether a question has a meaning by what is known: after its host is answered yes, and where `asked` says so."""
    if element.only_if is not None and facts.get(element.only_if) is not True:
        return False
    return element.asked_when is None or truth_of(element.asked_when, facts, {}) is TRUE
