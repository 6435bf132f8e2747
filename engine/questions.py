"""The order in which questions are asked, and how many answers are needed until one outcome is left.

Questions stand in groups, in the order in which a clinician takes a history. Within a group comes first what can still
change the outcome; a group in which nothing can is passed over. "None of these" is one answer to several questions: an
explicit no for each member that is open, and it overrides no answer. Nothing here decides anything: the diagram says
what matters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from immunote.engine.diagram import Narrowing
from immunote.engine.elements import Element
from immunote.engine.faults import Refused
from immunote.engine.flags import HoldingFlag, asked_by, flags_of
from immunote.engine.grounds import Grounds
from immunote.engine.intake import Patient
from immunote.engine.reference import evaluate, truth_of
from immunote.engine.rulebase import RuleBase
from immunote.engine.tables import QuestionGroup
from immunote.engine.tree import Facts, Value, elements_in
from immunote.engine.truth import TRUE, UNKNOWN

MOST_STEPS = 200
"""The most answers that are counted, more than any rule base needs; a longer way counts as none."""


@dataclass(frozen=True, slots=True)
class AnswerStep:
    """One step towards one outcome: the answer to a question, or all answers that "none of these" stores.

    `group`: the id of the question group. `answers`: element -> value.
    """

    group: str
    answers: Mapping[str, Value]


def in_order(rulebase: RuleBase, asked: Sequence[str] = ()) -> tuple[QuestionGroup, ...]:
    """Return the question groups in the order in which they are asked; in declared order if no open flag asks anything.

    `asked`: the elements that open flags ask. Then the groups `for_flags` come first, and these elements move from
    their own groups into the first of them.
    """
    groups = rulebase.question_groups
    if not asked:
        return groups
    first = [group for group in groups if group.for_flags]
    rest = [group for group in groups if not group.for_flags]
    if first:
        own = first[0]
        also = tuple(name for name in asked if name not in own.elements)
        counted = {name: value for group in groups for name, value in group.counted_as.items() if name in also}
        first[0] = replace(own, elements=(*own.elements, *also), counted_as={**own.counted_as, **counted})
        rest = [replace(group, elements=tuple(name for name in group.elements if name not in also)) for group in rest]
    return (*first, *rest)


def flags_open(rulebase: RuleBase, facts: Facts) -> tuple[HoldingFlag, ...]:
    """Return the flags that are open for a patient, by the reference evaluator."""
    if not rulebase.flags.flags:
        return ()
    return tuple(flag for flag in flags_of(rulebase, facts, evaluate(rulebase.program_of_flags, facts)) if flag.is_open)


def asked_by_flags(flags: Iterable[HoldingFlag]) -> tuple[str, ...]:
    """Return the elements that flags ask: first unanswered questions, then values that are missing or too old."""
    found = tuple(flags)
    values = (value.element for flag in found for value in flag.without)
    return tuple(dict.fromkeys([*asked_by(found), *values]))


def places(groups: Sequence[QuestionGroup]) -> dict[str, tuple[int, int]]:
    """Return, for each element, the place of its group and its own place within the group."""
    return {name: (number, place) for number, group in enumerate(groups) for place, name in enumerate(group.elements)}


def stored_by(rulebase: RuleBase, group: QuestionGroup, facts: Facts, open_: Iterable[str]) -> tuple[str, ...]:
    """Return the members that "none of these" answers now: those in `open_` whose question has a meaning by now."""
    among = set(open_)
    return tuple(name for name in group.stores if name in among and has_meaning(rulebase.elements[name], facts))


def no_to(rulebase: RuleBase, name: str) -> Value:
    """Return the value that "none of these" stores for an element: False, or an enumeration's `leaning`."""
    element = rulebase.elements[name]
    if element.type == "boolean":
        return False
    assert element.leaning is not None  # the loader refuses a stored member without one
    return element.leaning


def steps_to_a_settled_note(grounds: Grounds, patient: Patient) -> tuple[AnswerStep, ...] | None:
    """Return the unremarkable answers that lead to a settled note, in the order asked; None where no way is found.

    It is an estimate: a patient who answers otherwise may be asked more.
    """
    walk = _Walk(grounds, patient)
    found: list[AnswerStep] = []
    while len(found) < MOST_STEPS:
        if walk.is_settled:
            return tuple(found)
        step = walk.next()
        if step is None:
            return None
        found.append(step)
    return None


class _Walk:
    """The state of `steps_to_a_settled_note`: the answers given so far, and the diagram that they leave."""

    def __init__(self, grounds: Grounds, patient: Patient) -> None:
        self.grounds, self.rulebase = grounds, grounds.rulebase
        self.given = dict(patient.given)
        self.reached = patient
        self.left = grounds.diagram.narrowing(patient.facts)
        self.flags = flags_open(self.rulebase, patient.facts)
        self._tried: tuple[Patient, Narrowing] | None = None

    @property
    def is_settled(self) -> bool:
        """Whether one outcome is left and no open flag holds it back."""
        left = self.left.reachable
        return len(left) == 1 and not (self.flags and left[0] in self.rulebase.flags.holds_back)

    def next(self) -> AnswerStep | None:
        """Answer the next question, or several by "none of these"; None where no question can be answered."""
        asked = asked_by_flags(self.flags)
        needed = {name for aside, needs in self.reached.set_aside.items() if self.left.matters(aside) for name in needs}
        needed |= opening(self.rulebase, self.reached.facts, self.left.matters)
        for group in in_order(self.rulebase, asked):
            for name in group.elements:
                if name in self.reached.set_aside or not (name in asked or name in needed or self.left.matters(name)):
                    continue
                step = self._answer_together(group) if name in group.stores else None
                if step := step or self._single(group, name):
                    return self._taken(step)
        return None

    def _taken(self, step: AnswerStep) -> AnswerStep:
        assert self._tried is not None  # each step was tried before it is taken
        self.given.update(step.answers)
        self.reached, self.left = self._tried
        self.flags = flags_open(self.rulebase, self.reached.facts)
        return step

    def _patient(self, given: Mapping[str, Value]) -> Patient | None:
        """Return the patient with these answers and what follows from them; None where they contradict each other."""
        try:
            return self.grounds.intake.complete_given(given)
        except Refused:
            return None

    def _answer_together(self, group: QuestionGroup) -> AnswerStep | None:
        facts = self.reached.facts
        unknown = (name for name in group.stores if name not in facts and name not in self.given)
        answers = {name: no_to(self.rulebase, name) for name in stored_by(self.rulebase, group, facts, unknown)}
        last = self._patient({**self.given, **answers}) if answers else None
        if answers and last is None:  # some contradict what is known: those are left out
            answers, last = self._answers_that_fit(answers)
        if last is None or not (left := self.left.to(last.facts)).reachable:
            return None
        self._tried = last, left
        return AnswerStep(group.id, answers)

    def _answers_that_fit(self, answers: Mapping[str, Value]) -> tuple[dict[str, Value], Patient | None]:
        fit: dict[str, Value] = {}
        last: Patient | None = None
        for name, value in answers.items():
            after = self._patient({**self.given, **fit, name: value})
            if after is not None:
                fit[name], last = value, after
        return fit, last

    def _single(self, group: QuestionGroup, name: str) -> AnswerStep | None:
        if not has_meaning(self.rulebase.elements[name], self.reached.facts):
            return None
        for value in self._unremarkable(group, name):
            after = self._patient({**self.given, name: value}) if self.given.get(name) != value else None
            if after is not None and (left := self.left.to(after.facts)).reachable:
                self._tried = after, left
                return AnswerStep(group.id, {name: value})
        return None

    def _unremarkable(self, group: QuestionGroup, name: str) -> Iterator[Value]:
        """Yield values to try: the group's `counted_as` or the leaning, then all others, nearest first for numbers."""
        element = self.rulebase.elements[name]
        value = group.counted_as.get(name, element.leaning)
        if value is None:
            return
        yield value
        yield from self.grounds.other_samples(name, value)
        if element.type == "boolean":
            yield value is False
        yield from (member for member in element.values if member != value)


def opening(rulebase: RuleBase, facts: Facts, matters: Callable[[str], bool]) -> frozenset[str]:
    """Return the unknown elements of which an answer can give a meaning to a question that matters and has none yet.

    Such an element may not matter itself: without an answer to it, nobody can be asked what does.
    """
    return frozenset(
        other
        for name, element in rulebase.elements.items()
        if (element.only_if is not None or element.asked_when is not None) and name not in facts
        if (others := _opening(element, facts)) and matters(name)  # what matters takes longer to find
        for other in others
    )


def _opening(element: Element, facts: Facts) -> tuple[str, ...]:
    if element.only_if is not None:
        return () if element.only_if in facts else (element.only_if,)
    if element.asked_when is None or truth_of(element.asked_when, facts, {}) is not UNKNOWN:
        return ()
    return tuple(name for name in elements_in(element.asked_when) if name not in facts)


def has_meaning(element: Element, facts: Facts) -> bool:
    """Return whether a question has a meaning now: its host is known to be yes, its `asked` condition is true."""
    if element.only_if is not None and facts.get(element.only_if) is not True:
        return False
    return element.asked_when is None or truth_of(element.asked_when, facts, {}) is TRUE
