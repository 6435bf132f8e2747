"""What of a record and of a caller goes into a silent trial: words of the rule base, and nobody's name."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import SecretStr

from immunote.engine.api import Engine
from immunote.service.cds.models import HookRequest
from immunote.service.cds.news import user_of
from immunote.service.fhir.inputs import inputs_of
from immunote.service.fhir.mapping import map_resources
from immunote.service.fhir.resources import resources_in
from immunote.service.settings.security import SecuritySettings

LOINC = "http://loinc.org"


def observation(code: str, unit: str, value: float, system: str = LOINC) -> dict[str, object]:
    return {
        "resourceType": "Observation",
        "id": f"o-{code}",
        "status": "final",
        "code": {"coding": [{"system": system, "code": code}], "text": "PLANTED"},
        "effectiveDateTime": "2026-11-20",
        "valueQuantity": {"value": value, "unit": unit, "system": "http://unitsofmeasure.org", "code": unit},
    }


def found(engine: Engine, *resources: dict[str, object]) -> set[tuple[str, str]]:
    bundle = {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [{"resource": each} for each in resources],
    }
    mapped = map_resources(resources_in(bundle, most=100), engine.rulebase, date(2026, 11, 30))
    return set(inputs_of(mapped.report))


def test_codes_and_units_are_named_by_element(engine: Engine) -> None:
    name = "weight_kg"
    code = engine.rulebase.elements[name].codes["loinc"][0]
    seen = found(engine, observation(code, "kg", 70))
    assert any(kind == "code" and each.startswith(f"{name} ") and each.endswith(code) for kind, each in seen)
    assert ("unit", f"{name} its own unit") in seen or ("unit", f"{name} kg") in seen
    assert ("unit", f"{name} g") in found(engine, observation(code, "g", 70_000))
    assert "PLANTED" not in str(seen)


def test_a_code_that_no_element_reads_is_not_named(engine: Engine) -> None:
    assert found(engine, observation("PLANTED-1", "mg", 1, "urn:planted")) == set()


@pytest.mark.parametrize(
    ("user", "role"),
    [
        ("Practitioner/PLANTED", "Practitioner"),
        ("PractitionerRole/PLANTED", "PractitionerRole"),
        ("https://ehr.example.org/fhir/Practitioner/PLANTED", "Practitioner"),
        ("PLANTED/PLANTED", "unknown"),
        ("PLANTED", "unknown"),
        ("", "unknown"),
    ],
)
def test_a_user_is_a_role_and_with_a_pepper_a_hash(user: str, role: str) -> None:
    request = HookRequest.model_validate(
        {
            "hook": "patient-view",
            "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
            "context": {"userId": user, "patientId": "p"},
        }
    )
    assert user_of(request, SecuritySettings()) == role
    pepper = SecuritySettings(key_pepper=SecretStr("p" * 32))
    other = SecuritySettings(key_pepper=SecretStr("q" * 32))
    named = user_of(request, pepper)
    assert named.startswith(role)
    assert "PLANTED" not in named
    if user:
        assert named == user_of(request, pepper) != user_of(request, other)
