"""What moves when one answer is another: the answers that differ, and what the note says now and did not before."""

from __future__ import annotations

from dataclasses import dataclass

from immunote.engine.api import Engine
from immunote.engine.note import Note
from immunote.engine.words import capital
from immunote.service.page.acts import before
from immunote.service.page.reading import Fields, Reading, read_form


@dataclass(frozen=True)
class ChangedAnswer:
    """An answer or an outcome, as it was and as it is."""

    label: str
    was: str
    now: str


@dataclass(frozen=True)
class WhatIf:
    """The comparison. `line_before`: the note's line before; `gone`, `new`: titles of what it says."""

    line_before: str
    line_now: str
    answers: tuple[ChangedAnswer, ...]
    gone: tuple[str, ...]
    new: tuple[str, ...]


def what_if(engine: Engine, fields: Fields, reading: Reading) -> WhatIf | None:
    """The comparison with the answers before; None where none are kept in the form. Raises Problem 422, NoAnswer."""
    earlier = before(fields)
    if earlier is None:
        return None
    was = read_form(engine, earlier)
    note, note_before = reading.decided.note, was.decided.note
    said, said_before = _said(note, engine), _said(note_before, engine)
    return WhatIf(
        line_before=note_before.line,
        line_now=note.line,
        answers=tuple(_answers(was, reading, engine)),
        gone=tuple(each for each in said_before if each not in said),
        new=tuple(each for each in said if each not in said_before),
    )


def _answers(was: Reading, now: Reading, engine: Engine) -> list[ChangedAnswer]:
    shown_before = {each.element: each.words for each in was.decided.note.recorded}
    shown = {each.element: each.words for each in now.decided.note.recorded}
    given = [name for name in engine.rulebase.elements if name in was.patient.given or name in now.patient.given]
    return [
        ChangedAnswer(
            capital(engine.rulebase.elements[name].label),
            shown_before.get(name, "not known"),
            shown.get(name, "not known"),
        )
        for name in given
        if was.patient.given.get(name) != now.patient.given.get(name)
    ]


def _said(note: Note, engine: Engine) -> list[str]:
    return list(dict.fromkeys(engine.rulebase.rules[each.rule].title for each in note.every_statement))
