"""What is written once of a rule of which nothing is known is what would be written of it for each patient."""

from __future__ import annotations

from random import Random

from engine.explain import Explanation
from tests.engine.test_properties import ENGINE
from tests.support.patients import random_patient


def test_an_untouched_rule_is_kept_open_by_the_same_elements_for_every_patient() -> None:
    compared = 0
    for seed in range(40):
        patient = ENGINE.patient(random_patient(ENGINE, Random(seed), 0.2))
        decided = ENGINE.decide(patient)
        explanation = Explanation(ENGINE.rulebase.program, patient.facts, decided.truths)
        for open_rule in decided.note.open_rules:
            assert open_rule.missing == tuple(explanation.open_elements(open_rule.rule))
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
