"""The form that a record system fills in by itself, by @aehrc/sdc-populate (npm): whatever is in the record, it says
nothing that the intake does not read of the same record, and it never says no.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from datetime import date
from itertools import zip_longest
from pathlib import Path
from random import Random
from typing import Any

import pytest

from immunote.engine.api import Engine
from immunote.service.fhir.index import Index
from immunote.service.fhir.mapping import map_resources
from immunote.service.questionnaire.forms import record_form
from tests.fhir.conftest import ICD, SNOMED, concept, observation, quantity
from tests.questionnaire.conftest import AS_OF, BASE, Json
from tests.questionnaire.records import full_record, of_patient, patient, pressure, spoilt_record, there
from tests.questionnaire.renderers import answered_in
from tests.support.npm import installed

FILL = Path(__file__).parent / "fill.cjs"
SHARED = Path(__file__).parents[3] / "shared" / "data"
in_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="these records stand in shared/, beside the checkout")
SHARED_DAY = date(2026, 11, 28)
READ_ON = ".read_on"
Fill = Callable[..., list[Json]]


@pytest.fixture(scope="module")
def fill(index: Index) -> Fill:
    modules, node = installed({"@aehrc/sdc-populate": "4.7.1"}), shutil.which("node")
    if node is None:
        pytest.skip("node is not installed: sdc-populate runs on it")

    def filled(*records: list[Json], today: date = AS_OF, lies: Sequence[Json] = ()) -> list[Json]:
        """The responses to some records. `lies`: how the record system departs from a right answer, for each."""
        asked = {
            "questionnaire": record_form(index, BASE),
            "today": today.isoformat(),
            "records": [{"resources": each, "lies": lie} for each, lie in zip_longest(records, lies, fillvalue={})],
        }
        environment = {"NODE_PATH": str(modules), "PATH": os.environ["PATH"], "TZ": "UTC"}
        sent = json.dumps(asked).encode()
        done = subprocess.run([node, str(FILL)], input=sent, capture_output=True, env=environment, check=True)
        return [each["response"] for each in json.loads(done.stdout.splitlines()[-1])]

    return filled


def answered(response: Json) -> dict[str, Any]:
    """The answers of a response, without the days that stand beside them."""
    return {link: value for link, value in answered_in(response["item"]).items() if not link.endswith(READ_ON)}


def agreed(engine: Engine, record: list[Json], response: Json, today: date = AS_OF) -> set[str]:
    """The elements that a filled form answers, each as the intake reads it of the record itself."""
    confirmed = {**response, "status": "completed", "authored": today.isoformat()}
    form, read = (map_resources(each, engine.rulebase, today) for each in ([confirmed], record))
    assert not form.report.unknown_codes
    assert not [each for each in form.report.not_used if each.reason not in ("overruled", "no_value", "contradicts")]
    different = {name: (value, read.profile.get(name)) for name, value in form.profile.items()
                 if read.profile.get(name) != value}  # fmt: skip
    assert not different, different
    assert not [name for name, value in answered(response).items() if value is False], "a form never says no"
    return set(form.profile)


def test_it_fills_in_what_a_record_says_for_sure_with_the_day_of_each_result(engine: Engine, fill: Fill) -> None:
    record = full_record()
    (response,) = fill(record)
    assert agreed(engine, record, response) == {
        "sex", "age_years", "has_systemic_sclerosis", "has_hypertension", "has_diabetes", "haemoglobin_g_dl",
        "platelets_10_9_l", "weight_kg", "creatinine_umol_l", "systolic_mmhg", "diastolic_mmhg",
    }  # fmt: skip
    days = {link: value for link, value in answered_in(response["item"]).items() if link.endswith(READ_ON)}
    assert days["haemoglobin_g_dl.read_on"] == "2026-06-10T08:00:00+02:00"
    assert days["creatinine_mg_dl.read_on"] == "2020-06-10"
    assert response["status"] == "in-progress"


HB: Json = {"valueQuantity": quantity(13, "g/dL")}
DOUBTFUL: dict[str, tuple[list[Json], str]] = {
    "unconfirmed": ([there(SNOMED, "73211009", verificationStatus=concept("x", "provisional"))], "has_diabetes"),
    "resolved": ([there(SNOMED, "73211009", abatementDateTime="2020-01-01")], "has_diabetes"),
    "no status": ([there(SNOMED, "73211009", clinicalStatus=None)], "has_diabetes"),
    "words against": ([there(SNOMED, "73211009", "No history of diabetes mellitus")], "has_diabetes"),
    "words with accents": ([there(SNOMED, "73211009", "Antécédents familiaux de diabète")], "has_diabetes"),
    "of a relative": (
        [there(SNOMED, "73211009", category=[{"text": "Family history"}])], "has_diabetes"),
    "certainty": (
        [there(SNOMED, "73211009", code={"coding": [{"system": SNOMED, "code": "73211009", "extension": [
            {"url": "http://fhir.de/StructureDefinition/icd-10-gm-diagnosesicherheit"}]}]})], "has_diabetes"),
    "modifier": ([there(SNOMED, "73211009", modifierExtension=[{"url": "x", "valueBoolean": True}])], "has_diabetes"),
    "future": ([there(SNOMED, "73211009", recordedDate="2026-06-16")], "has_diabetes"),
    "another patient": ([{**there(SNOMED, "73211009"), "subject": {"reference": "Patient/q"}}], "has_diabetes"),
    "of a patient of another server": (
        [{**there(SNOMED, "73211009"), "subject": {"reference": "http://x.test/fhir/Patient/p"}}], "has_diabetes"),
    "a result that says no": (
        [there(SNOMED, "73211009"), observation("73211009", system=SNOMED, valueBoolean=False)], "has_diabetes"),
    "a form that says no": (
        [there(SNOMED, "73211009"), {"resourceType": "QuestionnaireResponse", "status": "completed",
         "authored": "2026-06-14", "item": [{"linkId": "has_diabetes", "answer": [{"valueBoolean": False}]}]}],
        "has_diabetes"),
    "too old": ([observation("718-7", "2026-05-15", **HB)], "haemoglobin_g_dl"),
    "tomorrow": ([observation("718-7", "2026-06-16", **HB)], "haemoglobin_g_dl"),
    "without a day": ([observation("718-7", None, **HB)], "haemoglobin_g_dl"),
    "another unit": ([observation("718-7", "2026-06-10", valueQuantity=quantity(8, "mmol/L"))], "haemoglobin_g_dl"),
    "out of range": ([observation("718-7", "2026-06-10", valueQuantity=quantity(130, "g/dL"))], "haemoglobin_g_dl"),
    "a bound": (
        [observation("718-7", "2026-06-10", valueQuantity=quantity(13, "g/dL", comparator="<"))], "haemoglobin_g_dl"),
    "preliminary": ([observation("718-7", "2026-06-10", status="preliminary", **HB)], "haemoglobin_g_dl"),
    "of a specimen": ([observation("718-7", "2026-06-10", specimen={"display": "Urine"}, **HB)], "haemoglobin_g_dl"),
    "of a donor": ([observation("718-7", "2026-06-10", focus=[{"reference": "Patient/q"}], **HB)], "haemoglobin_g_dl"),
    "no value": ([observation("718-7", "2026-06-10", dataAbsentReason={"text": "error"}, **HB)], "haemoglobin_g_dl"),
    "a newer one in another unit": (
        [observation("718-7", "2026-06-01", **HB), observation("718-7", "2026-06-10",
         valueQuantity=quantity(5, "mmol/L"))], "haemoglobin_g_dl"),
    "a newer preliminary one": (
        [observation("718-7", "2026-06-01", **HB), observation("718-7", "2026-06-10", status="preliminary", **HB)],
        "haemoglobin_g_dl"),
    "two of one day": (
        [observation("718-7", "2026-06-10", **HB), observation("718-7", "2026-06-10",
         valueQuantity=quantity(9, "g/dL"))], "haemoglobin_g_dl"),
    "a month against a day of it": (
        [observation("718-7", "2026-06-10", **HB), observation("718-7", "2026-06",
         valueQuantity=quantity(9, "g/dL"))], "haemoglobin_g_dl"),
    "pressures of one day that differ": (
        [pressure(130, 80, "2026-06-12T08:00:00Z"), pressure(190, 110, "2026-06-12T07:00:00Z")], "systolic_mmhg"),
}  # fmt: skip


def test_whatever_is_not_sure_is_left_open(engine: Engine, fill: Fill) -> None:
    records = [
        [patient(), *({"subject": {"reference": "Patient/p"}, **each} for each in entries)]
        for entries, _ in DOUBTFUL.values()
    ]
    for (case, (_, name)), record, response in zip(DOUBTFUL.items(), records, fill(*records), strict=True):
        assert name not in answered(response), case
        assert agreed(engine, [*record], response) == {"sex", "age_years"}, case


LIES: list[Json] = [
    {"pages": 2},
    {"pages": 2, "hidesTotal": True},
    {"refuses": ["QuestionnaireResponse"]},
    {"refuses": ["Observation", "Condition"]},
    {"warns": ["Condition", "Observation"]},
]


def test_a_search_that_is_not_whole_fills_in_nothing(fill: Fill) -> None:
    entries = [there(SNOMED, "73211009"), there(ICD, "I10"), there(SNOMED, "89155008")]
    results = [observation("718-7", f"2026-06-0{day}", **HB) for day in (1, 2, 3)]
    record = of_patient(*entries, *results)
    *lied, straight = fill(*[record] * (len(LIES) + 1), lies=[*LIES, {}])
    assert len(answered(straight)) == 6
    for lies, response in zip(LIES, lied, strict=True):
        assert set(answered(response)) == {"sex", "age_years"}, lies


def test_a_server_that_ignores_codes_changes_no_answer(fill: Fill) -> None:
    asked, ignored = fill(full_record(), full_record(), lies=[{}, {"ignoresCodes": True}])
    assert answered(ignored).items() <= answered(asked).items()
    assert answered(ignored)["haemoglobin_g_dl"] == answered(asked)["haemoglobin_g_dl"]


def test_it_agrees_with_the_intake_on_records_in_which_anything_is_changed(engine: Engine, fill: Fill) -> None:
    rng = Random(20261130)
    records = [spoilt_record(rng) for _ in range(60)]
    read = [agreed(engine, record, response) for record, response in zip(records, fill(*records), strict=True)]
    assert sum(len(names - {"sex", "age_years"}) for names in read) > 100, "the changed records still say something"


@in_shared
def test_records_of_real_systems_are_filled_as_the_intake_reads_them(engine: Engine, fill: Fill) -> None:
    """One patient as two systems export her, seven patients of Synthea, and small records once read wrongly."""
    folder = SHARED / "records"
    files = [*folder.glob("*-style.json"), *(SHARED / "fhir" / "synthea-bundles").glob("*.json.gz")]
    opened = [gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes() for file in files]
    records = [_as_a_server_gives(json.loads(each)) for each in opened]
    head = {"resourceType": "Patient", "id": "1", "gender": "female", "birthDate": "1968-05-14"}
    faults = map(json.loads, (folder / "faults.jsonl").read_text().splitlines())
    # those of two servers are left out: no search gives them together
    records += [[head, *_of_fault(each)] for each in faults if "_fullUrl" not in json.dumps(each)]
    assert len(records) > 30
    responses = fill(*records, today=SHARED_DAY)
    found = [agreed(engine, record, response, SHARED_DAY) for record, response in zip(records, responses, strict=True)]
    persona = json.loads((folder / "persona.json").read_bytes())
    for response in responses[:2]:
        assert all(persona.get(link) is not False for link, value in answered(response).items() if value is True)
    assert all(len(names) > 2 for names in found[:2]), "both exports are read"
    assert sum(len(names) > 2 for names in found[2 : len(files)]) > 3, [sorted(names) for names in found[: len(files)]]


def _as_a_server_gives(bundle: Json) -> list[Json]:
    """The resources, with references to the patient as a server writes them once it has stored a transaction."""
    (patient,) = (each["resource"] for each in bundle["entry"] if each["resource"]["resourceType"] == "Patient")
    name = patient["id"]
    whole = json.dumps(bundle).replace(f"urn:uuid:{name}", f"Patient/{name}")
    return [each["resource"] for each in json.loads(whole)["entry"]]


def _of_fault(fault: Json) -> list[Json]:
    return [{"subject": {"reference": "Patient/1"}, **each} for each in fault["resources"]]
