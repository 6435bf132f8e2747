"""Small FHIR resources, and one way to map them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from immunote.engine.api import Engine
from immunote.service.fhir.mapping import Mapped, map_resources

AS_OF = date(2026, 6, 15)
Json = dict[str, Any]
Mapping = Callable[..., Mapped]
LOINC, SNOMED = "http://loinc.org", "http://snomed.info/sct"
ICD, RXNORM = "http://hl7.org/fhir/sid/icd-10-cm", "http://www.nlm.nih.gov/research/umls/rxnorm"
ATC, LOCAL = "http://www.whocc.no/atc", "urn:immunote:element"
UCUM = "http://unitsofmeasure.org"


def concept(system: str, code: str, display: str | None = None, text: str | None = None) -> Json:
    coding = {"system": system, "code": code, **({"display": display} if display else {})}
    return {"coding": [coding], **({"text": text} if text else {})}


def status(code: str) -> Json:
    return concept("http://terminology.hl7.org/CodeSystem/condition-clinical", code)


def condition(system: str, code: str, /, **more: Any) -> Json:
    """A confirmed, active condition; `more` replaces any of it, None takes a key out."""
    made = {
        "resourceType": "Condition",
        "id": f"c-{code}".replace(".", "-").replace(":", "-")[:60],
        "clinicalStatus": status("active"),
        "verificationStatus": status("confirmed"),
        "code": concept(system, code),
        **more,
    }
    return {key: value for key, value in made.items() if value is not None}


def quantity(value: float, unit: str | None, **more: Any) -> Json:
    made = {"value": value, "unit": unit, "code": unit, "system": UCUM, **more}
    return {key: each for key, each in made.items() if each is not None}


def observation(code: str, when: str | None = "2026-06-01", /, system: str = LOINC, **more: Any) -> Json:
    made = {
        "resourceType": "Observation",
        "status": "final",
        "code": concept(system, code),
        "effectiveDateTime": when,
        **more,
    }
    return {key: value for key, value in made.items() if value is not None}


def medication(system: str, code: str, /, **more: Any) -> Json:
    made = {
        "resourceType": "MedicationRequest",
        "status": "active",
        "intent": "order",
        "authoredOn": "2026-05-01",
        "medicationCodeableConcept": concept(system, code),
        **more,
    }
    return {key: value for key, value in made.items() if value is not None}


def answers(authored: str | None = "2026-06-10", /, **given: Json) -> Json:
    """A completed questionnaire: element -> answer."""
    items = [{"linkId": name, "answer": [answer]} for name, answer in given.items()]
    made = {"resourceType": "QuestionnaireResponse", "status": "completed", "authored": authored, "item": items}
    return {key: value for key, value in made.items() if value is not None}


@pytest.fixture(scope="session")
def mapped(engine: Engine) -> Mapping:
    """Map some resources as of a day."""

    def run(*resources: Any, as_of: date = AS_OF) -> Mapped:
        return map_resources(list(resources), engine.rulebase, as_of)

    return run


def reasons(found: Mapped, element: str | None) -> list[str]:
    """Why entries that could have answered an element were not used."""
    return [each.reason for each in found.report.not_used if each.element == element]
