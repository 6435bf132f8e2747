"""The questions of a rule base as a form for one patient: what is asked now, what folds away and why, what comes next.

It knows no screen and decides nothing: the diagram says what can still change the outcome. A page, a questionnaire in
a record system or a voice can draw the same form.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Protocol

from immunote.engine.diagram import Narrowing
from immunote.engine.elements import Element
from immunote.engine.faults import Refused
from immunote.engine.flags import any_open, flags_of
from immunote.engine.grounds import Grounds
from immunote.engine.intake import Patient
from immunote.engine.leading import Leading
from immunote.engine.questions import asked_by_flags, has_meaning, in_order, no_to, opening, stored_by
from immunote.engine.rulebase import RuleBase
from immunote.engine.tables import QuestionGroup
from immunote.engine.tree import Facts, Value, elements_in
from immunote.engine.truth import Truth
from immunote.engine.words import fill

__all__ = [
    "FormGroup",
    "FormMaker",
    "FormPart",
    "FormQuestion",
    "NextGroup",
    "QuestionForm",
    "QuestionState",
    "text_of",
]


class QuestionState(StrEnum):
    """Where a question stands for one patient."""

    ASKED = "asked"
    """Not answered, and an answer can still change the outcome."""
    ANSWERED = "answered"
    FOLLOWS = "follows"
    """Not answered, and known: it follows from other answers."""
    SET_ASIDE = "set_aside"
    """Answered with a no that does not count until something else is known."""
    WAITS = "waits"
    """Not asked: another answer has to come first, or makes it meaningless."""
    FOLDED = "folded"
    """Not answered, and no answer can change the outcome."""


@dataclass(frozen=True, slots=True)
class FormQuestion:
    """One question. `value`: the answer given, or what follows; None where nothing is known.

    `counts`: of an answer, whether another in its place could change the outcome. `because`: why it follows. `needs`:
    of one set aside or waiting, the elements that have to be known first. `ever`: of one that is folded, whether there
    are patients whose outcome it changes. `leads_to`: the elements that matter and are worked out from it.
    `is_flagged`: a recorded value asks it before any grade.
    """

    element: str
    text: str
    state: QuestionState
    value: Value | None = None
    counts: bool = False
    because: str = ""
    needs: tuple[str, ...] = ()
    ever: bool = True
    leads_to: tuple[str, ...] = ()
    is_flagged: bool = False


@dataclass(frozen=True, slots=True)
class FormPart:
    """Questions that stand together. `shown_as`: list, or what `form.yaml` says: tiles, rows or ticks."""

    shown_as: str
    title: str
    about: str
    words: Mapping[str, str]
    questions: tuple[FormQuestion, ...]


@dataclass(frozen=True, slots=True)
class FormGroup:
    """A group of questions. `none_of_these`: the words of the one answer to all of `stores`; None where none is open.

    `id` is empty for what is recorded and stands in no group.
    """

    id: str
    title: str
    parts: tuple[FormPart, ...]
    none_of_these: str | None = None
    stores: tuple[str, ...] = ()

    @property
    def questions(self) -> tuple[FormQuestion, ...]:
        """All questions of the group, as they stand."""
        return tuple(question for part in self.parts for question in part.questions)


@dataclass(frozen=True, slots=True)
class QuestionForm:
    """All questions for one patient. `next`: the one to ask first; None where no answer can change the outcome."""

    groups: tuple[FormGroup, ...]
    next: FormQuestion | None

    @property
    def questions(self) -> tuple[FormQuestion, ...]:
        """All questions, as they stand."""
        return tuple(question for group in self.groups for question in group.questions)

    @property
    def asked(self) -> tuple[FormQuestion, ...]:
        """The questions that are asked now."""
        return tuple(each for each in self.questions if each.state is QuestionState.ASKED)


@dataclass(frozen=True, slots=True)
class NextGroup:
    """The questions of one group that are asked next. `stores`: the members that "none of these" would answer now."""

    id: str
    elements: tuple[str, ...]
    stores: tuple[str, ...]


def text_of(rulebase: RuleBase, name: str, facts: Facts) -> str:
    """How a question reads for a patient of whom some facts are known."""
    element = rulebase.elements[name]
    if element.asked_as is not None and has_meaning(element, facts):
        return fill(rulebase, element.asked_as, facts)
    return element.question


class _Decisive(Protocol):
    """Says which unknown elements can still change the outcome; a `Narrowing` does."""

    def matters(self, element: str) -> bool: ...


class _Nothing:
    def matters(self, element: str) -> bool:
        return False


class FormMaker:
    """Makes the forms of one rule base."""

    def __init__(self, grounds: Grounds) -> None:
        self.grounds, self.rulebase = grounds, grounds.rulebase
        self.leading = Leading(grounds.rulebase, grounds.diagram)
        grouped = [name for group in self.rulebase.question_groups for name in group.elements]
        self._grouped = frozenset(grouped)
        self._loose = tuple(name for name in self.rulebase.elements if name not in self._grouped)

    def on(self, grounds: Grounds) -> FormMaker:
        """The same maker on other grounds of the same rule base."""
        own = copy(self)
        own.grounds = grounds
        return own

    def form(self, patient: Patient, truths: Mapping[str, Truth]) -> QuestionForm:
        """The form of a patient. `truths`: of all conditions of the program. Raises ImpossibleFactsError."""
        return _FormInMaking(self, patient, truths).form()

    def asked(self, patient: Patient, truths: Mapping[str, Truth]) -> Iterator[str]:
        """The elements whose answer changes something by itself, in the order to ask; the first is asked next."""
        yield from _FormInMaking(self, patient, truths).directly_asked()

    def next_group(
        self, patient: Patient, truths: Mapping[str, Truth], passed_by: Container[str] = ()
    ) -> NextGroup | None:
        """The first group in which an answer changes something by itself; None where there is none.

        `passed_by`: questions that are not asked, as those to which nobody knows the answer.
        """
        return _FormInMaking(self, patient, truths).next_group(passed_by)

    def none_of_these(self, patient: Patient, group: str) -> dict[str, Value]:
        """What "none of these" stores for a patient: a no for each open member that nothing contradicts."""
        found = next(each for each in self.rulebase.question_groups if each.id == group)
        open_ = [name for name in found.stores if name not in patient.facts and name not in patient.given]
        answers: dict[str, Value] = {}
        for name in stored_by(self.rulebase, found, patient.facts, open_):
            trial = {**answers, name: no_to(self.rulebase, name)}
            try:
                after = self.grounds.intake.complete_given({**patient.given, **trial})
            except Refused:
                continue
            if self.grounds.diagram.narrowing(after.facts).reachable:
                answers = trial
        return answers


class _FormInMaking:
    """What is known of one patient while a form is made."""

    def __init__(self, maker: FormMaker, patient: Patient, truths: Mapping[str, Truth]) -> None:
        self.maker, self.rulebase, self.patient = maker, maker.rulebase, patient
        diagram = maker.grounds.diagram
        reachable = diagram.reachable(patient.facts)
        flags = flags_of(self.rulebase, patient.facts, truths)
        held_back = reachable[0] in self.rulebase.flags.holds_back and any_open(flags)
        is_open = len(reachable) > 1 or held_back
        self.flagged = asked_by_flags(each for each in flags if each.is_open) if is_open else ()
        left: Narrowing | None = diagram.narrowing(patient.facts) if len(reachable) > 1 else None
        self.left: _Decisive = left or _Nothing()
        self.needed = frozenset(
            name for aside, needs in patient.set_aside.items() if self.left.matters(aside) for name in needs
        )
        self.opening = opening(self.rulebase, patient.facts, self.left.matters)

    @cached_property
    def counting(self) -> frozenset[str]:
        """The answers that count."""
        return self.maker.leading.counting(self.patient)

    def form(self) -> QuestionForm:
        """The whole form. Something that matters is always asked directly, so the first of these comes next."""
        groups = tuple(self._groups())
        first = next(self.directly_asked(), None)
        found = (each for group in groups for each in group.questions if each.element == first)
        return QuestionForm(groups, next(found, None))

    def directly_asked(self) -> Iterator[str]:
        """The elements that are asked and change something by themselves, in the order to ask.

        A known value that an open flag asks, since it is too old, is among them. What flags ask comes first.
        """
        for group in in_order(self.rulebase, self.flagged):
            yield from self._asked_in(group)

    def _asked_in(self, group: QuestionGroup) -> Iterator[str]:
        for name in sorted(group.elements, key=lambda each: each not in self.flagged):
            element = self.rulebase.elements[name]
            is_open = name not in self.patient.facts and name not in self.patient.given
            if (is_open or name in self.flagged) and has_meaning(element, self.patient.facts) and self._is_direct(name):
                yield name

    def next_group(self, passed_by: Container[str]) -> NextGroup | None:
        """The first group with a question that is asked directly and not passed by."""
        facts, given = self.patient.facts, self.patient.given
        for group in in_order(self.rulebase, self.flagged):
            names = tuple(name for name in self._asked_in(group) if name not in passed_by)
            if names:
                open_ = [name for name in group.elements if name not in facts and name not in given]
                return NextGroup(group.id, names, stored_by(self.rulebase, group, facts, open_))
        return None

    def _groups(self) -> Iterator[FormGroup]:
        for group in in_order(self.rulebase, self.flagged):
            questions = {name: self._question(name) for name in group.elements}
            open_ = [name for name, each in questions.items() if each.value is None]
            stores = stored_by(self.rulebase, group, self.patient.facts, open_)
            words = group.none_of_these if stores else None
            yield FormGroup(group.id, group.title, tuple(self._parts(group, questions)), words, stores)
        loose = tuple(self._question(name) for name in self.maker._loose if name in self.patient.given)
        if loose:
            yield FormGroup("", "", (FormPart("list", "", "", {}, loose),))

    def _parts(self, group: QuestionGroup, questions: Mapping[str, FormQuestion]) -> list[FormPart]:
        """The parts of a group; what stands in none comes last, or first where the group begins with it."""
        shapes = [each for each in self.rulebase.form.parts if each.group == group.id]
        placed = {name for each in shapes for name in each.elements}
        rest = tuple(each for name, each in questions.items() if name not in placed)
        parts = [
            FormPart(shape.shown_as, shape.title, " ".join(shape.about.split()), shape.words, here)
            for shape in shapes
            if (here := tuple(questions[name] for name in shape.elements if name in questions))
        ]
        if rest:
            first = group.elements[0] == rest[0].element
            parts.insert(0 if first else len(parts), FormPart("list", "", "", {}, rest))
        return parts

    def _question(self, name: str) -> FormQuestion:
        element, facts = self.rulebase.elements[name], self.patient.facts
        text = text_of(self.rulebase, name, facts)
        flagged = name in self.flagged
        if name in self.patient.set_aside:
            needs = self.patient.set_aside[name]
            return FormQuestion(name, text, QuestionState.SET_ASIDE, False, needs=needs, is_flagged=flagged)
        if name in self.patient.given:
            value, counts = self.patient.given[name], name in self.counting
            return FormQuestion(name, text, QuestionState.ANSWERED, value, counts, is_flagged=flagged)
        if name in facts:
            because = self.patient.because.get(name, "")
            return FormQuestion(name, text, QuestionState.FOLLOWS, facts[name], because=because)
        return self._open(element, text, flagged)

    def _open(self, element: Element, text: str, flagged: bool) -> FormQuestion:
        name = element.name
        if not has_meaning(element, self.patient.facts):
            return FormQuestion(name, text, QuestionState.WAITS, needs=_comes_first(element, self.patient.facts))
        leads_to = self.maker.leading.matters_through(name, self.patient.facts, self.left.matters)
        if flagged or self._is_direct(name) or leads_to:
            return FormQuestion(name, text, QuestionState.ASKED, leads_to=leads_to, is_flagged=flagged)
        return FormQuestion(name, text, QuestionState.FOLDED, ever=self.maker.leading.ever(name))

    def _is_direct(self, name: str) -> bool:
        """Whether an answer changes something by itself, not only by what is worked out from it."""
        return name in self.flagged or name in self.needed or name in self.opening or self.left.matters(name)


def _comes_first(element: Element, facts: Facts) -> tuple[str, ...]:
    """The elements that decide whether a question has a meaning."""
    if element.only_if is not None and facts.get(element.only_if) is not True:
        return (element.only_if,)
    return () if element.asked_when is None else elements_in(element.asked_when)
