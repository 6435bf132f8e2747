"""Binds the sentences of immunote.service.scenarios.steps to pytest-bdd: one step for all `Given`, one for all
`Then`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pytest_bdd import given, then
from pytest_bdd.parsers import StepParser

from immunote.engine.api import Engine
from immunote.service.rulebases.in_use import engine_of
from immunote.service.scenarios.note_reading import NoteReading
from immunote.service.scenarios.patient import ScenarioPatient
from immunote.service.scenarios.sentences import ScenarioWords
from immunote.service.scenarios.steps import GIVEN, THEN, match

RULES = Path(__file__).parent.parent / "rules" / "ssc_ivig"
OF_A_RECORD = ("record:", "record_differs:")
"""How tags begin that name the reading of a published record; tests/test_published_cases.py checks them."""


class AnyOf(StepParser):
    """Fits every sentence of a table, and hands the sentence itself on."""

    def __init__(self, name: str, table: dict[str, Any]) -> None:
        super().__init__(name)
        self.table = table

    def is_matching(self, name: str) -> bool:
        """Whether the sentence stands in the table."""
        return match(name, self.table) is not None

    def parse_arguments(self, name: str) -> dict[str, Any] | None:
        """The sentence."""
        return {"sentence": name} if self.is_matching(name) else None


@pytest.fixture(scope="session")
def engine() -> Engine:
    """The engine on the rule base that ships."""
    return engine_of(RULES)


@pytest.fixture(scope="session")
def sentences(engine: Engine) -> ScenarioWords:
    """The words of that rule base."""
    return ScenarioWords(engine.rulebase)


@pytest.fixture
def patient(engine: Engine, sentences: ScenarioWords) -> ScenarioPatient:
    """The patient whom the `Given` sentences describe."""
    return ScenarioPatient(sentences, engine.intake)


@pytest.fixture
def note(engine: Engine, patient: ScenarioPatient) -> NoteReading:
    """The note of that patient, written when the first `Then` sentence asks for it."""
    profile = patient.raw()
    patient.is_noted = True
    return NoteReading(engine.note(profile))


def bind() -> None:
    """Define the two steps in the module that calls this: a conftest.py beside `.feature` files."""

    @given(AnyOf("a sentence about the patient", GIVEN), stacklevel=2)
    def _given(patient: ScenarioPatient, sentence: str) -> None:
        pattern, of = match(sentence, GIVEN) or pytest.fail(sentence)
        GIVEN[pattern](patient, of)

    @then(AnyOf("a sentence about the note", THEN), stacklevel=2)
    def _then(note: NoteReading, sentences: ScenarioWords, sentence: str) -> None:
        pattern, of = match(sentence, THEN) or pytest.fail(sentence)
        found = THEN[pattern](note, sentences, of)
        assert found.is_met, found.words


def pytest_bdd_apply_tag(tag: str) -> bool | None:
    """Leave the tags on the readings of records alone; pytest-bdd makes a marker of any other."""
    return True if tag.startswith(OF_A_RECORD) else None
