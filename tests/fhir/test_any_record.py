"""Whatever is in a record: a profile that the engine takes, or a refusal with its reason; never anything else."""

from __future__ import annotations

import copy
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from immunote.engine.api import Engine
from immunote.engine.faults import Refused
from immunote.service.fhir.guidance import guidance
from immunote.service.fhir.mapping import map_resources
from tests.fhir.conftest import ICD, RXNORM, SNOMED, answers, concept, condition, medication, observation, quantity

_JUNK: list[Any] = [
    None, True, False, 0, -1, 10**18, 5e-324, 1e308, "", " ", "x" * 5000, "2026", "0001-01-01",
    "9999-12-31T23:59:59+14:00",
    "\u200b", "#", "Patient/other", [], {}, [None], [[]], {"coding": None}, {"coding": [{}]}, {"reference": "#x"},
]  # fmt: skip
_DOSE = {"doseAndRate": [{"doseQuantity": quantity(5, "mg")}], "timing": {"repeat": {"period": 1, "periodUnit": "d"}}}
_RECORD: list[Any] = [
    {"resourceType": "Patient", "id": "p", "birthDate": "1960-05-05", "gender": "female"},
    condition(SNOMED, "59282003", onsetDateTime="2020-01-01", recordedDate="2020-01-01"),
    condition(ICD, "E11.9", onsetAge={"value": 40, "code": "a"}, abatementPeriod={"end": "2030"}),
    observation("2160-0", valueQuantity=quantity(1, "mg/dL"), issued="2026-06-01T10:00:00Z"),
    observation("8480-6", component=[{"code": concept("http://loinc.org", "8480-6"), "valueString": "x"}]),
    medication(RXNORM, "8640", dosageInstruction=[_DOSE], contained=[{"resourceType": "Medication", "id": "x"}]),
    {"resourceType": "AllergyIntolerance", "code": concept(SNOMED, "716186003"), "reaction": [{"severity": "severe"}]},
    {"resourceType": "List", "status": "current", "mode": "snapshot", "date": "2026-06-01",
     "code": concept("http://loinc.org", "11450-4"), "entry": [{"item": {"reference": "Condition/c-59282003"}}]},
    {"resourceType": "DeviceUseStatement", "status": "active", "device": {"reference": "#x"}},
    answers(mrss={"valueInteger": 3}, had_thrombosis={"valueBoolean": False}),
]  # fmt: skip


def spoilt(part: Any, rng: Random, chance: float) -> Any:
    """A copy in which some values are others, and some keys are gone."""
    if rng.random() < chance:
        return copy.deepcopy(rng.choice(_JUNK))
    if isinstance(part, dict):
        kept = {key: each for key, each in part.items() if key == "resourceType" or rng.random() > chance / 2}
        return {key: each if key == "resourceType" else spoilt(each, rng, chance) for key, each in kept.items()}
    return [spoilt(each, rng, chance) for each in part] if isinstance(part, list) else part


@settings(max_examples=300, deadline=None)
@given(st.randoms(use_true_random=False), st.sampled_from([0.02, 0.08, 0.2]))
def test_a_spoilt_record_is_read_or_refused(engine: Engine, rng: Random, chance: float) -> None:
    record = [spoilt(each, rng, chance) for each in rng.sample(_RECORD, rng.randint(1, len(_RECORD)))]
    as_of = rng.choice([date(2026, 6, 15), date(1900, 1, 1), date.max])
    try:
        found = map_resources(record, engine.rulebase, as_of)
    except Refused as refused:
        codes = {fault.code for fault in refused.faults}
    else:
        codes = set()
        assert engine.patient(found.profile).facts == found.patient.facts
        assert set(found.report.absent).isdisjoint(found.profile)
    assert codes <= {"S41", "S42"}


def test_a_spoilt_record_gives_guidance_all_the_same(engine: Engine) -> None:
    rng = Random(3)
    for _ in range(15):
        record = [spoilt(each, rng, 0.05) for each in _RECORD]
        try:
            found = map_resources(record, engine.rulebase, date(2026, 6, 15))
        except Refused:
            continue
        assert guidance(engine.note_of(found.patient), found, engine.rulebase)["moduleUri"]


def test_a_code_or_a_text_of_a_megabyte_costs_no_time(engine: Engine) -> None:
    long = "M" * 10**6
    found = map_resources(
        [condition(ICD, long, id="a"), condition(ICD, "x", id="b", code={"text": long})], engine.rulebase, date.max
    )
    assert found.profile == {}


def test_thousands_of_answers_to_one_question_are_read_in_a_moment(engine: Engine) -> None:
    record = [observation("72166-2", valueBoolean=bool(index % 2), id=str(index)) for index in range(4000)]
    found = map_resources(record, engine.rulebase, date(2026, 6, 15))
    assert found.profile == {}


@pytest.mark.parametrize("as_of", [date.min, date.max])
def test_any_day_can_be_the_day(engine: Engine, as_of: date) -> None:
    assert map_resources(_RECORD, engine.rulebase, as_of).report.as_of == as_of.isoformat()
