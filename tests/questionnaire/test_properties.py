"""Properties of the adaptive form over random patients: nothing is asked in vain, it ends with the engine's note."""

from __future__ import annotations

from random import Random

from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from immunote.engine.api import Engine
from immunote.engine.flags import flags_of
from immunote.engine.intake import Patient
from immunote.engine.profile import value_json
from immunote.engine.questions import asked_by_flags
from immunote.engine.tree import Value, elements_in
from immunote.service.fhir.mapping import map_resources
from tests.engine.test_form import witness
from tests.engine.test_properties import ENGINE
from tests.questionnaire.conftest import AS_OF, Filling, questions_in
from tests.support.interviews import completed
from tests.support.patients import random_patient

SEEDS = st.integers(0, 10**6)
CALM = settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))


def truth_of(seed: int) -> dict[str, Value]:
    """A patient of whom some things stay unknown for odd seeds, and none for even ones."""
    found = random_patient(ENGINE, Random(seed), (seed % 7) / 10)
    return found if seed % 2 else completed(ENGINE, raw_of(found))


def raw_of(values: dict[str, Value]) -> dict[str, object]:
    return {name: value_json(ENGINE.rulebase.elements[name], value) for name, value in values.items()}


def patient_in(response: dict[str, object]) -> Patient:
    return map_resources([{**response, "status": "completed"}], ENGINE.rulebase, AS_OF).patient


def can_change_something(engine: Engine, patient: Patient, name: str) -> bool:
    """By the diagram: there are facts with which the outcome hangs on it; or a flag asks it, or an open question needs
    it first.
    """
    missing = engine.diagram.missing(patient.facts)
    if name in missing:
        return witness(engine, patient.facts, name) is not None
    flags = flags_of(engine.rulebase, patient.facts, engine.compiled_reference(patient.facts))
    needed = {need for aside, needs in patient.set_aside.items() if aside in missing for need in needs}
    elements = [engine.rulebase.elements[each] for each in missing]
    hosts = {each.only_if for each in elements}
    hosts |= {read for each in elements if each.asked_when is not None for read in elements_in(each.asked_when)}
    return name in asked_by_flags(each for each in flags if each.is_open) or name in needed or name in hosts


@CALM
@given(seed=SEEDS)
def test_no_question_is_given_that_could_not_change_the_outcome(seed: int) -> None:
    found = Filling(ENGINE, truth_of(seed)).fill()
    before: set[str] = set()
    for response in found.calls:
        patient = patient_in(response)
        new = [link for link in questions_in(response) if link not in before and "." not in link]
        for name in new:
            assert can_change_something(ENGINE, patient, name), name
        before.update(questions_in(response))


@CALM
@given(seed=SEEDS, by_group=st.booleans())
def test_it_ends_at_the_digest_of_the_same_answers_in_a_note(seed: int, by_group: bool) -> None:
    truth = truth_of(seed)
    found = Filling(ENGINE, truth, by_group).fill()
    patient = patient_in(found.response)
    single = {link: truth[link] for link in found.answered if "." not in link}
    stored = {name: value for name, value in patient.given.items() if name not in single}
    assert by_group or not stored
    assert ENGINE.note_of(patient).digest == ENGINE.note(raw_of({**single, **stored})).digest


@CALM
@given(seed=SEEDS)
@example(seed=679688)  # a "no" to kidney injury that an old creatinine does not let count
def test_a_patient_of_whom_all_is_known_ends_settled(seed: int) -> None:
    truth = truth_of(2 * seed)
    assume(ENGINE.note(raw_of(truth)).status == "settled")  # an age that was not drawn is counted as nothing
    found = Filling(ENGINE, truth).fill()
    assert ENGINE.note_of(patient_in(found.response)).status == "settled"
