"""A note as one self-contained html file: no script, nothing fetched, printable, readable without colour."""

from __future__ import annotations

from immunote.engine.note import Note
from immunote.engine.rulebase import RuleBase
from immunote.service.html.environment import document
from immunote.service.render.dossier import GLYPHS, MARK_WORDS
from immunote.service.render.drawing import drawn
from immunote.service.render.layout import arrange


def render_html(note: Note, rulebase: RuleBase) -> str:
    """The note as one html document."""
    page = arrange(note, rulebase)
    return document("note.html", page=page, drawn=drawn, glyphs=GLYPHS, mark_words=MARK_WORDS)
