"""Writes docs/glossary.md: the words of notes from the rule base, and the words of the program from ARCHITECTURE.md.

python -m tools.glossary            # write it
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from immunote.engine.api import Engine
from immunote.engine.paging.model import GLYPHS
from immunote.engine.rulebase import RuleBase
from immunote.service.render.dossier import MARK_WORDS
from immunote.service.render.plain_words import sentence_in_words

HOUSE = Path(__file__).parents[1]
PAGE = HOUSE / "docs" / "glossary.md"
_WORDS = "## Words, each for one thing\n"


def written() -> str:
    """The page."""
    return "\n".join(_parts(Engine.load(HOUSE / "rules" / "ssc_ivig").rulebase))


def _parts(rulebase: RuleBase) -> Iterator[str]:
    yield "# Glossary\n"
    yield "Made by `python -m tools.glossary` from the rule base and from ARCHITECTURE.md. Each word has one meaning.\n"
    yield "## What a note can come to\n"
    yield "| outcome | when |"
    yield "|---|---|"
    for outcome in rulebase.outcomes.values():
        reasons = [sentence_in_words(rulebase, row.reason) for row in rulebase.rows if row.outcome == outcome.id]
        yield f"| {outcome.title} | {' Or: '.join(reasons)} |"
    yield "\nThe rows are read in order, and the first that holds decides: the decision list.\n"
    yield "## How sure the evidence is\n"
    yield f"Certainty, weakest first: {', '.join(rulebase.about.certainties.values())}.\n"
    yield f"Strength: {', '.join(rulebase.about.strengths.values())}.\n"
    yield "## Marks\n"
    yield "| mark | means |"
    yield "|---|---|"
    for mark, glyph in GLYPHS.items():
        if glyph:
            yield f"| {glyph} | {MARK_WORDS[mark]} |"
    yield "\n## Words for the same\n"
    yield "A search finds any of a row by any other. A spelling with *ae* or *oe* is found by the one with *e*.\n"
    yield "| word | also |"
    yield "|---|---|"
    for first, *others in rulebase.search.same:
        yield f"| {first} | {', '.join(others)} |"
    yield "\n## Words of the program\n"
    table = (HOUSE / "ARCHITECTURE.md").read_text(encoding="utf-8").partition(_WORDS)[2].partition("\n## ")[0]
    yield table.strip() + "\n"


if __name__ == "__main__":
    PAGE.write_text(written(), encoding="utf-8")
