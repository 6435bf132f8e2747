"""The OpenAPI description: what FastAPI finds, the profile's schema from the rule base, problems, examples."""

from __future__ import annotations

import threading
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from immunote.engine.api import Engine
from immunote.service.cds.models import FeedbackRequest, HookRequest
from immunote.service.cds.reviews import Closing
from immunote.service.fhir import described
from immunote.service.fhir.described import FHIR
from immunote.service.kernel.context import Context
from immunote.service.kernel.headers import RULE_BASE
from immunote.service.kernel.problems import MEDIA_TYPE
from immunote.service.questionnaire import described as questionnaires
from immunote.service.rest import docs, examples
from immunote.service.rest.models import ProblemShown
from immunote.service.server.tidy_schemas import tidy

_METHODS = ("get", "post", "put", "delete", "patch")
_REF = "#/components/schemas/{model}"
_PLAIN = "^[A-Za-z0-9_.-]{1,100}$"  # ids of rules, sources, services; anything else is refused at the door
_HASH = {"description": "The content hash of the rule base that answered.", "schema": {"type": "string"}}


def install(app: FastAPI, context: Context) -> None:
    """Let the app describe itself: made at the first request for it, and anew for another rule base."""
    made: dict[str, dict[str, Any]] = {}
    making = threading.Lock()

    def openapi() -> dict[str, Any]:
        engine = context.knowledge.engine
        with making:
            found = made.get(engine.rulebase.content_hash)
            if found is None:
                made.clear()
                found = made[engine.rulebase.content_hash] = description(app, engine)
            return found

    app.openapi = openapi  # type: ignore[method-assign]


def description(app: FastAPI, engine: Engine) -> dict[str, Any]:
    """The whole description."""
    found = get_openapi(
        title=app.title, version=engine.version, summary=app.summary, description=app.description, routes=app.routes
    )
    schemas = found.setdefault("components", {}).setdefault("schemas", {})
    models = [(model, "serialization") for model in (ProblemShown, *docs.MODELS, *described.ANSWERS)]
    models += [(model, "validation") for model in (HookRequest, FeedbackRequest, Closing)]
    _, definitions = models_json_schema(models, ref_template=_REF)  # type: ignore[arg-type]
    schemas.update(definitions["$defs"])
    schemas.update({**described.RESOURCES, **questionnaires.RESOURCES})
    schemas["Profile"] = engine.model.model_json_schema(ref_template=_REF)
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    shown = {"schema": {"$ref": _REF.format(model="ProblemShown")}}
    outcome = {"schema": {"$ref": _REF.format(model="OperationOutcome")}}
    for name, path in found["paths"].items():
        is_fhir = name.startswith("/fhir")
        problem = {
            "description": "An OperationOutcome, or a problem" if is_fhir else "A problem",
            "content": {MEDIA_TYPE: shown, **({FHIR: outcome} if is_fhir else {})},
        }
        for operation in (path[method] for method in _METHODS if method in path):
            answers = operation["responses"]
            if "HTTPValidationError" in str(answers.get("422", "")):
                del answers["422"]
            answers.setdefault("default", problem)
            for parameter in operation.get("parameters", ()):
                if parameter["in"] == "path":
                    parameter["schema"].setdefault("pattern", _PLAIN)
            for answer in answers.values():
                answer.setdefault("headers", {})[RULE_BASE] = _HASH
    examples.describe(found["paths"], engine)
    tidy(found)
    return found
