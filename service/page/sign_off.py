"""Sign-offs on the page: thresholds and choices to initial, rules and tables with what changed since they were signed.

They are those of the command line, bound to the same hashes. They are kept in the database and taken into
`reviews.yaml` by `immunote review import`, so that whoever answers for the rules commits them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request
from starlette.responses import Response

from immunote.engine.api import Engine
from immunote.engine.faults import Fault, nearest, shorten
from immunote.engine.reviewing.content import choices_of
from immunote.engine.reviewing.tables import THRESHOLDS
from immunote.engine.rulebase import RuleBase
from immunote.engine.sign_offs import State
from immunote.engine.tree import Compare, walk
from immunote.engine.words import capital
from immunote.service.kernel.context import Context, shared_context
from immunote.service.kernel.deciding import in_thread
from immunote.service.kernel.problems import Problem
from immunote.service.page.access import Reviewer
from immunote.service.page.answers import fields_of
from immunote.service.page.content_in_words import changes_in_words, content_in_words
from immunote.service.page.evidence import labels_of
from immunote.service.page.review import PART, opinion_of
from immunote.service.page.scenarios_beside import reviewed_beside
from immunote.service.page.shell import screen
from immunote.service.render.plain_words import limit_in_words, limit_names, named_in_words
from immunote.service.review.opinions import SIGNING, faults_of, latest
from immunote.service.review.reviewed import Reviewed
from immunote.service.review.sign_off_states import WORDS, SignOffState, standings
from immunote.service.storage.opinions import KeptOpinion

router = APIRouter(include_in_schema=False, prefix="/page/review")
Shared = Annotated[Context, Depends(shared_context)]
_ORDER: tuple[State, ...] = ("changed", "disputed", "never", "agreed")


@dataclass(frozen=True)
class LineToInitial:
    """A threshold or a choice. `number`: by which its fields are called."""

    number: int
    title: str
    value: str
    reason: str
    sources: list[tuple[str, str]]


@router.get("/thresholds")
def thresholds(context: Shared, reviewer: Reviewer) -> Response:
    """All thresholds and choices on one page."""
    return _to_initial(context, {})


@router.post("/thresholds")
async def initialled(request: Request, context: Shared, reviewer: Reviewer) -> Response:
    """Keep one sign-off of all thresholds and choices: agreed where every line is."""
    fields = await fields_of(request)
    engine = context.knowledge.engine
    lines = await in_thread(context, partial(_lines, engine.rulebase))
    marks = {each.number: fields.get(f"line-{each.number}", fields.get("rest", "")) for each in lines}
    against = [each for each in lines if marks[each.number] == "disagree"]
    open_lines = sum(mark not in SIGNING for mark in marks.values())
    comments = [_against(each, fields) for each in against]
    given = opinion_of(
        {**fields, "verdict": "disagree" if against else "agree", "comment": "; ".join(comments)}, PART + THRESHOLDS
    )
    faults = faults_of(given, SIGNING) + await in_thread(context, partial(_stale, engine, THRESHOLDS, given.content))
    if open_lines:
        faults.append(f"Lines that are neither agreed to nor disagreed with: {open_lines}.")
    faults += [f"Say what is wrong with: {each.title}." for each in against if not fields.get(f"why-{each.number}")]
    if faults:
        return await in_thread(context, partial(_to_initial, context, fields, faults))
    await in_thread(context, partial(context.opinions.add, [given], reviewer.id))
    return await in_thread(context, partial(_to_initial, context, {}, (), saved=True))


@router.get("/parts")
def parts(context: Shared, reviewer: Reviewer) -> Response:
    """All rules and tables by how they stand, those that changed since they were signed first."""
    engine = context.knowledge.engine
    reviewed = reviewed_beside(engine)
    states = [] if reviewed is None else standings(reviewed)
    said = {each.subject.removeprefix(PART) for each in latest(context.opinions.all("part"))}
    return screen(
        "app_parts_to_sign.html",
        "review",
        "Rules and tables to sign",
        engine.rulebase,
        there_are_scenarios=reviewed is not None,
        groups=[(WORDS[state], [each for each in states if each.state == state]) for state in _ORDER],
        said=said,
    )


@router.get("/parts/{name}")
def part(context: Shared, reviewer: Reviewer, name: Annotated[str, Path(max_length=200)]) -> Response:
    """One rule or table: all that a sign-off stands for, in words, and what changed since the last."""
    return _part(context, name, {})


@router.post("/parts/{name}")
async def signed(
    request: Request, context: Shared, reviewer: Reviewer, name: Annotated[str, Path(max_length=200)]
) -> Response:
    """Keep a sign-off of one rule or table."""
    fields = await fields_of(request)
    engine = context.knowledge.engine
    given = opinion_of(fields, PART + name)
    faults = faults_of(given, SIGNING) + await in_thread(context, partial(_stale, engine, name, given.content))
    if faults:
        return await in_thread(context, partial(_part, context, name, fields, faults))
    await in_thread(context, partial(context.opinions.add, [given], reviewer.id))
    return await in_thread(context, partial(_part, context, name, {}, (), saved=True))


def _to_initial(
    context: Context, fields: Mapping[str, str], faults: Sequence[str] = (), saved: bool = False
) -> Response:
    engine = context.knowledge.engine
    lines = _lines(engine.rulebase)
    limits = len(engine.rulebase.thresholds)
    return screen(
        "app_thresholds.html",
        "review",
        "Thresholds and choices",
        engine.rulebase,
        422 if faults else 200,
        limits=lines[:limits],
        choices=lines[limits:],
        content=_content(engine, THRESHOLDS),
        fields=defaultdict(str, fields),
        faults=faults,
        saved=saved,
        said=_on(context, THRESHOLDS),
    )


def _part(
    context: Context, name: str, fields: Mapping[str, str], faults: Sequence[str] = (), saved: bool = False
) -> Response:
    engine = context.knowledge.engine
    standing = _standing(engine, name)
    reviewed = _reviewed(engine)
    return screen(
        "app_part.html",
        "review",
        standing.title,
        engine.rulebase,
        422 if faults else 200,
        name=name,
        standing=standing,
        state=WORDS[standing.state],
        changes=changes_in_words(engine.rulebase, standing.changes),
        content=content_in_words(engine.rulebase, name),
        scenarios=reviewed.scenarios[name],
        fields=defaultdict(str, fields),
        faults=faults,
        saved=saved,
        said=_on(context, name),
    )


def _on(context: Context, name: str) -> list[KeptOpinion]:
    return [each for each in latest(context.opinions.all("part")) if each.subject == PART + name]


def _lines(rulebase: RuleBase) -> list[LineToInitial]:
    names = limit_names(rulebase)
    found: list[tuple[str, str, str, Iterable[str]]] = [
        (_title(rulebase, name, names[name]), limit_in_words(each), each.choice or "", each.cites)
        for name, each in rulebase.thresholds.items()
    ]
    found += [(capital(title), "", reason, ()) for title, reason in choices_of(rulebase).values()]
    return [
        LineToInitial(number, title, value, named_in_words(rulebase, reason), labels_of(rulebase, cites))
        for number, (title, value, reason, cites) in enumerate(found, 1)
    ]


def _title(rulebase: RuleBase, threshold: str, title: str) -> str:
    """The name of a limit, with the questions whose values are held against it."""
    nodes = [node for condition in rulebase.program.values() for node in walk(condition)]
    compared = [each.element for each in nodes if isinstance(each, Compare) and each.threshold == threshold]
    labels = dict.fromkeys(rulebase.elements[name].label for name in compared)
    return title + (f" ({', '.join(labels)})" if labels else "")


def _against(line: LineToInitial, fields: Mapping[str, str]) -> str:
    return f"{line.title}{f' ({line.value})' if line.value else ''}: {fields.get(f'why-{line.number}', '').strip()}"


def _stale(engine: Engine, part: str, content: str) -> list[str]:
    if content == _content(engine, part) and content:
        return []
    return ["The rules changed while this page was open. Read it again; what you wrote is still here."]


def _content(engine: Engine, part: str) -> str:
    """The hash that a sign-off is bound to; empty where there are no scenarios beside the rules."""
    return "" if reviewed_beside(engine) is None else _standing(engine, part).content


def _standing(engine: Engine, part: str) -> SignOffState:
    reviewed = _reviewed(engine)
    if part not in reviewed.titles:
        fault = Fault("request", "S06", shorten(part), nearest(part, reviewed.titles))
        raise Problem(404, "There is no such rule or table", [fault])
    return standings(reviewed, [part])[0]


def _reviewed(engine: Engine) -> Reviewed:
    reviewed = reviewed_beside(engine)
    if reviewed is None:
        help_line = (
            "start the service in the folder of the rules, with their scenarios beside them and the extra `proof`"
        )
        fault: Any = Fault("rules", "S82", "no scenarios beside the rules", help_line)
        raise Problem(409, "Rules cannot be signed here", [fault])
    return reviewed
