"""What is written once for many patients is what would be written for each of them."""

from __future__ import annotations

from random import Random

import pytest

from immunote.engine.explain import Explanation
from immunote.engine.noting.asking import is_asked
from immunote.engine.noting.digest import note_json
from tests.engine.test_properties import ENGINE, IN_SCOPE
from tests.support.patients import random_patient


def test_an_untouched_rule_is_kept_open_by_the_same_elements_for_every_patient() -> None:
    compared = 0
    for seed in range(40):
        patient = ENGINE.patient(random_patient(ENGINE, Random(seed), 0.2))
        decided = ENGINE.decide(patient)
        explanation = Explanation(ENGINE.rulebase.program, patient.facts, decided.truths)
        for open_rule in decided.note.open_rules:
            open_elements = explanation.open_elements(open_rule.rule)
            assert open_rule.missing == tuple(name for name in open_elements if is_asked(decided.truths, name))
            assert not set(open_rule.missing) & set(patient.facts)
            if open_rule is ENGINE.untouched_rules[open_rule.rule]:
                assert not set(ENGINE.rulebase.elements_of[open_rule.rule]) & set(patient.facts)
                assert set(open_rule.missing) <= set(ENGINE.rulebase.elements_of[open_rule.rule])
                assert open_rule.lines == ()
                compared += 1
    assert compared > 1000


def test_a_rule_of_which_something_is_known_is_never_taken_for_an_untouched_one() -> None:
    met = 0
    for seed in range(40):
        patient = ENGINE.patient(random_patient(ENGINE, Random(seed), 0.5))
        for open_rule in ENGINE.note_of(patient).open_rules:
            if set(ENGINE.rulebase.elements_of[open_rule.rule]) & set(patient.facts):
                assert open_rule is not ENGINE.untouched_rules[open_rule.rule]
                met += 1
    assert met > 200


def test_parts_are_forgotten_when_too_many_and_notes_stay_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    patients = [random_patient(ENGINE, Random(seed), 0.2) for seed in range(12)]
    before = [note_json(ENGINE.note(each)) for each in patients]
    ENGINE.wording.parts.clear()
    monkeypatch.setattr("immunote.engine.noting.wording.MOST", 50)
    assert [note_json(ENGINE.note(each)) for each in reversed(patients)] == before[::-1]
    assert len(ENGINE.wording.parts) <= 51  # a part may be made of others
    monkeypatch.undo()
    assert [note_json(ENGINE.note(each)) for each in patients] == before


def test_no_value_of_a_patient_is_in_the_key_of_a_kept_part() -> None:
    """A number far from every threshold, in a note and nowhere among what is kept."""
    note = ENGINE.note({**IN_SCOPE, "weight_kg": 71.3})
    assert "71.3" in note_json(note).decode()
    assert "71.3" not in repr(list(ENGINE.wording.parts.items()))
