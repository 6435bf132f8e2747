"""Steps for the published cases: a case or a row of a table in, then what its note says and does not say.

Rules, questions and outcomes are named in the words of the rule base, so that a feature reads as a note does; a word
that the rule base does not have fails the scenario.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import pytest
from pytest_bdd import given, parsers, then, when

from engine.api import Engine
from engine.elements import Element
from engine.note import Note
from engine.rulebase import Named
from engine.truth import TRUE

FOR_IVIG = ("benefit", "refractory", "need")
# Supposed for the cases of other diseases, so that what happened to them is asked of a patient with SSc.
ASKED_OF_SSC = {
    "has_systemic_sclerosis": True,
    "ivig_requested_for": "systemic_sclerosis",
    "route_requested": "intravenous",
}
ORGANS = ("muscle", "joints", "upper_gi", "bowel", "skin")
Table = list[list[str]]
Found = TypeVar("Found")


@dataclass
class Consultation:
    """One patient and, once it is written, the note."""

    engine: Engine
    profile: dict[str, Any] = field(default_factory=dict)
    note: Note | None = None

    @property
    def written(self) -> Note:
        """The note; a scenario that forgot to have it written fails here."""
        assert self.note is not None, "no note was written"
        return self.note

    @property
    def said(self) -> str:
        """Everything that the note says about the patient, in lower case: sources' own words left out."""
        about = self.written.model_dump(mode="json", exclude={"citations", "provenance", "digest"})
        return json.dumps(about, ensure_ascii=False).lower()

    @property
    def holding(self) -> set[str]:
        """The rules that the note states."""
        parts = (self.written.statements, self.written.conflicts, self.written.follow_up)
        return {statement.rule for part in parts for statement in part}

    @property
    def left_open(self) -> set[str]:
        """The rules that the note shows as not decided yet."""
        return {rule for missing in self.written.missing for rule in missing.rules}

    def rule(self, title: str) -> Named:
        """The rule of that title."""
        return _only((each for each in self.engine.rulebase.rules.values() if each.title == title), "rule", title)

    def element(self, label: str) -> Element:
        """The element of that label."""
        elements = self.engine.rulebase.elements.values()
        return _only((each for each in elements if each.label == label), "element", label)

    def outcome(self, title: str) -> str:
        """The id of the outcome of that title."""
        outcomes = self.engine.rulebase.outcomes.values()
        return _only((each for each in outcomes if each.title == title), "outcome", title).id


def _only(found: Iterable[Found], what: str, words: str) -> Found:
    matches = list(found)
    assert len(matches) == 1, f"{len(matches)} {what}s are called `{words}`"
    return matches[0]


def _answer(element: Element, words: str) -> Any:
    """An answer as a feature writes it: yes, no, a number, or the words of a member."""
    if element.type == "boolean":
        return {"yes": True, "no": False}[words]
    if element.is_number:
        return float(words) if "." in words else int(words)
    return {**{said: member for member, said in element.values.items()}, **{m: m for m in element.values}}[words]


@pytest.fixture
def consultation(engine: Engine) -> Consultation:
    """One patient, not described yet."""
    return Consultation(engine)


# What is known


@given(parsers.re(r"the published case (?P<name>[A-Z]\d\d(_\d)?)"))
def _(consultation: Consultation, name: str) -> None:
    consultation.profile = dict(consultation.engine.rulebase.cases[name].profile)


@given(parsers.re(r"the published case (?P<name>[A-Z]\d\d), completed for illustration"))
def _(consultation: Consultation, name: str) -> None:
    case = consultation.engine.rulebase.cases[name]
    consultation.profile = {**case.profile, **case.completed}


@given(parsers.parse("a row of the published table {name}"))
def _(consultation: Consultation, name: str, datatable: Table) -> None:
    consultation.profile = dict(ASKED_OF_SSC)
    _suppose(consultation, datatable)


@given("supposing that IVIG were asked for in systemic sclerosis")
def _(consultation: Consultation) -> None:
    consultation.profile.update(ASKED_OF_SSC)


@given("supposing that no other organ is active")
def _(consultation: Consultation) -> None:
    for organ in ORGANS:
        active = f"{organ}_is_active" if organ != "joints" else "joints_are_active"
        consultation.profile.setdefault(active, False)


@given("supposing that no IVIG was ever given")
def _(consultation: Consultation) -> None:
    consultation.profile.update({"has_ever_had_ivig": False, "on_ivig_now": False})


@given("supposing also")
def _(consultation: Consultation, datatable: Table) -> None:
    _suppose(consultation, datatable)


def _suppose(consultation: Consultation, table: Table) -> None:
    for label, words in table:
        if words:
            element = consultation.element(label)
            consultation.profile[element.name] = _answer(element, words)


@when("the case is put to immunote")
def _(consultation: Consultation) -> None:
    consultation.note = consultation.engine.note(consultation.profile)


# What the note concludes


@then("its note is provisional")
def _(consultation: Consultation) -> None:
    assert consultation.written.status == "provisional"
    assert consultation.written.outcome is None


@then("its note says that too little is recorded")
def _(consultation: Consultation) -> None:
    assert consultation.written.status == "insufficient_data"
    assert consultation.written.grade is None


@then(parsers.parse('its note is settled as "{title}"'))
def _(consultation: Consultation, title: str) -> None:
    assert consultation.written.status == "settled", consultation.written.reachable
    assert consultation.written.outcome == consultation.outcome(title)


@then("it gives no grade")
def _(consultation: Consultation) -> None:
    assert consultation.written.grade is None


@then("still possible are")
def _(consultation: Consultation, datatable: Table) -> None:
    assert set(consultation.written.reachable) >= {consultation.outcome(title) for (title,) in datatable}


@then("out of reach are")
def _(consultation: Consultation, datatable: Table) -> None:
    assert not set(consultation.written.reachable) & {consultation.outcome(title) for (title,) in datatable}


@then("it does not lean to any grade")
def _(consultation: Consultation) -> None:
    assert consultation.written.leaning is None


# What the note states


@then("it states")
def _(consultation: Consultation, datatable: Table) -> None:
    for (title,) in datatable:
        assert consultation.rule(title).name in consultation.holding, title


@then("it leaves open")
def _(consultation: Consultation, datatable: Table) -> None:
    for (title,) in datatable:
        name = consultation.rule(title).name
        assert name in consultation.left_open, title
        assert name not in consultation.holding, title


@then("it does not state")
def _(consultation: Consultation, datatable: Table) -> None:
    for (title,) in datatable:
        assert consultation.rule(title).name not in consultation.holding, title


@then("it states nothing for IVIG")
def _(consultation: Consultation) -> None:
    assert not [each.rule for each in consultation.written.statements if each.kind in FOR_IVIG]


@then("it states no supported target")
def _(consultation: Consultation) -> None:
    assert not [each.rule for each in consultation.written.statements if each.strength == "supported"]


@then("it counts no drug as failed")
def _(consultation: Consultation) -> None:
    patient = consultation.engine.patient(consultation.profile)
    truths = consultation.engine.reference(patient.facts)
    organs = ("muscle", "joints", "upper_gi", "bowel", "skin")
    failed = [f"{what}_for_{organ}" for what in ("drug_failed", "drugs_unusable") for organ in organs]
    assert not [name for name in failed if truths[name] is TRUE]
    assert not [each.rule for each in consultation.written.statements if each.kind == "refractory"]


@then(parsers.parse('it puts "{first}" before "{second}"'))
def _(consultation: Consultation, first: str, second: str) -> None:
    order = [statement.rule for statement in consultation.written.statements]
    assert order.index(consultation.rule(first).name) < order.index(consultation.rule(second).name)


@then(parsers.parse('it rates "{title}" as of {certainty} certainty'))
def _(consultation: Consultation, title: str, certainty: str) -> None:
    name = consultation.rule(title).name
    stated = _only((each for each in consultation.written.statements if each.rule == name), "statement", title)
    assert consultation.engine.rulebase.about.certainties[stated.certainty] == certainty


@then(parsers.parse('what speaks against stands beside "{title}"'))
def _(consultation: Consultation, title: str) -> None:
    name = consultation.rule(title).name
    stated = _only((each for each in consultation.written.statements if each.rule == name), "statement", title)
    assert [line for line in stated.lines if line.role == "against"]


@then(parsers.parse('"{title}" rests on "{label}"'))
def _(consultation: Consultation, title: str, label: str) -> None:
    name = consultation.rule(title).name
    stated = _only((each for each in consultation.written.statements if each.rule == name), "statement", title)
    assert label in [fact.label for fact in stated.facts]


@then(parsers.parse('it says "{words}"'))
def _(consultation: Consultation, words: str) -> None:
    assert words.lower() in consultation.said


@then("it never says")
def _(consultation: Consultation, datatable: Table) -> None:
    assert not [words for (words,) in datatable if words.lower() in consultation.said]


@then(parsers.parse('it presents the patient as "{words}"'))
def _(consultation: Consultation, words: str) -> None:
    assert ", ".join(consultation.written.profile) == words


@then(parsers.parse('it reads "{label}" as {number} {unit}'))
def _(consultation: Consultation, label: str, number: str, unit: str) -> None:
    element = consultation.element(label)
    assert element.unit == unit
    assert str(consultation.engine.patient(consultation.profile).facts[element.name]) == number


# What the note asks


@then("it asks about")
def _(consultation: Consultation, datatable: Table) -> None:
    asked = {missing.label for missing in consultation.written.missing}
    for (label,) in datatable:
        assert consultation.element(label).label in asked, label


@then(parsers.parse('its checklist has "{label}" as missing'))
def _(consultation: Consultation, label: str) -> None:
    line = _only((each for each in consultation.written.checklist if each.label == label), "checklist line", label)
    assert line.state == "missing"


@then(parsers.parse('"{name}" drops out'))
def _(consultation: Consultation, name: str) -> None:
    assert ("holds", name) in {(each.status, each.name) for each in consultation.written.products_excluded}


@then(parsers.parse('whether "{name}" drops out stays open'))
def _(consultation: Consultation, name: str) -> None:
    assert ("open", name) in {(each.status, each.name) for each in consultation.written.products_excluded}


# The scale of the records (README.md holds the table)


def _favours_with_caution(note: Note) -> bool:
    return bool({"may_consider_with_precautions", "uncertain"} & set(note.reachable))


def _not_indicated(note: Note) -> bool:
    against = bool({"not_supported", "out_of_scope"} & set(note.reachable))
    return against and not any(each.strength == "supported" for each in note.statements)


def _specialist_review(note: Note) -> bool:
    settled_for = note.outcome in ("may_consider", "may_consider_with_precautions")
    return not settled_for and bool({"uncertain", "deferred"} & set(note.reachable))


def _kinds(*kinds: str) -> Callable[[Note], bool]:
    return lambda note: any(each.kind in kinds for each in note.statements)


def _rules(*rules: str) -> Callable[[Note], bool]:
    return lambda note: any(each.rule in rules for each in note.statements)


READINGS: dict[str, Callable[[Note], bool]] = {
    "favours_with_caution": _favours_with_caution,
    "not_indicated_on_these_facts": _not_indicated,
    "specialist_review": _specialist_review,
    "insufficient_data": lambda note: note.status == "insufficient_data",
    "out_of_scope": lambda note: note.outcome == "out_of_scope",
    "thrombosis_arterial": _kinds("thrombosis_factor"),
    "thrombosis_venous": _kinds("thrombosis_factor"),
    "renal": _kinds("renal_factor"),
    "cardiac_volume": _rules("heart_failure", "decompensated_heart_failure", "hydration_and_volume"),
    "haemolysis": _rules("haemolysis_dose_and_blood_group"),
    "none_required": lambda note: not any(each.kind in ("heavy", "complication") for each in note.statements),
}


@then(parsers.parse('the record\'s reading "{reading}" is met'))
def _(consultation: Consultation, reading: str) -> None:
    assert READINGS[reading](consultation.written), consultation.written.reachable


@then(parsers.parse('the record\'s reading "{reading}" is not met'))
def _(consultation: Consultation, reading: str) -> None:
    assert not READINGS[reading](consultation.written), consultation.written.reachable
