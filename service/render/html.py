"""A note as one self-contained html file: no script, nothing fetched, printable, readable without colour.

The page comes first, as one sheet; the dossier follows it, folded by section, and on paper as an annex.
"""

from __future__ import annotations

from immunote.engine.note import Note
from immunote.engine.paging import Page, page_to_draw
from immunote.engine.rulebase import RuleBase
from immunote.service.html.environment import document
from immunote.service.render.dossier import GLYPHS, MARK_WORDS, Dossier
from immunote.service.render.drawing import drawn, drawn_small
from immunote.service.render.grade_sign import GradeSign, grade_sign
from immunote.service.render.layout import arrange
from immunote.service.render.renumbering import renumbered
from immunote.service.render.source_links import linked, links
from immunote.service.render.words import cleaned


def render_html(note: Note, rulebase: RuleBase, day: str = "") -> str:
    """The note as one html document. `day`: the day to print on it."""
    return document_of(note, rulebase, day)[0]


def document_of(note: Note, rulebase: RuleBase, day: str = "", with_dossier: bool = True) -> tuple[str, Page]:
    """The document and the page that stands first in it, or alone."""
    page = page_to_draw(note, rulebase, day)
    dossier = renumbered(arrange(note, rulebase), page, note) if with_dossier else None
    shown = cleaned(page)
    return typeset(shown, dossier, grade_sign(note.outcome, rulebase)), shown


def typeset(page: Page, dossier: Dossier | None, grade: GradeSign) -> str:
    """The document of a page and its dossier."""
    values = {
        "drawn": drawn,
        "drawn_small": drawn_small,
        "linked": linked,
        "links": links,
        "glyphs": GLYPHS,
        "mark_words": MARK_WORDS,
    }
    return document("note.html", page=page, dossier=dossier, grade=grade, **values)
