"""Whole records: seven Synthea patients, 615 more as NDJSON, and every US Core example, each with its answer known.

Skipped where the shared data is not beside the checkout.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from immunote.engine.api import Engine
from immunote.service.fhir.guidance import guidance
from immunote.service.fhir.mapping import Mapped, map_resources

DATA = Path(__file__).parents[3] / "shared" / "data" / "fhir"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the example records stand in shared/, beside the checkout")
DAY = date(2021, 1, 1)

# Values of blood pressure, haemoglobin, sodium and platelets are older than thirty days on that day: none is used.
SYNTHEA = {
    # a smoking status of 1967, 2007 or 2012 says nothing of that day: 01, 02 and 05 have no newer one
    "01": "age_years had_thrombosis height_cm months_since_thrombosis sex weight_kg",
    "02": "age_years had_thrombosis has_coronary_disease height_cm months_since_thrombosis sex weight_kg",
    "03": "age_years bun_mg_dl creatinine_age_days creatinine_before_days creatinine_before_mg_dl creatinine_mg_dl"
    " egfr_ml_min_1_73m2 had_thrombosis has_diabetes height_cm is_smoker months_since_thrombosis sex"
    " weight_kg",
    "04": "age_years bun_mg_dl creatinine_age_days creatinine_before_days creatinine_before_mg_dl creatinine_mg_dl"
    " egfr_ml_min_1_73m2 has_chronic_kidney_disease has_diabetes has_hypertension height_cm is_smoker sex weight_kg",
    "05": "age_years bun_mg_dl creatinine_age_days creatinine_before_days creatinine_before_mg_dl creatinine_mg_dl"
    " has_heart_failure height_cm sex weight_kg",
    "06": "age_years bun_mg_dl creatinine_age_days creatinine_before_days creatinine_before_mg_dl creatinine_mg_dl"
    " had_thrombosis has_heart_failure height_cm is_smoker months_since_thrombosis sex sodium_mmol_l"
    " takes_loop_diuretic weight_kg",
    # orders that are older than a year (03, 05, 07) do not say that a drug is taken
    # its filtration rate does not follow from its creatinine by far: neither is used
    "07": "age_years bun_mg_dl has_diabetes has_hypertension height_cm is_smoker sex weight_kg",
}
# A pregnancy of 2022 and a smoking status without a date say nothing of 2026.
# Every other example holds nothing that the data dictionary reads: mostly other kinds of resource and other codes.
US_CORE = {
    "bmi.json": {"bmi_kg_m2": 16.2},
    "height.json": {"height_cm": 111.51},
    "observation-serum-bun.json": {"bun_mg_dl": 10},
    "observation-serum-creatinine.json": {
        "creatinine_mg_dl": 1,
        "creatinine_age_days": 7789,
        "creatinine_upper_limit_mg_dl": 0.6,
    },
    "patient-child-example.json": {"age_years": 10},
    "patient-deceased-example.json": {"age_years": 89},
    "patient-example.json": {"age_years": 39},
    "patient-infant-example.json": {"age_years": 6},
    "weight.json": {"weight_kg": 20.09},
}


def noted(engine: Engine, given: Any, day: date) -> Mapped:
    """Mapped, with a note and a GuidanceResponse made of it."""
    found = map_resources(given, engine.rulebase, day)
    note = engine.note_of(found.patient)
    assert note.status in ("settled", "provisional", "insufficient_data")
    assert guidance(note, found, engine.rulebase)["resourceType"] == "GuidanceResponse"
    return found


@pytest.mark.parametrize("number", SYNTHEA)
def test_each_synthea_record_gives_what_is_documented(engine: Engine, number: str) -> None:
    record = json.loads(gzip.decompress((DATA / "synthea-bundles" / f"patient-{number}.json.gz").read_bytes()))
    found = noted(engine, record, DAY)
    assert sorted(found.profile) == SYNTHEA[number].split()
    assert "has_systemic_sclerosis" in found.report.absent
    assert found.report.resources == len(record["entry"])
    seen = {each.source.resource for each in found.report.elements}
    assert seen <= {f"{each['resource']['resourceType']}/{each['resource']['id']}" for each in record["entry"]}


def records() -> Iterator[list[Any]]:
    by_patient: dict[str, list[Any]] = {}
    for kind in ("Patient", "Condition", "Observation", "MedicationRequest", "AllergyIntolerance"):
        for line in gzip.decompress((DATA / "synthea-615" / f"{kind}.ndjson.gz").read_bytes()).splitlines():
            resource = json.loads(line)
            about = (resource.get("subject") or resource.get("patient") or {}).get("reference", resource["id"])
            by_patient.setdefault(about.rpartition(":")[2].rpartition("/")[2], []).append(resource)
    yield from by_patient.values()


def test_615_records_are_read_without_a_refusal(engine: Engine) -> None:
    elements: Counter[str] = Counter()
    clashes: Counter[str | None] = Counter()
    people = 0
    for people, record in enumerate(records(), 1):
        found = map_resources(record, engine.rulebase, DAY)
        elements.update(list(found.profile))
        assert "has_systemic_sclerosis" not in found.profile
        assert not [each for each in found.report.not_used if each.reason == "unreadable"]
        clashes.update(each.element for each in found.report.not_used if each.reason == "contradicts")
        if people % 20 == 0:
            engine.note_of(found.patient)
    assert people == 615
    assert elements["age_years"] == 615
    # made up apart from each other, a creatinine and a filtration rate can be those of two people
    assert clashes == {"creatinine_mg_dl": 27, "egfr_ml_min_1_73m2": 27}
    assert elements["creatinine_mg_dl"] == elements["creatinine_age_days"] == 207 - 27
    assert elements["had_thrombosis"] == elements["months_since_thrombosis"] == 50
    assert elements["takes_anticoagulant"] == 2  # 31 more have an order alone that is older than a year


def test_all_149_us_core_examples_are_answered_as_documented(engine: Engine) -> None:
    files = sorted((DATA / "us-core-examples").glob("*.json"))
    assert len(files) == 149
    answered = {}
    for file in files:
        found = noted(engine, json.loads(file.read_bytes()), date(2026, 11, 1))
        if found.profile:
            answered[file.name] = found.profile
    assert answered == US_CORE


def test_each_example_with_a_code_that_nothing_reads_says_so(engine: Engine) -> None:
    """What gives nothing gives a reason: a kind that is not read, an unknown code, or an entry not used."""
    for file in sorted((DATA / "us-core-examples").glob("*.json")):
        found = map_resources(json.loads(file.read_bytes()), engine.rulebase, date(2026, 11, 1))
        report = found.report
        silent = {"uscore-med1.json", "uscore-med2.json"}  # a Medication is only ever referred to
        if not found.profile and file.name not in silent:
            assert report.not_read or report.unknown_codes or report.not_used, file.name
