"""A record as R4 writes it, of which much is sure, and the same with anything changed."""

from __future__ import annotations

import copy
from collections.abc import Callable
from random import Random
from typing import Any

from tests.fhir.conftest import ICD, LOINC, SNOMED, concept, observation, quantity
from tests.questionnaire.conftest import Json


def patient() -> Json:
    return {"resourceType": "Patient", "id": "p", "gender": "female", "birthDate": "1960-05-05"}


def of_patient(*resources: Json) -> list[Json]:
    return [patient(), *({**each, "subject": {"reference": "Patient/p"}} for each in resources)]


def there(system: str, code: str, display: str | None = None, /, **more: Any) -> Json:
    """A confirmed, active condition as R4 writes it; `more` replaces any of it, None takes a key out."""
    made = {
        "resourceType": "Condition",
        "clinicalStatus": concept("http://terminology.hl7.org/CodeSystem/condition-clinical", "active"),
        "verificationStatus": concept("http://terminology.hl7.org/CodeSystem/condition-ver-status", "confirmed"),
        "code": concept(system, code, display),
        "recordedDate": "2024-02-03",
        **more,
    }
    return {key: value for key, value in made.items() if value is not None}


def pressure(systolic: float, diastolic: float, when: str) -> Json:
    parts = [(code, value) for code, value in (("8480-6", systolic), ("8462-4", diastolic))]
    component = [{"code": concept(LOINC, code), "valueQuantity": quantity(value, "mm[Hg]")} for code, value in parts]
    return observation("85354-9", when, component=component)


def full_record() -> list[Json]:
    return of_patient(
        there(SNOMED, "89155008", "Systemic sclerosis"),
        there(ICD, "I10", "Essential (primary) hypertension"),
        there(SNOMED, "73211009", "Diabetes mellitus", onsetDateTime="2019"),
        observation("718-7", "2026-06-10T08:00:00+02:00", valueQuantity=quantity(13.1, "g/dL")),
        observation("718-7", "2026-06-01", valueQuantity=quantity(9, "g/dL")),
        observation("777-3", "2026-06-10", valueQuantity=quantity(250, "10*9/L")),
        observation("29463-7", "2026-06-10", valueQuantity=quantity(70.5, "kg")),
        observation("2160-0", "2020-06-10", valueQuantity=quantity(88, "umol/L")),
        pressure(130, 80, "2026-06-12T08:00:00Z"),
    )


def spoilt_record(rng: Random) -> list[Json]:
    """The full record in which some entries are doubled, gone, of another day, or changed in one part."""
    head, *entries = copy.deepcopy(full_record())
    record = [head]
    for entry in entries:
        for _ in range(rng.choice([0, 1, 1, 1, 2])):
            made = copy.deepcopy(entry)
            for _ in range(rng.choice([0, 0, 1, 2])):
                rng.choice(CHANGES)(made, rng)
            record.append(made)
    return record


def _set(**more: Any) -> Callable[[Json, Random], None]:
    return lambda entry, rng: entry.update(copy.deepcopy(more))


def _day(entry: Json, rng: Random) -> None:
    days = ["2026-06-09", "2026-06-12T08:00:00Z", "2026-06-12T09:30:00+02:00", "2026-05", "2026", "2026-06-11", "2027"]
    key = "effectiveDateTime" if entry["resourceType"] == "Observation" else "recordedDate"
    entry[key] = rng.choice(days)


def _value(entry: Json, rng: Random) -> None:
    for part in (entry, *entry.get("component", [])):
        if "valueQuantity" in part:
            part["valueQuantity"]["value"] = rng.choice([0, 1, 12.5, 13, 90, 100, 101.3, 250, 5000])


def _unit(entry: Json, rng: Random) -> None:
    for part in (entry, *entry.get("component", [])):
        if "valueQuantity" in part:
            part["valueQuantity"] |= rng.choice([{"code": "g/L", "unit": "g/L"}, {"code": "kg"}, {"unit": "mmol/L"},
                                                 {"system": "x"}, {"comparator": ">"}, {"code": "g/L"}])  # fmt: skip


def _text(entry: Json, rng: Random) -> None:
    words = [
        "possible",
        "kein Hinweis",
        "pas d’antécédent",
        "rule out",
        "Type 2",
        "Mother: yes",
        "n\u200bo",
        "screening",
    ]
    entry["code"]["text"] = rng.choice(words)


def _code(entry: Json, rng: Random) -> None:
    more = [(SNOMED, "59282003"), (ICD, "E11.65"), (ICD, "Z86.718"), (SNOMED, "73211009:x=y"), (LOINC, "2160-0"),
            (ICD, "R73.03"), (LOINC, "59260-0"), ("urn:x", "1")]  # fmt: skip
    system, code = rng.choice(more)
    entry["code"]["coding"].append({"system": system, "code": code})


CHANGES: list[Callable[[Json, Random], None]] = [
    _day, _day, _value, _value, _unit, _text, _code,
    _set(status="preliminary"), _set(status="entered-in-error"), _set(status="corrected"), _set(status="cancelled"),
    _set(subject={"reference": "Patient/p", "type": "Patient"}), _set(implicitRules="http://x"),
    _set(modifierExtension=[{"url": "x"}]), _set(dataAbsentReason={"text": "x"}), _set(issued="2026-06-14T08:00:00Z"),
    _set(clinicalStatus={"text": "active"}), _set(onsetDateTime="2030-01-01"), _set(onsetString="unclear"),
    _set(abatementString="yes"), _set(category=[{"text": "familienanamnese"}]), _set(specimen={"display": "Urin"}),
    _set(verificationStatus=concept("http://terminology.hl7.org/CodeSystem/condition-ver-status", "refuted")),
    _set(clinicalStatus=concept("http://terminology.hl7.org/CodeSystem/condition-clinical", "resolved")),
]  # fmt: skip
