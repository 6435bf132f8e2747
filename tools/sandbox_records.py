"""Published cases as the records of a small record system, and what its searches look at."""

from __future__ import annotations

import time
from typing import Any

from immunote.engine.api import Engine
from immunote.engine.rulebase import RuleBase

_SSC = "89155008"
_SNOMED, _UCUM = "http://snomed.info/sct", "http://unitsofmeasure.org"
_SYSTEMS = ("loinc", "local")
Json = dict[str, Any]


def bundle(resources: list[Json]) -> Json:
    """A searchset."""
    entries = [{"resource": each, "search": {"mode": "match"}} for each in resources]
    return {"resourceType": "Bundle", "type": "searchset", "total": len(entries), "entry": entries}


def record_of(rulebase: RuleBase, patient: str, profile: Json, day: str) -> list[Json]:
    """A profile as the record of a patient: a Patient, the diagnosis, an Observation for each element with a code."""
    subject = {"reference": f"Patient/{patient}"}
    made: list[Json] = [
        {"resourceType": "Patient", "id": patient, "name": [{"family": patient.title(), "given": ["Case"]}]},
    ]
    if profile.get("has_systemic_sclerosis"):
        made.append(
            {
                "resourceType": "Condition",
                "id": f"{patient}-ssc",
                "subject": subject,
                "clinicalStatus": {"coding": [{"code": "active"}]},
                "code": {"coding": [{"system": _SNOMED, "code": _SSC, "display": "Systemic sclerosis"}]},
            }
        )
    for name, value in profile.items():
        element = rulebase.elements[name]
        system = next((each for each in _SYSTEMS if element.codes.get(each)), None)
        uris = rulebase.records.systems.get(system, ()) if rulebase.records and system else ()
        if system is None or not uris:
            continue
        coding = {"system": uris[0], "code": element.codes[system][0], "display": element.label}
        entry: Json = {
            "resourceType": "Observation",
            "id": f"{patient}-{name}".replace("_", "-")[-64:],
            "status": "final",
            "subject": subject,
            "code": {"coding": [coding]},
            "effectiveDateTime": day,
        }
        if isinstance(value, bool):
            entry["valueBoolean"] = value
        elif isinstance(value, str):
            entry["valueString"] = value
        else:
            units = rulebase.records.units.get(name) if rulebase.records else None
            unit = next((unit for unit, factor in (units or {}).items() if factor == "1"), element.unit)
            entry["valueQuantity"] = {"value": float(value), "code": unit, "system": _UCUM}
        made.append(entry)
    return made


def has_code(resource: Json, codes: list[str]) -> bool:
    """Whether a resource has one of the codes of a search."""
    for coding in resource.get("code", {}).get("coding", ()):
        for code in codes:
            system, is_token, bare = code.rpartition("|")
            if (not bare or bare == coding.get("code")) and (not is_token or system == coding.get("system")):
                return True
    return False


def identifiers(resource: Json) -> set[str]:
    """The identifiers of a resource as a search names them."""
    given = resource.get("identifier", [])
    return {f"{each['system']}|{each['value']}" for each in (given if isinstance(given, list) else [given])}


def outcome(code: str) -> Json:
    """An OperationOutcome with one error."""
    return {"resourceType": "OperationOutcome", "issue": [{"severity": "error", "code": code}]}


def published(engine: Engine, most: int = 8) -> dict[str, list[Json]]:
    """Some published cases as records, by the patient's id."""
    day = time.strftime("%Y-%m-%d", time.gmtime(time.time() - 7 * 86_400))
    made = {}
    for name, case in list(engine.rulebase.cases.items())[:most]:
        patient = name.replace("_", "-")[:64]
        made[patient] = record_of(engine.rulebase, patient, dict(case.profile), day)
    return made
