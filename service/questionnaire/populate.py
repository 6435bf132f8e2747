"""`$populate`: the static form with what a record answers, and where it came from, for a person to confirm.

The response is `in-progress`, and an unfinished response answers nothing here: what was read of a record counts as an
answer to the form once a person has completed it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from immunote.engine.api import Engine
from immunote.engine.faults import Fault, Refused, nearest, shorten
from immunote.service.fhir.configured import map_collected
from immunote.service.fhir.guidance import CodeableConcept, Issue, OperationOutcome, issues_of
from immunote.service.fhir.index import Index, index_of
from immunote.service.fhir.mapping import Mapped
from immunote.service.fhir.provenance import provenances
from immunote.service.fhir.resources import resources_in
from immunote.service.questionnaire.answers import known_form
from immunote.service.questionnaire.filled import answer_of, answered_groups, question_of
from immunote.service.questionnaire.forms import form_url
from immunote.service.questionnaire.sdc import ORIGIN, RESPONSE, TARGET_ELEMENT, Json, extension
from immunote.service.settings.service import Settings

PARAMETERS = ("questionnaire", "questionnaireRef", "subject", "context", "content", "record", "asOf", "as_of", "local")
_LOCAL = "`local` was not followed: this server holds no records, so only what was sent was read"
_CONFIRM = "each answer was read of the record and is for a person to confirm; the response is in progress until then"


@dataclass
class PopulateAsked:
    """What the body of `$populate` asks. `given`: the resources of the record. `questionnaire`: the form named."""

    given: list[Any] = field(default_factory=list)
    questionnaire: Any = None
    subject: Json | None = None
    as_of: str | None = None
    is_local: bool = False


def populate_asked(body: Any) -> PopulateAsked:
    """Read the body: Parameters as SDC has them, or the record alone. Raises Refused (S45)."""
    if not isinstance(body, dict) or body.get("resourceType") != "Parameters":
        return PopulateAsked([body])
    parts = body.get("parameter")
    parts = [part for part in parts if isinstance(part, dict)] if isinstance(parts, list) else []
    unknown = [str(part.get("name")) for part in parts if part.get("name") not in PARAMETERS]
    if unknown:
        raise Refused([Fault("$.parameter", "S45", shorten(name), nearest(name, PARAMETERS)) for name in unknown])
    asked = PopulateAsked()
    for part in parts:
        _read(asked, part["name"], part)
    return asked


def populated(settings: Settings, engine: Engine, asked: PopulateAsked, base: str, as_of: date) -> Json:
    """Parameters with the response and the issues. Raises Refused (S41 to S43, S91)."""
    rulebase = engine.rulebase
    if asked.questionnaire is not None:
        known_form(rulebase, asked.questionnaire, "$.parameter.questionnaire")
    mapped = map_collected(settings, resources_in(*asked.given, most=settings.fhir.most_resources), rulebase, as_of)
    index = index_of(rulebase)
    response = _response(index, mapped, engine.version, base, asked.subject)
    issues = list(_issues(index, mapped, asked))
    parameters = [{"name": "response", "resource": response}]
    if issues:
        outcome = OperationOutcome(issue=issues).model_dump(mode="json", exclude_none=True)
        parameters.append({"name": "issues", "resource": outcome})
    return {"resourceType": "Parameters", "parameter": parameters}


def _read(asked: PopulateAsked, name: str, part: Json) -> None:
    value = next((part[key] for key in part if key.startswith("value")), None)
    resource = part.get("resource")
    if name in ("questionnaire", "questionnaireRef"):
        reference = value.get("reference") if isinstance(value, dict) else value
        asked.questionnaire = resource.get("url") if isinstance(resource, dict) else reference
    elif name == "subject":
        asked.subject = value if isinstance(value, dict) else None
    elif name in ("asOf", "as_of"):
        asked.as_of = value
    elif name == "local":
        asked.is_local = value is True
    elif name == "context":
        inner = part.get("part")
        for each in inner if isinstance(inner, list) else ():
            if isinstance(each, dict) and each.get("resource") is not None:
                asked.given.append(each["resource"])
    elif resource is not None:
        asked.given.append(resource)


def _response(index: Index, mapped: Mapped, version: str, base: str, subject: Json | None) -> Json:
    rulebase = index.rulebase
    answers: dict[str, Json] = {}
    for each in mapped.report.elements:
        question = question_of(index, each.element)
        if question is not None:
            answers[question] = {
                "id": question,
                "extension": [{"url": ORIGIN, "extension": [extension("source", "Code", "auto")]}],
                **answer_of(index, each.element, each.value),
            }
    about = subject or ({"reference": mapped.subject} if mapped.subject else None)
    made = {
        "resourceType": "QuestionnaireResponse",
        "meta": {"profile": [RESPONSE]},
        "contained": list(_origins(index, mapped, version)) or None,
        "questionnaire": f"{form_url(rulebase, base)}|{rulebase.content_hash}",
        "status": "in-progress",
        "subject": about,
        "authored": mapped.report.as_of,
        "item": answered_groups(index, answers, every=True),
    }
    return {key: value for key, value in made.items() if value is not None}


def _origins(index: Index, mapped: Mapped, version: str) -> Iterator[Json]:
    """The Provenance of each answer, which points at the answer by its id."""
    for each, made in zip(mapped.report.elements, provenances(version, mapped.report), strict=True):
        question = question_of(index, each.element)
        shown = made.model_dump(mode="json", exclude_none=True)
        if question is not None:
            shown["target"][0]["extension"] = [extension(TARGET_ELEMENT, "Uri", question)]
        yield shown


def _issues(index: Index, mapped: Mapped, asked: PopulateAsked) -> Iterator[Issue]:
    if mapped.report.elements:
        yield _issue(_CONFIRM)
    if asked.is_local:
        yield _issue(_LOCAL)
    for each in mapped.report.elements:
        if question_of(index, each.element) is None:
            yield _issue(f"{each.label}: the record holds it, and the form has no question for it")
    yield from issues_of(mapped.report)


def _issue(words: str) -> Issue:
    return Issue(severity="information", code="informational", details=CodeableConcept(text=words))
