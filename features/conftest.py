"""The steps of all scenarios. They look labels up in the data dictionary, so that a new element needs no new step."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pytest_bdd import given, parsers, then

from engine.api import Engine
from engine.note import Note
from features import reading
from features.patient import ScenarioPatient
from features.sentences import HAS, NO_FINDING, NOT_KNOWN, NUMBER, WORDS, Sentences

RULES = Path(__file__).parent.parent / "rules" / "ssc_ivig"


@pytest.fixture(scope="session")
def engine() -> Engine:
    """The engine on the rule base that ships."""
    return Engine.load(RULES)


@pytest.fixture(scope="session")
def sentences(engine: Engine) -> Sentences:
    """The words of that rule base."""
    return Sentences(engine.rulebase)


@pytest.fixture
def patient(engine: Engine, sentences: Sentences) -> ScenarioPatient:
    """The patient whom the `Given` sentences describe."""
    return ScenarioPatient(sentences, engine.intake)


@pytest.fixture
def note(engine: Engine, patient: ScenarioPatient) -> Note:
    """The note of that patient, written when the first `Then` sentence asks for it."""
    profile = patient.raw()
    patient.is_noted = True
    return engine.note(profile)


@given(NO_FINDING)
def _no_finding(patient: ScenarioPatient) -> None:
    patient.has_no_findings()


@given(parsers.re(HAS))
def _has(patient: ScenarioPatient, no: str | None, label: str) -> None:
    patient.state(patient.sentences.yes_or_no(label, yes=not no))


@given(parsers.re(NUMBER))
def _number(patient: ScenarioPatient, label: str, number: str, unit: str | None) -> None:
    patient.state(patient.sentences.number(label, number, unit))


@given(parsers.re(WORDS))
def _words(patient: ScenarioPatient, label: str, words: str) -> None:
    patient.state(patient.sentences.words(label, words))


@given(parsers.re(NOT_KNOWN))
def _not_known(patient: ScenarioPatient, label: str) -> None:
    patient.forget(label)


@then(parsers.re(r'the rule "(?P<title>[^"]+)" (?P<truth>holds|does not hold|cannot be decided)'))
def _rule(note: Note, sentences: Sentences, title: str, truth: str) -> None:
    assert reading.truth_of_rule(note, sentences.rule(title)) == truth


@then(parsers.re(r'the product exclusion "(?P<title>[^"]+)" (?P<truth>holds|does not hold|cannot be decided)'))
def _exclusion(note: Note, sentences: Sentences, title: str, truth: str) -> None:
    assert reading.truth_of_exclusion(note, sentences.exclusion(title)) == truth


@then(parsers.re(r"the note asks for (?P<label>.+)"))
def _asks(note: Note, sentences: Sentences, label: str) -> None:
    asked = [missing.element for missing in note.missing]
    asked += [name for product in note.products_excluded for name in product.missing]
    assert sentences.element(label).name in asked


@then(parsers.re(r"the note does not ask for (?P<label>.+)"))
def _does_not_ask(note: Note, sentences: Sentences, label: str) -> None:
    assert sentences.element(label).name not in [missing.element for missing in note.missing]


@then(parsers.re(r"the note sets the answer on (?P<label>.+) aside until (?P<needed>.+) is known"))
def _sets_aside(note: Note, sentences: Sentences, label: str, needed: str) -> None:
    aside = {each.element: each.needs for each in note.set_aside}
    assert sentences.element(needed).name in aside[sentences.element(label).name]


@then(parsers.re(r"the outcome turns on (?P<label>.+)"))
def _turns_on(note: Note, sentences: Sentences, label: str) -> None:
    assert sentences.element(label).name in [missing.element for missing in note.missing if missing.outcomes]


@then(parsers.re(r"the note (?:is (?P<status>settled|provisional)|has (?P<too_little>insufficient data))"))
def _status(note: Note, status: str | None, too_little: str | None) -> None:
    assert note.status == (status or "insufficient_data")
    assert too_little is None or note.outcome is None


@then(parsers.re(r'the outcome is "(?P<title>[^"]+)"'))
def _outcome(note: Note, sentences: Sentences, title: str) -> None:
    assert (note.status, note.outcome) == ("settled", sentences.outcome(title))


@then("no grade is given")
def _no_grade(note: Note) -> None:
    assert note.grade is None


@then(parsers.re(r'the grade once corrected is "(?P<title>[^"]+)"'))
def _once_corrected(note: Note, sentences: Sentences, title: str) -> None:
    assert note.grade_once_corrected == sentences.outcome(title)


@then(parsers.re(r'the grade once corrected may still be "(?P<title>[^"]+)"'))
def _maybe_once_corrected(note: Note, sentences: Sentences, title: str) -> None:
    assert note.grade_once_corrected is None
    assert sentences.outcome(title) in note.reachable_once_corrected


@then(parsers.re(r'"(?P<title>[^"]+)" is (?P<how>still|no longer) possible'))
def _possible(note: Note, sentences: Sentences, title: str, how: str) -> None:
    assert (sentences.outcome(title) in note.reachable) is (how == "still")


@then(parsers.re(r'the note leans to "(?P<title>[^"]+)"'))
def _leans(note: Note, sentences: Sentences, title: str) -> None:
    assert note.leaning == sentences.outcome(title)


@then("the note leans to nothing")
def _leans_to_nothing(note: Note) -> None:
    assert note.leaning is None


@then(parsers.re(r'answering (?P<label>.+) could settle "(?P<title>[^"]+)"'))
def _could_settle(note: Note, sentences: Sentences, label: str, title: str) -> None:
    name, outcome = sentences.element(label).name, sentences.outcome(title)
    sets = [answers for settles in note.settled_by if settles.outcome == outcome for answers in settles.sets]
    assert any(answer.element == name for answers in sets for answer in answers)


@then(parsers.re(r'the course "(?P<label>[^"]+)" over (?P<days>\d+) days (?P<how>is|is not) flagged'))
def _flagged(note: Note, label: str, days: str, how: str) -> None:
    assert note.dose is not None
    amounts = [daily for course in note.dose.courses if course.label == label for daily in course.daily]
    assert [daily.flagged for daily in amounts if daily.days == int(days)] == [how == "is"]


@then(parsers.re(r"the note cites (?P<label>.+)"))
def _cites(note: Note, label: str) -> None:
    assert label in [citation.label for citation in note.citations]


@then(parsers.re(r"the certainty is (?P<words>.+)"))
def _certainty(note: Note, sentences: Sentences, words: str) -> None:
    assert note.certainty == sentences.certainty(words)


@then(parsers.re(r'the certainty of "(?P<title>[^"]+)" is (?P<words>.+)'))
def _certainty_of(note: Note, sentences: Sentences, title: str, words: str) -> None:
    rule = sentences.rule(title)
    assert [each.certainty for each in reading.statements(note) if each.rule == rule] == [sentences.certainty(words)]


@then(parsers.re(r'the note says "(?P<words>[^"]+)"'))
def _says(note: Note, words: str) -> None:
    assert words in reading.sentences_of(note)


@then(parsers.re(r'the note does not say "(?P<words>[^"]+)"'))
def _does_not_say(note: Note, words: str) -> None:
    assert not re.search(rf"\b{re.escape(words)}\b", reading.sentences_of(note), re.IGNORECASE)


@then(parsers.re(r'the headline begins with "(?P<words>[^"]+)"'))
def _headline(note: Note, words: str) -> None:
    assert note.headline.startswith(words)
