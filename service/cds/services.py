"""The services, one a hook: the reference record simulator keeps services by URL, so each has an id of its own.

What is asked for in advance follows from the codes of the data dictionary.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal
from urllib.parse import quote

from immunote.engine.rulebase import RuleBase
from immunote.service.cds.codes import uris
from immunote.service.cds.models import Service
from immunote.service.fhir.models import READ

Hook = Literal["patient-view", "order-select", "order-sign"]
ORDER_HOOKS = ("order-select", "order-sign")
PATIENT = "{{context.patientId}}"
# every result, not the latest of each code: an earlier one is compared with it; a hundred a page, since some give ten
_NEWEST_FIRST = "&_sort=-date&_count=100"
_LONGEST_LIST = 850  # characters of codes in one search; many servers take a URL of a thousand or two
# kinds that are asked for whole, as far as the intake reads them
_WHERE_READ = {
    "statements": "MedicationStatement",
    "administrations": "MedicationAdministration",
    "dispenses": "MedicationDispense",
    "reports": "DiagnosticReport",
    "procedures": "Procedure",
    "devices": "Device",
    "device_uses": "DeviceUseStatement",
    "questionnaires": "QuestionnaireResponse",
}
_SPECIFICATION = "STU3"  # what the third release of the specification calls itself in discovery
_HOOK_VERSION = "1.0"  # of the definitions of these three hooks in HL7's library
_WHEN: dict[Hook, str] = {
    "patient-view": "when a chart is opened",
    "order-select": "when an order is selected",
    "order-sign": "before orders are signed",
}


def services_of(rulebase: RuleBase, version: str = "2.0") -> dict[str, Service]:
    """The services by id, as a version of CDS Hooks lists them.

    Without a word on how an order is recognised there is none about orders.
    """
    hooks = [hook for hook in _WHEN if hook not in ORDER_HOOKS or rulebase.ordered_as is not None]
    services = (_service(rulebase, hook, version) for hook in hooks)
    return {service.id: service for service in services}


def _service(rulebase: RuleBase, hook: Hook, version: str) -> Service:
    asked = "Speaks only where a draft order is one of a product that it covers. "
    if hook not in ORDER_HOOKS:
        asked = "Speaks only where there is something new for this user and patient. "
    is_third = version.startswith("3")
    needs = ", ".join(rulebase.elements[name].label for name in rulebase.about.insufficient_unless_known)
    return Service(
        hook=hook,
        id=f"{re.sub(r'[^A-Za-z0-9.~-]', '-', rulebase.id)}-{hook}",
        title=f"{rulebase.title}, {_WHEN[hook]}",
        description=f"{rulebase.title}: a graded note with its sources, as one card. {asked}{rulebase.intended_use}",
        prefetch=templates(rulebase),
        usageRequirements=(
            f"Meant for patients of whom this is recorded, for it says little of others: {needs}. "
            "Each prefetch key is needed, or a FHIR server to fetch it from; null and an empty Bundle are answers, "
            "and neither is taken as no."
        ),
        version=_SPECIFICATION if is_third else None,
        hookVersion=_HOOK_VERSION if is_third else None,
    )


def templates(rulebase: RuleBase) -> dict[str, str]:
    """What a record system is asked for in advance, by key; only reads and plain searches."""
    asked = {
        "patient": f"Patient/{PATIENT}",
        "conditions": f"Condition?patient={PATIENT}",
        "allergies": f"AllergyIntolerance?patient={PATIENT}",
        "medications": f"MedicationRequest?patient={PATIENT}",
    }
    codes = dict.fromkeys(code for element in rulebase.elements.values() for code in element.codes.get("loinc", ()))
    if rulebase.records is not None:
        codes.update(dict.fromkeys(rulebase.records.panels.get("loinc", ())))
    for number, part in enumerate(_parts(list(codes)), 1):
        key = "observations" if number == 1 else f"observations{number}"
        asked[key] = f"Observation?patient={PATIENT}&code={','.join(part)}{_NEWEST_FIRST}"
    if local := uris(rulebase, "local"):
        # any code of that system: a list of all would be longer than many servers take
        asked["answers"] = f"Observation?patient={PATIENT}&code={quote(local[0], safe=':')}%7C{_NEWEST_FIRST}"
    asked |= {key: f"{kind}?patient={PATIENT}" for key, kind in _WHERE_READ.items() if kind in READ}
    lists = rulebase.records.reviewed_list if rulebase.records is not None else None
    if lists is not None and lists.codes.get("loinc"):
        asked["lists"] = f"List?patient={PATIENT}&code={','.join(lists.codes['loinc'])}"
    return asked


def _parts(codes: list[str]) -> Iterator[list[str]]:
    """The codes in as many lists as it takes for each search to stay short."""
    part: list[str] = []
    for code in codes:
        if part and len(",".join([*part, code])) > _LONGEST_LIST:
            yield part
            part = []
        part.append(code)
    if part:
        yield part


def query(template: str, patient: str) -> str:
    """A template with the patient's id in it; an id that is one needs no escaping."""
    return template.replace(PATIENT, patient)
