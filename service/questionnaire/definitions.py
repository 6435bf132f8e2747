"""The operations on questionnaires, as OperationDefinitions: those of SDC, with what this server adds or leaves out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from immunote.engine.rulebase import RuleBase
from immunote.service.fhir.conformance import OfferedKind, offer
from immunote.service.questionnaire.sdc import OPERATIONS, Json

_AS_OF = "The day of the assessment, in full; left out, today (UTC). It may be a query parameter."
NEXT, POPULATE, EXTRACT = "next-question", "populate", "extract"

offer(OfferedKind("Questionnaire", (NEXT, POPULATE), ("read", "search-type"), (("url", "uri"), ("version", "token"))))
offer(OfferedKind("QuestionnaireResponse", (EXTRACT,)))


def _parameter(name: str, use: str, least: int, most: str, type_: str, words: str) -> Json:
    return {"name": name, "use": use, "min": least, "max": most, "documentation": words, "type": type_}


_DEFINED: Mapping[str, Mapping[str, Any]] = {
    NEXT: {
        "base": f"{OPERATIONS}Questionnaire-next-question",
        "name": "NextQuestion",
        "resource": ["Questionnaire"],
        "description": "The next group of questions that can still change the outcome, and the line of the note so "
        "far. Nothing is kept between calls.",
        "parameter": [
            _parameter(
                "questionnaire-response",
                "in",
                1,
                "1",
                "QuestionnaireResponse",
                "The answers so far, with the form of the last call as contained Questionnaire. It may be the body.",
            ),
            _parameter(
                "return",
                "out",
                1,
                "1",
                "QuestionnaireResponse",
                "The same answers with the next questions; `completed` where nothing is left to ask.",
            ),
        ],
    },
    POPULATE: {
        "base": f"{OPERATIONS}Questionnaire-populate",
        "name": "PopulateFromRecord",
        "resource": ["Questionnaire"],
        "description": "The static form with what the resources of a record answer, each answer with its origin and "
        "Provenance, for a person to confirm.",
        "parameter": [
            _parameter("questionnaire", "in", 0, "1", "canonical", "The form; left out, the static one."),
            _parameter("subject", "in", 0, "1", "Reference", "The subject of the response."),
            {
                "name": "context",
                "use": "in",
                "min": 0,
                "max": "*",
                "documentation": "Resources of the record, under any name.",
                "part": [
                    _parameter("name", "in", 1, "1", "string", "Any."),
                    _parameter("content", "in", 1, "*", "Resource", "A resource, or a Bundle of them."),
                ],
            },
            _parameter(
                "content", "in", 0, "*", "Resource", "The same, without a name. The body may be one such alone."
            ),
            _parameter("asOf", "in", 0, "1", "date", _AS_OF),
            _parameter("response", "out", 1, "1", "QuestionnaireResponse", "In progress: nobody has confirmed it yet."),
            _parameter("issues", "out", 0, "1", "OperationOutcome", "What was seen in the record and not used."),
        ],
    },
    EXTRACT: {
        "base": f"{OPERATIONS}QuestionnaireResponse-extract",
        "name": "ExtractProfile",
        "resource": ["QuestionnaireResponse"],
        "description": "A finished response as a profile, and as Observations for the numbers that a person answered.",
        "parameter": [
            _parameter("questionnaire-response", "in", 1, "1", "QuestionnaireResponse", "It may be the whole body."),
            _parameter("return", "out", 0, "1", "Bundle", "A transaction that creates the Observations."),
            _parameter("profile", "out", 1, "1", "string", "The profile as JSON, as `POST /v1/notes` takes it."),
            _parameter("issues", "out", 0, "1", "OperationOutcome", "What was not used."),
        ],
    },
}


def definition_of(rulebase: RuleBase, operation: str, base: str) -> Json:
    """The OperationDefinition of one of the operations. `base`: the URL of the FHIR endpoint. Raises KeyError."""
    return {
        "resourceType": "OperationDefinition",
        "id": operation,
        "url": f"{base}/OperationDefinition/{operation}",
        "version": rulebase.version,
        "title": rulebase.title,
        "status": "active",
        "kind": "operation",
        "date": rulebase.evidence_as_of,
        "affectsState": False,
        "code": operation,
        "system": False,
        "type": True,
        "instance": operation == POPULATE,
        **_DEFINED[operation],
    }
