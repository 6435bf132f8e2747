"""`/v1/fields`, `/v1/rules`, `/v1/sources`, `/v1/rulebase`: what the notes rest on, with an ETag."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request
from pydantic import BaseModel
from starlette.responses import Response

from engine.api import Engine
from engine.faults import Fault, nearest, shorten
from service.rest import docs, shown
from service.security.callers import needs
from service.server.context import Context, context_of
from service.server.headers import RULE_BASE
from service.server.problems import Problem

router = APIRouter(dependencies=[Depends(needs("knowledge:read"))], tags=["knowledge"])
Shared = Annotated[Context, Depends(context_of)]


@router.get("/fields", summary="The data dictionary", **docs.knowledge("fields"))
def fields(request: Request, context: Shared) -> Response:
    """Every element that a profile may hold; the only list of fields there is."""
    return _answer(request, context.knowledge.engine, lambda engine: shown.fields(engine.rulebase))


@router.get("/rules", summary="All rules and the decision list", **docs.knowledge("rules"))
def rules(request: Request, context: Shared) -> Response:
    """Each rule in few words, and the rows of the decision list in their order."""
    return _answer(request, context.knowledge.engine, lambda engine: shown.rules(engine.rulebase))


@router.get("/rules/{id}", summary="One rule", **docs.knowledge("rule"))
def rule(
    request: Request, context: Shared, id: Annotated[str, Path(description="The id of a rule, as a note gives it.")]
) -> Response:
    """A rule with its condition, its sources, its examples, what reads it and what it can decide."""
    engine = context.knowledge.engine
    if id not in engine.rulebase.rules:
        raise _not_there("id", id, nearest(id, engine.rulebase.rules))
    return _answer(request, engine, lambda engine: shown.rule(engine.rulebase, engine.rulebase.rules[id]))


@router.get("/sources/{id}", summary="One source", **docs.knowledge("source"))
def source(
    request: Request, context: Shared, id: Annotated[str, Path(description="The id of a source, as a note gives it.")]
) -> Response:
    """A source: its citation, how much of it was read, its figures, the rules that cite it."""
    engine = context.knowledge.engine
    if id not in engine.rulebase.sources:
        raise _not_there("id", id, nearest(id, engine.rulebase.sources))
    return _answer(request, engine, lambda engine: shown.source(engine.rulebase, engine.rulebase.sources[id]))


@router.get("/rulebase", summary="Which rules these are", **docs.knowledge("rulebase"))
def rulebase(request: Request, context: Shared) -> Response:
    """Id, version, content hash, intended use, reviewers, outcomes and sources of the rule base in use."""
    return _answer(request, context.knowledge.engine, shown.rulebase)


def _answer(request: Request, engine: Engine, show: Callable[[Engine], BaseModel]) -> Response:
    """What the rule base in use says, or 304 where the caller has it: only another rule base or program changes it."""
    content_hash = engine.rulebase.content_hash
    tag = f'"{content_hash[:32]}-{engine.version}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache", RULE_BASE: content_hash}
    if _has(request.headers.getlist("if-none-match"), tag):
        return Response(status_code=304, headers=headers)
    return Response(show(engine).model_dump_json(), media_type="application/json", headers=headers)


def _has(fields: list[str], tag: str) -> bool:
    """Whether If-None-Match names the tag, by weak comparison (RFC 9110, 13.1.2)."""
    given = [each.strip().removeprefix("W/") for field in fields for each in field.split(",")]
    return tag in given or "*" in given


def _not_there(what: str, given: str, help_line: str) -> Problem:
    return Problem(404, "Nothing of that name", [Fault(what, "S06", shorten(given), help_line)])
