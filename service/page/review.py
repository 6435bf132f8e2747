"""Review for who holds a reviewer's key: where it stands, vignettes to judge, and the file to take home."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request
from starlette.responses import Response

from immunote.engine.api import Engine
from immunote.engine.faults import Fault, Refused, shorten
from immunote.service.kernel.context import Context, shared_context
from immunote.service.kernel.deciding import in_thread
from immunote.service.kernel.problems import Problem
from immunote.service.page.access import Reviewer
from immunote.service.page.answers import fields_of
from immunote.service.page.note_sheet import note_sheet
from immunote.service.page.scenarios_beside import reviewed_beside
from immunote.service.page.shell import HEADERS, screen
from immunote.service.render.words import clean
from immunote.service.review.opinions import DISAGREEING, VERDICTS, faults_of, file_of, latest
from immunote.service.review.sign_off_states import WORDS, standings
from immunote.service.review.vignettes import Vignette, names_of_vignettes, vignette_of
from immunote.service.storage.opinions import KeptOpinion

router = APIRouter(include_in_schema=False, prefix="/page/review")
Shared = Annotated[Context, Depends(shared_context)]
VIGNETTE, PART = "vignette:", "part:"


@router.get("")
def overview(context: Shared, reviewer: Reviewer) -> Response:
    """What there is to review, and how far it is."""
    engine = context.knowledge.engine
    kept = latest(context.opinions.all())
    said = {name: _said(kept, VIGNETTE + name) for name in names_of_vignettes(engine.rulebase)}
    reviewed = reviewed_beside(engine)
    states = [] if reviewed is None else standings(reviewed)
    return screen(
        "app_review.html",
        "review",
        "Review",
        engine.rulebase,
        vignettes=names_of_vignettes(engine.rulebase),
        said=said,
        judged=sum(bool(each) for each in said.values()),
        counts={words: sum(each.state == state for each in states) for state, words in WORDS.items()},
        on_the_page=sum(each.subject.startswith(PART) for each in kept),
        there_are_scenarios=reviewed is not None,
        opinions=len(kept),
    )


@router.get("/vignettes/{name}")
def vignette(context: Shared, reviewer: Reviewer, name: Annotated[str, Path(max_length=100)]) -> Response:
    """One vignette with our page beside it."""
    return _shown(context, _found(context.knowledge.engine, name), {})


@router.post("/vignettes/{name}")
async def judged(
    request: Request, context: Shared, reviewer: Reviewer, name: Annotated[str, Path(max_length=100)]
) -> Response:
    """Keep an opinion on a vignette; then the next one. What is not whole is shown again, with what is missing."""
    fields = await fields_of(request)
    engine = context.knowledge.engine
    found = await in_thread(context, partial(_found, engine, name))
    given = opinion_of(fields, VIGNETTE + name)
    faults = faults_of(given, VERDICTS)
    if given.content != found.content:
        faults.append("The rules changed while this page was open. Read our page again; what you wrote is still here.")
    if faults:
        return await in_thread(context, partial(_shown, context, found, fields, faults))
    await in_thread(context, partial(context.opinions.add, [given], reviewer.id))
    names = list(names_of_vignettes(engine.rulebase))
    following = names[names.index(name) + 1 :]
    who = {key: fields.get(key, "") for key in ("reviewer", "role")}
    if not following:
        return screen("app_review_done.html", "review", "All vignettes are through", engine.rulebase)
    after = await in_thread(context, partial(_found, engine, following[0]))
    return await in_thread(context, partial(_shown, context, after, who, (), saved=found.title))


@router.get("/opinions.json")
def download(context: Shared, reviewer: Reviewer) -> Response:
    """All opinions as the file that `immunote review import` takes."""
    content = file_of(context.knowledge.engine.rulebase, context.opinions.all())
    named = {"Content-Disposition": 'attachment; filename="opinions.json"'}
    return Response(content, headers={**HEADERS, **named}, media_type="application/json")


def opinion_of(fields: Mapping[str, str], subject: str) -> KeptOpinion:
    """What a form says of a subject, as it would be kept; a day left out is today."""
    return KeptOpinion(
        subject=subject,
        content=fields.get("content", ""),
        verdict=fields.get("verdict", ""),
        reviewer=clean(fields.get("reviewer", "")).strip(),
        role=clean(fields.get("role", "")).strip(),
        date=fields.get("date", "") or date.today().isoformat(),
        comment=clean(fields.get("comment", "")).strip(),
    )


def _shown(
    context: Context, found: Vignette, fields: Mapping[str, str], faults: Any = (), saved: str | None = None
) -> Response:
    engine = context.knowledge.engine
    names = list(names_of_vignettes(engine.rulebase))
    place = names.index(found.name)
    return screen(
        "app_vignette.html",
        "review",
        found.title,
        engine.rulebase,
        422 if faults else 200,
        vignette=found,
        number=place + 1,
        count=len(names),
        before=names[place - 1] if place else None,
        after=names[place + 1] if place + 1 < len(names) else None,
        said=_said(latest(context.opinions.all("vignette")), VIGNETTE + found.name),
        fields=defaultdict(str, fields),
        faults=faults,
        saved=saved,
        verdicts=VERDICTS,
        disagreeing=DISAGREEING,
        folds_sources=True,
        **note_sheet(found.page, engine.rulebase),
    )


def _said(kept: list[KeptOpinion], subject: str) -> list[tuple[str, int]]:
    """How often each verdict was given on a subject, in words."""
    counts = Counter(VERDICTS.get(each.verdict, each.verdict) for each in kept if each.subject == subject)
    return sorted(counts.items())


def _found(engine: Engine, name: str) -> Vignette:
    if name not in names_of_vignettes(engine.rulebase):
        help_line = "the list of vignettes is on the page of the review"
        raise Problem(404, "There is no such vignette", [Fault("request", "S06", shorten(name), help_line)])
    try:
        return vignette_of(engine, name)
    except Refused as refused:
        raise Problem(500, "The vignette cannot be shown", refused.faults) from None
