"""`/v1/fields`, `/v1/rules`, `/v1/sources`, `/v1/rulebase`, `/v1/rulebases`: what notes rest on, with an ETag.

Rules, sources and the rule base are also pages to read, where the links on cards lead. A clinician who follows one has
no key, so the pages ask for none unless the settings say so; nothing of a patient is on them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, TypeVar

from fastapi import APIRouter, Depends, Path, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel
from sqlalchemy.exc import SQLAlchemyError
from starlette.responses import Response

from immunote.engine.api import Engine
from immunote.engine.faults import Fault, Refused, nearest, shorten
from immunote.engine.loading.reviews import hash_of
from immunote.engine.rulebase import RuleBase
from immunote.service.kernel.accept import accepted, is_wanted
from immunote.service.kernel.context import Context, context_of, shared_context
from immunote.service.kernel.headers import RULE_BASE
from immunote.service.kernel.problems import Problem
from immunote.service.rest import docs, pages, serializers
from immunote.service.security.callers import needs

Kept = TypeVar("Kept")
Shown = TypeVar("Shown", bound=BaseModel)
JSON, HTML = "application/json", "text/html"
_BOTH = (JSON, HTML)
_holds_a_key = needs("knowledge:read")
_SCHEME = HTTPBearer(auto_error=False, scheme_name="ApiKey")


async def may_read(request: Request, given: Annotated[HTTPAuthorizationCredentials | None, Security(_SCHEME)]) -> None:
    """Let holders of a key read all, and anybody the pages, where they are open. Raises Problem as `needs` does."""
    is_open = context_of(request).settings.knowledge_pages == "open"
    if not (is_open and _wanted(request) == HTML and _is_page(request)):
        await _holds_a_key(request, given)


router = APIRouter(prefix="/v1", dependencies=[Depends(may_read)], tags=["knowledge"])
Shared = Annotated[Context, Depends(shared_context)]


@router.get("/fields", summary="The data dictionary", **docs.knowledge("fields"))
def fields(request: Request, context: Shared) -> Response:
    """Every element that a profile may hold; the only list of fields there is."""
    accepted(request.headers.get("accept"), (JSON,))
    engine = context.knowledge.engine
    return _answer(request, engine, lambda: serializers.fields(engine.rulebase).model_dump_json())


@router.get("/rules", summary="All rules and the decision list", **docs.knowledge("rules"))
def rules(request: Request, context: Shared) -> Response:
    """Each rule in few words, and the rows of the decision list in their order."""
    accepted(request.headers.get("accept"), (JSON,))
    engine = context.knowledge.engine
    return _answer(request, engine, lambda: serializers.rules(engine.rulebase).model_dump_json())


@router.get("/rules/{id}", summary="One rule", **docs.knowledge("rule", page=True))
def rule(
    request: Request, context: Shared, id: Annotated[str, Path(description="The id of a rule, as a note gives it.")]
) -> Response:
    """A rule with its condition, its sources, its examples, what reads it and what it can decide."""
    engine = context.knowledge.engine
    found = serializers.rule(engine.rulebase, _found(engine.rulebase.rules, id))
    return _either(request, engine, found, pages.rule_page)


@router.get("/sources/{id}", summary="One source", **docs.knowledge("source", page=True))
def source(
    request: Request, context: Shared, id: Annotated[str, Path(description="The id of a source, as a note gives it.")]
) -> Response:
    """A source: its citation, how much of it was read, its figures, the rules that cite it."""
    engine = context.knowledge.engine
    found = serializers.source(engine.rulebase, _found(engine.rulebase.sources, id))
    return _either(request, engine, found, pages.source_page)


@router.get("/rulebase", summary="Which rules these are", **docs.knowledge("rulebase", page=True))
def rulebase(request: Request, context: Shared) -> Response:
    """Id, version, content hash, intended use, reviewers, outcomes and sources of the rule base in use."""
    engine = context.knowledge.engine
    return _either(request, engine, serializers.rulebase(engine), pages.rulebase_page)


@router.get("/rulebases/{hash}/knowledge", summary="What lean notes refer to", **docs.knowledge("knowledge"))
def knowledge(
    request: Request,
    context: Shared,
    hash: Annotated[
        str,
        Path(
            description="The content hash of a rule base, in use or kept, as a note gives it.",
            json_schema_extra={"pattern": "^[0-9a-f]{64}$"},
        ),
    ],
) -> Response:
    """All that the notes of one rule base have in common: rules with their sentences, sources with the numbers that
    they have in every lean note, questions, checklist, products. It never changes under its hash.
    """
    accepted(request.headers.get("accept"), (JSON,))
    found = context.shelf.get(hash, lambda: _engine_of(context, hash))
    tag = f'W/"{hash}"'  # the same whether compressed or not
    headers = {
        "ETag": tag,
        "Cache-Control": "private, max-age=31536000, immutable",  # private: it is given to holders of a key
        "Vary": "Accept, Accept-Encoding, Authorization",
        RULE_BASE: hash,
    }
    if _has(request.headers.getlist("if-none-match"), tag.removeprefix("W/")):
        return Response(status_code=304, headers=headers)
    if is_wanted(request.headers.get("accept-encoding"), "gzip"):
        return Response(found.packed, media_type=JSON, headers={**headers, "Content-Encoding": "gzip"})
    return Response(found.plain, media_type=JSON, headers=headers)


def _engine_of(context: Context, content_hash: str) -> Engine:
    """The engine on a rule base that is in use or kept. Raises Problem."""
    is_in_use = context.knowledge.engine.rulebase.content_hash == content_hash
    try:
        if not is_in_use and content_hash not in context.rulebases.hashes():
            help_line = (
                "`provenance.content_hash` of a note has it; the service keeps each rule base that it started with"
            )
            raise Problem(404, "No such rule base", [Fault("hash", "S06", shorten(content_hash), help_line)])
        return context.engine_under(content_hash)
    except Refused as refused:
        raise Problem(404, "This program cannot read that rule base", refused.faults) from None
    except SQLAlchemyError as error:
        fault = Fault("rule bases", "S01", type(error).__name__, "ask again in a moment")
        raise Problem(503, "The rule bases cannot be read", [fault]) from None


def _found(table: Mapping[str, Kept], id: str) -> Kept:
    """What the rule base has under an id. Raises Problem (S06) with the nearest one."""
    if id not in table:
        fault = Fault("id", "S06", shorten(id), nearest(id, table))
        raise Problem(404, "Nothing of that name", [fault])
    return table[id]


def _either(request: Request, engine: Engine, found: Shown, page: Callable[[Shown, RuleBase], str]) -> Response:
    """The JSON or the page of one thing, as the Accept header asks."""
    media = _wanted(request)
    show = found.model_dump_json if media == JSON else lambda: page(found, engine.rulebase)
    return _answer(request, engine, show, media)


def _wanted(request: Request) -> str:
    return accepted(request.headers.get("accept"), _BOTH)


def _is_page(request: Request) -> bool:
    path = request.url.path
    return path not in ("/v1/fields", "/v1/rules") and not path.startswith("/v1/rulebases/")


def _answer(request: Request, engine: Engine, show: Callable[[], str], media: str = JSON) -> Response:
    """What the rule base in use says, or 304 where the caller has it: only another rule base or program changes it."""
    content_hash = engine.rulebase.content_hash
    signed = hash_of([[each.content, each.reviewer] for each in engine.rulebase.sign_offs])
    tag = f'"{content_hash[:32]}-{signed[:8]}-{engine.version}-{media.partition("/")[2]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": "Accept", RULE_BASE: content_hash}
    if _has(request.headers.getlist("if-none-match"), tag):
        return Response(status_code=304, headers=headers)
    return Response(show(), media_type=media, headers=headers)


def _has(fields: list[str], tag: str) -> bool:
    """Whether If-None-Match names the tag, by weak comparison (RFC 9110, 13.1.2)."""
    given = [each.strip().removeprefix("W/") for field in fields for each in field.split(",")]
    return tag in given or "*" in given
