"""A record of which one node was dropped, retyped, replaced or doubled is read or refused, and never read wrongly.

The nightly run does the same more often: `bench/record_mutations.py`.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest

from immunote.engine.api import Engine
from tests.fhir.conftest import (
    ICD,
    LOCAL,
    LOINC,
    RXNORM,
    SNOMED,
    answers,
    concept,
    condition,
    medication,
    observation,
    quantity,
    status,
)
from tests.fhir.mutations import Held, mutated

SHARED = Path(__file__).parents[3] / "shared" / "data" / "records"
AS_OF = date(2026, 11, 28)
TIMES = 500
_DAILY = {"repeat": {"frequency": 1, "period": 1, "periodUnit": "d", "boundsPeriod": {"start": "2026-09-01"}}}


def entries_of(*resources: Any) -> list[Any]:
    """Resources as entries, each with an id and about the patient."""
    made = []
    for number, resource in enumerate(resources):
        kind = resource["resourceType"]
        whom = "patient" if kind in ("AllergyIntolerance", "Device") else "subject"
        about = {} if kind in ("Patient", "Medication") else {whom: {"reference": "Patient/p"}}
        made.append({"resource": {**about, "id": f"r{number}", **resource}})
    return made


PATIENT = {"resourceType": "Patient", "id": "p", "birthDate": "1960-05-05", "gender": "female"}
# A reviewed list that names every condition: what it closes must stay closed or become open.
LISTED = entries_of(
    PATIENT,
    condition(SNOMED, "89155008", id="ssc", recordedDate="2024-01-01"),
    condition(SNOMED, "73211009", id="dm", recordedDate="2024-01-01"),
    condition(ICD, "N18.3", id="ckd", recordedDate="2024-01-01"),
    condition(SNOMED, "38341003", id="ht", verificationStatus=status("provisional")),
    {"resourceType": "List", "status": "current", "mode": "working", "date": "2026-11-20",
     "code": concept(LOINC, "11450-4"),
     "entry": [{"item": {"reference": f"Condition/{each}"}} for each in ("ssc", "dm", "ckd", "ht")]},
    {"resourceType": "AllergyIntolerance", "code": concept(SNOMED, "716186003"), "recordedDate": "2026-01-01"},
    {"resourceType": "AllergyIntolerance", "code": {"text": "Immune globulin"}, "recordedDate": "2024-01-01",
     "reaction": [{"severity": "severe"}]},
)  # fmt: skip
WHOLE = entries_of(
    PATIENT,
    condition(SNOMED, "89155008", id="ssc"),
    condition(SNOMED, "59282003", id="pe", onsetDateTime="2026-08-01", recordedDate="2026-08-02"),
    condition(SNOMED, "128053003", id="dvt", code=concept(SNOMED, "128053003", text="No DVT")),
    condition(ICD, "E86.0", id="dry", clinicalStatus=status("resolved")),
    observation("2160-0", "2026-11-10", valueQuantity=quantity(1.2, "mg/dL"),
                referenceRange=[{"high": quantity(1.1, "mg/dL")}]),
    observation("2160-0", "2026-10-10", valueQuantity=quantity(1.0, "mg/dL")),
    observation("85354-9", "2026-11-10", component=[
        {"code": concept(LOINC, "8480-6"), "valueQuantity": quantity(134, "mm[Hg]")},
        {"code": concept(LOINC, "8462-4"), "valueQuantity": quantity(82, "mm[Hg]")}]),
    observation("2157-6", "2026-11-10", valueQuantity=quantity(1240, "U/L")),
    observation("5117-7", "2026-11-10", valueString="positive"),
    observation("72166-2", "2026-11-10", valueCodeableConcept=concept(SNOMED, "449868002")),
    {"resourceType": "Medication", "id": "m", "code": concept(RXNORM, "8640", text="prednisone")},
    medication(RXNORM, "x", id="pred", authoredOn="2026-09-01", medicationCodeableConcept=None,
               medicationReference={"reference": "Medication/m"},
               dosageInstruction=[{"timing": _DAILY, "doseAndRate": [{"doseQuantity": quantity(10, "mg")}],
                                   "route": concept(SNOMED, "26643006")}]),
    medication(RXNORM, "11289", id="warf"),
    medication(RXNORM, "68149", id="mmf", status="stopped", statusReason={"text": "intolerance"}),
    {"resourceType": "Device", "status": "active", "type": concept(LOCAL, "has-indwelling-vascular-catheter")},
    {"resourceType": "DiagnosticReport", "status": "final", "code": concept(LOINC, "42148-7"),
     "effectiveDateTime": "2026-10-01", "conclusion": "LVEF 48%."},
    {**answers("2026-11-01", mrss={"valueInteger": 24}, muscle_is_active={"valueBoolean": True}), "id": "qr"},
)  # fmt: skip
OWN = {"listed": LISTED, "whole": WHOLE}


def records() -> dict[str, list[Any]]:
    """All records that are mutated: those of this file, and those of the shared folder where it is there."""
    made = dict(OWN)
    for style in ("epic", "french"):
        file = SHARED / f"{style}-style.json"
        if file.is_file():
            made[style] = json.loads(file.read_bytes())["entry"]
    return made


def run(engine: Engine, name: str, seed: int, times: int, *, note_every: int) -> list[str]:
    """Mutate a record so many times; return what was read wrongly, with the seed and the change."""
    held, wrong = Held(engine, records()[name], AS_OF), []
    for number in range(times):
        entries, change = mutated(held.entries, Random(f"{seed}.{number}"))
        faults = held.faults_of(entries, change, with_note=number % note_every == 0)
        wrong += [f"{name} {seed}.{number} {change.how} {change.path}: {fault}" for fault in faults]
    return wrong


@pytest.mark.parametrize("name", OWN)
def test_a_mutated_record_is_never_read_wrongly(engine: Engine, name: str) -> None:
    assert run(engine, name, 1, TIMES // len(OWN), note_every=10) == []


def test_the_untouched_records_hold_what_a_mutation_could_lose(engine: Engine) -> None:
    listed, whole = (Held(engine, OWN[name], AS_OF).whole.profile for name in ("listed", "whole"))
    assert (listed["has_diabetes"], listed["has_raynaud"]) == (True, False)
    assert "has_hypertension" not in listed
    assert "has_corn_allergy" not in listed
    assert len(whole) > 18
    assert False not in whole.values()


@pytest.mark.parametrize("name", OWN)
def test_removing_or_garbling_a_resource_never_makes_a_no(engine: Engine, name: str) -> None:
    """Each resource in turn is taken out, or one of its parts made unreadable."""
    held = Held(engine, OWN[name], AS_OF)
    before = held.whole.patient.facts
    for number, entry in enumerate(held.entries):
        resource = entry["resource"]
        others = [each for index, each in enumerate(held.entries) if index != number]
        garbled = [{"resource": {**resource, key: 5}} for key in resource if key != "resourceType"]
        for given in (others, *([*others, each] for each in garbled)):
            after = held.read(given).patient.facts
            # without the one entry that contradicts it, a recorded "none known" is all that is left
            allowed = held.explicit_no if given is others else ()
            for element, value in after.items():
                assert value is not False or before.get(element) is False or element in allowed, (number, element)


def test_the_property_can_fail(engine: Engine) -> None:
    """A list that lacks a condition, and then the condition gone: the test sees the "no" that would come of it."""
    unlisted = [*LISTED[:2], *LISTED[5:6]]
    unlisted[2] = {"resource": {**unlisted[2]["resource"], "entry": [{"item": {"reference": "Condition/ssc"}}]}}
    held = Held(engine, [*unlisted, LISTED[2]], AS_OF)
    assert held.whole.profile["has_diabetes"] is True
    assert held.read(unlisted).profile["has_diabetes"] is False
