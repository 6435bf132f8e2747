"""What the buttons of the form do to its answers. All of it happens to the fields that were sent; nothing is kept."""

from __future__ import annotations

import json
from collections.abc import Mapping

from immunote.engine.api import Engine
from immunote.engine.faults import Fault, nearest, shorten
from immunote.engine.profile import value_json
from immunote.engine.rulebase import RuleBase
from immunote.engine.tree import Value
from immunote.service.kernel.problems import Problem
from immunote.service.page.reading import OWN, UNIT, Fields, fields_of_profile, read_form
from immunote.service.page.record import RECORD

DO = f"{OWN}do"
BEFORE = f"{OWN}before"
"""The field that carries the answers as they were before a what-if."""


def applied(engine: Engine, fields: Fields) -> dict[str, str]:
    """The fields after the button that was pressed, without it. Raises Problem 422 (S07), NoAnswer.

    What was read of a record stays with its form, whatever the button does to the answers.
    """
    record = {RECORD: fields[RECORD]} if fields.get(RECORD) else {}
    return _applied(engine, fields) | record


def _applied(engine: Engine, fields: Fields) -> dict[str, str]:
    left = {name: value for name, value in fields.items() if name != DO}
    what, _, which = fields.get(DO, "").partition(":")
    rulebase = engine.rulebase
    match what:
        case "" | "update":
            return left
        case "start":
            return left | _start(rulebase, which)
        case "case" | "completed":
            return left | _case(rulebase, which, is_completed=what == "completed")
        case "none":
            return left | _none_of_these(engine, left, which)
        case "set":
            name, _, value = which.partition("=")
            return left | {_one_of(name, rulebase.elements, "question"): value}
        case "what-if":
            return left | {BEFORE: json.dumps(_answers(left))}
        case "keep":
            return {name: value for name, value in left.items() if name != BEFORE}
        case "undo":
            return before(left) or {}
        case "next-visit":
            return _next_visit(rulebase, left)
    raise _unknown("button", what, "load the page again")


def before(fields: Fields) -> dict[str, str] | None:
    """The answers before a what-if; None where there is none. Raises Problem 422 (S07)."""
    text = fields.get(BEFORE, "")
    if not text:
        return None
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    if not isinstance(found, dict) or not all(isinstance(each, str) for each in found.values()):
        raise _unknown("answers before", text, "load the page again")
    return _answers(found)


def _answers(fields: Fields) -> dict[str, str]:
    """The answers alone, with their units, and not what else the page sent."""
    return {name: value for name, value in fields.items() if not name.startswith(OWN) or name.startswith(UNIT)}


def _start(rulebase: RuleBase, which: str) -> dict[str, str]:
    starts = {each.start: each for each in rulebase.form.starts}
    return fields_of_profile(rulebase, starts[_one_of(which, starts, "start")].answers)


def _case(rulebase: RuleBase, which: str, *, is_completed: bool) -> dict[str, str]:
    case = rulebase.cases[_one_of(which, rulebase.cases, "case")]
    return fields_of_profile(rulebase, {**case.profile, **case.completed} if is_completed else case.profile)


def _none_of_these(engine: Engine, fields: Fields, which: str) -> dict[str, str]:
    groups = {each.id: each for each in engine.rulebase.question_groups}
    reading = read_form(engine, fields)
    answers = engine.forms.none_of_these(reading.patient, _one_of(which, groups, "group"))
    # what was typed and does not count is a value that somebody meant: it is not written over
    return {name: value for name, value in _texts(engine.rulebase, answers).items() if not fields.get(name, "").strip()}


def _texts(rulebase: RuleBase, answers: Mapping[str, Value]) -> dict[str, str]:
    plain = {name: value_json(rulebase.elements[name], value) for name, value in answers.items()}
    return fields_of_profile(rulebase, plain)


def _next_visit(rulebase: RuleBase, fields: Fields) -> dict[str, str]:
    shape = rulebase.form.next_visit
    if shape is None:
        return dict(fields)
    again = {*shape.asks_again, *(UNIT + name for name in shape.asks_again)}
    kept = {name: value for name, value in _answers(fields).items() if name not in again}
    return kept | fields_of_profile(rulebase, shape.answers)


def _one_of(name: str, known: Mapping[str, object], what: str) -> str:
    if name in known:
        return name
    raise _unknown(what, name, nearest(name, known))


def _unknown(what: str, text: str, help_line: str) -> Problem:
    return Problem(422, "The form is refused", [Fault(what, "S07", shorten(text), help_line)])
