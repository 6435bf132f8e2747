"""From a body to the QuestionnaireResponse in it."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from immunote.engine.faults import Fault, Refused, shorten
from immunote.service.fhir.models import QuestionnaireResponse
from immunote.service.questionnaire.sdc import Json

_NAME = "questionnaire-response"
_HELP = "send a QuestionnaireResponse, or Parameters whose `questionnaire-response` is one"


def response_in(body: Any) -> Json:
    """The response that a body is, or that its Parameters hold. Raises Refused (S92)."""
    given, place = body, "$"
    if isinstance(body, dict) and body.get("resourceType") == "Parameters":
        parts = body.get("parameter")
        found = [
            (f"$.parameter[{number}].resource", part.get("resource"))
            for number, part in enumerate(parts if isinstance(parts, list) else ())
            if isinstance(part, dict) and part.get("name") == _NAME
        ]
        if len(found) != 1:
            raise Refused([Fault("$.parameter", "S92", f"{len(found)} of `{_NAME}`", _HELP)])
        place, given = found[0]
    if not isinstance(given, dict) or given.get("resourceType") != "QuestionnaireResponse":
        kind = given.get("resourceType") if isinstance(given, dict) else given
        raise Refused([Fault(place, "S92", shorten(kind, 60), _HELP)])
    _check(given, place)
    return given


def _check(given: Json, place: str) -> None:
    """Raises Refused (S92) where it has not the form of R4, as far as it is read here."""
    faults = [
        Fault(f"{place}.{key}", "S92", shorten(given[key], 60), f"`{key}` is {words} in R4")
        for key, kind, words in (("meta", dict, "an object"), ("subject", dict, "a Reference"))
        if not isinstance(given.get(key, {}), kind)
    ]
    try:
        QuestionnaireResponse.model_validate(given)
    except ValidationError as wrong:
        for each in wrong.errors(include_url=False):
            where = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in each["loc"])
            faults.append(Fault(place + where, "S92", shorten(each["input"], 60), each["msg"]))
    if faults:
        raise Refused(sorted(faults))
