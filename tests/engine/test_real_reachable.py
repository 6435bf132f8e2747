"""The diagram of the real rule base against brute force, all but a few elements fixed."""

from __future__ import annotations

from itertools import product
from random import Random

from immunote.engine.api import Engine
from immunote.engine.faults import Refused
from immunote.engine.tree import Value
from immunote.engine.truth import TRUE
from tests.engine.test_properties import ENGINE, complete, complete_patients
from tests.support.patients import samples


def first_true_row(engine: Engine, raw: dict[str, Value]) -> str:
    truths = engine.reference(engine.patient(raw).facts)
    return next(row.outcome for row in engine.rulebase.rows if truths[f"row.{row.name}"] is TRUE)


def test_reachable_equals_brute_force_over_completions() -> None:
    compared, several = 0, 0
    for seed in range(60):
        rng = Random(seed)
        raw = complete(rng)
        names = [name for name in raw if name in ENGINE.outcome_elements and name != "has_acute_kidney_injury"]
        names = [name for name in names if ENGINE.rulebase.elements[name].only_if is None]
        dropped = rng.sample(names, 3)
        known = {name: value for name, value in raw.items() if name not in dropped}
        outcomes = set()
        for values in product(*(samples(ENGINE, name) for name in dropped)):
            completed = {**known, **dict(zip(dropped, values, strict=True))}
            try:
                patient = ENGINE.patient(completed)
            except Refused:
                continue  # no patient is like this
            reachable = ENGINE.diagram.reachable(patient.facts)
            if len(reachable) == 1:
                assert reachable == (first_true_row(ENGINE, completed),)
            outcomes.update(reachable)
        assert set(ENGINE.diagram.reachable(ENGINE.patient(known).facts)) == outcomes, (dropped, raw)
        compared += 1
        several += len(outcomes) > 1
    assert compared == 60
    assert several > 10


def test_the_first_true_row_of_a_complete_profile_is_the_outcome() -> None:
    for raw in complete_patients(200):
        assert ENGINE.diagram.reachable(ENGINE.patient(raw).facts) == (first_true_row(ENGINE, raw),)
