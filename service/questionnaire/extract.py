"""`$extract`: the answers of a completed response as a profile, and as Observations where that says nothing untrue.

An Observation is made of a number that a person answered and that has a code. It has no date: the day of an answer is
not the day of the measurement. Answers that were read of the record are there already and are not made again.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date
from typing import Any

import orjson

from immunote.engine.rulebase import RuleBase
from immunote.service.fhir.configured import map_collected
from immunote.service.fhir.guidance import CodeableConcept, Issue, OperationOutcome, issues_of
from immunote.service.fhir.index import index_of
from immunote.service.fhir.mapping import Mapped
from immunote.service.fhir.resources import resources_in
from immunote.service.questionnaire.items import loinc_of
from immunote.service.questionnaire.sdc import ORIGIN, UCUM, Json
from immunote.service.questionnaire.units import own_unit
from immunote.service.settings.service import Settings

_NOTHING = "nothing was extracted as a resource: no number with a code was answered by a person in a finished response"
_SURVEY = {"system": "http://terminology.hl7.org/CodeSystem/observation-category", "code": "survey"}


def extracted(settings: Settings, rulebase: RuleBase, raw: Json, as_of: date) -> Json:
    """Parameters: `return` (a transaction, where there is anything), `profile` (JSON) and `issues`. Raises Refused."""
    mapped = map_collected(settings, resources_in(raw), rulebase, as_of)
    observations = list(_observations(rulebase, raw, mapped))
    parameters: list[Json] = []
    issues = issues_of(mapped.report)
    if observations:
        bundle = {"resourceType": "Bundle", "type": "transaction", "entry": [_entry(each) for each in observations]}
        parameters.append({"name": "return", "resource": bundle})
    else:
        issues.insert(0, Issue(severity="warning", code="informational", details=CodeableConcept(text=_NOTHING)))
    parameters.append({"name": "profile", "valueString": orjson.dumps(mapped.profile).decode()})
    if issues:
        outcome = OperationOutcome(issue=issues).model_dump(mode="json", exclude_none=True)
        parameters.append({"name": "issues", "resource": outcome})
    return {"resourceType": "Parameters", "parameter": parameters}


def _observations(rulebase: RuleBase, raw: Json, mapped: Mapped) -> Iterator[Json]:
    index = index_of(rulebase)
    grouped = {name for group in rulebase.question_groups for name in group.elements}
    from_record = set(_of_the_record(raw.get("item")))
    for each in mapped.report.elements:
        code = loinc_of(index, each.element) if each.element in grouped and each.how == "read" else None
        unit = own_unit(index, each.element)
        if code is None or unit is None or each.element in from_record:
            continue
        made = {
            "resourceType": "Observation",
            "status": "final",
            "category": [{"coding": [_SURVEY]}],
            "code": {"coding": [code], "text": rulebase.elements[each.element].label},
            "subject": raw.get("subject"),
            "valueQuantity": {"value": each.value, "unit": unit, "system": UCUM, "code": unit},
            "derivedFrom": [{"reference": f"QuestionnaireResponse/{raw['id']}"}] if raw.get("id") else None,
        }
        yield {key: value for key, value in made.items() if value is not None}


def _of_the_record(items: Any) -> Iterator[str]:
    """The linkIds of the answers whose origin is `auto`."""
    for item in items if isinstance(items, list) else ():
        if not isinstance(item, dict):
            continue
        yield from _of_the_record(item.get("item"))
        for answer in item.get("answer") or ():
            if isinstance(answer, dict) and _is_auto(answer):
                yield str(item.get("linkId"))


def _is_auto(answer: Json) -> bool:
    return any(
        inner.get("url") == "source" and inner.get("valueCode") == "auto"
        for each in answer.get("extension", ())
        if each.get("url") == ORIGIN
        for inner in each.get("extension", ())
    )


def _entry(observation: Json) -> Json:
    return {
        "fullUrl": f"urn:uuid:{uuid.uuid4()}",
        "resource": observation,
        "request": {"method": "POST", "url": "Observation"},
    }
