"""What is kept of the last patients changes no answer."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from immunote.engine.api import Disagreement, Engine
from immunote.engine.last_patients import LastPatients
from immunote.engine.noting.digest import note_json
from immunote.engine.truth import FALSE, TRUE
from tests.engine.test_properties import ENGINE
from tests.support.patients import random_patient


def test_a_note_that_is_kept_is_the_note_written_anew() -> None:
    rng = Random(5)
    profiles = [random_patient(ENGINE, rng, rng.random()) for _ in range(20)]
    engine = Engine(ENGINE.rulebase, ENGINE.compiled)
    kept = [note_json(engine.note(raw)) for raw in profiles for _ in (1, 2)][1::2]
    engine.forget()
    anew = []
    for raw in profiles:
        anew.append(note_json(engine.note(raw)))
        engine.forget()
    assert kept == anew


def test_the_order_in_which_a_profile_is_written_changes_no_note() -> None:
    raw = dict(ENGINE.rulebase.cases["A01"].profile)
    turned = dict(reversed(raw.items()))
    assert note_json(ENGINE.note(turned)) == note_json(ENGINE.note(raw))
    ENGINE.forget()
    assert note_json(ENGINE.note(turned)) == note_json(ENGINE.note(raw))


def test_numbers_written_in_two_ways_give_one_note() -> None:
    one, other = ({**ENGINE.rulebase.cases["A01"].profile, "weight_kg": weight} for weight in (70, 70.0))
    assert note_json(ENGINE.note(one)) == note_json(ENGINE.note(other))


def test_evaluators_run_on_every_note_and_a_kept_one_does_not_hide_a_disagreement(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    engine = Engine(ENGINE.rulebase, ENGINE.compiled)
    raw = ENGINE.rulebase.cases["A01"].profile
    engine.note(raw)
    right, name = engine.compiled_reference, next(iter(engine.rulebase.rules))

    def wrong(facts: Any) -> Any:
        truths = right(facts)
        return {**truths, name: FALSE if truths[name] is TRUE else TRUE}

    monkeypatch.setitem(engine.__dict__, "compiled_reference", wrong)
    with pytest.raises(Disagreement):
        engine.note(raw)


def test_only_the_last_patients_are_kept() -> None:
    kept: LastPatients[str] = LastPatients(2)
    patients = [ENGINE.patient({"age_years": age}) for age in (50, 51, 52)]
    for patient in patients[:2]:
        kept.keep(patient, "note")
    assert kept.get(patients[0]) == "note"  # asked for, so it stays the longest
    kept.keep(patients[2], "note")
    assert [kept.get(patient) for patient in patients] == ["note", None, "note"]
    kept.clear()
    assert kept.get(patients[0]) is None


def test_a_formula_is_worked_out_anew_where_one_of_its_inputs_is_another() -> None:
    raw = {"age_years": 60, "sex": "female", "creatinine_umol_l": 90}
    first = ENGINE.patient(raw).facts["egfr_ml_min_1_73m2"]
    for name, value in (("age_years", 61), ("sex", "male"), ("creatinine_umol_l", 100)):
        assert ENGINE.patient({**raw, name: value}).facts["egfr_ml_min_1_73m2"] != first
    assert "egfr_ml_min_1_73m2" not in ENGINE.patient({**raw, "is_on_dialysis": True}).facts
    assert ENGINE.patient(raw).facts["egfr_ml_min_1_73m2"] == first
