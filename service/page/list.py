"""A list: choose a file, see which columns are recognised, who is supported and what to record; no copy is kept."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import orjson
from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from immunote.engine.api import Engine
from immunote.engine.faults import CODES, Fault, Refused
from immunote.engine.intake import parse_text
from immunote.engine.paging import page_to_draw
from immunote.engine.rulebase import RuleBase
from immunote.service.html.day import today
from immunote.service.kernel.context import Context, shared_context
from immunote.service.kernel.deciding import in_turn, without_trace
from immunote.service.page.access import Visitor
from immunote.service.page.answers import fields_of
from immunote.service.page.note_sheet import note_sheet
from immunote.service.page.reading import fields_of_profile
from immunote.service.page.shell import screen
from immunote.service.page.uploads import folder_for_one_answer, sent_with_a_file
from immunote.service.render.words import counted
from immunote.service.security.session import check_form

if TYPE_CHECKING:
    from immunote.service.lists.short_list import ShortList, ShortRow, UndecidedRow

router = APIRouter(include_in_schema=False, prefix="/page/list")
Shared = Annotated[Context, Depends(shared_context)]
_ROWS_OF_A_GRADE = 100
_MOST_MISSING = 12
_FIRST_MISSING = 4
_MOST_REFUSED = 50
_FEW = 2
_PLACE = re.compile(r"^.*?immunote-list-[^:]*")
_OF_A_MAP = "`--ignore` leaves it out, a map says what it is; "
"""What only the command line can do about a column that nothing reads."""
_OF_COMMANDS = {"`--id`": "the field “Column with the ids”", "--id": "Column with the ids"}
_OF_COMMANDS |= {"--jurisdiction": "Where", "`immunote fields`": "Rules and sources"}


@dataclass(frozen=True)
class RowShown:
    """A row of the table. `profile`: its facts as JSON, which its form sends to have its note."""

    id: str
    words: str
    record: list[str]
    profile: str


@dataclass(frozen=True)
class GradeShown:
    """The rows of one outcome, or of those that cannot be graded yet; at most so many of them."""

    title: str
    count: int
    rows: list[RowShown]


@router.get("")
def choose(context: Shared, visitor: Visitor) -> Response:
    """The form for a file."""
    return _screen(context, {})


@router.post("")
async def decide(request: Request, context: Shared, visitor: Visitor) -> Response:
    """Decide a list in one answer. What is wrong with it as a whole is said; a bad row is listed by itself."""
    sent = await sent_with_a_file(request)
    try:
        fields = check_form(sent.fields)
        with folder_for_one_answer() as folder:
            path = await sent.into(folder, context.settings.security.page_list_bytes)
            return await in_turn(context, partial(_decided, context, path, fields))
    except Refused as refused:
        return _screen(context, sent.fields, refused.faults)
    finally:
        if sent.content is not None:
            await sent.content.close()


@router.post("/note")
async def note(request: Request, context: Shared, visitor: Visitor) -> Response:
    """The note of one row, whose facts the page's own form sends."""
    fields = await fields_of(request)
    return await without_trace(context, partial(_note, fields=fields))


def _decided(context: Context, path: Path, fields: dict[str, str]) -> Response:
    engine = context.knowledge.engine
    try:
        from immunote.service.lists.short_list import decide_short
    except ImportError:
        help_line = "whoever runs the service installs its extra `lists`"
        raise Refused([Fault("the list", "E03", "the packages for lists", help_line)]) from None
    found = decide_short(
        path,
        engine,
        fields.get("id", "").strip() or "id",
        fields.get("jurisdiction") or None,
        context.settings.security.page_list_rows,
    )
    return _screen(context, fields, (), found)


def _note(engine: Engine, fields: dict[str, str]) -> Response:
    rulebase = engine.rulebase
    profile = dict(parse_text(fields.get("profile", "")))
    decided = engine.decide(engine.patient(profile))
    return screen(
        "app_list_note.html",
        "list",
        fields.get("id", "") or "A row of the list",
        rulebase,
        answers=fields_of_profile(rulebase, profile),
        **note_sheet(page_to_draw(decided.note, rulebase, today()), rulebase),
    )


def _screen(
    context: Context, fields: dict[str, str], faults: Sequence[Fault] = (), found: ShortList | None = None
) -> Response:
    engine = context.knowledge.engine
    rulebase, security = engine.rulebase, context.settings.security
    return screen(
        "app_list.html",
        "list",
        "A list of patients",
        rulebase,
        422 if faults else 200,
        most_bytes=security.page_list_bytes,
        most_megabytes=f"{security.page_list_bytes / 1024**2:g}",
        most_rows=security.page_list_rows,
        id_column=fields.get("id", "") or "id",
        jurisdiction=fields.get("jurisdiction", ""),
        faults=[_fault(each) for each in faults],
        found=found,
        **({} if found is None else _results(engine, found)),
    )


def _results(engine: Engine, found: ShortList) -> dict[str, Any]:
    from immunote.service.lists.gain import gains  # needs the extra `lists`, as what was found did

    rulebase = engine.rulebase
    labels = {name: element.label for name, element in rulebase.elements.items()}
    gained = gains(engine, found.rows)
    refused = {each.row for each in found.refused}
    return {
        "patients": counted(len(found.rows), "patient"),
        "read_as": found.read_as,
        "recognised": [labels[name] for name in found.recognised],
        "unread": [_fault(each) for each in found.unread],
        "grades": list(_grades(rulebase, found.rows, [each.element for each in gained])),
        "to_record": [(labels[each.element], each) for each in gained[:_MOST_MISSING]],
        "open_rows": sum(row.status != "settled" for row in found.rows),
        "refused": [_refused(rulebase, each) for each in found.refused[:_MOST_REFUSED]],
        "refused_rows": len(refused),
        "more_refused": len(found.refused) - _MOST_REFUSED,
        "most_shown": _ROWS_OF_A_GRADE,
        "download": "data:text/csv;charset=utf-8;base64," + base64.b64encode(found.as_csv).decode(),
    }


def _grades(rulebase: RuleBase, rows: Sequence[ShortRow], first: Sequence[str]) -> list[GradeShown]:
    """The rows by outcome, in the order of the decision list's outcomes; those still open come last.

    `first`: the missing elements, what the list gains most by first.
    """
    order = {name: at for at, name in enumerate(first)}
    titles = {name: outcome.title for name, outcome in rulebase.outcomes.items()}
    places: dict[str | None, list[ShortRow]] = {name: [] for name in titles}
    places[None] = []
    for row in rows:
        places[row.outcome if row.status == "settled" else None].append(row)
    return [
        GradeShown(
            titles[name] if name is not None else "cannot be graded yet",
            len(those),
            [_row(rulebase, titles, each, order) for each in those[:_ROWS_OF_A_GRADE]],
        )
        for name, those in places.items()
        if those
    ]


def _row(rulebase: RuleBase, titles: dict[str, str], row: ShortRow, order: Mapping[str, int]) -> RowShown:
    words = titles[row.outcome] if row.outcome is not None else _open(titles, row.reachable)
    first = [] if row.status == "settled" else sorted(row.missing, key=order.__getitem__)[:_FIRST_MISSING]
    more = len(row.missing) - _FIRST_MISSING
    record = [rulebase.elements[name].label for name in first]
    record += [f"{more} more"] if first and more > 0 else []
    return RowShown(row.id, words, record, orjson.dumps(row.profile, default=_number).decode())


def _open(titles: dict[str, str], reachable: Sequence[str]) -> str:
    """What can still become of a patient, in few words."""
    if len(reachable) > _FEW:
        return f"open between {len(reachable)} outcomes"
    return " or ".join(titles[each] for each in reachable)


def _number(value: object) -> int | float:
    """A decimal as JSON has it."""
    number = float(str(value))
    return int(number) if number.is_integer() else number


def _refused(rulebase: RuleBase, refused: UndecidedRow) -> dict[str, str]:
    element = rulebase.elements.get(refused.column or "")
    where = f"row {refused.row}" + (f", line {refused.line}" if refused.line is not None else "")
    return {
        "where": where,
        "id": refused.id or "",
        "column": element.label if element is not None else refused.column or "the row",
        **_fault(refused.fault),
    }


def _fault(fault: Fault) -> dict[str, str]:
    """A fault without the place of the temporary file, and with the page's words for options of the command line."""
    help_line, text = fault.help.replace(_OF_A_MAP, ""), _PLACE.sub("the list", fault.text)
    for option, words in _OF_COMMANDS.items():
        help_line = help_line.replace(option, words)
    return {"code": fault.code, "what": CODES[fault.code], "text": text, "help": help_line}
