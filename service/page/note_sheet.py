"""The page of a note within a screen: what its template needs beside the page itself."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from immunote.engine.paging import Page
from immunote.engine.rulebase import RuleBase
from immunote.service.render.dossier import GLYPHS, MARK_WORDS
from immunote.service.render.drawing import drawn_small
from immunote.service.render.grade_sign import grade_sign
from immunote.service.render.source_links import linked, links
from immunote.service.render.words import cleaned

PLAIN_MARKS = MARK_WORDS | {"holds": "applies"}
"""The words of signs on the page, none of them the engine's."""


def note_sheet(page: Page, rulebase: RuleBase) -> dict[str, Any]:
    """The values of `app_note_sheet.html`: the page without its digest, which is for programs, and its signs."""
    words = rulebase.page.words
    return {
        "page": replace(cleaned(page), legend=f"{words.legend} {words.judgement}"),
        "grade": grade_sign(page.outcome, rulebase),
        "drawn_small": drawn_small,
        "linked": linked,
        "links": links,
        "glyphs": GLYPHS,
        "mark_words": PLAIN_MARKS,
        "dossier": None,
    }
